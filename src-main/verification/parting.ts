/** Where records part: what a backup took the place of goes on otherwise from what they have in common. Pure. */
import type { BackupFile } from '../backup/service.ts'
import type { Restored } from '../ledger/service.ts'

/** How many entries a restored backup and what it replaced have in common: all of the backup's, where nobody could tell. */
export const placeOf = ({ common, head }: Pick<Restored, 'common' | 'head'>): number => common ?? head.length

/**
 * The restore before which a file that does not agree was made: the two have the same hash where the restored backup and
 * what it replaced part, and the file goes on from there without that restore. `hashes`: the file's, at the place of each
 * restore; `hashAt`: the record's.
 */
export const partedBy = (
  { head, hashes, restoredAt }: NonNullable<BackupFile['found']>,
  restores: readonly Restored[],
  hashAt: (seq: number) => string | undefined,
): Restored | undefined =>
  restores.findLast(
    (one, nth) =>
      placeOf(one) < head.length && hashes[nth] === hashAt(placeOf(one)) && (restoredAt ?? '') < one.restoredAt,
  )

/**
 * The restore since which the record may not have a head of this length that was put on paper before; none after which the
 * record notes a report of that length itself: that is the paper. `reports`: the entries that note those.
 */
export const replacedBy = (
  length: number,
  restores: readonly Restored[],
  reports: readonly number[],
): Restored | undefined =>
  restores.findLast(
    (one) =>
      placeOf(one) < length &&
      (one.replaced === null || length <= one.replaced.length) &&
      !reports.some((seq) => seq > one.seq),
  )
