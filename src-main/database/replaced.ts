/** The records that restores replaced and that are kept, each in a folder of its own beside the records. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { LanyardError } from '../errors.ts'
import { headOf } from '../ledger/service.ts'
import { openToRead } from './read-only.ts'
import { replacedAt } from './replacing.ts'

export interface Replaced {
  /** The whole path. */
  folder: string
  /** When they were replaced, UTC. */
  at: string
  /** How many entries they have; null where that cannot be read. */
  entries: number | null
}

/** Those in the folder of the records that hold anything, the last first: where nothing was set up, nothing is kept. */
export function replacedIn(records: string): Replaced[] {
  return readdirSync(records)
    .flatMap((name) => {
      const at = replacedAt(name)
      const folder = join(records, name)
      return at === undefined ? [] : [{ folder, at, entries: entriesIn(folder) }]
    })
    .filter(({ entries }) => entries !== 0)
    .sort((a, b) => (a.at < b.at ? 1 : -1))
}

function entriesIn(folder: string): number | null {
  try {
    const { database, close } = openToRead(folder)
    try {
      return headOf(database).length
    } finally {
      close()
    }
  } catch (error) {
    return error instanceof LanyardError && error.code === 'no-records' ? 0 : null
  }
}
