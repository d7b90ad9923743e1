/** The record as xAPI statements, against the rules of the specification. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp, type App } from '../../src-main/app.ts'
import { createContext } from '../../src-main/context.ts'
import { openDatabase } from '../../src-main/database/open.ts'
import { NO_PAPERS } from '../../src-main/hosts/host.ts'
import { asJsonArray, type Statement } from '../../src-main/reports/xapi-statement.ts'
import type { XapiWanted } from '../../src-main/reports/xapi.ts'
import { endOfDay } from '../../src-main/time.ts'
import { openSchool, waive, type School } from '../support/app.ts'
import { run } from '../support/exported.ts'
import { packSource, visits, visitsRevised } from '../support/fixture-pack.ts'
import {
  allRight,
  enterPaper,
  filledIn,
  learnAndSign,
  placeNow,
  toSignature,
  wrongAtFirst,
} from '../support/learner.ts'
import { publish } from '../support/publish.ts'
import { statementRules } from '../support/xapi-rules.ts'

const all = (app: App, wanted: Partial<XapiWanted> = {}): Statement[] =>
  [
    ...app.exported.xapi(app.ledger.head().length, {
      ...{ asAt: app.induction.today(), names: false, audience: null, policyId: null },
      ...wanted,
    }),
  ].filter((one) => one !== null)
const verbOf = ({ verb }: Statement): string => verb.display['en-GB']
const sentence = (one: Statement): string =>
  `${one.timestamp.slice(0, 10)} ${verbOf(one)} ${one.object.id.split('/').slice(5).join('/')}`

function expectValid(statements: readonly Statement[]): void {
  for (const one of statements) {
    const { success, error } = statementRules.safeParse(JSON.parse(JSON.stringify(one)))
    if (!success) throw new Error(`${JSON.stringify(one, null, 2)}\n${error.message}`)
  }
  expect(new Set(statements.map(({ id }) => id)).size).toBe(statements.length)
}

const ODD = ['=1+1 Heron', '@x Vale', '\u05D3\u05D5\u05D3 Reed', 'Zoe\u0308 Fern', `Ada ${'n'.repeat(190)} End`]

/** A school to which everything happens that is told: and whatever can be typed, is. */
async function eventfulSchool(): Promise<School & { versions: string[] }> {
  const packs = packSource(visits)
  const school = await openSchool({ packs })
  const { administrator, clock } = school
  const [ada, ben, gil, zoe, eve] = await Promise.all(ODD.map((name) => school.addPerson(name, ['staff']))) // prettier-ignore
  const vera = await school.addPerson('Vera Moss', ['volunteer', 'governor'])
  await learnAndSign(school, ada!)
  await learnAndSign(
    school,
    ben!,
    wrongAtFirst({ school }, (id) => id === 'the-list'),
  )
  clock.set('2026-09-03T10:00:00.000Z')
  const paper = await enterPaper(school, gil!, { witnessName: '=2+2', witnessRole: '@z', entererName: '\u05D0\u05D1' })
  clock.set('2026-09-05T10:00:00.000Z')
  const withdrawal = { acknowledgementId: paper, reason: '=3+3', by: '@head' }
  await administrator.call('acknowledgements.withdrawPaper', withdrawal)
  await waive(school, zoe!.personId, { reason: '=4+4', by: '+head' })
  clock.set('2026-09-06T10:00:00.000Z')
  const { assignments } = await administrator.call('people.get', { personId: zoe!.personId })
  await administrator.call('induction.endWaiver', { waiverId: assignments[0]!.waiver!.id, by: '-head' })
  const programme = { audience: 'staff' as const, daysAllowed: 7, renewal: '09-10', from: '2026-09-07', passMark: 100 }
  await administrator.call('policies.setProgramme', { ...programme, policies: ['hill/visits'] })
  clock.set('2026-09-11T10:00:00.000Z')
  const again = await school.signIn(ada!) // once more, on the renewal's day
  expect(await placeNow(again, school.versionId)).toEqual({ at: 'sign' })
  await again.call('acknowledgements.sign', await filledIn(again, school.versionId, ada!))
  await learnAndSign(school, vera)
  packs.put(visitsRevised)
  clock.set('2026-09-12T10:00:00.000Z')
  const second = publish(school)
  await learnAndSign(
    school,
    eve!,
    wrongAtFirst({ school, versionId: second }, (id) => id === 'a-call'),
    second,
  )
  return Object.assign(school, { versions: [school.versionId, second] })
}

describe('of a school to which everything happens', () => {
  test('every statement keeps to the rules of the specification, with names and without', async () => {
    const { app } = await eventfulSchool()
    const without = all(app)
    const withNames = all(app, { names: true })
    expectValid(without)
    expectValid(withNames)
    expect(withNames.map(({ id }) => id)).toEqual(without.map(({ id }) => id))
    expect([...new Set(without.map(verbOf))].sort()).toEqual(
      [
        'answered',
        'completed',
        'failed',
        'initialized',
        'passed',
        'satisfied',
        'voided',
        'waived',
        'waiver ended',
      ].sort(),
    )
  })

  test('it is told in the order of the ledger, as docs/xapi.md has it', async () => {
    const { app, versions } = await eventfulSchool()
    const [first, second] = versions.map((id) => `versions/${id}`)
    const notAnswers = all(app).filter((one) => verbOf(one) !== 'answered')
    expect(notAnswers.map(sentence)).toEqual([
      ...[`2026-09-01 initialized ${first}`, `2026-09-01 passed ${first}`],
      ...[`2026-09-01 completed ${first}`, '2026-09-01 satisfied policies/hill/visits'],
      ...[`2026-09-01 initialized ${first}`, `2026-09-01 passed ${first}`],
      ...[`2026-09-01 initialized ${first}`, `2026-09-01 passed ${first}`],
      ...[`2026-09-01 completed ${first}`, '2026-09-01 satisfied policies/hill/visits'],
      '2026-09-03 satisfied policies/hill/visits', // on paper: nothing was gone through here
      expect.stringMatching(/^2026-09-05 voided/),
      '2026-09-05 waived policies/hill/visits',
      '2026-09-06 waiver ended policies/hill/visits',
      '2026-09-11 satisfied policies/hill/visits', // renewed: it had been gone through
      ...[`2026-09-11 initialized ${first}`, `2026-09-11 passed ${first}`],
      ...[`2026-09-11 completed ${first}`, '2026-09-11 satisfied policies/hill/visits'],
      ...[`2026-09-12 initialized ${second}`, `2026-09-12 failed ${second}`],
      ...[`2026-09-12 initialized ${second}`, `2026-09-12 passed ${second}`],
      ...[`2026-09-12 completed ${second}`, '2026-09-12 satisfied policies/hill/visits'],
    ])
    const [paper, voided] = notAnswers.slice(10, 12)
    expect(voided!.object).toEqual({ objectType: 'StatementRef', id: paper!.id })
    const [waived, ended] = notAnswers.slice(12, 14)
    expect(ended!.context!.statement).toEqual({ objectType: 'StatementRef', id: waived!.id })
    expect(waived!.result).not.toHaveProperty('success')
    expect(waived!.result).not.toHaveProperty('completion')
  })

  test('a score is by the pass mark of its day: four of five was a pass at 80, and is none at 100', async () => {
    const { app, versions } = await eventfulSchool()
    const rounds = all(app).filter((one) => one.result?.score)
    const told = rounds.map((one) => [
      verbOf(one),
      one.result!.score,
      one.context!.extensions!['https://w3id.org/xapi/cmi5/context/extensions/masteryscore'],
    ])
    const whole = (max: number) => ({ scaled: 1, raw: max, min: 0, max })
    expect(told).toEqual([
      ['passed', whole(5), 0.8],
      ['passed', { scaled: 0.8, raw: 4, min: 0, max: 5 }, 0.8],
      ['passed', whole(1), 0.8],
      ['passed', whole(3), 0.8],
      ['failed', { scaled: 0.8, raw: 4, min: 0, max: 5 }, 1],
      ['passed', whole(1), 1],
    ])
    expect(versions).toHaveLength(2)
  })

  test('names, and all else that somebody typed, are in it only where they are asked for', async () => {
    const { app } = await eventfulSchool()
    const typed = [...ODD, 'Vera Moss', '=2+2', '@z', '\u05D0\u05D1', '=3+3', '@head', '=4+4', '+head', '-head']
    const [without, withNames] = [JSON.stringify(all(app)), JSON.stringify(all(app, { names: true }))]
    for (const words of typed) {
      expect(without).not.toContain(words)
      expect(withNames.normalize('NFC')).toContain(words.normalize('NFC'))
    }
    expect(without).not.toContain('"name":"Administrator"')
    for (const { actor } of all(app)) expect(actor).not.toHaveProperty('name')
  })

  test('nothing later than the as-at day is in it, and what is in it stays the same for good', async () => {
    const { app } = await eventfulSchool()
    const whole = all(app)
    for (const asAt of ['2026-09-01', '2026-09-04', '2026-09-05', '2026-09-11']) {
      const then = all(app, { asAt })
      expect(then.every(({ timestamp }) => timestamp < endOfDay(asAt))).toBe(true)
      expect(then).toEqual(whole.slice(0, then.length))
      expect(whole[then.length]!.timestamp >= endOfDay(asAt)).toBe(true)
    }
  })

  test('a name is that of the day, so that a statement never changes', async () => {
    const school = await openSchool()
    const ada = await school.addPerson('Ada Fern', ['staff'])
    await learnAndSign(school, ada)
    const before = all(school.app, { names: true })
    school.clock.set('2026-10-01T10:00:00.000Z')
    await school.administrator.call('people.change', { personId: ada.personId, name: 'Ada Hill', note: '' })
    expect(all(school.app, { names: true })).toEqual(before)
    expect(before[0]!.actor.name).toBe('Ada Fern')
  })

  test('for one audience, and for one policy', async () => {
    const { app } = await eventfulSchool()
    const whole = all(app)
    const volunteers = all(app, { audience: 'volunteer' })
    expect(new Set(volunteers.map(({ actor }) => actor.account.name)).size).toBe(1)
    expect(volunteers.map(verbOf).filter((verb) => verb === 'satisfied')).toHaveLength(1)
    const staff = all(app, { audience: 'staff' })
    expect(staff.length + volunteers.length).toBe(whole.length)
    expect(staff.map(verbOf)).toContain('voided')
    expect(all(app, { policyId: 'hill/visits' })).toEqual(whole)
    expect(all(app, { policyId: 'hill/other' })).toEqual([])
  })

  test('as a file it is one JSON array, one statement a line', async () => {
    const { app } = await eventfulSchool()
    const whole = all(app)
    const text = [...asJsonArray(whole)].join('')
    expect(JSON.parse(text)).toEqual(whole)
    expect(text.trimEnd().split('\n')).toHaveLength(whole.length + 2)
    expect(JSON.parse([...asJsonArray([])].join(''))).toEqual([])
  })
})

test('an answer: what was asked, what was on offer, what would have been right, and what was chosen', async () => {
  const school = await openSchool()
  const ada = await school.addPerson('Ada Fern', ['staff'])
  const right = allRight({ school })
  await toSignature(await school.signIn(ada), school.versionId, (asked) =>
    asked.stepId === 'taken' && !asked.again ? [2] : asked.stepId === 'asked' && !asked.again ? [1] : right(asked),
  )
  const ledgerId = school.app.ledger.ends()!.first.subject
  const home = `https://lanyard.invalid/ledger/${ledgerId}`
  const taken = all(school.app).find(({ object }) => object.id.endsWith('/scenarios/a-picture/taken'))!
  expect(taken).toEqual({
    id: expect.any(String),
    actor: { objectType: 'Agent', account: { homePage: home, name: ada.personId } },
    verb: { id: 'http://adlnet.gov/expapi/verbs/answered', display: { 'en-GB': 'answered' } },
    object: {
      objectType: 'Activity',
      id: `${home}/versions/${school.versionId}/scenarios/a-picture/taken`,
      definition: {
        name: { 'en-GB': 'A picture' },
        description: { 'en-GB': 'There it is. What now?' },
        type: 'http://adlnet.gov/expapi/activities/cmi.interaction',
        interactionType: 'choice',
        correctResponsesPattern: ['choice-1[,]choice-2'],
        choices: [
          { id: 'choice-1', description: { 'en-GB': 'Delete it' } },
          { id: 'choice-2', description: { 'en-GB': 'Tell the head' } },
          { id: 'choice-3', description: { 'en-GB': 'Send it on' } },
        ],
      },
    },
    result: {
      success: false,
      response: 'choice-3',
      extensions: { 'https://lanyard.invalid/xapi/verdict': 'breach', 'https://lanyard.invalid/xapi/sure': false },
    },
    context: {
      contextActivities: {
        parent: [expect.objectContaining({ id: `${home}/versions/${school.versionId}` })],
        grouping: [expect.objectContaining({ id: `${home}/policies/hill/visits` })],
      },
      revision: '1.0',
      platform: 'Lanyard',
      language: 'en-GB',
      extensions: {
        'https://lanyard.invalid/xapi/audiences': ['staff'],
        'https://lanyard.invalid/xapi/round': 1,
      },
    },
    timestamp: '2026-09-01T08:00:00.000Z',
  })
})

test('a round that ran over midnight is told from the day on which it ended', async () => {
  const school = await openSchool()
  const ada = await school.addPerson('Ada Fern', ['staff'])
  const right = allRight({ school })
  await toSignature(await school.signIn(ada), school.versionId, (asked) => {
    if (asked.scenarioId === 'a-picture') school.clock.set('2026-09-02T10:00:00.000Z')
    return right(asked)
  })
  expect(all(school.app, { asAt: '2026-09-01' })).toEqual([])
  expect(all(school.app).map(({ timestamp }) => timestamp.slice(0, 10))).toContain('2026-09-01')
})

test('a clock that goes back gives no time that cannot be', async () => {
  const school = await openSchool({ packs: packSource(visits) })
  const ada = await school.addPerson('Ada Fern', ['staff'])
  school.clock.set('2026-09-02T10:00:00.000Z')
  const learner = await school.signIn(ada)
  await toSignature(learner, school.versionId, (asked) => {
    if (asked.scenarioId === 'a-picture') school.clock.set('2026-09-01T10:00:00.000Z')
    return allRight({ school })(asked)
  })
  const told = all(school.app, { asAt: '2026-09-02' })
  expectValid(told)
  expect(told.find((one) => verbOf(one) === 'passed')!.result).not.toHaveProperty('duration')
  const dayBefore = all(school.app, { asAt: '2026-09-01' })
  expect(dayBefore.every(({ timestamp }) => timestamp < endOfDay('2026-09-01'))).toBe(true)
})

describe('of the example school', () => {
  const made = mkdtempSync(join(tmpdir(), 'lanyard-xapi-'))
  let app: App
  beforeAll(async () => {
    expect(await run('example', '--data', join(made, 'data'), '--today', '2025-06-23')).toMatchObject({ code: 0 })
    const database = openDatabase(join(made, 'data'), { create: false })
    app = createApp({ context: createContext(database), packs: packSource(), papers: NO_PAPERS })
  }, 60_000)
  afterAll(() => {
    app.context.database.close()
    rmSync(made, { recursive: true, force: true })
  })

  test('every statement keeps to the rules, and there is one for each thing in the record', () => {
    const told = all(app)
    expectValid(told)
    const count = (sql: string) => app.context.database.prepare<[], number>(sql).pluck().get()
    const ofVerb = (...verbs: string[]) => told.filter((one) => verbs.includes(verbOf(one))).length
    const finished = 'SELECT id FROM attempt WHERE finished_at IS NOT NULL'
    expect(ofVerb('initialized')).toBe(count(`SELECT COUNT(*) FROM (${finished})`))
    expect(ofVerb('passed', 'failed')).toBe(count(`SELECT COUNT(*) FROM (${finished})`))
    expect(ofVerb('answered')).toBe(count(`SELECT COUNT(*) FROM answer WHERE attempt_id IN (${finished})`))
    expect(ofVerb('satisfied')).toBe(count('SELECT COUNT(*) FROM acknowledgement'))
    expect(told.length).toBeGreaterThan(500)
  })
})
