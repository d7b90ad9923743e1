import { describe, expect, test } from 'vitest'
import type { Input } from '../../src-main/contract.ts'
import type { Pack } from '../../src-main/policies/format.ts'
import { openSchool, waive, type School } from '../support/app.ts'
import { packSource, visits } from '../support/fixture-pack.ts'
import { allRight, filledIn, learnAndSign, toSignature } from '../support/learner.ts'

type Wanted = Input<'policies.setProgramme'>
const wanted = (changed: Partial<Wanted> = {}): Wanted => ({
  ...{ audience: 'staff', from: '2026-09-01', policies: ['hill/visits'] },
  ...{ daysAllowed: 14, passMark: 80, renewal: 'never' },
  ...changed,
})
const set = (school: School, changed: Partial<Wanted>) =>
  school.administrator.call('policies.setProgramme', wanted(changed))
const preview = (school: School, changed: Partial<Wanted>) =>
  school.administrator.call('policies.previewProgramme', wanted(changed))
const staff = async (school: School) => (await school.governor.call('policies.programmes', {})).audiences[0]!
const statusOf = async (school: School, name: string) =>
  (await school.governor.call('reports.report', { names: true })).people.find((one) => one.name === name)

/** Two policies, both asked of staff; the second speaks to nobody else. */
const phones: Pack = { ...visits, policy: { ...visits.policy, id: 'hill/phones', title: 'Phones policy', audiences: ['staff'], minutes: { staff: 5 } } } // prettier-ignore
const twoPolicies = () => openSchool({ packs: packSource(visits, phones) })

describe('the programmes of each audience', () => {
  test('begin as the set-up made them', async () => {
    const school = await twoPolicies()
    const { audiences, today } = await school.governor.call('policies.programmes', {})
    expect(today).toBe('2026-09-01')
    expect(audiences.map(({ audience, policies }) => [audience, policies.map(({ title }) => title)])).toEqual([
      ['staff', ['Phones policy', 'Visits policy']],
      ['volunteer', ['Visits policy']],
      ['governor', ['Visits policy']],
    ])
    expect(audiences[0]!.programmes).toMatchObject([
      { state: 'in-force', from: '2026-09-01', until: null, daysAllowed: 14, passMark: 80, renewal: 'never' },
    ])
  })

  test('stand the last to come first: to come, in force, before, and one that was replaced', async () => {
    const school = await openSchool()
    school.clock.set('2026-10-01T08:00:00Z')
    await set(school, { from: '2026-10-01', daysAllowed: 7 })
    await set(school, { from: '2027-01-01', daysAllowed: 30 })
    await set(school, { from: '2027-01-01', daysAllowed: 60 })
    const { programmes } = await staff(school)
    expect(programmes.map(({ state, from, until, daysAllowed }) => [state, from, until, daysAllowed])).toEqual([
      ['to-come', '2027-01-01', null, 60],
      ['replaced', '2027-01-01', null, 30],
      ['in-force', '2026-10-01', '2026-12-31', 7],
      ['before', '2026-09-01', '2026-09-30', 14],
    ])
  })
})

test('setting one is one entry of the ledger, with all that its row says', async () => {
  const school = await openSchool()
  await set(school, { from: '2026-09-05', renewal: '02-29', passMark: 90 })
  const { line, payload } = [...school.app.ledger.entries(school.app.ledger.head().length)].at(-1)!
  expect(line).toContain('"kind":"programme.set"')
  expect(JSON.parse(payload!)).toEqual({
    ...wanted({ from: '2026-09-05', renewal: '02-29', passMark: 90 }),
    id: expect.any(String),
    setAt: '2026-09-01T08:00:00.000Z',
  })
})

test('it holds from its day on: days allowed, pass mark, and what is asked', async () => {
  const school = await twoPolicies()
  await school.addPerson('Ada Fern', ['staff'])
  await set(school, { from: '2026-09-03', daysAllowed: 21, passMark: 90 })
  expect((await statusOf(school, 'Ada Fern'))?.dueOn).toBe('2026-09-15')
  expect((await school.governor.call('reports.report', { names: true })).people).toHaveLength(2)
  expect(school.app.policies.passMark(['staff'], '2026-09-02')).toBe(80)
  school.clock.set('2026-09-03T08:00:00Z')
  expect((await statusOf(school, 'Ada Fern'))?.dueOn).toBe('2026-09-22')
  expect((await school.governor.call('reports.report', { names: true })).people).toHaveLength(1)
  expect(school.app.policies.passMark(['staff'], '2026-09-03')).toBe(90)
  expect((await school.governor.call('reports.report', { asAt: '2026-09-02', names: true })).people).toHaveLength(2)
})

describe('is refused, by the preview as well, and nothing is written,', () => {
  test.each<[string, object, string]>([
    ['from a day that is past', { from: '2026-08-31', daysAllowed: 7 }, 'from'],
    ['from a day too far away', { from: '2062-09-01', daysAllowed: 7 }, 'from'],
    ['from a day that is none', { from: '2027-02-29' }, 'from'],
    ['where nothing differs', {}, 'from'],
    ['with too many days', { daysAllowed: 366 }, 'daysAllowed'],
    ['with fewer than none', { daysAllowed: -1 }, 'daysAllowed'],
    ['with half a day', { daysAllowed: 1.5 }, 'daysAllowed'],
    ['with too low a pass mark', { passMark: 49 }, 'passMark'],
    ['with too high a one', { passMark: 101 }, 'passMark'],
    ['with a renewal on no day', { renewal: '02-30' }, 'renewal'],
    ['with a policy that is not here', { policies: ['hill/visits', 'hill/else'] }, 'policies'],
    ['with one that does not speak to them', { audience: 'volunteer', policies: ['hill/phones'] }, 'policies'],
  ])('%s', async (_, changed, field) => {
    const school = await twoPolicies()
    const { length } = school.app.ledger.head()
    const input = { ...wanted({ policies: ['hill/visits', 'hill/phones'] }), ...changed }
    for (const name of ['policies.previewProgramme', 'policies.setProgramme'] as const)
      expect(await school.administrator.refused(name, input)).toMatchObject({ code: 'invalid-input', field })
    expect(school.app.ledger.head().length).toBe(length)
    expect(school.app.policies.programmes()).toHaveLength(3)
  })

  test('where the ledger cannot take it', async () => {
    const school = await openSchool()
    school.database.exec(
      `CREATE TRIGGER no_entry BEFORE INSERT ON ledger_entry BEGIN SELECT RAISE(ABORT, 'the ledger is full'); END`,
    )
    await expect(set(school, { daysAllowed: 7 })).rejects.toThrow()
    expect(school.app.policies.programmes()).toHaveLength(3)
  })
})

describe('the preview', () => {
  test('names who gets another due date or status, and writes nothing', async () => {
    const school = await openSchool()
    const ada = await school.addPerson('Ada Fern', ['staff'])
    await learnAndSign(school, await school.addPerson('Ben Reed', ['staff']))
    await school.addPerson('Vera Moss', ['volunteer'])
    await waive(school, (await school.addPerson('Will Dale', ['staff'])).personId)
    const { length } = school.app.ledger.head()
    const seen = await preview(school, { from: '2026-09-10', daysAllowed: 5 })
    expect(seen).toMatchObject({ asked: 3, touched: { people: 2, gain: 0, lose: 0, other: 2 }, replaces: false })
    expect(seen.people[0]).toEqual({
      id: ada.personId,
      name: 'Ada Fern',
      note: '',
      changes: [
        {
          policyId: 'hill/visits',
          title: 'Visits policy',
          before: { status: 'not-started', dueOn: '2026-09-15' },
          after: { status: 'overdue', dueOn: '2026-09-06' },
        },
      ],
    })
    expect(seen.people[1]).toMatchObject({ name: 'Will Dale', changes: [{ after: { status: 'waived' } }] })
    expect(school.app.ledger.head().length).toBe(length)
    expect(school.app.policies.programmes()).toHaveLength(3)
  })

  test('and then it comes as it said', async () => {
    const school = await openSchool()
    await school.addPerson('Ada Fern', ['staff'])
    const { people } = await preview(school, { from: '2026-09-10', daysAllowed: 5 })
    await set(school, { from: '2026-09-10', daysAllowed: 5 })
    school.clock.set('2026-09-10T08:00:00Z')
    expect(await statusOf(school, 'Ada Fern')).toMatchObject(people[0]!.changes[0]!.after!)
  })

  test('tells what is new from what is lost', async () => {
    const school = await twoPolicies()
    await school.addPerson('Ada Fern', ['staff'])
    expect(await preview(school, {})).toMatchObject({
      touched: { people: 1, gain: 0, lose: 1, other: 0 },
      people: [{ changes: [{ title: 'Phones policy', after: null, before: { status: 'not-started' } }] }],
    })
    await set(school, {})
    expect(await preview(school, { policies: ['hill/phones', 'hill/visits'] })).toMatchObject({
      touched: { people: 1, gain: 1, lose: 0, other: 0 },
      replaces: true,
    })
    expect(await preview(school, { policies: [] })).toMatchObject({ asked: 0, touched: { lose: 1 } })
  })

  test('tells of those who are asked another part, with nothing else changed', async () => {
    const school = await openSchool()
    await school.addPerson('Tom Vale', ['staff', 'volunteer'])
    const stand = { status: 'not-started', dueOn: '2026-09-15' }
    expect(await preview(school, { policies: [] })).toMatchObject({
      touched: { people: 1, gain: 0, lose: 0, other: 1 },
      people: [{ changes: [{ before: stand, after: stand }] }],
    })
  })

  test('gives the first renewal, which a leap day may be', async () => {
    const school = await openSchool()
    const nextRenewal = async (renewal: string) => (await preview(school, { daysAllowed: 7, renewal })).nextRenewal
    expect([await nextRenewal('never'), await nextRenewal('09-01'), await nextRenewal('02-29')]).toEqual([
      null,
      '2026-09-01',
      '2027-02-28',
    ])
  })
})

test('a renewal asks for the signature again, which is given, and both stay in the record', async () => {
  const school = await openSchool()
  const ada = await school.addPerson('Ada Fern', ['staff'])
  const first = await learnAndSign(school, ada)
  await set(school, { renewal: '10-01' })
  school.clock.set('2026-10-01T08:00:00Z')
  expect(await statusOf(school, 'Ada Fern')).toMatchObject({ status: 'sign-again', dueOn: '2026-10-15' })
  const learner = await school.signIn(ada)
  await toSignature(learner, school.versionId, allRight({ school }))
  const signing = await filledIn(learner, school.versionId, ada)
  const { acknowledgementId } = await learner.call('acknowledgements.sign', signing)
  expect(await statusOf(school, 'Ada Fern')).toMatchObject({ status: 'complete', signedAt: '2026-10-01T08:00:00.000Z' })
  expect(await learner.refused('acknowledgements.sign', signing)).toMatchObject({ code: 'already-signed' })
  for (const id of [first, acknowledgementId])
    expect(await learner.call('acknowledgements.receipt', { acknowledgementId: id })).toMatchObject({
      firstAnswers: { right: 5, total: 5 },
    })
  expect((await school.governor.call('reports.report', { asAt: '2026-09-30', names: true })).people).toMatchObject([
    { status: 'complete', signedAt: '2026-09-01T08:00:00.000Z' },
  ])
})
