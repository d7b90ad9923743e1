/** Damaged records that can still be read: opened for that alone, so that SQLite itself refuses every change. */
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { LanyardError } from '../errors.ts'
import { asLanyardError } from './faults.ts'
import { migrations } from './migrations.ts'
import { APPLICATION_ID, DATABASE_FILE, damagedWords, type Database } from './open.ts'

/** The most faults that are counted. */
const MOST = 100

export interface Damaged {
  database: Database
  /** What was found, in sentences. */
  found: string[]
}

/**
 * Opens damaged records to be read and no more. Throws LanyardError `database-damaged` where not even their shape can be
 * read, or where it is not this program's: nothing may be changed to make it so.
 */
export function openDamaged(folder: string): Damaged {
  const file = join(folder, DATABASE_FILE)
  let database: Database | undefined
  try {
    database = new SqliteDatabase(file, { readonly: true, fileMustExist: true })
    database.pragma('trusted_schema = OFF')
    database.pragma('cell_size_check = ON')
    const isOurs = database.pragma('application_id', { simple: true }) === APPLICATION_ID
    const step = database.pragma('user_version', { simple: true })
    if (!isOurs || step !== migrations.length) throw new LanyardError('database-damaged', damagedWords(file))
    const found = foundIn(database)
    keepTriesInMemory(database)
    return { database, found }
  } catch (error) {
    database?.close()
    const known = asLanyardError(error, file)
    throw known instanceof LanyardError ? known : new LanyardError('database-damaged', damagedWords(file))
  }
}

function foundIn(database: Database): string[] {
  const tables = database
    .prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`)
    .pluck()
    .all()
  const unreadable = tables.filter((table) => !canBeRead(database, table))
  return [
    'The file that the records are in is damaged, so Lanyard reads it and writes nothing to it.',
    faultsIn(database),
    unreadable.length === 0
      ? `Each of its ${tables.length} tables can be read to its end.`
      : `${tables.length - unreadable.length} of its ${tables.length} tables can be read to their end. These cannot: ${unreadable.join(', ')}.`,
  ]
}

function faultsIn(database: Database): string {
  try {
    const faults = (database.pragma(`quick_check(${MOST})`) as { quick_check: string }[])
      .map(({ quick_check: words }) => words)
      .filter((words) => words !== 'ok')
    if (faults.length === 0) return 'SQLite’s own check of the file finds nothing, and reading it failed all the same.'
    const many =
      faults.length === 1 ? 'one fault' : `${faults.length === MOST ? 'at least ' : ''}${faults.length} faults`
    return `SQLite’s own check of the file finds ${many}. The first: ${faults[0]!.replace(/\s+/g, ' ').slice(0, 200)}.`
  } catch {
    return 'SQLite’s own check of the file cannot be carried to its end.'
  }
}

function canBeRead(database: Database, table: string): boolean {
  try {
    for (const row of database.prepare(`SELECT * FROM "${table}" NOT INDEXED`).iterate()) void row
    return true
  } catch {
    return false
  }
}

/**
 * Nobody could sign in where no wrong try can be counted. A temporary table of this connection stands in for the one in
 * the file, under its name, and lives in memory.
 */
function keepTriesInMemory(database: Database): void {
  const made = database.prepare<[], string>(`SELECT sql FROM main.sqlite_schema WHERE name = 'secret'`).pluck().get()!
  database.pragma('temp_store = MEMORY')
  database.exec(made.replace(/^CREATE TABLE secret/, 'CREATE TEMP TABLE secret'))
  database.exec('INSERT INTO temp.secret SELECT * FROM main.secret')
}
