import { describe, expect, test } from 'vitest'
import { openSchool, type School } from '../support/app.ts'
import { goOn, allRight, learnAndSign } from '../support/learner.ts'

const EVIDENCE = [
  'policy_version',
  'programme',
  'attempt',
  'answer',
  'acknowledgement',
  'declaration',
  'ledger_entry',
  'ledger_payload',
]

async function signedSchool(): Promise<School> {
  const school = await openSchool()
  await learnAndSign(school, await school.addPerson('Ada Fern', ['staff']))
  const halfway = await school.addPerson('Ben Reed', ['staff'])
  const ben = await school.signIn(halfway)
  await goOn(ben, school.versionId, ['page'], allRight({ school }))
  await ben.call('induction.answer', {
    versionId: school.versionId,
    scenarioId: 'at-the-gate',
    stepId: 'start',
    chosen: [1],
  })
  return school
}

async function openSigned() {
  const { database } = await signedSchool()
  return { database, run: (sql: string) => () => database.exec(sql) }
}

describe.each(EVIDENCE)('%s', (table) => {
  test('has rows here, and refuses to change or lose one', async () => {
    const { database } = await signedSchool()
    const rows = database.prepare(`SELECT * FROM ${table}`).all() as Record<string, unknown>[]
    expect(rows.length).toBeGreaterThan(0)
    for (const column of Object.keys(rows[0]!))
      expect(() => database.exec(`UPDATE ${table} SET ${column} = ${column}`)).toThrow(
        /append-only|only be finished|only be erased/,
      )
    expect(() => database.exec(`DELETE FROM ${table}`)).toThrow('append-only')
    // REPLACE deletes the row that is in its way, and without recursive triggers it does so without a word.
    const columns = Object.keys(rows[0]!).join(', ')
    expect(() =>
      database.exec(`INSERT OR REPLACE INTO ${table} (${columns}) SELECT ${columns} FROM ${table}`),
    ).toThrow()
    expect(database.prepare(`SELECT * FROM ${table}`).all()).toEqual(rows)
  })
})

describe('an attempt', () => {
  test('is finished once', async () => {
    const { run } = await openSigned()
    const finish = `UPDATE attempt SET finished_at = '2026-09-02T08:00:00.000Z'`
    expect(run(`${finish} WHERE finished_at IS NOT NULL`)).toThrow('an attempt can only be finished, once')
    expect(run(`${finish}, number = 7 WHERE finished_at IS NULL`)).toThrow('an attempt can only be finished, once')
    expect(run(`${finish} WHERE finished_at IS NULL`)).not.toThrow()
  })

  test('takes no answer after that', async () => {
    const { run } = await openSigned()
    const insert = `INSERT INTO answer (attempt_id, position, scenario_id, step_id, chosen, verdict, at)
      SELECT id, 99, 'late', 'start', '[0]', 'right', '' FROM attempt`
    expect(run(insert)).toThrow('the attempt is finished')
  })
})

describe('the ledger', () => {
  test('has no gaps: the next number, and no other', async () => {
    const { database, run } = await openSigned()
    const length = database.prepare('SELECT MAX(seq) FROM ledger_entry').pluck().get() as number
    for (const seq of [0, 1, length, length + 2, 1_000_000])
      expect(run(`INSERT INTO ledger_entry (seq, line, hash) VALUES (${seq}, '', '')`)).toThrow(
        'the ledger has no gaps',
      )
    expect(run(`INSERT INTO ledger_entry (seq, line, hash) VALUES (${length + 1}, '', '')`)).not.toThrow()
  })

  test('a payload can only be erased, all of it, and not brought back', async () => {
    const { run } = await openSigned()
    expect(run(`UPDATE ledger_payload SET payload = '{}' WHERE seq = 3`)).toThrow('only be erased')
    expect(run('UPDATE ledger_payload SET payload = NULL WHERE seq = 3')).toThrow()
    expect(run('UPDATE ledger_payload SET salt = NULL, payload = NULL WHERE seq = 3')).not.toThrow()
    expect(run(`UPDATE ledger_payload SET salt = x'00', payload = '{}' WHERE seq = 3`)).toThrow('only be erased')
  })
})

describe('the shape of the tables', () => {
  test.each([
    [
      'a person who is not there',
      `INSERT INTO appointment VALUES ('a', 'nobody', 'staff', '2026-09-01', NULL)`,
      'FOREIGN KEY',
    ],
    ['a payload without its entry', `INSERT INTO ledger_payload VALUES (999, x'00', '{}')`, 'FOREIGN KEY'],
    ['a person who has appointments', 'DELETE FROM person', 'FOREIGN KEY'],
    ['a word where a number belongs', `UPDATE secret SET failures = 'many'`, 'TEXT value in INTEGER column'],
    ['an audience nobody knows', `UPDATE appointment SET audience = 'pupil'`, 'CHECK'],
    [
      'a second signature on one version',
      `INSERT INTO acknowledgement SELECT 'again', person_id, version_id, audiences, name_typed, statement, undertakings, signed_at, entry_seq FROM acknowledgement`,
      'UNIQUE',
    ],
  ])('refuses %s', async (_, sql, words) => {
    const { run } = await openSigned()
    expect(run(sql)).toThrow(words)
  })
})
