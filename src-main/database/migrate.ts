import { renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { LanyardError } from '../errors.ts'
import { migrations as ours } from './migrations.ts'
import type { Database } from './open.ts'

/**
 * Brings the file to the newest shape, one transaction a step. A file that already holds something is copied first,
 * into the same folder. Throws LanyardError database-newer, leaving the file as it is.
 */
export function migrate(database: Database, folder: string, migrations: readonly string[] = ours): void {
  refuseNewer(database, migrations)
  const has = versionOf(database)
  if (has === migrations.length) return
  if (has > 0) copyBefore(database, folder, has)
  for (let step = has; step < migrations.length; step++) {
    database
      .transaction(() => {
        database.exec(migrations[step]!)
        database.pragma(`user_version = ${step + 1}`)
      })
      .immediate()
  }
}

/** Throws LanyardError database-newer where the file has taken steps that this program does not know. */
export function refuseNewer(database: Database, migrations: readonly string[] = ours): void {
  if (versionOf(database) > migrations.length)
    throw new LanyardError(
      'database-newer',
      'These records were made by a newer Lanyard. This one has left them as they are. Install the newer Lanyard to open them.',
    )
}

/** A number that SQLite keeps with a sign, and that no Lanyard has ever made negative. */
const versionOf = (database: Database): number => (database.pragma('user_version', { simple: true }) as number) >>> 0

/**
 * A whole copy under a name that says what it is; a copy cut short never carries that name. It replaces one made
 * before: since then that step failed, and the file may have been written to by the older program.
 */
function copyBefore(database: Database, folder: string, has: number): void {
  const copy = join(folder, `lanyard-before-step-${has + 1}.db`)
  const unfinished = `${copy}.unfinished`
  rmSync(unfinished, { force: true })
  database.prepare('VACUUM INTO ?').run(unfinished)
  renameSync(unfinished, copy)
}
