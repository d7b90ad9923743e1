import { describe, expect, test } from 'vitest'
import { ADMINISTRATOR, ANY_ACCOUNT, openSchool, waive, type School } from '../support/app.ts'
import { enterPaper, goOn, allRight, learnAndDeclare } from '../support/learner.ts'
import { plainPng } from '../support/logos.ts'

const EVIDENCE = [
  'person',
  'naming',
  'appointment',
  'leaving',
  'account_state',
  'policy_version',
  'programme',
  'waiver',
  'waiver_end',
  'attempt',
  'answer',
  'acknowledgement',
  'paper_withdrawal',
  'declaration',
  'declaration_decision',
  'school_state',
  'report_made',
  'report_minuted',
  'logo',
  'erasure',
  'ledger_entry',
  'ledger_payload',
]

async function signedSchool(): Promise<School> {
  const school = await openSchool()
  const { administrator } = school
  const acknowledgementId = await learnAndDeclare(school, await school.addPerson('Ada Fern', ['staff']), 'A niece')
  await administrator.call('declarations.decide', {
    acknowledgementId,
    declarationId: 'family',
    decision: 'noted',
    note: '',
    decidedBy: 'Headteacher',
    decidedOn: '2026-09-01',
    seen: 0,
  })
  const { accountId } = await administrator.call('accounts.add', ANY_ACCOUNT)
  await administrator.call('accounts.close', { accountId, closedOn: '2026-09-01' })
  await administrator.call('school.setLogo', { file: plainPng(2, 2).toString('base64') })
  const halfway = await school.addPerson('Ben Reed', ['staff'])
  await waive(school, halfway.personId)
  await administrator.call('induction.endWaiver', {
    waiverId: (await administrator.call('people.get', { personId: halfway.personId })).assignments[0]!.waiver!.id,
    by: 'Headteacher',
  })
  const { asAt, names, record } = await school.governor.call('reports.report', {})
  const { seq } = await school.governor.call('reports.made', { asAt, names, head: record.head })
  await school.governor.call('reports.enterMinute', { seq, reference: 'Item 7', metOn: asAt })
  const onPaper = await enterPaper(school, await school.addPerson('Dee Marsh', ['governor']))
  await administrator.call('acknowledgements.withdrawPaper', {
    acknowledgementId: onPaper,
    reason: 'A slip',
    by: 'Head',
  })
  const { personId } = await school.addPerson('Cai Brook', ['staff'])
  await administrator.call('people.change', { personId, name: 'Cai Brook', note: 'Cook' })
  await administrator.call('people.leave', { personId, on: '2026-09-30' })
  const { personId: gone } = await school.addPerson('Eve Stone', ['staff'])
  await administrator.call('people.leave', { personId: gone, on: '2026-09-01' })
  school.clock.set('2026-09-02T08:00:00Z')
  const asked = { personId: gone, askedOn: '2026-09-01', decidedBy: 'Headteacher' }
  await administrator.call('erasure.eraseOnRequest', { ...asked, passphrase: ADMINISTRATOR, workId: gone })
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

  test('a payload can only be erased, all of it, where an erasure of its subject lists it, and not brought back', async () => {
    const { database, run } = await openSigned()
    const people = database
      .prepare<[], string>('SELECT id FROM person WHERE id NOT IN (SELECT person_id FROM erasure)')
      .pluck()
      .all()
    const seq = 2 // any entry
    const entries = (personId: string) =>
      database.prepare<[string], number>(`SELECT seq FROM ledger_entry WHERE json_extract(line, '$.subject') = ?`).pluck().all(personId) // prettier-ignore
    const [own, others] = [entries(people[0]!), entries(people[1]!)]
    const erase = (entry: number) => run(`UPDATE ledger_payload SET salt = NULL, payload = NULL WHERE seq = ${entry}`)
    expect(erase(own[0]!)).toThrow('only be erased')
    const listed = JSON.stringify([own[0], others[0]])
    run(`INSERT INTO erasure VALUES (${seq}, '${people[0]}', '', '', '${listed}', '')`)()
    expect(run(`UPDATE ledger_payload SET payload = '{}' WHERE seq = ${own[0]}`)).toThrow('only be erased')
    expect(run(`UPDATE ledger_payload SET payload = NULL WHERE seq = ${own[0]}`)).toThrow()
    expect(erase(own[1]!)).toThrow('only be erased')
    expect(erase(others[0]!)).toThrow('only be erased')
    expect(erase(own[0]!)).not.toThrow()
    expect(run(`UPDATE ledger_payload SET salt = x'00', payload = '{}' WHERE seq = ${own[0]}`)).toThrow(
      'only be erased',
    )
  })
})

describe('the rows of somebody who was erased', () => {
  const people = (database: School['database']) =>
    database.prepare<[], { id: string; name: string }>('SELECT id, name FROM person ORDER BY id').all()

  test('can be blanked, all personal columns at once, and changed in no other way; those of others cannot', async () => {
    const { database, run } = await openSigned()
    const seq = 2 // any entry
    const cai = people(database).find(({ name }) => name === 'Cai Brook')!
    run(`INSERT INTO erasure VALUES (${seq}, '${cai.id}', '', '', '[]', '')`)()
    const blank = (table: string, id: string, more = '', name = `Erased person ${seq}`) =>
      run(`UPDATE ${table} SET name = '${name}', note = '', reference = '', email = ''${more} WHERE ${table === 'person' ? 'id' : 'person_id'} = '${id}'`) // prettier-ignore
    for (const [table, at] of [['person', 'added_at'], ['naming', 'entered_at']] as const) {
      expect(blank(table, cai.id, '', 'Nobody')).toThrow('append-only')
      expect(blank(table, cai.id, `, ${at} = '2020-01-01T00:00:00.000Z'`)).toThrow('append-only')
      expect(run(`UPDATE ${table} SET note = 'x'`)).toThrow('append-only')
      expect(blank(table, cai.id)).not.toThrow()
    } // prettier-ignore
    expect(run(`UPDATE person SET note = 'again' WHERE id = '${cai.id}'`)).toThrow('append-only')
    expect(run(`DELETE FROM naming WHERE person_id = '${cai.id}'`)).toThrow('append-only')
    const other = people(database).find(({ id }) => id !== cai.id)!
    expect(blank('person', other.id)).toThrow('append-only')
    expect(run(`INSERT INTO erasure VALUES (${seq + 1}, '${cai.id}', '', '', '[]', '')`)).toThrow('UNIQUE')
  })
})

describe('the shape of the tables', () => {
  test.each([
    [
      'a person who is not there',
      `INSERT INTO appointment VALUES ('a', 1, 'nobody', 'staff', '2026-09-01', NULL, 0, '')`,
      'FOREIGN KEY',
    ],
    ['a payload without its entry', `INSERT INTO ledger_payload VALUES (999, x'00', '{}')`, 'FOREIGN KEY'],
    ['a person who has appointments', 'DELETE FROM person', 'append-only'],
    ['a word where a number belongs', `UPDATE secret SET failures = 'many'`, 'TEXT value in INTEGER column'],
    [
      'a closing before the opening',
      `INSERT INTO account_state SELECT 1, account_id, platform, name, address, administered_by, may_post, '2026-09-02', closed_on, multi_factor, checked_on, note, recorded_at FROM account_state WHERE closed_on IS NOT NULL`,
      'CHECK',
    ],
    [
      'an audience nobody knows',
      `INSERT INTO appointment SELECT 'a', 1, id, 'pupil', '2026-09-01', NULL, 0, '' FROM person LIMIT 1`,
      'CHECK',
    ],
    [
      'an end before the beginning',
      `INSERT INTO appointment SELECT 'a', 1, id, 'staff', '2026-09-01', '2026-08-31', 0, '' FROM person LIMIT 1`,
      'CHECK',
    ],
    [
      'a second signature on one version',
      `INSERT INTO acknowledgement SELECT 'again', person_id, version_id, audiences, name_typed, statement, undertakings, signed_at, entry_seq, NULL, NULL, NULL FROM acknowledgement WHERE paper_signed_on IS NULL`,
      'UNIQUE',
    ],
    [
      'a signature on paper that nobody saw',
      `INSERT INTO acknowledgement SELECT 'again', person_id, version_id, '["governor"]', name_typed, statement, undertakings, signed_at, 1, '2026-09-01', 'Office', NULL FROM acknowledgement WHERE paper_signed_on IS NULL`,
      'CHECK',
    ],
    [
      'the withdrawal of a signature that was made here',
      `INSERT INTO paper_withdrawal SELECT id, 'A slip', 'Head', signed_at, entry_seq FROM acknowledgement WHERE paper_signed_on IS NULL`,
      'only what was signed on paper',
    ],
    [
      'a second withdrawal',
      `INSERT INTO paper_withdrawal SELECT acknowledgement_id, reason, withdrawn_by, withdrawn_at, 1 FROM paper_withdrawal`,
      'UNIQUE',
    ],
    [
      'a decision on a declaration that is not there',
      `INSERT INTO declaration_decision SELECT 1, acknowledgement_id, 'unasked', decision, note, decided_by, decided_on, entered_at FROM declaration_decision`,
      'FOREIGN KEY',
    ],
    [
      'a minute of a report that was not printed',
      `INSERT INTO report_minuted SELECT 1, 1, reference, met_on, entered_at FROM report_minuted`,
      'FOREIGN KEY',
    ],
    [
      'a decision nobody offers',
      `INSERT INTO declaration_decision SELECT 1, acknowledgement_id, declaration_id, 'open', note, decided_by, decided_on, entered_at FROM declaration_decision`,
      'CHECK',
    ],
  ])('refuses %s', async (_, sql, words) => {
    const { run } = await openSigned()
    expect(run(sql)).toThrow(words)
  })
})
