import { accessSync, constants, existsSync, mkdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { LanyardError } from '../errors.ts'
import { asLanyardError } from './faults.ts'
import type { Clock } from '../time.ts'
import { migrate, refuseNewer } from './migrate.ts'
import { finishReplacing } from './replacing.ts'

export type Database = SqliteDatabase.Database

export const DATABASE_FILE = 'lanyard.db'
/** Beside it: the heads that the records had when they were opened and closed (verification/heads-file.ts). */
export const HEADS_FILE = 'heads-seen.jsonl'
/** 'LNYD': how a Lanyard file is told from any other SQLite file. */
export const APPLICATION_ID = 0x4c4e5944
/** The smallest page of SQLite, in bytes: a file that holds less is no database. */
const LEAST_PAGE = 512
/** SQLite before this may lose a committed WAL page where a checkpoint and a commit race (sqlite.org, release 3.51.3). */
const LEAST_SQLITE = [3, 51, 3] as const
/** How long to wait, in ms, for a program that is just closing to let go of the file. */
export const PATIENCE = 1_500

/**
 * Opens the records in a folder, making folder and file where there are none (`create`), and brings them to this
 * program's shape. Throws LanyardError: folder-missing, folder-not-writable, in-use, database-damaged,
 * database-newer, database-other, no-records, and those of `migrate`.
 */
export function openDatabase(folder: string, { create, clock }: { create: boolean; clock?: Clock }): Database {
  const file = join(folder, DATABASE_FILE)
  prepareFolder(folder, create)
  finishReplacing(folder)
  if (existsSync(file)) refuseUnwritable(file)
  if (!create && !existsSync(file))
    throw new LanyardError('no-records', `There are no Lanyard records in ${folder}. Nothing was changed.`)
  refuseGone(folder, file)
  let database: Database | undefined
  try {
    refuseUnfit(file)
    database = new SqliteDatabase(file, { fileMustExist: !create, timeout: PATIENCE })
    configure(database)
    claim(database, file)
    migrate(database, folder, clock)
    return database
  } catch (error) {
    database?.close()
    throw asLanyardError(error, file)
  }
}

function prepareFolder(folder: string, create: boolean): void {
  try {
    if (create) mkdirSync(folder, { recursive: true })
    else statSync(folder)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw new LanyardError('folder-missing', `There is no folder ${folder}. Nothing was changed.`)
    throw notWritable(folder)
  }
  refuseUnwritable(folder)
}

function refuseUnwritable(path: string): void {
  try {
    accessSync(path, constants.R_OK | constants.W_OK)
  } catch {
    throw notWritable(path)
  }
}

const notWritable = (path: string): LanyardError =>
  new LanyardError(
    'folder-not-writable',
    `Lanyard may not write to ${path}. Nothing was changed. ` +
      'Ask whoever looks after this computer to let you write there, or choose another folder.',
  )

function configure(database: Database): void {
  const { version } = database.prepare<[], { version: string }>('SELECT sqlite_version() AS version').get()!
  if (isOlder(version)) throw new Error(`SQLite ${version} is older than ${LEAST_SQLITE.join('.')}`)
  // Exclusive first: then the WAL needs no shared memory, and one process owns the file until it closes.
  database.pragma('locking_mode = EXCLUSIVE')
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  database.pragma('foreign_keys = ON')
  database.pragma('trusted_schema = OFF')
  database.pragma('cell_size_check = ON')
  database.pragma('recursive_triggers = ON') // else INSERT OR REPLACE deletes a row of evidence without its trigger
  // Takes the lock now, so that a second program is told at its start and not at its first change.
  database.exec('BEGIN EXCLUSIVE; COMMIT')
}

function isOlder(version: string): boolean {
  const parts = version.split('.').map(Number)
  const at = LEAST_SQLITE.findIndex((least, i) => parts[i] !== least)
  return at >= 0 && (parts[at] ?? 0) < LEAST_SQLITE[at]!
}

/** Where there were records, nothing is begun anew in their place without a word. */
function refuseGone(folder: string, file: string): void {
  if (!existsSync(join(folder, HEADS_FILE)) || sizeOf(file) > 0) return
  throw new LanyardError(
    'database-damaged',
    `There were records in ${folder}, and the file ${DATABASE_FILE} there is ${existsSync(file) ? 'empty' : 'gone'}. Lanyard has changed nothing. ` +
      'Put the file back, or restore a backup.',
  )
}

/** In bytes; 0 where there is no file. */
const sizeOf = (file: string): number => (existsSync(file) ? statSync(file).size : 0)

/**
 * Looks at a file through a connection that cannot write, before one that can is opened: even closing that one would
 * fold the WAL into a file that was to be left as it is.
 */
function refuseUnfit(file: string): void {
  const size = sizeOf(file)
  if (size === 0) return // new, or stopped before its first page was written
  if (size < LEAST_PAGE) throw new LanyardError('database-damaged', damagedWords(file))
  const look = new SqliteDatabase(file, { readonly: true, timeout: PATIENCE })
  try {
    if (!isOurs(look, file)) return
    const found = look.pragma('quick_check(1)', { simple: true })
    if (found !== 'ok') throw new LanyardError('database-damaged', damagedWords(file))
    refuseNewer(look)
  } catch (error) {
    if (!(error instanceof SqliteDatabase.SqliteError)) throw error
    // Stopped in the very moment of being made: SQLite takes that back when it may write, and claim() looks again.
    if (error.code === 'SQLITE_READONLY_ROLLBACK') return
    if (error.code === 'SQLITE_ERROR' || error.code.startsWith('SQLITE_IOERR'))
      throw new LanyardError('database-damaged', damagedWords(file))
    throw error
  } finally {
    look.close()
  }
}

/** Whether the file says that it is Lanyard's; false where it holds nothing at all. Throws LanyardError database-other. */
export function isOurs(database: Database, file: string): boolean {
  const id = database.pragma('application_id', { simple: true })
  if (id === APPLICATION_ID) return true
  const { tables } = database.prepare<[], { tables: number }>('SELECT COUNT(*) AS tables FROM sqlite_schema').get()!
  if (id !== 0 || tables > 0)
    throw new LanyardError('database-other', `The file ${file} was not made by Lanyard. It was left as it is.`)
  return false
}

/** Makes an empty file Lanyard's own. */
function claim(database: Database, file: string): void {
  if (!isOurs(database, file)) database.pragma(`application_id = ${APPLICATION_ID}`)
  rmSync(`${file}-shm`, { force: true }) // left by the look; one process alone needs no shared memory
}

export function damagedWords(file: string): string {
  return (
    `The records in ${file} are damaged and cannot be read. Lanyard has left the file as it is and changed nothing. ` +
    'First copy the whole folder to a safe place. Then restore a backup: the damaged file is kept. If no backup is whole, ask for help, and try nothing else before.'
  )
}
