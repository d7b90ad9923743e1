/** Where records part: what a backup took the place of goes on otherwise from what they have in common. Pure. */
import type { BackupFile } from '../backup/service.ts'
import type { Restored } from '../ledger/service.ts'
import { placeOf, type Known } from '../ledger/stretches.ts'

/** Up to where a file agrees, and the restore from which on it does not. */
interface Parted {
  place: number
  by: Restored
}

/** The entries whose hashes in a file say whether a restore parts it from the record; `partedBy` takes them in this order. */
export const placesOf = (known: readonly Known[], restores: readonly Restored[]): number[] => [
  ...known.map(({ place }) => place),
  ...restores.map(placeOf),
]

/**
 * Where a restore parts a file that does not agree from the record: the file goes on in a stretch of which the record has
 * no more, or nothing, since then, and that was once as long as the file. `hashes`: the file's, at each of `placesOf`;
 * `hashAt`: the record's. Undefined where none does: then one of the two was changed.
 */
export function partedBy(
  { head, hashes, restoredAt }: NonNullable<BackupFile['found']>,
  known: readonly Known[],
  restores: readonly Restored[],
  hashAt: (seq: number) => string | undefined,
): Parted | undefined {
  const alike = (place: number, nth: number): boolean =>
    place > 0 && place < head.length && hashes[nth] === hashAt(place)
  const nth = known.findIndex(({ since }) => since === restoredAt)
  const its = known[nth]
  if (its) {
    const { place, reached, takenBy } = its
    const was = reached === null || head.length <= reached
    return takenBy && was && alike(place, nth) ? { place, by: takenBy } : undefined
  }
  // Nobody could tell what stood in records that were damaged: a file from another stretch may be of those.
  const by = restores.findLast(
    (one, at) =>
      one.stretches === null && alike(placeOf(one), known.length + at) && (restoredAt ?? '') < one.restoredAt,
  )
  return by && { place: placeOf(by), by }
}

/**
 * The restore since which the record may not have a head of this length that was put on paper before; none after which the
 * record notes a report of that length itself: that is the paper. `reports`: the entries that note those.
 */
export const replacedBy = (
  length: number,
  known: readonly Known[],
  restores: readonly Restored[],
  reports: readonly number[],
): Restored | undefined => {
  const isLast = (one: Restored): boolean => !reports.some((seq) => seq > one.seq)
  const own = restores.findLast(
    (one) => placeOf(one) < length && (one.replaced === null || length <= one.replaced.length) && isLast(one),
  )
  if (own) return own
  // Records that were replaced in their turn may have had it.
  const fits = ({ place, reached }: Known): boolean => place < length && (reached === null || length <= reached)
  return known.findLast((one) => fits(one) && one.takenBy && isLast(one.takenBy))?.takenBy
}
