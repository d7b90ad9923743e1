/** Whole copies of a database that is in use, and whether a file is one. */
import { closeSync, openSync } from 'node:fs'
import SqliteDatabase from 'better-sqlite3'
import { LanyardError } from '../errors.ts'
import type { Head } from '../ledger/chain.ts'
import { headOf } from '../ledger/service.ts'
import type { Wrong } from '../verification/comparing.ts'
import { readWhole } from '../verification/whole.ts'
import { APPLICATION_ID, type Database } from './open.ts'

/** What a copy has to be: of this step of the schema, with this record in it. */
export interface Expected {
  version: number
  head: Head
}

/**
 * Copies the database as it stands at this moment into a file that must not be there yet, which is its owner's alone.
 * Holds the one thread until it is done, and may not be called in a transaction. Not on the disk for good before it is
 * flushed. Throws what SQLite and the disk throw.
 */
export function copyInto(database: Database, file: string): Expected {
  const expected = { version: versionOf(database), head: headOf(database) }
  closeSync(openSync(file, 'wx', 0o600)) // SQLite takes a file that is empty, and leaves its rights as they are
  database.prepare('VACUUM INTO ?').run(file)
  return expected
}

/**
 * Reads all of a copy again: SQLite's own check, whose file it is, its shape, the whole chain with what it proves, and
 * every row of evidence against that. Gives what is wrong with the record in it, which may be what is wrong with the one
 * it was made from (`refuseOtherwise`). `onTurn`: how many entries are done, and of how many.
 * Throws LanyardError `backup-damaged` where it is no copy of what it has to be.
 */
export function checkCopy(
  file: string,
  { version, head }: Expected,
  onTurn?: (done: number, of: number) => void,
): Wrong {
  let copy: Database | undefined
  try {
    copy = new SqliteDatabase(file, { readonly: true, fileMustExist: true })
    copy.pragma('trusted_schema = OFF')
    copy.pragma('cell_size_check = ON')
    const isCopy =
      copy.pragma('application_id', { simple: true }) === APPLICATION_ID &&
      versionOf(copy) === version &&
      copy.pragma('integrity_check(1)', { simple: true }) === 'ok'
    if (!isCopy) throw differs()
    const found = readWhole(copy, onTurn)
    if (found.head.length !== head.length || found.head.hash !== head.hash) throw differs()
    return found.wrong
  } catch (error) {
    throw error instanceof SqliteDatabase.SqliteError ? differs() : error
  } finally {
    copy?.close()
  }
}

/** Throws LanyardError `backup-damaged` where something is wrong with the record in a copy that is right in the records. */
export function refuseOtherwise(inCopy: Wrong, inRecords: Wrong): void {
  if (JSON.stringify(inCopy) !== JSON.stringify(inRecords)) throw differs()
}

/** Any copy that is not what was to be written, in plain words. */
export const differs = (): LanyardError =>
  new LanyardError(
    'backup-damaged',
    'The backup was read again, and the disk gave back something else than was written. It was thrown away; the records are as they were. ' +
      'Try again; if it happens once more, choose another disk.',
  )

/** The step of the schema that a file is at: a number that SQLite keeps with a sign, and that no Lanyard has ever made negative. */
export const versionOf = (database: Database): number =>
  (database.pragma('user_version', { simple: true }) as number) >>> 0
