/** The check of a ledger, against the plainest loop that reads the same entries in order and hashes the same bytes. */
import { hash as hashAtOnce } from 'node:crypto'
import { join } from 'node:path'
import { inAHurry } from '../../src-main/database/hurry.ts'
import { openDatabase, type Database } from '../../src-main/database/open.ts'
import type { Ledger } from '../../src-main/ledger/service.ts'
import { inTurn, timed, type Compared } from './measure.ts'
import { appOver } from './school.ts'

/** Entries: design 4's, and a tenth of it. */
const SIZES = [100_000, 1_000_000]
/** Design 4's. */
const LIMIT = 1.5
const REPEATS = 5

/** Ledgers alone, of the entries of `example` said again and again: no table beside them is read. */
export async function measureLedgers(example: string, folder: string): Promise<Compared[]> {
  const rows: Compared[] = []
  for (const length of SIZES) {
    const database = openDatabase(join(folder, `ledger-${length}`), { create: true })
    try {
      const { ledger } = appOver(database)
      await inAHurry(database, async () => copyEntries(database, ledger, example, length))
      rows.push({
        what: `checking a ledger of ${length.toLocaleString('en-GB')} entries, alone`,
        against: 'reading it and hashing the same bytes',
        ...(await compareCheck(database, ledger, length, REPEATS)),
        ...(length === SIZES.at(-1) && { limit: LIMIT }),
      })
    } finally {
      database.close()
    }
  }
  return rows
}

/** The check of the first `length` entries and the bare loop, in turn. */
export const compareCheck = (database: Database, ledger: Ledger, length: number, repeats: number) =>
  inTurn(
    repeats,
    () => timed(() => ledger.check(length)),
    () => timed(() => hashBare(database)),
  )

function copyEntries(database: Database, ledger: Ledger, example: string, length: number): void {
  const school = openDatabase(example, { create: false })
  const lived = school
    .prepare<[], { kind: string; subject: string; at: string; payload: string }>(
      `SELECT json_extract(line, '$.kind') AS kind, json_extract(line, '$.subject') AS subject, json_extract(line, '$.at') AS at,
        payload FROM ledger_entry JOIN ledger_payload USING (seq) ORDER BY seq`,
    )
    .all()
    .map(({ payload, ...entry }) => ({ ...entry, payload: JSON.parse(payload) as object }))
  school.close()
  const [opening, ...rest] = lived
  const again = rest.filter(({ kind }) => kind !== 'policy.published' && kind !== 'school.set-up') // what a school says once
  database
    .transaction(() => {
      for (let seq = 0; seq < length; seq++) {
        const { kind, subject, payload, at } = seq === 0 ? opening! : again[seq % again.length]!
        ledger.append(kind, subject, payload, at)
      }
    })
    .immediate()
}

/** One SHA-256 of each line, and one of each salt and payload. */
function hashBare(database: Database): void {
  const entries = database.prepare<[], { line: string; salt: Buffer; payload: string }>(
    'SELECT line, salt, payload FROM ledger_entry JOIN ledger_payload USING (seq) ORDER BY seq',
  )
  for (const { line, salt, payload } of entries.iterate()) {
    hashAtOnce('sha256', line)
    hashAtOnce('sha256', Buffer.concat([salt, Buffer.from(payload)]))
  }
}
