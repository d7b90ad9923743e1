/** The check of the whole record, in the window. */
import { beforeEach, describe, expect, test } from 'vitest'
import { ADMINISTRATOR, openSchool, type School } from '../support/app.ts'
import { learnAndSign } from '../support/learner.ts'
import { unguard } from '../support/unguard.ts'

let school: School
beforeEach(async () => {
  school = await openSchool()
  await learnAndSign(school, await school.addPerson('Ada Fern', ['staff']))
})

const check = (typed: { entries?: string; fingerprint?: string } = {}) =>
  school.governor.call('verification.check', typed)
const known = () => school.governor.call('verification.last', {})
const NEVER_PROVED = [
  'Who sat at the PC: Lanyard knows whose PIN or passphrase was typed, not by whom.',
  'That the PC’s clock was right.',
  'That everything that happened was entered.',
  'That nothing was added to a round of scenarios that was never finished. A signature on a later version lists the answers that it counts, and each of those is there; of what else stands in such a round, as of an answer put in before those, no entry speaks.',
]

describe('a record that is whole', () => {
  test('is said to be, with what is proved and what is not', async () => {
    const { length } = school.app.ledger.head()
    const verdict = await check()
    expect(verdict).toMatchObject({ whole: true, headline: 'The record is whole.', findings: [], count: 0, todo: null })
    expect(verdict.proved[0]).toBe(
      `All ${length} entries follow one from another, and what each of them proves is as it was written.`,
    )
    expect(verdict.proved[1]).toMatch(/^\d+ rows of the records, .+ None is missing and none was added\.$/)
    expect(verdict.notProved[0]).toMatch(
      /^That nobody made the whole record anew on this PC: no fingerprint from paper/,
    )
    expect(verdict.notProved.slice(1)).toEqual(NEVER_PROVED)
    expect((await known()).verdict).toEqual(verdict)
  })

  test('whoever was erased is counted, with why; the rest of their rows is compared, and no flaw', async () => {
    const { personId } = await school.addPerson('Eve Stone', ['staff'])
    await school.administrator.call('people.leave', { personId, on: '2026-09-01' })
    school.clock.set('2026-09-02T08:00:00Z')
    const asked = { personId, askedOn: '2026-09-01', decidedBy: 'Headteacher', passphrase: ADMINISTRATOR }
    await school.administrator.call('erasure.eraseOnRequest', { ...asked, workId: personId })
    const { whole, findings, proved, notProved } = await check()
    expect(findings).toEqual([])
    expect(whole).toBe(true)
    expect(proved.filter((words) => /^\d+ entries erased on 2 September 2026: /.test(words))).toHaveLength(1)
    expect(notProved.at(-1)).toMatch(/^What \d+ entries said of people who were erased: /)
  })

  test('can be stopped, and nothing is known of it then', async () => {
    const workId = '0198f000-0000-7000-8000-000000000001'
    const checking = school.governor.refused('verification.check', { workId })
    while ((await school.governor.call('work.progress', { workId })).progress === null)
      await new Promise((resolve) => setImmediate(resolve))
    await school.governor.call('work.stop', { workId })
    expect((await checking).code).toBe('stopped')
    expect((await known()).verdict).toBeNull()
  })
})

describe('a record that is not', () => {
  test.each<[string, string, string]>([
    [
      'what the file’s own rules forbid',
      'UPDATE attempt SET number = 0',
      'The file is damaged. The database says of attempt: CHECK',
    ],
    [
      'a line of the chain',
      `UPDATE ledger_entry SET line = replace(line, 'person.added', 'person.moved') WHERE seq = 8`,
      'kept beside entry 8',
    ],
    [
      'a payload',
      `UPDATE ledger_payload SET payload = '{}' WHERE seq = 8`,
      'What entry 8 (person.added) proves was changed',
    ],
    [
      'a row',
      `UPDATE acknowledgement SET signed_at = '2026-01-01T00:00:00.000Z'`,
      'The signature of entry 12 (Ada Fern, Visits policy) has another time of signing in the records than in the ledger.',
    ],
    [
      'a row that leads nowhere',
      `UPDATE acknowledgement SET version_id = 'x'`,
      'Rows of acknowledgement that lead to a row that is not there: 1.',
    ],
  ])('%s: named', async (_, sql, words) => {
    unguard(school.database)
    school.database.pragma('ignore_check_constraints = ON')
    school.database.exec(sql)
    school.database.pragma('ignore_check_constraints = OFF')
    const verdict = await check()
    expect(verdict).toMatchObject({ whole: false, headline: 'The record is not whole.', proved: [], notProved: [] })
    expect(verdict.findings.join(' ')).toContain(words)
    expect(verdict.todo).toMatch(/^Nothing was changed\. Keep a copy/)
  })

  test('the first twenty findings are told, and all are counted', async () => {
    for (let at = 0; at < 30; at++) await school.addPerson(`Ben Oak ${at}`, ['staff'])
    unguard(school.database)
    school.database.exec(`UPDATE person SET note = 'x'`)
    expect(await check()).toMatchObject({ findings: { length: 20 }, count: 31 })
  })

  test('a head that agrees is not kept while it is not whole', async () => {
    const { length, hash } = school.app.ledger.head()
    unguard(school.database)
    school.database.exec(`UPDATE person SET note = 'x'`)
    expect((await check({ entries: String(length), fingerprint: hash })).typed?.agrees).toBe(true)
    expect((await known()).heads).toEqual([])
  })
})

describe('a head typed in from paper', () => {
  test('half of it, in groups, is enough; one that agrees is kept, and held against the record ever after', async () => {
    const { length, hash } = school.app.ledger.head()
    const inGroups = hash.slice(0, 32).toUpperCase().replace(/.{8}/g, '$& ')
    const verdict = await check({ entries: ` ${length} `, fingerprint: inGroups })
    expect(verdict).toMatchObject({
      whole: true,
      headline: 'The record is whole, and agrees with the fingerprint that was typed in.',
    })
    expect(verdict.proved).toContain(
      `Nothing up to entry ${length} was changed or dropped since the fingerprint that was typed in was put on paper.`,
    )
    expect(verdict.notProved).toEqual(NEVER_PROVED)
    await school.addPerson('Ben Oak', ['staff'])
    const later = await check()
    expect(later.heads).toMatchObject([
      {
        kind: 'typed',
        length,
        digits: hash.slice(0, 32),
        agrees: true,
        words: 'Typed in from paper on 1 September 2026',
      },
    ])
    // What is kept lies in the file that is checked: it proves less than what is typed from paper now.
    expect(later.proved).toContain('It agrees with 1 fingerprint typed in from paper, as it keeps it itself.')
    expect(later.notProved[0]).toMatch(/^That nobody made the whole record anew on this PC: /)
    const again = await check({ entries: String(length), fingerprint: inGroups })
    expect(again.notProved[0]).toMatch(new RegExp(`^What came after entry ${length}, .+ rests on this PC alone\\.$`))

    unguard(school.database)
    school.database.exec(`UPDATE ledger_entry SET hash = lower(hex(zeroblob(32))) WHERE seq = ${length}`)
    expect((await known()).heads).toMatchObject([{ agrees: false }])
  })

  test('with a slip: which group, and the record is not blamed', async () => {
    const { length, hash } = school.app.ledger.head()
    const slip = hash.slice(0, 9) + (hash[9] === 'a' ? 'b' : 'a') + hash.slice(10, 32)
    const verdict = await check({ entries: String(length), fingerprint: slip })
    expect(verdict).toMatchObject({
      whole: false,
      count: 0,
      headline: 'The record agrees with itself, but not with the fingerprint that was typed in.',
    })
    expect(verdict.typed?.words).toContain('look again at group 2: it may be a slip in typing.')
    expect((await known()).heads).toEqual([])
  })

  test('of more entries than there are', async () => {
    const { hash } = school.app.ledger.head()
    expect((await check({ entries: '1,284', fingerprint: hash })).typed).toEqual({
      agrees: false,
      words: expect.stringMatching(
        /^It speaks of 1,284 entries, and the record has \d+\. .+ entries are missing, or these are older records\.$/,
      ) as string,
    })
  })

  test.each<[string, string, string, RegExp]>([
    ['', '3d96e799'.repeat(4), 'entries', /how many entries/],
    ['12a', '3d96e799'.repeat(4), 'entries', /in figures, such as 1,284/],
    ['0', '3d96e799'.repeat(4), 'entries', /in figures/],
    ['12', '', 'fingerprint', /Type the fingerprint/],
    ['12', '3d96e799'.repeat(3), 'fingerprint', /That is 24 digits .+ at least the first 32/],
    ['12', '3d96e799'.repeat(9), 'fingerprint', /one too many/],
    ['12', '3d96e79o'.repeat(4), 'fingerprint', /this has “o”\. On the paper it is perhaps a 0/],
    ['12', '3d96e79x'.repeat(4), 'fingerprint', /this has “x”$/],
  ])('%j, %j is no head', async (entries, fingerprint, field, words) => {
    expect(await school.governor.refused('verification.check', { entries, fingerprint })).toMatchObject({
      code: 'invalid-input',
      field,
      message: expect.stringMatching(words) as string,
    })
  })
})

test('a printed report’s head is held against the record, with its entry; one that does not agree is said', async () => {
  const { asAt, names, record } = await school.governor.call('reports.report', {})
  const { seq } = await school.governor.call('reports.made', { asAt, names, head: record.head })
  const verdict = await check()
  expect(verdict.heads).toMatchObject([
    {
      kind: 'report',
      entrySeq: seq,
      length: record.head.length,
      agrees: true,
      words: 'Report printed on 1 September 2026, 9.00 am',
    },
  ])
  expect(verdict.proved.at(-1)).toBe(
    'It agrees with what it noted of 1 printed report. Only the printed page can prove more.',
  )
  for (const reference of ['Item 7', 'Item 7.2'])
    await school.governor.call('reports.enterMinute', { seq, reference, metOn: asAt })
  expect((await check()).heads[0]).toMatchObject({
    minuted: { reference: 'Item 7.2', metOn: asAt },
    words: 'Report printed on 1 September 2026, 9.00 am; minuted on 1 September 2026 (Item 7.2)',
  })
  school.database.exec(
    `INSERT INTO backup_made VALUES ('b', '2026-09-02T08:00:00.000Z', 'outside', 'x', 0, 5, '${'0'.repeat(64)}', 1)`,
  )
  expect(await check()).toMatchObject({
    whole: false,
    count: 0,
    headline: 'The record agrees with itself, but not with every fingerprint that is known.',
    heads: [
      { kind: 'report', agrees: true },
      {
        kind: 'backup',
        place: 'outside',
        agrees: false,
        words: 'Backup of 2 September 2026, outside this PC, as the record itself notes it',
      },
    ],
  })
})
