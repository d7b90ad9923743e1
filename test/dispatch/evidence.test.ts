import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DECISIONS } from '../../src-main/acknowledgements/contract.ts'
import { DATABASE_FILE } from '../../src-main/database/open.ts'
import type { Output } from '../../src-main/contract.ts'
import { ADULT_AUDIENCES } from '../../src-main/policies/format.ts'
import { addDays } from '../../src-main/time.ts'
import { fingerprintOf } from '../../src-main/policies/service.ts'
import { ANY_ACCOUNT, choosePin, openSchool, ownFolder, type TestPerson } from '../support/app.ts'
import { readExport, run } from '../support/exported.ts'
import { packSource, visits, visitsRevised } from '../support/fixture-pack.ts'
import { allRight, enterPaper, filledIn, oneStep, paperFilledIn } from '../support/learner.ts'
import { plainPng } from '../support/logos.ts'
import { TABLES, rebuild, type Rows } from '../support/rebuilt.ts'

/** What may happen at a school, each with the numbers that settle its details. */
const happening = fc.oneof(
  { weight: 2, arbitrary: fc.record({ what: fc.constant('comes' as const), audiences: fc.subarray([...ADULT_AUDIENCES], { minLength: 1 }), odd: fc.string({ unit: 'grapheme', maxLength: 8 }) }) },
  { weight: 4, arbitrary: fc.record({ what: fc.constant('sits' as const), who: fc.nat(), steps: fc.integer({ min: 1, max: 40 }), slips: fc.array(fc.nat(7), { maxLength: 6 }) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('leaves' as const), who: fc.nat(), inDays: fc.integer({ min: 0, max: 30 }) }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('changes' as const), who: fc.nat(), how: fc.nat(7), inDays: fc.integer({ min: -30, max: 30 }) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('forgets' as const), who: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('posts' as const), where: fc.nat(3), odd: fc.string({ unit: 'grapheme', maxLength: 8 }), ends: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('waives' as const), who: fc.nat(), inDays: fc.integer({ min: 0, max: 366 }), odd: fc.string({ unit: 'grapheme', maxLength: 8 }), ends: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('asks' as const), audience: fc.constantFrom(...ADULT_AUDIENCES), inDays: fc.integer({ min: 0, max: 30 }), daysAllowed: fc.integer({ min: 0, max: 365 }), renewal: fc.constantFrom('never', '09-20', '02-29') }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('publishes' as const), again: fc.subarray([...ADULT_AUDIENCES]), inDays: fc.integer({ min: 0, max: 20 }), odd: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }) }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('decides' as const), which: fc.nat(), decision: fc.constantFrom(...DECISIONS), odd: fc.string({ unit: 'grapheme', maxLength: 8 }) }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('enters' as const), who: fc.nat(), odd: fc.string({ unit: 'grapheme', maxLength: 8 }), withdraws: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('sets' as const), which: fc.nat(4), odd: fc.string({ unit: 'grapheme', maxLength: 8 }), years: fc.integer({ min: 0, max: 100 }) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('reports' as const), names: fc.boolean(), daysAgo: fc.nat(30) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('waits' as const), days: fc.integer({ min: 1, max: 20 }) }) },
) // prettier-ignore
type Happening = typeof happening extends fc.Arbitrary<infer Value> ? Value : never

const dayIn = (school: School, days: number): string => addDays(school.app.induction.today(), days)

/** A school whose folder of packs can be changed. */
async function openChanging() {
  const packs = packSource(visits)
  return Object.assign(await openSchool({ packs }), { packs })
}
type School = Awaited<ReturnType<typeof openChanging>>

async function live(school: School, happenings: readonly Happening[]): Promise<void> {
  const people: TestPerson[] = [await school.addPerson('Ada Fern', ['staff', 'governor'])]
  const someone = (who: number) => people[who % people.length]!
  let texts = 0
  for (const one of happenings) {
    if (one.what === 'comes')
      people.push(
        await school.addPerson(`N${people.length}`, one.audiences, { note: one.odd.replace(/[\p{C}]/gu, '') }),
      )
    if (one.what === 'posts') {
      const { administrator } = school
      const platform = `Platform ${one.where}`
      await administrator.door('accounts.add', { ...ANY_ACCOUNT, platform, note: one.odd }) // or is there already
      const { open } = await administrator.call('accounts.list', {})
      const account = open.find((other) => other.platform === platform)
      if (account && one.ends)
        await administrator.call('accounts.close', { accountId: account.id, closedOn: '2026-09-01' })
      else if (account) await administrator.call('accounts.check', { accountId: account.id })
    }
    if (one.what === 'waives') {
      const { administrator } = school
      const { personId } = someone(one.who)
      const policyId = 'hill/visits'
      const said = { personId, policyId, reason: `Leave ${one.odd}`, until: dayIn(school, one.inDays), by: one.odd }
      await administrator.door('induction.waive', said) // or it is waived, signed, or nothing is asked
      const { assignments } = await administrator.call('people.get', { personId })
      const waiverId = assignments[0]?.waiver?.id
      if (waiverId && one.ends) await administrator.call('induction.endWaiver', { waiverId, by: 'Headteacher' })
    }
    if (one.what === 'asks') {
      const { audience, daysAllowed, renewal } = one
      const programme = { audience, daysAllowed, renewal, from: dayIn(school, one.inDays), passMark: 80 }
      await school.administrator.call('policies.setProgramme', { ...programme, policies: ['hill/visits'] })
    }
    if (one.what === 'publishes') await publish(school, texts++, one)
    if (one.what === 'decides') {
      const { open, decided } = await school.administrator.call('declarations.list', {})
      const all = [...open, ...decided]
      const found = all[one.which % all.length]
      if (!found) continue // nobody has signed yet
      const { acknowledgementId, declarationId, decisions } = found
      await school.administrator.door('declarations.decide', {
        acknowledgementId,
        declarationId,
        decision: one.decision,
        note: one.odd,
        decidedBy: `Headteacher ${one.odd}`,
        decidedOn: dayIn(school, 0),
        seen: decisions.length,
      }) // or the note cannot be kept
    }
    if (one.what === 'enters') {
      const { administrator } = school
      const person = someone(one.who)
      const sheet = await administrator.door('acknowledgements.sheet', { personId: person.personId, policyId: 'hill/visits' }) // prettier-ignore
      if (!sheet.ok) continue // has left, or signed, or nothing is asked
      const filled = await paperFilledIn(school, person)
      const declarations = filled.declarations.map(({ id }) => ({ id, answer: 'yes' as const, detail: 'Zoë' }))
      const acknowledgementId = await enterPaper(school, person, { declarations, witnessRole: `Deputy ${one.odd.replace(/[\p{C}]/gu, '')}` }) // prettier-ignore
      if (one.withdraws)
        await administrator.call('acknowledgements.withdrawPaper', { acknowledgementId, reason: 'A slip', by: 'Head' })
    }
    if (one.what === 'sets') await set(school, one.which, one.odd, one.years)
    if (one.what === 'reports') {
      const { names } = one
      const report = await school.governor.door('reports.report', { names, asAt: dayIn(school, -one.daysAgo) })
      if (!report.ok) continue // before the record began
      const { asAt, record } = report.value as Output<'reports.report'>
      await school.governor.call('reports.made', { asAt, names, head: record.head })
    }
    if (one.what === 'waits') school.clock.pass(one.days * 24 * 60)
    if (one.what === 'leaves') {
      const on = dayIn(school, one.inDays)
      await school.administrator.door('people.leave', { personId: someone(one.who).personId, on }) // or left already
    }
    if (one.what === 'changes') await change(school, someone(one.who), one.how, one.inDays)
    if (one.what === 'forgets') {
      const person = someone(one.who)
      const answer = await school.administrator.door('access.issuePin', { personId: person.personId })
      if (!answer.ok) continue // has left
      person.pin = await choosePin(school.visitor(), person.personId, (answer.value as { pin: string }).pin)
    }
    if (one.what === 'sits') await sit(school, someone(one.who), one.steps, [...one.slips])
  }
}

/** The two texts of the policy follow each other: a major version where somebody signs again, else a minor one; or refused. */
async function publish(
  school: School,
  texts: number,
  { again, inDays, odd }: Extract<Happening, { what: 'publishes' }>,
): Promise<void> {
  const text = texts % 2 === 0 ? visitsRevised : visits
  const policy = { ...text.policy, version: `${texts} ${odd}` }
  const pack = { ...text, policy }
  school.packs.put(pack)
  const said = { policyId: policy.id, fingerprint: fingerprintOf(pack), inForceOn: dayIn(school, inDays) }
  const asks = again.length > 0 ? { kind: 'major', mustSign: again, signBy: dayIn(school, inDays + 9) } : { kind: 'minor', nobodyAgain: true } // prettier-ignore
  await school.administrator.door('policies.publish', { ...said, ...asks }) // or one comes later already
}

/** One of the school's settings is changed, or refused. */
async function set(school: School, which: number, odd: string, years: number): Promise<void> {
  const { administrator } = school
  const colour: [number, number, number, number] = [years, 0, 0, 255]
  const changes = [
    () => administrator.door('school.setName', { name: `Hill ${odd}` }),
    () => administrator.door('school.setLogo', { file: plainPng(4, 2, colour).toString('base64') }),
    () => administrator.door('school.setContacts', { contacts: [{ id: 'head', name: odd, telephone: '', email: '' }] }),
    () =>
      administrator.door('school.setRetention', { rules: [{ whom: 'all', years, source: `Line ${odd}`, note: odd }] }),
    () => administrator.door('school.setRenewalDay', { day: years % 2 ? '09-01' : null }),
  ]
  await changes[which]!()
}

/** Something is changed about somebody, or refused. */
async function change(school: School, person: TestPerson, how: number, inDays: number): Promise<void> {
  const { administrator } = school
  const { personId } = person
  const from = new Date(school.clock.now().getTime() + inDays * 86_400_000).toISOString().slice(0, 10)
  const { appointments } = await administrator.call('people.get', { personId })
  const appointmentId = appointments.at(-1)?.id ?? personId
  const changes = [
    async () => {
      const facts = {
        name: `${person.name}x`,
        note: `${inDays}`,
        reference: person.name,
        email: `n${inDays}@school.example`,
      }
      await administrator.door('people.change', { personId, ...facts, name: person.name }) // or somebody else has the number
      await administrator.call('people.change', { personId, name: facts.name, note: facts.note })
      person.name += 'x'
    },
    () => administrator.door('people.appoint', { personId, audience: 'governor', from, until: null }),
    () => administrator.door('people.appoint', { personId, audience: 'volunteer', from, until: '2027-01-01' }),
    () => administrator.door('people.setDays', { personId, appointmentId, from: '2026-08-15', until: from }),
    () => administrator.door('people.withdraw', { personId, appointmentId }),
    () => administrator.door('people.neverStarted', { personId }),
    () => administrator.door('people.takeBackLeaving', { personId }),
    () => administrator.door('people.bringBack', { personId, from, audiences: ['staff', 'governor'] }),
  ]
  await changes[how]!()
}

async function sit(school: School, person: TestPerson, steps: number, slips: number[]): Promise<void> {
  const learner = school.visitor()
  if (!(await learner.door('access.signInLearner', { personId: person.personId, pin: person.pin })).ok) return // has left
  for (let i = 0; i < steps; i++) {
    const { cards } = await learner.call('induction.mine', {})
    if (!cards[0]) return // is nothing here any more, or not yet
    const { versionId, place } = cards[0]
    if (place.at === 'receipt') return
    const right = allRight({ school, versionId })
    if (place.at !== 'sign') {
      await oneStep(learner, versionId, place, (asked) => {
        const slip = slips.pop()
        return slip === undefined ? right(asked) : [slip % asked.places]
      })
      continue
    }
    const signing = await filledIn(learner, versionId, person)
    const declarations = signing.declarations.map(({ id }) => ({
      id,
      answer: 'yes' as const,
      detail: 'Zoë, “Year 2”\nand Ben',
    }))
    await learner.call('acknowledgements.sign', { ...signing, declarations, name: ` ${person.name.toUpperCase()} ` })
    school.clock.pass(1)
  }
}

/** The tables as they are, and as an export alone makes them. */
async function bothWays(school: School): Promise<{ kept: Rows; rebuilt: Rows }> {
  school.close()
  const out = join(ownFolder(), 'export')
  expect(await run('export', '--data', school.folder, '--out', out)).toMatchObject({ code: 0, stderr: '' })
  expect((await run('verify', out)).code).toBe(0)
  const database = new SqliteDatabase(join(school.folder, DATABASE_FILE), { readonly: true })
  const kept = Object.fromEntries(Object.entries(TABLES).map(([table, sql]) => [table, database.prepare(sql).all()]))
  database.close()
  return { kept: kept as Rows, rebuilt: rebuild(readExport(out)) }
}

test('a history with something of everything fills every table of evidence, and an export alone rebuilds them', async () => {
  const school = await openChanging()
  await live(school, [
    { what: 'sits', who: 0, steps: 40, slips: [2, 0, 0, 1, 2] },
    { what: 'comes', audiences: ['volunteer'], odd: 'Zoë 👩‍👧' },
    { what: 'waits', days: 3 },
    { what: 'sits', who: 1, steps: 5, slips: [] },
    { what: 'changes', who: 1, how: 0, inDays: 0 },
    { what: 'changes', who: 1, how: 1, inDays: 2 },
    { what: 'waives', who: 1, inDays: 9, odd: 'Zoë', ends: true },
    { what: 'asks', audience: 'staff', inDays: 1, daysAllowed: 7, renewal: '09-20' },
    { what: 'leaves', who: 1, inDays: 5 },
    { what: 'changes', who: 1, how: 7, inDays: 20 },
    { what: 'decides', which: 0, decision: 'talk-needed', odd: '' },
    { what: 'decides', which: 0, decision: 'agreed-with-conditions', odd: '“No\n pictures”' },
    { what: 'publishes', again: ['staff'], inDays: 1, odd: 'Zoë' },
    { what: 'waits', days: 2 },
    { what: 'sits', who: 0, steps: 40, slips: [] },
    { what: 'publishes', again: [], inDays: 0, odd: '“3”' },
    { what: 'posts', where: 0, odd: '=1', ends: false },
    { what: 'posts', where: 0, odd: '', ends: true },
    { what: 'comes', audiences: ['governor', 'volunteer'], odd: '' },
    { what: 'enters', who: 2, odd: '=1', withdraws: true },
    { what: 'enters', who: 2, odd: 'Zoë', withdraws: false },
    { what: 'reports', names: true, daysAgo: 1 },
    { what: 'sets', which: 1, odd: '', years: 6 },
    { what: 'sets', which: 2, odd: 'Zoë', years: 6 },
    { what: 'sets', which: 3, odd: '“6”', years: 6 },
  ])
  const { kept, rebuilt } = await bothWays(school)
  for (const table of Object.keys(TABLES).filter((name) => name !== 'progress'))
    expect(kept[table]!.length).toBeGreaterThan(0)
  expect(kept.policy_version!.map(({ kind }) => kind)).toEqual(['first', 'major', 'minor'])
  expect(rebuilt).toEqual(kept)
})

test('and so it does after any history', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: 4, maxLength: 14 }), async (happenings) => {
      const school = await openChanging()
      await live(school, happenings)
      const { kept, rebuilt } = await bothWays(school)
      expect(rebuilt).toEqual(kept)
    }),
    { numRuns: 15 },
  )
})
