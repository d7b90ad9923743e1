/** The head of the record in a file that came from elsewhere: read, and nothing more of it. */
import { closeSync, openSync, readSync } from 'node:fs'
import { createContext } from '../context.ts'
import type { Head } from '../ledger/chain.ts'
import { createLedger } from '../ledger/service.ts'
import { openForeign } from './foreign.ts'
import type { Database } from './open.ts'

export interface HeadInFile {
  head: Head
  /** The hashes of the entries that were asked for; null where it is shorter. */
  hashes: (string | null)[]
  /** When a backup last took the place of the record in it, by that record; UTC. Null where none did. */
  restoredAt: string | null
}

/** SQLite's header says here, in two bytes, whether there may be more of it in a second file: never where it is a backup. */
const JOURNAL = { at: 18, alone: Buffer.from([1, 1]) }

/**
 * Takes the places of entries whose hashes are wanted. Undefined where the file cannot be read, is no record of ours, or
 * has something else in the place of our tables: a view without end would be read for ever. Nothing is written, not even
 * beside it. What it says of itself is believed: of its entries none but those is read.
 */
export function headInFile(file: string, places: readonly number[]): HeadInFile | undefined {
  let database: Database | undefined
  try {
    if (!standsAlone(file)) return undefined
    ;({ database } = openForeign(file))
    const ledger = createLedger(createContext(database))
    return {
      head: ledger.head(),
      hashes: places.map((place) => ledger.hashAt(place) ?? null),
      restoredAt: ledger.restores().at(-1)?.restoredAt ?? null,
    }
  } catch {
    return undefined
  } finally {
    database?.close()
  }
}

function standsAlone(file: string): boolean {
  const bytes = Buffer.alloc(JOURNAL.alone.length)
  const handle = openSync(file, 'r')
  try {
    readSync(handle, bytes, 0, bytes.length, JOURNAL.at)
  } finally {
    closeSync(handle)
  }
  return bytes.equals(JOURNAL.alone)
}
