import { statSync } from 'node:fs'
import { LanyardError } from '../errors.ts'

/**
 * Any failure to write a backup into a folder, in plain words that end with what to do next; what SQLite says of the
 * records themselves, and what nobody foresaw, stays as it is.
 */
export function backupFailed(error: unknown, folder: string, next: string): unknown {
  if (error instanceof LanyardError) return error
  const code = String((error as NodeJS.ErrnoException)?.code ?? '')
  const failed = (reason: string): LanyardError =>
    new LanyardError(
      'backup-failed',
      `No backup was made: ${reason}. The records are as they were, and nothing half-made is called a backup. ${next}`,
      'folder',
    )
  if (/^(ENOSPC|EDQUOT|EFBIG|SQLITE_FULL)/.test(code))
    return failed(`the disk with ${folder} is full, or takes no file as large`)
  if (/^(EACCES|EPERM|EROFS|SQLITE_READONLY|SQLITE_PERM)/.test(code))
    return failed(`Lanyard is not allowed to write in ${folder}`)
  if (!isFolder(folder)) return failed(`there is no folder ${folder}, or not any more. Was a stick pulled out?`)
  if (/^(ENOENT|ENOTDIR|EEXIST|ENXIO|ENODEV|EIO|EBUSY|SQLITE_CANTOPEN|SQLITE_IOERR)/.test(code))
    return failed(`the disk with ${folder} did not take what was written`)
  return error
}

/** Whether there is such a folder, as far as the disk can tell. */
export function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}
