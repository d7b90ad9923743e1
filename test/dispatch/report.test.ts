import { describe, expect, test } from 'vitest'
import { ADMINISTRATOR, openSchool, type School } from '../support/app.ts'
import { packSource, visits } from '../support/fixture-pack.ts'
import { allRight, goOn, learnAndSign, wrongAtFirst } from '../support/learner.ts'

const report = (school: School, asAt?: string) =>
  school.governor.call('reports.report', { names: true, ...(asAt !== undefined && { asAt }) })

/** A year's trouble in a month: one signed, one under way, one late, one in two audiences, one gone, one to come. */
async function busySchool(): Promise<School> {
  const school = await openSchool()
  const signed = await school.addPerson('Ada Fern', ['staff'])
  await learnAndSign(
    school,
    signed,
    wrongAtFirst({ school }, (id) => id === 'the-list'),
  )
  await school.addPerson('Ben Reed', ['staff'])
  const gone = await school.addPerson('Gil Marsh', ['staff'])
  await school.administrator.call('people.leave', { personId: gone.personId, on: '2026-09-10' })
  school.clock.set('2026-09-20T10:00:00Z')
  const both = await school.addPerson('Tom Vale', ['volunteer', 'governor'])
  const tom = await school.signIn(both)
  await goOn(tom, school.versionId, ['page'], allRight({ school }))
  await school.addPerson('Vera Moss', ['volunteer'], { from: '2026-12-01' })
  return school
}

test('every part of it, as at today', async () => {
  const school = await busySchool()
  const { people, policies, record, understanding, ...rest } = await report(school)
  expect(rest).toEqual({
    schoolName: 'Hill School',
    logo: null,
    names: true,
    audience: null,
    policyId: null,
    asAt: '2026-09-20',
    today: '2026-09-20',
    printedAt: '2026-09-20T10:00:00.000Z',
    footer: expect.stringContaining(
      'Hill School: induction report as at 20 September 2026, printed 20 September 2026, 11.00 am.',
    ),
    headline: '1 of 3 people have finished their induction. One is overdue, and one policy is past its review date.',
    figures: { people: 3, complete: 1, waiting: 1, overdue: 1, policies: 1, policiesPastReview: 1 },
    lastReport: null,
    decisions: [
      { kind: 'review', words: 'Visits policy: its review was due on 30 June 2026. Say when it will be done.' },
    ],
    total: { people: 3, complete: 1, inTime: 1, signAgain: 0, overdue: 1, waived: 0 },
    completePerCent: null,
    overdueDays: { least: 5, most: 5 },
    policiesPastReview: 1,
    declarations: { made: 1, yes: 0, open: 0, decided: 0 },
    byAudience: [
      { audience: 'staff', people: 2, complete: 1, inTime: 0, signAgain: 0, overdue: 1, waived: 0 },
      { audience: 'volunteer', people: 1, complete: 0, inTime: 1, signAgain: 0, overdue: 0, waived: 0 },
      { audience: 'governor', people: 1, complete: 0, inTime: 1, signAgain: 0, overdue: 0, waived: 0 },
    ],
    inSeveralAudiences: 1,
    starters: { since: '2025-09-21', people: 3, finished: 1, median: null, slowest: null },
    trend: [{ day: '2026-09-20', people: 3, complete: 1, inTime: 1, signAgain: 0, overdue: 1, waived: 0 }],
    peopleInAll: 3,
    waivers: 0,
    onPaper: 0,
    byPolicy: [
      {
        policyId: 'hill/visits',
        title: 'Visits policy',
        version: '1.0',
        people: 3,
        complete: 1,
        inTime: 1,
        onPaper: 0,
        signAgain: 0,
        overdue: 1,
        waived: 0,
        late: { week: 1, month: 0, longer: 0 },
        dueSoon: 1,
        byAudience: [
          { audience: 'staff', people: 2, complete: 1, inTime: 0, signAgain: 0, overdue: 1, waived: 0 },
          { audience: 'volunteer', people: 1, complete: 0, inTime: 1, signAgain: 0, overdue: 0, waived: 0 },
          { audience: 'governor', people: 1, complete: 0, inTime: 1, signAgain: 0, overdue: 0, waived: 0 },
        ],
      },
    ],
  })
  expect(understanding).toMatchObject({ people: 1, wrongMost: [], sureAndWrong: [], neverTested: [] })
  expect(understanding.rules.map(({ ruleId, people: met, wrong }) => [ruleId, met, wrong])).toEqual([
    ['gate', 1, 0],
    ['badge', 1, 0],
    ['list', 1, 1],
    ['camera', 1, 0],
    ['visitor', 1, 0],
  ])
  expect(
    people.map(({ name, status, attempts, firstAnswers, daysLate }) => [
      name,
      status,
      attempts,
      firstAnswers,
      daysLate,
    ]),
  ).toEqual([
    ['Ben Reed', 'overdue', 0, null, 5],
    ['Tom Vale', 'in-progress', 0, null, -14],
    ['Ada Fern', 'complete', 2, { right: 4, total: 5 }, 5],
  ])
  expect(policies).toMatchObject([
    { title: 'Visits policy', nextReviewOn: '2026-06-30', reviewDaysLate: 82, reviewedOn: null },
  ])
  expect(record.head).toEqual(school.app.ledger.head())
  expect(record.fingerprint.join('')).toBe(record.head.hash)
  expect(record.minute).toContain(record.head.hash.slice(0, 32).replace(/(.{8})(?=.)/g, '$1 '))
  expect(record.check).toEqual({ whole: true, words: expect.stringMatching(/^All \d+ entries were read again/) })
})

test('as at a past day it says what was so then, with the head of today', async () => {
  const school = await busySchool()
  const then = await report(school, '2026-09-01')
  expect(then.total).toEqual({ people: 3, complete: 1, inTime: 2, signAgain: 0, overdue: 0, waived: 0 })
  expect(then.people.map(({ name }) => name).sort()).toEqual(['Ada Fern', 'Ben Reed', 'Gil Marsh'])
  expect(then.record.head).toEqual(school.app.ledger.head())
  expect(then.record.minute).toContain('as at 1 September 2026, printed on 20 September 2026')
  expect((await report(school, '2026-09-11')).people.map(({ name }) => name)).not.toContain('Gil Marsh')
})

test('nothing later than the day counts: neither a signature, a beginning, an answer nor a person', async () => {
  const school = await openSchool()
  const ada = await school.addPerson('Ada Fern', ['staff'])
  school.clock.set('2026-09-05T10:00:00Z')
  await learnAndSign(school, ada)
  await school.addPerson('Added Later', ['staff'], { from: '2026-08-01' })
  const then = await report(school, '2026-09-04')
  expect(then.people).toMatchObject([
    { name: 'Ada Fern', status: 'not-started', attempts: 0, firstAnswers: null, signedAt: null },
  ])
  expect((await report(school, '2026-09-05')).people).toMatchObject([
    { name: 'Added Later' },
    { name: 'Ada Fern', status: 'complete' },
  ])
})

test.each([
  ['2026-09-21', '21 September 2026 is still to come. Choose today or a day before it'],
  ['2026-08-31', 'The record begins on 1 September 2026. Choose that day or a later one'],
])('not as at %s', async (asAt, message) => {
  const { governor } = await busySchool()
  expect(await governor.refused('reports.report', { asAt })).toEqual({ code: 'invalid-input', field: 'asAt', message })
})

test('a last day entered late changes no report of a day before it was entered', async () => {
  const school = await openSchool()
  const { personId } = await school.addPerson('Gil Marsh', ['staff'])
  school.clock.set('2026-10-01T10:00:00Z')
  const then = await report(school)
  expect(then.total.overdue).toBe(1)
  school.clock.set('2026-10-10T10:00:00Z')
  await school.administrator.call('people.leave', { personId, on: '2026-09-20' })
  expect((await report(school, '2026-10-01')).total).toEqual(then.total)
  expect((await report(school)).total.people).toBe(0)
})

test('with a clock that has gone back to before the record it says so, and what to do', async () => {
  const school = await openSchool()
  school.clock.set('2026-08-30T10:00:00Z')
  const { message } = await school.governor.refused('reports.report', {})
  expect(message).toContain('Put the clock right')
})

test('with nobody on the roll', async () => {
  const { total, completePerCent, overdueDays, people, headline } = await report(await openSchool())
  expect({ total: total.people, completePerCent, overdueDays, people }).toEqual({
    total: 0,
    completePerCent: null,
    overdueDays: null,
    people: [],
  })
  expect(headline).toMatch(/^Nobody is asked/)
})

test('who stands in one row of the table alone is not said to stand in two', async () => {
  const { governor: _, ...minutes } = visits.policy.minutes
  const pack = { ...visits, policy: { ...visits.policy, audiences: ['staff' as const, 'volunteer' as const], minutes } }
  const school = await openSchool({ packs: packSource(pack) })
  await school.addPerson('Ada Fern', ['staff', 'governor']) // of whom nothing is asked as a governor
  expect(await report(school)).toMatchObject({ byAudience: [{ audience: 'staff' }], inSeveralAudiences: 0 })
})

test('what is written while it works is not in it', async () => {
  const school = await openSchool()
  const { versionId } = school
  const vera = await school.signIn(await school.addPerson('Vera Moss', ['volunteer']))
  await goOn(vera, versionId, ['page'], allRight({ school }))
  await vera.call('induction.answer', { versionId, scenarioId: 'at-the-gate', stepId: 'start', chosen: [1] })
  await vera.call('induction.continue', { versionId, scenarioId: 'at-the-gate', stepId: 'start' })
  const before = school.app.ledger.head()
  const working = report(school)
  const answered = vera.call('induction.answer', { versionId, scenarioId: 'lost-badge', stepId: 'start', chosen: [1] })
  await answered
  const { record, people } = await working
  expect(record.head).toEqual(before)
  expect(people).toMatchObject([{ attempts: 0, firstAnswers: null }])
  expect(school.app.ledger.head().length).toBe(before.length + 1)
})

describe('tampered with behind its back, it says so', () => {
  test.each<[string, string, string]>([
    [
      'a payload changed',
      `UPDATE ledger_payload SET payload = replace(payload, 'Ada', 'Eve') WHERE seq = 8`,
      'What entry 8 (person.added) proves was changed',
    ],
    [
      'a payload swapped with its salt',
      `UPDATE ledger_payload SET salt = zeroblob(32), payload = '{}' WHERE seq = 8`,
      'What entry 8 (person.added) proves was changed',
    ],
    [
      'a payload taken away',
      'DELETE FROM ledger_payload WHERE seq = 8',
      'What entry 8 (person.added) proves is missing',
    ],
    [
      'a line changed',
      `UPDATE ledger_entry SET line = replace(line, 'person.added', 'person.moved') WHERE seq = 8`,
      'kept beside entry 8 is not that of its line',
    ],
    [
      'a line dropped',
      'DELETE FROM appointment; DELETE FROM ledger_payload WHERE seq = 8; DELETE FROM ledger_entry WHERE seq = 8',
      'Entry 9 stands where entry 8 belongs',
    ],
    [
      'the fingerprint of the last',
      `UPDATE ledger_entry SET hash = lower(hex(zeroblob(32))) WHERE seq = (SELECT MAX(seq) FROM ledger_entry)`,
      'is not that of its line',
    ],
  ])('%s', async (_, sql, words) => {
    const school = await openSchool()
    await school.addPerson('Ada Fern', ['staff'])
    for (const name of school.database.prepare(`SELECT name FROM sqlite_schema WHERE type = 'trigger'`).pluck().all())
      school.database.exec(`DROP TRIGGER "${name as string}"`)
    school.database.exec(sql)
    const { check } = (await report(school)).record
    expect(check.whole).toBe(false)
    expect(check.words).toContain(words)
  })

  test('a signature that no entry holds', async () => {
    const school = await busySchool()
    const governor = await school.addPerson('Ida Moor', ['governor'])
    school.database
      .prepare(
        `INSERT INTO acknowledgement SELECT 'forged', ?, version_id, '["governor"]', name_typed, statement, undertakings, signed_at, 2, NULL, NULL, NULL
        FROM acknowledgement LIMIT 1`,
      )
      .run(governor.personId)
    const { check } = (await report(school)).record
    expect(check).toMatchObject({
      whole: false,
      words: expect.stringContaining('The records hold a signature that entry 2 does not prove'),
    })
  })

  test('a signature that is gone from the records', async () => {
    const school = await busySchool()
    school.database.exec(
      'DROP TRIGGER acknowledgement_no_delete; DROP TRIGGER declaration_no_delete; DELETE FROM declaration; DELETE FROM acknowledgement',
    )
    const { check } = (await report(school)).record
    expect(check).toMatchObject({ whole: false, words: expect.stringContaining('is missing from the records') })
  })

  test('a payload that is gone, and that no erasure lists', async () => {
    const school = await openSchool()
    await school.addPerson('Ada Fern', ['staff'])
    school.database.exec(
      'DROP TRIGGER ledger_payload_erase_only; UPDATE ledger_payload SET salt = NULL, payload = NULL WHERE seq = 8',
    )
    const { check } = (await report(school)).record
    expect(check).toMatchObject({ whole: false, words: expect.stringContaining('no erasure says why') })
  })

  test('while an erasure is no tampering', async () => {
    const school = await openSchool()
    const { personId } = await school.addPerson('Ada Fern', ['staff'])
    await school.administrator.call('people.leave', { personId, on: '2026-09-01' })
    school.clock.set('2026-09-02T08:00:00Z')
    const asked = { personId, askedOn: '2026-09-02', decidedBy: 'Headteacher' }
    await school.administrator.call('erasure.eraseOnRequest', { ...asked, passphrase: ADMINISTRATOR, workId: personId })
    expect((await report(school)).record.check.whole).toBe(true)
  })
})
