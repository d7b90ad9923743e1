/** The report's data and the check of the ledger, each against reading the same bytes bare, at two sizes. */
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { Database } from '../../src-main/database/open.ts'
import { grown } from './grown.ts'
import { inTurn, timed, type Compared } from './measure.ts'
import { measureRoll } from './roll.ts'

const REPEATS = 5
/** How many times the example school's forty people: the second is ten times the first. */
const SIZES = [25, 250]
/** What the report is made of, the ledger included: it says whether the record is whole. */
const READ = [
  ...['person', 'appointment', 'leaving', 'programme', 'progress', 'attempt', 'answer', 'acknowledgement'],
  ...['ledger_entry', 'ledger_payload'],
]

export async function measureRecords(example: string, folder: string): Promise<Compared[]> {
  const rows: Compared[] = []
  for (const times of SIZES) {
    const { database, app } = await grown(example, join(folder, `times-${times}`), times)
    try {
      const { length } = app.ledger.head()
      const people = inWords(count(database, ['person']))
      const report = await inTurn(
        REPEATS,
        () => timed(() => app.reports.make({ asAt: app.induction.today() })),
        () => timed(() => readBare(database)),
      )
      const check = await inTurn(
        REPEATS,
        () => timed(() => app.ledger.check(length)),
        () => timed(() => hashBare(database)),
      )
      rows.push(
        ...(await measureRoll(database, app, people)),
        {
          what: `report data, ${people} people`,
          against: `a bare SELECT of its ${inWords(count(database, READ))} rows`,
          ...report,
        },
        {
          what: `checking a ledger of ${inWords(length)} entries`,
          against: 'reading and hashing the same bytes',
          ...check,
        },
      )
    } finally {
      database.close()
    }
  }
  return rows
}

function readBare(database: Database): void {
  for (const table of READ) database.prepare(`SELECT * FROM ${table}`).all()
}

const count = (database: Database, tables: readonly string[]): number =>
  tables
    .map((table) => database.prepare<[], number>(`SELECT COUNT(*) FROM ${table}`).pluck().get() ?? 0)
    .reduce((sum, rows) => sum + rows, 0)

function hashBare(database: Database): void {
  const hash = createHash('sha256')
  const entries = database.prepare<[], { line: string; salt: Buffer; payload: string }>(
    'SELECT line, salt, payload FROM ledger_entry JOIN ledger_payload USING (seq) ORDER BY seq',
  )
  for (const { line, salt, payload } of entries.iterate()) hash.update(line).update(salt).update(payload)
  hash.digest()
}

const inWords = (number: number): string => number.toLocaleString('en-GB')
