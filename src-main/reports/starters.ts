/** New people, and how long they took to finish. Pure. */
import { addDays, daysBetween } from '../time.ts'
import { FEWEST } from './tally.ts'

/** Somebody on the roll, as a report needs them. */
export interface Starter {
  /** Their first day in any audience; undefined where they have none. */
  firstDay: string | undefined
  /** The day on which they signed the last of all that is asked of them for the first time; null while something has never been signed. */
  finishedOn: string | null
}

export interface Starters {
  /** The first day that is looked at. */
  since: string
  people: number
  finished: number
  /** Days from the first day to the last signature: the middle one, or the lower of the two, and the most; null where few have finished. */
  median: number | null
  slowest: number | null
}

/** How far back somebody counts as new, in days. */
const NEW = 365

/** Takes everybody and a day; gives those who began in the year up to it. Somebody who signed before they began took no day. */
export function startersOn(day: string, everybody: readonly Starter[]): Starters {
  const since = addDays(day, -NEW + 1)
  const fresh = everybody.filter(({ firstDay }) => firstDay !== undefined && firstDay >= since && firstDay <= day)
  const took = fresh
    .flatMap(({ firstDay, finishedOn }) => (finishedOn === null ? [] : Math.max(0, daysBetween(firstDay!, finishedOn))))
    .sort((a, b) => a - b)
  const enough = took.length >= FEWEST
  return {
    since,
    people: fresh.length,
    finished: took.length,
    median: enough ? took[Math.floor((took.length - 1) / 2)]! : null,
    slowest: enough ? took.at(-1)! : null,
  }
}
