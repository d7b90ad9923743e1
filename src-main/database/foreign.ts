/** A database that came from elsewhere: looked at from end to end before anything of it is used. */
import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs'
import SqliteDatabase from 'better-sqlite3'
import { LanyardError } from '../errors.ts'
import type { Wrong } from '../verification/comparing.ts'
import { readWhole } from '../verification/whole.ts'
import { asLanyardError } from './faults.ts'
import { newerWords } from './migrate.ts'
import { migrations } from './migrations.ts'
import { APPLICATION_ID, type Database } from './open.ts'

const SQLITE_FILE = Buffer.from('SQLite format 3\0')

/** Throws LanyardError `backup-other` where a path leads to no file that can be a database, or to one that a program has open. */
export function refuseNoDatabase(file: string): void {
  const bytes = Buffer.alloc(SQLITE_FILE.length)
  const handle = openSync(file, 'r')
  try {
    readSync(handle, bytes, 0, bytes.length, 0)
  } finally {
    closeSync(handle)
  }
  if (!bytes.equals(SQLITE_FILE)) throw notOurs()
  if (existsSync(`${file}-wal`) && statSync(`${file}-wal`).size > 0)
    throw new LanyardError(
      'backup-other',
      'That file is no backup: it is part of records that were not closed, and without the rest of them it would lack the last entries. Nothing was changed. Choose a backup.',
    )
}

/**
 * Opens a copy of a file that came from elsewhere, to be read and no more. Nothing in it has been run: its tables,
 * indexes and triggers are word for word those that this program's own steps make, or it is refused. What stands in them
 * is looked at by `checkForeign`. Throws LanyardError `backup-other`, `backup-damaged`, `database-newer`.
 */
export function openForeign(copy: string): { database: Database; step: number } {
  let database: Database | undefined
  try {
    database = new SqliteDatabase(copy, { readonly: true, fileMustExist: true })
    database.pragma('trusted_schema = OFF')
    database.pragma('cell_size_check = ON')
    if (database.pragma('application_id', { simple: true }) !== APPLICATION_ID) throw notOurs()
    const step = (database.pragma('user_version', { simple: true }) as number) >>> 0
    if (step > migrations.length) throw new LanyardError('database-newer', newerWords(database))
    if (shapeOf(database) !== shapeAtStep(step)) throw otherShape()
    return { database, step }
  } catch (error) {
    database?.close()
    throw itsFault(error, copy)
  }
}

/**
 * Reads all of such a copy: every page of it, every row that leads to another, the whole chain with what it proves, and
 * every row of evidence against that. Long work, for a thread of its own. Gives what is wrong with the record in it; throws
 * what `openForeign` does.
 */
export function checkForeign(copy: string, onTurn?: (done: number, of: number) => void): Wrong {
  const { database } = openForeign(copy)
  try {
    if (database.pragma('integrity_check(1)', { simple: true }) !== 'ok') throw damaged()
    if ((database.pragma('foreign_key_check') as unknown[]).length > 0) throw damaged()
    return readWhole(database, onTurn).wrong
  } catch (error) {
    throw itsFault(error, copy)
  } finally {
    database.close()
  }
}

/** Whatever SQLite has against a copy, it is the file's fault. */
function itsFault(error: unknown, copy: string): LanyardError {
  const known = asLanyardError(error, copy)
  return known instanceof LanyardError && known.code !== 'database-damaged' ? known : damaged()
}

/** Opens a copy that `openForeign` has looked at, to be written to. Once closed, the file alone is the whole of it. */
export function openLookedAt(copy: string): Database {
  const database = new SqliteDatabase(copy, { fileMustExist: true })
  database.pragma('journal_mode = DELETE') // nothing of it lies in a second file while it is moved
  database.pragma('synchronous = FULL')
  database.pragma('trusted_schema = OFF')
  return database
}

/** What the records call their school now; undefined where none has been set up in them. */
export function schoolNameIn(database: Database): string | undefined {
  const has = database.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'school_state'`).get() !== undefined
  const latest = has ? 'SELECT name FROM school_state ORDER BY entry_seq DESC LIMIT 1' : null
  const atFirst = `SELECT json_extract(value, '$.name') FROM setting WHERE key = 'school'`
  const name: unknown =
    (latest === null ? undefined : database.prepare(latest).pluck().get()) ?? database.prepare(atFirst).pluck().get()
  return typeof name === 'string' ? name : undefined
}

/** All that a database has besides rows, in one order. */
function shapeOf(database: Database): string {
  return JSON.stringify(
    database.prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name').all(),
  )
}

function shapeAtStep(step: number): string {
  const fresh = new SqliteDatabase(':memory:')
  try {
    for (const migration of migrations.slice(0, step)) fresh.exec(migration)
    return shapeOf(fresh)
  } finally {
    fresh.close()
  }
}

const notOurs = (): LanyardError =>
  new LanyardError('backup-other', 'That file is not a Lanyard backup. Nothing was changed. Choose another file.')

const otherShape = (): LanyardError =>
  new LanyardError(
    'backup-damaged',
    'That backup holds something that no Lanyard puts there, so it was changed by somebody or is damaged. Nothing was changed. Choose another backup.',
  )

const damaged = (): LanyardError =>
  new LanyardError(
    'backup-damaged',
    'That backup is damaged: part of it was changed or is missing. Nothing was changed. Choose another backup.',
  )
