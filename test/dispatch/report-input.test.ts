/** What may be asked of the report and cannot be given, and what goes on while it is made. */
import { describe, expect, test, vi } from 'vitest'
import type { Input } from '../../src-main/contract.ts'
import { fingerprintOf } from '../../src-main/policies/service.ts'
import { openSchool, waive, type School } from '../support/app.ts'
import { packSource, visits, visitsRevised } from '../support/fixture-pack.ts'
import { enterPaper, learnAndDeclare, learnAndSign } from '../support/learner.ts'
import { publish } from '../support/publish.ts'
import { trips } from '../support/second-pack.ts'

const WORK = '0b7f6f0e-6b1c-4c1e-9d5a-3f1b6f9d2a10'
const OTHER_WORK = '5d0c1a52-98a4-4a0e-8f63-0c8f5b7f1e11'

const report = ({ governor }: School, asked: Partial<Input<'reports.report'>> = {}) =>
  governor.call('reports.report', { names: true, ...asked })
const made = ({ governor }: School, { asAt, names, record }: Awaited<ReturnType<typeof report>>) =>
  governor.call('reports.made', { asAt, names, head: record.head })

/** Every look at the clock of slices is another turn of the window, as on a slow PC with many people. */
function inManyTurns(): void {
  let now = 0
  vi.spyOn(performance, 'now').mockImplementation(() => (now += 1000))
}
const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe('a report cannot be made', () => {
  test.each<[string, object, string, string]>([
    ['a day that does not exist', { asAt: '2026-02-30' }, 'asAt', 'Give a date that exists, such as 23 11 2026'],
    ['a day in other words', { asAt: 'yesterday' }, 'asAt', 'Give a date that exists, such as 23 11 2026'],
    ['a day to come', { asAt: '2026-09-02' }, 'asAt', '2 September 2026 is still to come. Choose today or a day before it'],
    ['a day before the record', { asAt: '2026-08-31' }, 'asAt', 'The record begins on 1 September 2026. Choose that day or a later one'],
    ['a policy there never was', { policyId: 'hill/ponds' }, 'policyId', 'The school has no policy “hill/ponds”. Choose another policy, or all of them'],
    ['a policy of no name', { policyId: '' }, 'policyId', 'The school has no policy “”. Choose another policy, or all of them'],
  ])('as at or for %s', async (_, asked, field, message) => {
    const { governor } = await openSchool()
    for (const call of ['reports.report', 'reports.behind'] as const) {
      const more = call === 'reports.behind' ? { behind: 'everyone' } : {}
      expect(await governor.refused(call, { ...asked, ...more })).toEqual({ code: 'invalid-input', field, message })
    }
  }) // prettier-ignore

  test('for a policy on a day before it came', async () => {
    const packs = packSource(visits)
    const school = await openSchool({ packs })
    packs.put(trips)
    const said = { policyId: 'hill/trips', fingerprint: fingerprintOf(trips), inForceOn: '2026-09-03' }
    await school.administrator.call('policies.publish', { kind: 'first', ...said })
    school.clock.set('2026-09-05T10:00:00Z')
    expect((await report(school, { policyId: 'hill/trips' })).policies).toHaveLength(1)
    expect(await school.governor.refused('reports.report', { policyId: 'hill/trips', asAt: '2026-09-02' })).toEqual({
      code: 'invalid-input',
      field: 'policyId',
      message: 'Trips policy came into force on 3 September 2026. Choose that day or a later one, or another policy',
    })
  })

  test.each([
    ['an audience there is not', { audience: 'pupil' }],
    ['something that is not asked', { colour: true }],
    ['a day that is a number', { asAt: 20260901 }],
  ])('with %s', async (_, asked) => {
    const { governor } = await openSchool()
    expect(await governor.refused('reports.report', asked)).toMatchObject({ code: 'invalid-input' })
  })
})

describe('few, or nobody', () => {
  test('an audience of nobody has a report that says so', async () => {
    const school = await openSchool()
    await school.addPerson('Ada Fern', ['staff'])
    expect(await report(school, { audience: 'governor' })).toMatchObject({
      headline: expect.stringMatching(/^Nobody is asked/),
      total: { people: 0 },
      byAudience: [],
      byPolicy: [],
      people: [],
      policies: [{ title: 'Visits policy' }],
    })
  })

  test('one person is one, not a share', async () => {
    const school = await openSchool()
    await learnAndSign(school, await school.addPerson('Ada Fern', ['staff']))
    const { headline, completePerCent, understanding } = await report(school)
    expect(headline).toMatch(/^The one person on the roll has finished their induction\./)
    expect(completePerCent).toBeNull()
    expect(understanding.rules.every(({ wrongPerCent, usualMistake }) => wrongPerCent ?? usualMistake)).toBe(false)
  })

  test.each([
    ['200 characters', `Ada ${'F'.repeat(196)}`],
    ['right to left', 'נועה בן־דוד'],
    ['marks that combine', 'Zoe\u0323\u0301 N\u0303o\u0308e\u0323l'],
  ])('a name of %s is in it as it was entered', async (_, name) => {
    const school = await openSchool()
    await school.addPerson(name, ['staff'])
    expect((await report(school)).people.map((row) => row.name)).toEqual([name.normalize('NFC')])
  })
})

describe('that it was printed', () => {
  test('is noted once, however often: it is the same report', async () => {
    const school = await openSchool()
    const shown = await report(school)
    const first = await made(school, shown)
    expect((await made(school, shown)).seq).toBe(first.seq)
    school.clock.set('2026-09-02T10:00:00Z')
    expect((await report(school)).lastReport).toEqual({ asAt: '2026-09-01', figures: shown.figures })
  })

  test('is noted of one of the eight that were shown last, and of no older one', async () => {
    const school = await openSchool()
    const shown = []
    for (let day = 1; day <= 9; day++) {
      school.clock.set(`2026-09-0${day}T10:00:00Z`)
      shown.push(await report(school))
    }
    await made(school, shown[1]!)
    const { head } = shown[0]!.record
    expect(await school.governor.refused('reports.made', { asAt: '2026-09-01', names: true, head })).toEqual({
      code: 'unknown-item',
      message: expect.stringContaining('it was opened too long ago. Open it again, and print it once more'),
    })
  })
})

describe('while it is made', () => {
  /** Five people, some of whom have begun. */
  async function someSchool(): Promise<School> {
    const school = await openSchool()
    const people = []
    for (const name of ['Ada Fern', 'Ben Reed', 'Cai Brook', 'Dot Hale', 'Eli Moss'])
      people.push(await school.addPerson(name, ['staff']))
    await learnAndDeclare(school, people[0]!, 'Zoë')
    return Object.assign(school, { people })
  }

  test('what is written is not in it, also where the clock stands still', async () => {
    const school = await someSchool()
    const { people } = school as School & { people: Awaited<ReturnType<School['addPerson']>>[] }
    const before = await report(school)
    const { administrator } = school
    const [declared] = (await administrator.call('declarations.list', {})).open
    inManyTurns()
    let isMade = false
    const working = report(school).finally(() => (isMade = true))
    await nextTurn()
    await nextTurn()
    const [, ben, cai, dot, eli] = people
    await administrator.call('people.change', { personId: ben!.personId, name: 'Ben Rush', note: '' })
    await waive(school, cai!.personId)
    await enterPaper(school, dot!)
    await administrator.call('people.leave', { personId: eli!.personId, on: '2026-09-01' })
    await administrator.call('people.neverStarted', { personId: eli!.personId })
    const fay = { name: 'Fay Lane', note: '', reference: '', email: '', appointments: [{ audience: 'staff' as const, from: '2026-09-01' }] } // prettier-ignore
    school.database.transaction(() => school.app.people.enter(fay)).immediate()
    await administrator.call('school.setName', { name: 'Dale School' })
    publish(school, visitsRevised)
    const { acknowledgementId, declarationId } = declared!
    await administrator.call('declarations.decide', { acknowledgementId, declarationId, decision: 'noted', note: '', decidedBy: 'Head', decidedOn: '2026-09-01', seen: 0 }) // prettier-ignore
    expect(isMade).toBe(false)
    expect(await working).toEqual(before)
    vi.restoreAllMocks()
    expect((await report(school)).total).not.toEqual(before.total)
  })

  test('it can be stopped, which leaves nothing, and the next one is whole', async () => {
    const school = await someSchool()
    const whole = await report(school)
    await school.addPerson('Fay Lane', ['staff']) // another head: what is stopped was never shown
    const { length } = school.app.ledger.head()
    inManyTurns()
    const working = school.governor.refused('reports.report', { workId: WORK })
    let progress = null
    while (!progress) progress = (await school.governor.call('work.progress', { workId: WORK })).progress ?? (await nextTurn(), null) // prettier-ignore
    expect(progress).toMatchObject({ doing: 'Looking at everybody', total: 100 })
    await school.governor.call('work.stop', { workId: WORK })
    expect(await working).toEqual({ code: 'stopped', message: 'Stopped. Nothing was changed.' })
    expect(school.app.ledger.head().length).toBe(length)
    const head = school.app.ledger.head()
    const said = { asAt: whole.asAt, names: false, head }
    expect((await school.governor.refused('reports.made', said)).code).toBe('unknown-item')
    const next = await report(school, { workId: WORK })
    expect(next.total.people).toBe(6)
    expect(next.record.head).toEqual(head)
  })

  test('another one gives the same, and not under the name of the first', async () => {
    const school = await someSchool()
    const alone = await report(school)
    inManyTurns()
    const both = Promise.all([report(school, { workId: WORK }), report(school, { workId: OTHER_WORK })])
    await nextTurn()
    expect(await school.governor.refused('reports.report', { workId: WORK })).toMatchObject({
      code: 'invalid-input',
      message: 'That is under way already.',
    })
    expect(await both).toEqual([alone, alone])
  })
})
