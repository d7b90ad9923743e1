/** Putting a backup in the place of the records: what that would mean, and doing it. */
import { basename, dirname, join } from 'node:path'
import { createContext } from '../context.ts'
import { openLookedAt } from '../database/foreign.ts'
import { DATABASE_FILE } from '../database/open.ts'
import { clearWaiting, replaceRecords } from '../database/replacing.ts'
import { LanyardError } from '../errors.ts'
import type { Head } from '../ledger/chain.ts'
import { ERASED } from '../ledger/erasures.ts'
import { createLedger, type Ledger } from '../ledger/service.ts'
import { toldOf } from '../ledger/told.ts'
import { stretch, stretchesOf, type Stretch } from '../ledger/stretches.ts'
import type { Clock } from '../time.ts'
import { inCommon, lossOf, type Loss } from './loss.ts'
import type { Backup } from './read-backup.ts'

/** The records against a backup: how many entries they have in common, how many the backup has that they lack, and what they have that it lacks. */
export interface Against {
  common: number
  gained: number
  lost: Loss
}

/** Compares a ledger with a backup. Throws LanyardError `backup-other` where the backup is of another record. */
export function against(ledger: Ledger, backup: Backup): Against {
  const ends = ledger.ends()
  if (ends?.first.subject !== backup.ledgerId)
    throw new LanyardError(
      'backup-other',
      `That backup is of ${backup.schoolName}, and not of the records that stand here: they were begun apart. Nothing was changed. ` +
        'If what stands here is needed, restore the backup on another computer. If a school was only set up here on the way to it: ' +
        `close Lanyard, rename the folder ${dirname(backup.folder)}, open Lanyard again, and restore the backup from its first screen.`,
    )
  const { length } = ledger.head()
  const common = inCommon(ledger, backup.ledger)
  const later = Array.from(ledger.entries(length, common), (entry) => {
    const told = toldOf(entry, undefined)
    return told
      ? [{ kind: told.kind, at: told.at, payload: told.kind === ERASED && told.state === 'said' ? told.text : null }]
      : []
  })
  return { common, gained: backup.head.length - common, lost: lossOf(later.flat()) }
}

/** What is put down of the records that a backup takes the place of. */
export interface Parting {
  /** Their head, and how many of their entries are not in the backup. */
  replaced: Head | null
  lost: number | null
  /** How many the two have in common, from the first on: from there what was replaced goes on otherwise. */
  common: number | null
  /** The stretches that they tell of, or are. */
  stretches: Stretch[] | null
}

/** Where nobody can tell what was replaced. */
export const UNTOLD: Parting = { replaced: null, lost: null, common: null, stretches: null }

/** Takes the ledger of the records that are replaced, and what `against` says of it. */
export const partingOf = (ledger: Ledger, { common, lost }: Against): Parting => ({
  replaced: ledger.head(),
  lost: lost.entries,
  common,
  stretches: ledger.areRestoresRead()
    ? stretchesOf(ledger.restores(), ledger.head().length).map((one) => stretch.parse(one))
    : null,
})

interface Replacing extends Parting {
  dataFolder: string
  clock: Clock
  /** See `replaceRecords`. */
  onStep?: (step: string) => void
}

/**
 * Puts a backup that was read in the place of the records in `dataFolder`, which must not be open, and gives the name of
 * the folder that the replaced ones are kept in. The restored ledger says so itself, as its next entry, `record.restored`.
 * Stopped at any moment, either the old records stand there or the new ones. Throws what the disk throws: then nothing is
 * left of the copy, unless the next start is to put it in place.
 */
export function putInPlace(backup: Backup, { dataFolder, clock, onStep, ...parting }: Replacing): string {
  backup.close()
  try {
    const copy = openLookedAt(join(backup.folder, DATABASE_FILE))
    try {
      const ledger = createLedger(createContext(copy, { clock }))
      const restoredAt = clock.now().toISOString()
      const payload = { head: backup.head, ...parting, restoredAt }
      copy.transaction(() => ledger.append('record.restored', backup.ledgerId, payload, restoredAt)).immediate()
    } finally {
      copy.close()
    }
    return replaceRecords(dataFolder, basename(backup.folder), clock.now(), onStep)
  } catch (error) {
    clearWaiting(dataFolder)
    throw error
  }
}
