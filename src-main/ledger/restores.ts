/** What the ledger says of backups that took the place of the records. Pure. */
import { z } from 'zod'

/** The kind of an entry that says so. */
export const RESTORED = 'record.restored'

const head = z.object({ length: z.int().nonnegative(), hash: z.string().regex(/^[0-9a-f]{64}$/) })

const facts = z.object({
  /** The backup's. */
  head,
  /** That of the records which it replaced, and how many of their entries are not in it; null where nobody could tell. */
  replaced: head.nullable(),
  lost: z.int().nonnegative().nullable(),
  /** How many entries the two have in common, from the first on; null where nobody could tell. */
  common: z.int().nonnegative().nullable(),
  /** UTC */
  restoredAt: z.iso.datetime(),
})

/** What an entry says of a backup that took the place of the records. */
interface Said extends z.output<typeof facts> {
  /** Restores that stood in what it replaced and are not in it, oldest first; null where nobody could tell. */
  undone: Restored[] | null
}

/** A backup took the place of the records. `seq`: the entry that says so. */
export interface Restored extends Said {
  seq: number
}

const restored: z.ZodType<Said> = facts.extend({
  // Entries of before there was such a thing do not say.
  get undone() {
    return z
      .array(z.intersection(restored, z.object({ seq: z.int().positive() })))
      .nullable()
      .default(null)
  },
})

/** Takes a payload's text; gives what it says of a restore, or undefined where it is no restore's. */
export function restoredIn(payload: string): Said | undefined {
  try {
    return restored.parse(JSON.parse(payload))
  } catch {
    return undefined
  }
}
