/** Where records part: what a backup took the place of goes on otherwise from what they have in common. Pure. */
import type { BackupFile } from '../backup/service.ts'
import type { Restored } from '../ledger/service.ts'

/** How many entries a restored backup and what it replaced have in common: all of the backup's, where nobody could tell. */
export const placeOf = ({ common, head }: Pick<Restored, 'common' | 'head'>): number => common ?? head.length

/** A restore, and whether the record has its entry: else it was undone by a later one, whose entry tells of it. */
interface Parting extends Restored {
  isOwn: boolean
}

/** Takes the restores of a record, oldest first; gives them with those that they undid, which go before each. */
export const partingsOf = (restores: readonly Restored[], isOwn = true): Parting[] =>
  restores.flatMap((one) => [...partingsOf(one.undone ?? [], false), { ...one, isOwn }])

/**
 * The restore that took a file that does not agree out of the record: the two have the same hash where the restored backup
 * and what it replaced part, and the file goes on from there as what was replaced did. Of several the one up to which it
 * agrees furthest. `hashes`: the file's, at the place of each of `partings`; `hashAt`: the record's.
 */
export function partedBy(
  { head, hashes, restoredAt }: NonNullable<BackupFile['found']>,
  partings: readonly Parting[],
  hashAt: (seq: number) => string | undefined,
): Restored | undefined {
  const own = partings.filter(({ isOwn }) => isOwn)
  // A file tells which restore it goes on from: from one that the record has, or from none, only an entry of the record parts it.
  const goesOn = restoredAt === null || own.some((one) => one.restoredAt === restoredAt)
  return partings
    .filter(
      (one, nth) =>
        placeOf(one) < head.length &&
        hashes[nth] === hashAt(placeOf(one)) &&
        (goesOn ? one.isOwn && tookFrom(one, restoredAt, own) : (restoredAt ?? '') < one.restoredAt),
    )
    .reduce<Parting | undefined>((best, one) => (best && placeOf(best) > placeOf(one) ? best : one), undefined)
}

/** Whether a restore took out entries that followed `since`, the restore before them: where it is not known, whether it is later. */
function tookFrom(one: Restored, since: string | null, own: readonly Restored[]): boolean {
  if (one.undone === null) return (since ?? '') < one.restoredAt
  const place = placeOf(one)
  const before = own.findLast(({ seq }) => seq <= place)?.restoredAt ?? null
  return since === before && one.lost !== 0 && !one.undone.some(({ seq }) => seq === place + 1)
}

/**
 * The restore since which the record may not have a head of this length that was put on paper before; none after which the
 * record notes a report of that length itself: that is the paper. `reports`: the entries that note those.
 */
export const replacedBy = (
  length: number,
  restores: readonly Restored[],
  reports: readonly number[],
): Restored | undefined => {
  const fits = (one: Restored): boolean =>
    placeOf(one) < length && (one.replaced === null || length <= one.replaced.length)
  const partings = partingsOf(restores)
  return (
    partings.findLast((one) => one.isOwn && fits(one) && !reports.some((seq) => seq > one.seq)) ??
    (reports.length === 0 ? partings.findLast((one) => !one.isOwn && fits(one)) : undefined)
  )
}
