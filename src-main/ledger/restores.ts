/** What the ledger says of backups that took the place of the records. Pure. */
import { z } from 'zod'
import { stretches } from './stretches.ts'

/** The kind of an entry that says so. */
export const RESTORED = 'record.restored'

const head = z.object({ length: z.int().nonnegative(), hash: z.string().regex(/^[0-9a-f]{64}$/) })

const restored = z.object({
  /** The backup's. */
  head,
  /** That of the records which it replaced, and how many of their entries are not in it; null where nobody could tell. */
  replaced: head.nullable(),
  lost: z.int().nonnegative().nullable(),
  /** How many entries the two have in common, from the first on; null where nobody could tell. */
  common: z.int().nonnegative().nullable(),
  /** Every stretch that those records told of, or were; null where nobody could tell, and in entries of before it was said. */
  stretches: stretches.nullable().default(null),
  /** UTC */
  restoredAt: z.iso.datetime(),
})

/** A backup took the place of the records. `seq`: the entry that says so. */
export type Restored = z.output<typeof restored> & { seq: number }

/** Takes a payload's text; gives what it says of a restore, or undefined where it is no restore's. */
export function restoredIn(payload: string): Omit<Restored, 'seq'> | undefined {
  try {
    return restored.parse(JSON.parse(payload))
  } catch {
    return undefined
  }
}
