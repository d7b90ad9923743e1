import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { backupFailed } from '../backup/failed.ts'
import { NO_SCHOOL, UNFINISHED, backupsFolder, freeName, readName } from '../backup/files.ts'
import { LanyardError } from '../errors.ts'
import { flush } from '../files.ts'
import { createBackupsStore, type BackupMade } from '../backup/store.ts'
import { hadHead } from '../ledger/service.ts'
import { systemClock, type Clock } from '../time.ts'
import { isWhole } from '../verification/comparing.ts'
import { readWhole } from '../verification/whole.ts'
import { checkCopy, copyInto, refuseOtherwise, versionOf } from './copying.ts'
import { headInFile } from './head-in-file.ts'
import { migrations as ours } from './migrations.ts'
import type { Database } from './open.ts'
import { programOf } from './program-version.ts'

/**
 * Brings the file to the newest shape, one transaction a step. Of a file that already holds something a backup is made
 * first, in the records' folder. Throws LanyardError database-newer, backup-failed, backup-damaged, leaving the file as it is.
 */
export function migrate(
  database: Database,
  folder: string,
  clock: Clock = systemClock,
  migrations: readonly string[] = ours,
): void {
  refuseNewer(database, migrations)
  const has = versionOf(database)
  if (has === migrations.length) return
  const backup = has > 0 ? backUpBefore(database, folder, has + 1, clock.now().toISOString()) : null
  for (let step = has; step < migrations.length; step++) {
    database
      .transaction(() => {
        database.exec(migrations[step]!)
        database.pragma(`user_version = ${step + 1}`)
      })
      .immediate()
  }
  if (backup) createBackupsStore(database).insert(backup)
}

/** Throws LanyardError database-newer where the file has taken steps that this program does not know. */
export function refuseNewer(database: Database, migrations: readonly string[] = ours): void {
  if (versionOf(database) > migrations.length) throw new LanyardError('database-newer', newerWords(database))
}

/** What is said of records that have taken steps which this program does not know. */
export function newerWords(database: Database): string {
  const version = programOf(database)
  const newer = version === undefined ? 'the newer Lanyard' : `Lanyard ${version}, or a later one,`
  return (
    `These records were made by a newer Lanyard${version === undefined ? '' : `, ${version}`}. This one has left them as they are. ` +
    `Ask whoever looks after this computer to install ${newer} and open them with that.`
  )
}

/**
 * A backup of the file as it is, whole and checked, in the folder of those that Lanyard makes by itself. It replaces one
 * made before the same step, where it can be restored and that holds nothing that it lacks: since then the step failed, and
 * the file may have been written to by the older program. One of records that went on apart, as before a restore, stays.
 */
function backUpBefore(database: Database, folder: string, beforeStep: number, madeAt: string): BackupMade {
  const backups = backupsFolder(folder)
  const school = schoolOf(database)
  let unfinished: string | undefined
  try {
    mkdirSync(backups, { recursive: true })
    const earlier = readdirSync(backups).filter((name) => isBefore(beforeStep, school, name))
    const file = freeName(backups, { school, madeAt, beforeStep })
    unfinished = `${join(backups, file)}${UNFINISHED}`
    rmSync(unfinished, { force: true }) // cut short, the last time
    const expected = copyInto(database, unfinished)
    flush(unfinished)
    const wrong = checkCopy(unfinished, expected)
    // Of records that are not whole a backup is made all the same, as long as nothing else is wrong with it.
    const whole = isWhole(wrong)
    if (!whole) refuseOtherwise(wrong, readWhole(database).wrong)
    renameSync(unfinished, join(backups, file))
    flush(backups)
    for (const old of earlier.map((name) => join(backups, name)))
      if (old.endsWith(UNFINISHED) || (whole && isContained(old, database))) rmSync(old, { force: true })
    return { id: v7(), madeAt, place: 'here', file, sealed: false, head: expected.head, whole }
  } catch (error) {
    throw backupFailed(
      error,
      backups,
      'A newer Lanyard opens these records after that alone. Make room, then open it again.',
    )
  } finally {
    if (unfinished) rmSync(unfinished, { force: true })
  }
}

/** Whether a file is a backup made before a step, or what is left of one. */
function isBefore(step: number, school: string, name: string): boolean {
  const said = readName(name.replace(UNFINISHED, ''))
  return said?.beforeStep === step && said.school === school
}

/** Whether records have all that a backup holds. */
function isContained(backup: string, records: Database): boolean {
  const found = headInFile(backup, [])
  return found !== undefined && hadHead(records, found.head)
}

/** The school's id; a word for it where none has been set up. */
const schoolOf = (database: Database): string =>
  database.prepare<[], string | null>(`SELECT value ->> '$.id' FROM setting WHERE key = 'school'`).pluck().get() ??
  NO_SCHOOL
