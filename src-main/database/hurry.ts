import type { Database } from './open.ts'

/**
 * For a file that can be made again, and no other: does the work without waiting for the disk, then writes it all out.
 * A power cut in between costs the whole file.
 */
export async function inAHurry(database: Database, work: () => Promise<void>): Promise<void> {
  database.pragma('synchronous = OFF')
  await work()
  database.pragma('synchronous = FULL')
  database.pragma('wal_checkpoint(TRUNCATE)')
}
