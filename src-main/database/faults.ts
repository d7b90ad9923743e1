import SqliteDatabase from 'better-sqlite3'
import { LanyardError } from '../errors.ts'
import { damagedWords } from './open.ts'

/**
 * Takes whatever was thrown while the file was in use; gives it in plain words where SQLite or the disk was the cause.
 * `readOnly`: the file was opened to be read and no more.
 */
export function asLanyardError(error: unknown, file: string, { readOnly = false } = {}): unknown {
  if (error instanceof LanyardError) return error
  const code = error instanceof SqliteDatabase.SqliteError ? error.code : ''
  if (readOnly && code.startsWith('SQLITE_READONLY'))
    return new LanyardError(
      'read-only',
      'These records are damaged, so Lanyard only reads them. What you just did was not saved; nothing was changed. ' +
        'Ask whoever looks after the records to restore a backup.',
    )
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED'))
    return new LanyardError(
      'in-use',
      `The records in ${file} are open in another Lanyard. Nothing was changed. Close the other one and try again.`,
    )
  if (code.startsWith('SQLITE_NOTADB') || code.startsWith('SQLITE_CORRUPT'))
    return new LanyardError('database-damaged', damagedWords(file))
  if (code.startsWith('SQLITE_FULL'))
    return new LanyardError(
      'disk-full',
      'The disk is full. What you just did was not saved; all that was saved before is kept. Make room, then do it again.',
    )
  if (code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_CANTOPEN') || code.startsWith('SQLITE_PERM'))
    return new LanyardError(
      'folder-not-writable',
      `Lanyard may not write to ${file}. What you just did was not saved; all that was saved before is kept.`,
    )
  if (code.startsWith('SQLITE_IOERR'))
    return new LanyardError(
      'disk-failed',
      `The disk did not take or give what it was asked for (${file}). What you just did was not saved; all that was saved before is kept.`,
    )
  if (code === 'SQLITE_ERROR' && /no such (table|column)/.test((error as Error).message))
    return new LanyardError('database-damaged', damagedWords(file))
  return error
}
