import type { Database } from '../database/open.ts'
import type { Row, Value } from './columns.ts'
import type { CountedAnswer } from './counted.ts'

/** How rows are found again: by these columns an entry's rows of a table, and no other's. Where nothing is said, by the key. */
const FOUND_BY: Record<string, string[]> = {
  answer: ['attempt_id'],
  declaration: ['acknowledgement_id'],
}

/** What of a table is evidence; all, where nothing is said. A round that is not finished is progress, and so are its answers. */
const EVIDENCE_ALONE: Record<string, string> = {
  attempt: 'finished_at IS NOT NULL',
  answer: 'attempt_id NOT IN (SELECT id FROM attempt WHERE finished_at IS NULL)',
}

/** Whose a row is, where the table has no `person_id`. */
const PERSON_OF: Record<string, string> = {
  person: 'id',
  answer: '(SELECT person_id FROM attempt WHERE attempt.id = attempt_id)',
  waiver_end: '(SELECT person_id FROM waiver WHERE waiver.id = waiver_id)',
  declaration: '(SELECT person_id FROM acknowledgement WHERE acknowledgement.id = acknowledgement_id)',
  declaration_decision: '(SELECT person_id FROM acknowledgement WHERE acknowledgement.id = acknowledgement_id)',
  paper_withdrawal: '(SELECT person_id FROM acknowledgement WHERE acknowledgement.id = acknowledgement_id)',
}

/** A table as it is in this file, which may be of an older Lanyard. */
export interface Table {
  name: string
  columns: string[]
  key: string[]
  foundBy: string[]
  /** The rows of which the columns in `foundBy` have these values. */
  rows(values: readonly Value[]): Row[]
  /** How many rows of evidence there are. */
  count(): number
  /** All rows of evidence, those that are found together once. */
  all(): Stray[]
}

/** What is known of a row whose entry is not. */
export interface Stray {
  foundBy: Row
  /** The entry that the row itself names. */
  seq: number | null
  personId: string | null
}

/** A head that a printed report was made from. */
export interface ReportHead {
  entrySeq: number
  at: string
  length: number
  hash: string
}
/** Where the governing body's minutes have a printed report. */
export interface Minute {
  entrySeq: number
  reference: string
  metOn: string
}
export interface TypedHead {
  at: string
  length: number
  digits: string
}
export interface BackupHead {
  at: string
  place: 'here' | 'outside'
  length: number
  hash: string
}

interface ColumnInfo {
  name: string
  pk: number
}

export function createVerificationStore(database: Database) {
  const names = database
    .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    .pluck()
  const columnsOf = (table: string) => database.pragma(`table_info(${table})`) as ColumnInfo[]

  function table(name: string): Table | undefined {
    const info = columnsOf(name)
    if (info.length === 0) return undefined
    const columns = info.map((column) => column.name)
    const key = info
      .filter(({ pk }) => pk > 0)
      .sort((a, b) => a.pk - b.pk)
      .map((column) => column.name)
    const foundBy = FOUND_BY[name] ?? key
    const where = `WHERE ${EVIDENCE_ALONE[name] ?? 'TRUE'}`
    const named = ['entry_seq', 'withdrawn_seq'].find((column) => columns.includes(column)) ?? 'NULL'
    const person = PERSON_OF[name] ?? (columns.includes('person_id') ? 'person_id' : 'NULL')
    const rows = database.prepare<Value[], Row>(
      `SELECT * FROM ${name} WHERE ${foundBy.map((column) => `${column} = ?`).join(' AND ')}`,
    )
    const count = database.prepare<[], number>(`SELECT COUNT(*) FROM ${name} ${where}`).pluck()
    const all = database.prepare<[], Row & { strayEntry: number | null; strayPerson: string | null }>(
      `SELECT ${named} AS strayEntry, ${person} AS strayPerson, ${foundBy.join(', ')}
        FROM ${name} ${where} GROUP BY ${foundBy.join(', ')}`,
    )
    return {
      name,
      columns,
      key,
      foundBy,
      rows: (values) => rows.all(...values),
      count: () => count.get() ?? 0,
      all: () =>
        all
          .all()
          .map(({ strayEntry, strayPerson, ...row }) => ({ seq: strayEntry, personId: strayPerson, foundBy: row })),
    }
  }

  const has = (name: string): boolean => names.all().includes(name)
  /** Empty where an older Lanyard, which had no such table, made the file. */
  const heads = <Head>(of: string, sql: string): Head[] => (has(of) ? database.prepare<[], Head>(sql).all() : [])
  const insertSeen = has('head_seen')
    ? database.prepare<[TypedHead]>(
        'INSERT OR IGNORE INTO head_seen (length, digits, seen_at) VALUES (@length, @digits, @at)',
      )
    : undefined
  const nameOf = database
    .prepare<{ id: string }, string>(
      `SELECT name FROM (
        SELECT name, entry_seq AS entered FROM naming WHERE person_id = @id
        UNION ALL SELECT name, 0 FROM person WHERE id = @id
      ) ORDER BY entered DESC LIMIT 1`,
    )
    .pluck()

  const sure = columnsOf('answer').some(({ name }) => name === 'sure') ? 'AND sure IS @sure' : '' // an older Lanyard did not ask
  const hasAnswer = database
    .prepare<CountedAnswer, 1>(
      `SELECT 1 FROM attempt JOIN answer ON attempt_id = attempt.id
      WHERE person_id = @personId AND version_id IN (
          SELECT earlier.id FROM policy_version AS earlier JOIN policy_version AS signed USING (policy_id)
          WHERE signed.id = @versionId AND earlier.id <> signed.id)
        AND scenario_id = @scenarioId AND step_id = @stepId AND chosen = @chosen AND verdict = @verdict ${sure}
      LIMIT 1`,
    )
    .pluck()

  return {
    /** Undefined where an older Lanyard, which had no such table, made the file. */
    table,
    /** Whether somebody gave this answer under an earlier version than the one they signed. When is no matter: a PC's clock is put back. */
    hasAnswer: (answer: CountedAnswer): boolean => hasAnswer.get(answer) === 1,
    tables: (): string[] => names.all(),
    /** The name somebody has now; undefined where nobody has this id. */
    nameOf: (id: string): string | undefined => nameOf.get({ id }),

    /** What SQLite finds wrong with a table and its indexes, in its own words. */
    faultsIn(name: string): string[] {
      const found = database.pragma(`integrity_check('${name}')`) as { integrity_check: string }[]
      return found.map((row) => row.integrity_check).filter((words) => words !== 'ok')
    },
    /** How many rows of a table lead to a row that is not there. */
    leadingNowhere: (name: string): number => (database.pragma(`foreign_key_check('${name}')`) as unknown[]).length,

    reportHeads: (): ReportHead[] =>
      heads(
        'report_made',
        `SELECT entry_seq AS entrySeq, made_at AS at, head_length AS length, head_hash AS hash
        FROM report_made ORDER BY entry_seq`,
      ),
    /** Where the minutes have printed reports: of several entries on one the last holds. */
    minutes: (): Minute[] =>
      heads(
        'report_minuted',
        'SELECT report_seq AS entrySeq, reference, met_on AS metOn FROM report_minuted ORDER BY entry_seq',
      ),
    typedHeads: (): TypedHead[] =>
      heads('head_seen', 'SELECT length, digits, seen_at AS at FROM head_seen ORDER BY seen_at, length'),
    backupHeads: (): BackupHead[] =>
      heads(
        'backup_made',
        'SELECT made_at AS at, place, head_length AS length, head_hash AS hash FROM backup_made ORDER BY made_at',
      ),
    /** Keeps a head that was typed in and agreed; one that is kept already stays as it is. */
    keepTyped: (head: TypedHead): void => void insertSeen?.run(head),
  }
}
export type VerificationStore = ReturnType<typeof createVerificationStore>
