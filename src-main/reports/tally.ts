/** Counting people by status. Pure. */
import type { Status } from '../induction/contract.ts'
import type { Tally } from './contract.ts'

/** In time is not started or in progress, and not yet due: an overdue one has the status overdue. */
const COLUMN: Record<Status, Exclude<keyof Tally, 'people'>> = {
  complete: 'complete',
  overdue: 'overdue',
  'sign-again': 'signAgain',
  'in-progress': 'inTime',
  'not-started': 'inTime',
  waived: 'waived',
}

export const emptyTally = (): Tally => ({ people: 0, complete: 0, inTime: 0, signAgain: 0, overdue: 0, waived: 0 })

/** Counts one more person. */
export function addTo(counted: Tally, status: Status): void {
  counted.people++
  counted[COLUMN[status]]++
}

/** Takes one status a person; gives how many there are of each. */
export function tally(statuses: Iterable<Status>): Tally {
  const counted = emptyTally()
  for (const status of statuses) addTo(counted, status)
  return counted
}

/** Of fewer people a share would point at somebody: they are given as counts alone (product's own figure). */
export const FEWEST = 5

/** Whole per cent, rounded down, so that 100 means all of them; null where they are so few that it would point at somebody. */
export function perCent(part: number, of: number): number | null {
  return of < FEWEST ? null : Math.floor((part * 100) / of)
}
