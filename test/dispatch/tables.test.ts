/** Every row of evidence is held against its entry: whatever is changed, added or taken away is found and named. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Database } from '../../src-main/database/open.ts'
import { tablesOf, EVIDENCE } from '../../src-main/verification/proofs.ts'
import { TABLES, columnInWords } from '../../src-main/verification/tables.ts'
import { SOMETHING_OF_EVERYTHING, happening, live, openChanging, type School } from '../support/history.ts'
import { unguard } from '../support/unguard.ts'

/** Tables that prove nothing, and why. */
const NO_EVIDENCE: Record<string, string> = {
  setting: 'how the program is set',
  secret: 'what opens it',
  progress: 'how far somebody is',
  ledger_entry: 'the ledger itself',
  ledger_payload: 'the ledger itself',
  head_seen: 'what paper says; the paper is the evidence',
  backup_made: 'where backups are',
}

interface Column {
  name: string
  type: string
  pk: number
}

const columnsOf = (database: Database, table: string) => database.pragma(`table_info(${table})`) as Column[]
const tablesIn = (database: Database): string[] =>
  database
    .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .pluck()
    .all()

const whole = ({ app }: School) => app.verification.compare(app.ledger.head().length, () => {})

/** A school with rows in every table of evidence, and nothing left that would refuse a change of them. */
async function unguarded(): Promise<School> {
  const school = await openChanging()
  await live(school, SOMETHING_OF_EVERYTHING)
  const { database, app, clock } = school
  if (tablesOf('report.minuted') && rowsIn(database, 'report_minuted') === 0)
    database.transaction(() => {
      const made = {
        reportSeq: rowsOf(database, 'report_made')[0]!.entry_seq,
        reference: 'Item 7',
        metOn: '2026-09-20',
      }
      const enteredAt = clock.now().toISOString()
      const { seq } = app.ledger.append(
        'report.minuted',
        app.ledger.ends()!.first.subject,
        { ...made, enteredAt },
        enteredAt,
      )
      database
        .prepare('INSERT INTO report_minuted VALUES (?, ?, ?, ?, ?)')
        .run(seq, made.reportSeq, made.reference, made.metOn, enteredAt)
    })()
  unguard(database)
  database.pragma('ignore_check_constraints = ON')
  return school
}

const rowsOf = (database: Database, table: string) =>
  database.prepare(`SELECT * FROM ${table}`).all() as Record<string, unknown>[]
const rowsIn = (database: Database, table: string): number => rowsOf(database, table).length

/** What is found once something was done to the file, which is then taken back. */
async function foundAfter(school: School, sql: string, ...values: unknown[]): Promise<string[]> {
  school.database.exec('BEGIN')
  try {
    expect(school.database.prepare(sql).run(...values).changes).toBeGreaterThan(0)
    const { findings, count } = await whole(school)
    expect(findings).toHaveLength(count)
    return findings.map(({ words }) => words)
  } finally {
    school.database.exec('ROLLBACK')
  }
}

const KEY = (columns: readonly Column[]) => columns.filter(({ pk }) => pk > 0).map(({ name }) => name)
const EVIDENT = { attempt: 'finished_at IS NOT NULL' } as Record<string, string>
const oneOf = (table: string, columns: readonly Column[]): string =>
  `(${KEY(columns).join()}) = (SELECT ${KEY(columns).join()} FROM ${table} WHERE ${EVIDENT[table] ?? 'TRUE'} LIMIT 1)`

test('every table is evidence, compared in each of its columns and told in words, or is said to be none', async () => {
  const { database } = await openChanging()
  expect(tablesIn(database).toSorted()).toEqual([...EVIDENCE.keys(), ...Object.keys(NO_EVIDENCE)].toSorted())
  for (const [table, columns] of EVIDENCE) {
    expect([...columns].toSorted()).toEqual(
      columnsOf(database, table)
        .map(({ name }) => name)
        .toSorted(),
    )
    expect(TABLES[table]?.one).toBeTruthy()
    expect(columns.filter((column) => columnInWords(table, column) === undefined)).toEqual([])
  }
  expect(Object.keys(TABLES).toSorted()).toEqual([...EVIDENCE.keys()].toSorted())
})

test('in records with something of everything nothing is found, and every table has rows', async () => {
  const school = await unguarded()
  const { database } = school
  const compared = await whole(school)
  expect(compared.findings).toEqual([])
  const rows = [...EVIDENCE.keys()].map((table) => rowsIn(database, table))
  expect(Math.min(...rows)).toBeGreaterThan(0)
  const unfinished =
    'SELECT COUNT(*) FROM answer WHERE attempt_id IN (SELECT id FROM attempt WHERE finished_at IS NULL)'
  const progress =
    rowsOf(database, 'attempt').filter((row) => row.finished_at === null).length +
    database.prepare<[], number>(unfinished).pluck().get()!
  expect(compared.rows).toBe(rows.reduce((sum, count) => sum + count) - progress)
})

test('another value in any column is found, and named where the row can still be told', async () => {
  const school = await unguarded()
  const unfound: string[] = []
  for (const [table, names] of EVIDENCE)
    for (const column of names) {
      const columns = columnsOf(school.database, table)
      const { type, pk } = columns.find(({ name }) => name === column)!
      const other = {
        TEXT: `coalesce(${column}, '') || 'x'`,
        INTEGER: `coalesce(${column}, 0) + 100000`,
        BLOB: "x'00'",
      }
      const sql = `UPDATE ${table} SET ${column} = ${other[type as keyof typeof other]} WHERE ${oneOf(table, columns)}`
      const words = (await foundAfter(school, sql)).join(' ')
      const named =
        pk > 0
          ? /is missing from the records.* (does not prove|no entry of the ledger proves)/.test(words)
          : words.includes(` has another ${columnInWords(table, column)} in the records than in the ledger.`)
      if (!named || !words.includes(TABLES[table]!.one)) unfound.push(`${table}.${column}: ${words}`)
    }
  expect(unfound).toEqual([])
})

test('a row that was taken away is found', async () => {
  const school = await unguarded()
  for (const table of EVIDENCE.keys()) {
    const sql = `DELETE FROM ${table} WHERE ${oneOf(table, columnsOf(school.database, table))}`
    const [words] = await foundAfter(school, sql)
    expect(words).toContain(`The ${TABLES[table]!.one} of entry `)
    expect(words).toMatch(/^[^(]+( \(.+\))? is missing from the records\.$/)
  }
})

test('a row that was added is found', async () => {
  const school = await unguarded()
  /** Beside the key, what no two rows may have the same. */
  const unique = ['withdrawn_seq', 'entry_seq', 'version_id', 'number', 'step_id']
  const isUnique = (table: string, name: string) =>
    unique.includes(name) || (table === 'erasure' && name === 'person_id')
  for (const table of EVIDENCE.keys()) {
    const columns = columnsOf(school.database, table)
    const values = columns.map(({ name, type, pk }) => {
      if (pk === 0 && !isUnique(table, name)) return name
      return type === 'TEXT' ? `${name} || 'x'` : `${name} + 100000`
    })
    const sql = `INSERT INTO ${table} (${columns.map(({ name }) => name).join()})
      SELECT ${values.join()} FROM ${table} WHERE ${oneOf(table, columns)}`
    const words = await foundAfter(school, sql)
    expect([table, words.length]).toEqual([table, 1])
    expect(words[0]).toContain(TABLES[table]!.one)
    expect(words[0]).toMatch(/does not prove|no entry of the ledger proves/)
  }
})

test.each([
  ['answer', 'step_id', 'position'],
  ['declaration', 'question', 'declaration_id'],
])('a row that was added beside those that an entry proves is found: %s', async (table, unique, key) => {
  const school = await unguarded()
  const columns = columnsOf(school.database, table)
  const values = columns.map(({ name, type }) => {
    if (name !== unique && name !== key) return name
    return type === 'TEXT' ? `${name} || 'x'` : `${name} + 100000`
  })
  const of = table === 'answer' ? 'attempt_id IN (SELECT id FROM attempt WHERE finished_at IS NOT NULL)' : 'TRUE'
  const [words, ...more] = await foundAfter(
    school,
    `INSERT INTO ${table} (${columns.map(({ name }) => name).join()}) SELECT ${values.join()} FROM ${table} WHERE ${of} LIMIT 1`,
  )
  expect(words).toMatch(/^The records hold an? (answer|declaration) \(.+\) that entry \d+ does not prove\.$/)
  expect(more).toEqual([])
})

test('whatever happened at a school, nothing is found', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: 4, maxLength: 14 }), async (happenings) => {
      const school = await openChanging()
      await live(school, happenings)
      expect((await whole(school)).findings).toEqual([])
      school.close()
    }),
    { numRuns: 10 },
  )
})
