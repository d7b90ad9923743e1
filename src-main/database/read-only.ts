import { existsSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { LanyardError } from '../errors.ts'
import { asLanyardError } from './faults.ts'
import { refuseNewer } from './migrate.ts'
import { DATABASE_FILE, PATIENCE, damagedWords, isOurs, type Database } from './open.ts'

/** What SQLite lays beside a file to read it, and leaves there where the reader may not write. */
const BESIDE = ['-shm', '-wal']

/**
 * Opens the records in a folder, of this or an older version, to be read alone: nothing in them is brought up to date,
 * folded in or written. `close` leaves the folder as it was. Throws LanyardError: folder-missing, no-records, in-use,
 * folder-not-writable (SQLite has to lay a file beside them while it reads), database-damaged, database-newer,
 * database-other.
 */
export function openToRead(folder: string): { database: Database; close(): void } {
  const file = join(folder, DATABASE_FILE)
  if (!existsSync(folder)) throw new LanyardError('folder-missing', `There is no folder ${folder}.`)
  if (!existsSync(file)) throw new LanyardError('no-records', `There are no Lanyard records in ${folder}.`)
  const made = BESIDE.map((ending) => file + ending).filter((beside) => !existsSync(beside))
  let database: Database | undefined
  const close = (): void => {
    database?.close()
    for (const beside of made) if (existsSync(beside) && isOfNoUse(beside)) rmSync(beside)
  }
  try {
    database = new SqliteDatabase(file, { readonly: true, timeout: PATIENCE })
    if (!isOurs(database, file)) throw new LanyardError('no-records', `There are no Lanyard records in ${folder} yet.`)
    refuseNewer(database)
    return { database, close }
  } catch (error) {
    close()
    throw inWords(error, file)
  }
}

/** An index of what is not yet folded in, which SQLite makes anew; and an empty file of that. */
const isOfNoUse = (beside: string): boolean => beside.endsWith('-shm') || statSync(beside).size === 0

function inWords(error: unknown, file: string): unknown {
  const known = asLanyardError(error, file)
  const code = error instanceof SqliteDatabase.SqliteError ? error.code : ''
  if (code.startsWith('SQLITE_CANTOPEN') || code.startsWith('SQLITE_READONLY'))
    return new LanyardError(
      'folder-not-writable',
      `${file} could not be read where it is: its folder has to be one that may be written to. Nothing was changed. Copy the whole folder and try with the copy.`,
    )
  return known === error && code !== '' ? new LanyardError('database-damaged', damagedWords(file)) : known
}
