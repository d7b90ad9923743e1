/** The report's data, the check of the ledger, the PDF and a backup of a record of five policies and three years, at three sizes. */
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { App } from '../../src-main/app.ts'
import type { Database } from '../../src-main/database/open.ts'
import { measureBackup } from './backup.ts'
import { grown } from './grown.ts'
import { compareCheck } from './ledger.ts'
import { inTurn, timed, type Compared } from './measure.ts'
import { measurePdf } from './pdf.ts'
import { measureRoll } from './roll.ts'

/** How many times the school's forty people: 120, 1,000 and 10,000. */
const SIZES = [3, 25, 250]
/** Of the largest, which take their time. */
const REPEATS = { small: 5, large: 3 }
/** Design 4's, for the report's data. */
const LIMIT = 2
/** What the report is made of, the ledger included: it says whether the record is whole. */
const READ = [
  ...['person', 'naming', 'appointment', 'leaving', 'programme', 'progress', 'attempt', 'answer', 'acknowledgement'],
  ...['declaration', 'declaration_decision', 'waiver', 'ledger_entry', 'ledger_payload'],
]

/** `example` is the folder of forty people. `notes`: what is told of each size beside the ratios, a line each. */
export async function measureRecords(example: string, folder: string): Promise<{ rows: Compared[]; notes: string[] }> {
  const found = { rows: [] as Compared[], notes: [] as string[] }
  for (const times of SIZES) {
    const { database, app } = await grown(example, join(folder, `times-${times}`), times)
    try {
      const { rows, notes } = await measureRecord(database, app, times === SIZES.at(-1))
      found.rows.push(...rows)
      found.notes.push(...notes, await measureBackup(database, app.ledger.head().length, folder))
    } finally {
      database.close()
    }
    found.notes.push(...(await measurePdf(join(folder, `times-${times}`))))
  }
  return found
}

/** One size; the largest is held to the limits. */
export async function measureRecord(
  database: Database,
  app: App,
  isLargest: boolean,
): Promise<{ rows: Compared[]; notes: string[] }> {
  const { length } = app.ledger.head()
  const people = inWords(count(database, ['person']))
  const repeats = isLargest ? REPEATS.large : REPEATS.small
  const note = await watched(app, people)
  const report = await inTurn(
    repeats,
    () => timed(() => app.reports.make({ asAt: app.induction.today() })),
    () => timed(() => readBare(database)),
  )
  const check = await compareCheck(database, app.ledger, length, repeats)
  return {
    rows: [
      ...(await measureRoll(database, app, people)),
      {
        what: `report data, ${people} people`,
        against: `a bare SELECT of its ${inWords(count(database, READ))} rows`,
        ...report,
        ...(isLargest && { limit: LIMIT }),
      },
      {
        what: `checking a ledger of ${inWords(length)} entries`,
        against: 'reading and hashing the same bytes',
        ...check,
      },
    ],
    notes: [note],
  }
}

/** The report once, looked at while it works: how long the one thread was held. */
async function watched(app: App, people: string): Promise<string> {
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  const took = await timed(() => app.reports.make({ asAt: app.induction.today(), names: true }))
  delay.disable()
  return (
    `Report data, ${people} people, once with names: ${inWords(Math.round(took))} ms; the thread held for ` +
    `${Math.round(delay.max / 1e6)} ms at most.`
  )
}

function readBare(database: Database): void {
  for (const table of READ) database.prepare(`SELECT * FROM ${table}`).all()
}

const count = (database: Database, tables: readonly string[]): number =>
  tables
    .map((table) => database.prepare<[], number>(`SELECT COUNT(*) FROM ${table}`).pluck().get() ?? 0)
    .reduce((sum, rows) => sum + rows, 0)

const inWords = (number: number): string => number.toLocaleString('en-GB')
