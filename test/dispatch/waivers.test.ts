import { describe, expect, test } from 'vitest'
import { openSchool, waive, type School, type TestPerson } from '../support/app.ts'
import { allRight, filledIn, goOn, learnAndSign, toSignature } from '../support/learner.ts'

/** A school where Ada is asked to sign and has done nothing yet. */
async function begin(): Promise<{ school: School; ada: TestPerson }> {
  const school = await openSchool()
  return { school, ada: await school.addPerson('Ada Fern', ['staff']) }
}
const record = (school: School, { personId }: TestPerson) => school.administrator.call('people.get', { personId })
const lastEntry = (school: School) => [...school.app.ledger.entries(school.app.ledger.head().length)].at(-1)!

test('waived until its last day, that day included, and then what it would be otherwise', async () => {
  const { school, ada } = await begin()
  await waive(school, ada.personId, { until: '2026-10-31' })
  const waiver = { reason: 'On leave', until: '2026-10-31', by: 'Headteacher', enteredAt: '2026-09-01T08:00:00.000Z' }
  expect(await record(school, ada)).toMatchObject({
    person: { status: 'waived', signed: 0, required: 1, dueOn: null },
    assignments: [{ status: 'waived', waiver }],
  })
  school.clock.set('2026-10-31T23:00:00Z')
  expect((await record(school, ada)).person.status).toBe('waived')
  school.clock.set('2026-11-01T08:00:00Z')
  expect(await record(school, ada)).toMatchObject({ person: { status: 'overdue' }, assignments: [{ waiver: null }] })
})

test('is one entry of the ledger, with all that its row says', async () => {
  const { school, ada } = await begin()
  await waive(school, ada.personId)
  const { payload, line } = lastEntry(school)
  expect(line).toContain('"kind":"assignment.waived"')
  expect(line).toContain(ada.personId)
  expect(JSON.parse(payload!)).toEqual({
    id: expect.any(String),
    policyId: 'hill/visits',
    reason: 'On leave',
    until: '2026-12-31',
    by: 'Headteacher',
    enteredAt: '2026-09-01T08:00:00.000Z',
  })
})

test('is ended before its time, once, and may be given anew', async () => {
  const { school, ada } = await begin()
  const { administrator } = school
  await waive(school, ada.personId)
  const waiverId = (await record(school, ada)).assignments[0]!.waiver!.id
  school.clock.set('2026-09-20T08:00:00Z')
  await administrator.call('induction.endWaiver', { waiverId, by: 'Deputy head' })
  expect(JSON.parse(lastEntry(school).payload!)).toEqual({ waiverId, by: 'Deputy head', endedAt: '2026-09-20T08:00:00.000Z' }) // prettier-ignore
  expect((await record(school, ada)).person.status).toBe('overdue')
  expect(await administrator.refused('induction.endWaiver', { waiverId, by: 'Deputy head' })).toMatchObject({
    code: 'unknown-item',
  })
  await waive(school, ada.personId)
  expect((await record(school, ada)).person.status).toBe('waived')
})

describe('is refused, and nothing is written,', () => {
  const said = { policyId: 'hill/visits', reason: 'On leave', until: '2026-12-31', by: 'Headteacher' }
  test.each<[string, object, object]>([
    ['without a reason', { reason: ' ' }, { code: 'invalid-input', field: 'reason' }],
    ['with too long a one', { reason: 'x'.repeat(401) }, { code: 'invalid-input', field: 'reason' }],
    ['with one that cannot be shown', { reason: 'a\u202eb' }, { code: 'invalid-input', field: 'reason' }],
    ['without whose decision it is', { by: '' }, { code: 'invalid-input', field: 'by' }],
    ['until a day that is past', { until: '2026-08-31' }, { code: 'invalid-input', field: 'until' }],
    ['for more than 366 days', { until: '2027-09-03' }, { code: 'invalid-input', field: 'until' }],
    ['until a day that is none', { until: '2027-02-29' }, { code: 'invalid-input', field: 'until' }],
    ['for a policy nobody asks', { policyId: 'hill/else' }, { code: 'unknown-item' }],
    ['for nobody', { personId: '0198f000-0000-7000-8000-000000000001' }, { code: 'unknown-person' }],
  ])('%s', async (_, changed, error) => {
    const { school, ada } = await begin()
    const { length } = school.app.ledger.head()
    const input = { personId: ada.personId, ...said, ...changed }
    expect(await school.administrator.refused('induction.waive', input)).toMatchObject(error)
    expect(school.app.ledger.head().length).toBe(length)
    expect(school.app.induction.store.waivers()).toEqual([])
  })

  test('on the 366th day it is not', async () => {
    const { school, ada } = await begin()
    await waive(school, ada.personId, { until: '2027-09-02' })
  })

  test('twice, and what is signed not at all', async () => {
    const { school, ada } = await begin()
    const { administrator } = school
    await waive(school, ada.personId)
    expect(await administrator.refused('induction.waive', { personId: ada.personId, ...said })).toMatchObject({
      code: 'already-waived',
    })
    const ben = await school.addPerson('Ben Reed', ['staff'])
    await learnAndSign(school, ben)
    expect(await administrator.refused('induction.waive', { personId: ben.personId, ...said })).toMatchObject({
      code: 'already-signed',
    })
  })

  test('where the ledger cannot take it', async () => {
    const { school, ada } = await begin()
    school.database.exec(
      `CREATE TRIGGER no_entry BEFORE INSERT ON ledger_entry BEGIN SELECT RAISE(ABORT, 'the ledger is full'); END`,
    )
    await expect(waive(school, ada.personId)).rejects.toThrow()
    expect(school.app.induction.store.waivers()).toEqual([])
  })
})

test('a learner sees it, may do it all the same, and then it is complete', async () => {
  const { school, ada } = await begin()
  await waive(school, ada.personId)
  const learner = await school.signIn(ada)
  expect((await learner.call('induction.mine', {})).cards).toMatchObject([
    { status: 'waived', waiver: { reason: 'On leave', until: '2026-12-31' } },
  ])
  await toSignature(learner, school.versionId, allRight({ school }))
  await learner.call('acknowledgements.sign', await filledIn(learner, school.versionId, ada))
  expect((await record(school, ada)).person.status).toBe('complete')
})

describe('the report', () => {
  const report = (school: School, asAt?: string) =>
    school.governor.call('reports.report', { names: true, ...(asAt !== undefined && { asAt }) })

  test('counts it as waived and never as complete, and says why', async () => {
    const { school, ada } = await begin()
    await learnAndSign(school, await school.addPerson('Ben Reed', ['staff']))
    await waive(school, ada.personId)
    const { headline, total, completePerCent, byAudience, byPolicy, people } = await report(school)
    const counts = { people: 2, complete: 1, inTime: 0, signAgain: 0, overdue: 0, waived: 1 }
    expect(headline).toContain('1 of 2 people have finished their induction, and one is waived. Nobody is overdue')
    expect({ total, completePerCent }).toEqual({ total: counts, completePerCent: null })
    expect(byAudience).toEqual([{ audience: 'staff', ...counts }])
    expect(byPolicy).toMatchObject([counts])
    expect(people.map(({ name, status, waiver }) => [name, status, waiver?.reason])).toEqual([
      ['Ben Reed', 'complete', undefined],
      ['Ada Fern', 'waived', 'On leave'],
    ])
  })

  test('as at an earlier day knows it only from when it was entered, and its end likewise', async () => {
    const { school, ada } = await begin()
    const waivedAt = async (day: string) => (await report(school, day)).total.waived
    school.clock.set('2026-09-20T08:00:00Z')
    const before = (await report(school, '2026-09-18')).total
    await waive(school, ada.personId)
    school.clock.set('2026-10-05T08:00:00Z')
    const waiverId = (await record(school, ada)).assignments[0]!.waiver!.id
    await school.administrator.call('induction.endWaiver', { waiverId, by: 'Headteacher' })
    expect((await report(school, '2026-09-18')).total).toEqual(before)
    expect(before).toMatchObject({ overdue: 1, waived: 0 })
    expect([await waivedAt('2026-09-20'), await waivedAt('2026-10-04'), await waivedAt('2026-10-05')]).toEqual([1, 1, 0]) // prettier-ignore
  })
})

test('one that is under way stands as waived, too', async () => {
  const { school, ada } = await begin()
  await goOn(await school.signIn(ada), school.versionId, ['page'], allRight({ school }))
  await waive(school, ada.personId)
  expect((await record(school, ada)).person.status).toBe('waived')
})
