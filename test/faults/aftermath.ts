/** What a start after a fault finds, read to the end, and held against what the program had promised. */
import { cpSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { expect, onTestFinished } from 'vitest'
import { createApp } from '../../src-main/app.ts'
import { createContext } from '../../src-main/context.ts'
import { DATABASE_FILE, openDatabase, type Database } from '../../src-main/database/open.ts'
import { NO_PAPERS } from '../../src-main/hosts/host.ts'
import { packsIn } from '../../src-main/policies/pack-source.ts'
import { TABLES, rebuild, type Rows } from '../support/rebuilt.ts'
import { IMPORTED_PEOPLE, type Promises } from './loads.ts'
import { CONTENT } from './program.ts'

/** What is said of a promise that was not kept. */
export const LOST = 'a signature that was shown as saved is lost'

/** Gives a copy of a folder, so that the folder itself is taken up again by the program as the fault left it. */
function copyOf(folder: string): string {
  const copy = `${folder}-looked-at`
  rmSync(copy, { recursive: true, force: true })
  cpSync(folder, copy, { recursive: true })
  onTestFinished(() => rmSync(copy, { recursive: true, force: true }))
  return copy
}

/** Reads the file as it is, brought to no newer shape. */
function readAsItIs<Read>(folder: string, read: (database: Database) => Read): Read {
  const database = new SqliteDatabase(join(copyOf(folder), DATABASE_FILE))
  try {
    return read(database)
  } finally {
    database.close()
  }
}

/** The last step of the schema that the file has taken. */
export const stepOf = (folder: string): unknown =>
  readAsItIs(folder, (database) => database.pragma('user_version', { simple: true }))

/** The ledger's length and last hash. */
export const headIn = (folder: string): unknown =>
  readAsItIs(folder, (database) =>
    database.prepare('SELECT seq, hash FROM ledger_entry ORDER BY seq DESC LIMIT 1').get(),
  )

/** Opens a copy of a folder as a start would, and reads all of it. Fails where it is not whole or a promise is not kept. */
export async function aftermath(folder: string, { signed, imported }: Promises): Promise<void> {
  const copy = copyOf(folder)
  everyCopyIsWhole(copy)
  const database = openDatabase(copy, { create: true })
  try {
    await isWhole(database)
    const here = new Set(database.prepare<[], string>('SELECT id FROM acknowledgement').pluck().all())
    expect(
      signed.filter((id) => !here.has(id)),
      LOST,
    ).toEqual([])
    const like = database.prepare<[string], number>('SELECT COUNT(*) FROM person WHERE reference LIKE ?').pluck()
    for (const [batch, how] of imported)
      expect(how === 'said' ? [IMPORTED_PEOPLE] : [0, IMPORTED_PEOPLE]).toContain(like.get(`${batch}%`))
  } finally {
    database.close()
  }
}

/** The file, the chain, what it proves, and that every table of evidence says what the entries prove, and no more. */
export async function isWhole(database: Database): Promise<void> {
  expect(await damageIn(database)).toEqual([])
}

/** What a whole check finds wrong, in words. Throws what the file throws where it cannot be read. */
export async function damageIn(database: Database): Promise<string[]> {
  const found = database.pragma('integrity_check') as { integrity_check: string }[]
  const damage = found.map((row) => row.integrity_check).filter((words) => words !== 'ok')
  damage.push(...(database.pragma('foreign_key_check') as object[]).map((row) => JSON.stringify(row)))
  const { ledger } = createApp({ context: createContext(database), packs: packsIn(CONTENT), papers: NO_PAPERS })
  const { length } = ledger.head()
  const { flaws } = await ledger.check(length)
  damage.push(...flaws.map(({ words }) => words))
  if (damage.length > 0) return damage // what was changed proves nothing
  const entries = Array.from(ledger.entries(length), ({ line, payload }) => ({
    ...(JSON.parse(line) as { seq: number; at: string; kind: string; subject: string }),
    payload: JSON.parse(payload!) as Record<string, any>,
  }))
  const proved = rebuild(entries)
  return Object.entries(tablesOf(database)).flatMap(([table, rows]) =>
    JSON.stringify(inOneOrder(rows)) === JSON.stringify(inOneOrder(asKept(proved[table]!, rows)))
      ? []
      : [`${table} is not as proved`],
  )
}

const tablesOf = (database: Database): Rows =>
  Object.fromEntries(Object.entries(TABLES).map(([table, sql]) => [table, database.prepare(sql).all() as Rows[string]]))

/** The same columns in the same order, whichever step of the schema added them. */
const inOneOrder = (rows: Rows[string]): unknown =>
  rows.map((row) => Object.entries(row).toSorted(([one], [other]) => (one < other ? -1 : 1)))

/** A row of the first step has no place in the ledger beside it: there it is known by its id alone. */
const asKept = (proved: Rows[string], kept: Rows[string]): Rows[string] =>
  proved.map((row, at) => (kept[at]?.entry_seq === null ? { ...row, entry_seq: null } : row))

/**
 * The records themselves, which are looked at by a start; the log and the heads beside them; and what is not finished and
 * says so in its name.
 */
const NOT_COPIES = new RegExp(`^${DATABASE_FILE}(-wal|-shm|-journal)?$|^lanyard\\.log|^heads-seen\\.jsonl$|unfinished`)

/** What carries the name of a copy or a backup is a whole one: cut short, it would be taken for one when it is needed. */
export function everyCopyIsWhole(folder: string): void {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (NOT_COPIES.test(name) || statSync(join(folder, name)).isDirectory()) continue
    const copy = new SqliteDatabase(join(folder, name), { readonly: true })
    expect([name, copy.pragma('integrity_check', { simple: true })]).toEqual([name, 'ok'])
    expect(copy.pragma('user_version', { simple: true })).toBeGreaterThan(0)
    copy.close()
  }
}
