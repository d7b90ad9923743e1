/**
 * Stretches of a record's history. One begins with the first entry, and one with each restore; it ends where the next
 * restore begins another. Two records that part have each a stretch of its own from there, so that a stretch is one row of
 * entries wherever it is found: here as far as the record has it, in what was replaced perhaps further. Pure.
 */
import { z } from 'zod'
import type { Restored } from './restores.ts'

/** So many are believed of one entry: far more than anybody restores. */
const MOST = 10_000

export const stretch = z.object({
  /** When the restore was that it begins with, UTC; null: it begins with the first entry. */
  since: z.iso.datetime().nullable(),
  /** Its first entry. */
  from: z.int().positive(),
  /** The stretch that it follows, by its `since`; null also of the first, which follows none. */
  after: z.iso.datetime().nullable(),
  /** How many entries a record that went on in it had at most; null where nobody could tell. */
  reached: z.int().nonnegative().nullable(),
})
export const stretches = z.array(stretch).max(MOST)
export type Stretch = z.output<typeof stretch>

/** A stretch that is known of in a record. */
export interface Known extends Stretch {
  /** How many entries up to its own the record has in common with it. */
  place: number
  /** The restore that took out what follows; undefined where nothing was. */
  takenBy: Restored | undefined
}

/** Takes the restores of a record, oldest first, and its length; gives every stretch that they tell of. */
export function stretchesOf(restores: readonly Restored[], length: number): Known[] {
  const own = [null, ...restores].map((one, nth) => ({
    since: one?.restoredAt ?? null,
    from: one?.seq ?? 1,
    after: nth > 1 ? restores[nth - 2]!.restoredAt : null,
    end: (restores[nth]?.seq ?? length + 1) - 1,
    takenBy: restores[nth],
  }))
  const isOwn = (since: string | null): boolean => own.some((one) => one.since === since)
  const told = new Map<string | null, Stretch[]>()
  for (const one of restores) {
    const place = placeOf(one)
    const cut = own.findLast(({ from }) => from <= Math.max(place, 1))!
    for (const each of one.stretches ?? [{ ...cut, reached: null }])
      told.set(each.since, [...(told.get(each.since) ?? []), each])
  }
  const reached = (since: string | null, end: number): number | null =>
    (told.get(since) ?? []).reduce<number | null>(
      (most, one) => (most === null || one.reached === null ? null : Math.max(most, one.reached)),
      end,
    )

  /** Where the record left the row of stretches that leads to one that is not its own. */
  function leftAt({ from, after }: Stretch, steps = told.size): number | undefined {
    const before = own.find(({ since }) => since === after)
    if (before) return Math.min(from - 1, before.end)
    const [further] = told.get(after) ?? []
    return further && steps > 0 ? leftAt(further, steps - 1) : undefined
  }

  return [
    ...own.map(({ end, ...one }) => ({ ...one, place: end, reached: reached(one.since, end) })),
    ...[...told.values()].flatMap(([one]) => {
      const place = isOwn(one!.since) ? undefined : leftAt(one!)
      const takenBy = restores.find(({ stretches: left }) => left?.some(({ since }) => since === one!.since))
      return place === undefined ? [] : { ...one!, place, takenBy, reached: reached(one!.since, 0) }
    }),
  ]
}

/** How many entries a restored backup and what it replaced have in common: all of the backup's, where nobody could tell. */
export const placeOf = ({ common, head }: Pick<Restored, 'common' | 'head'>): number => common ?? head.length
