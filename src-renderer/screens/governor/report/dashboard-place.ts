import type { Report } from '../../../../src-main/reports/contract.ts'
import { session } from '../../../session.svelte.ts'
import type { Wanted } from '../report-place.ts'

/** What the report on screen is narrowed to, and whether its figures lead to people. The day stands in the address. */
export interface Narrowed {
  audience: Report['audience']
  policyId: Report['policyId']
  names: boolean
}

interface Place extends Narrowed {
  sitting: number
  /** The figure that was followed to the people behind it. */
  followed: string | null
  /** Another report that has just been made, on its way to the screen of its own address. */
  made: Report | null
}

const whole = (sitting: number): Place => ({
  ...{ sitting, audience: null, policyId: null, names: false },
  ...{ followed: null, made: null },
})

let place = whole(-1)

/** The place in the report, to write to as well. It is kept while one looks at people or at the paper, and for one sitting only. */
export function placeInReport(): Place {
  if (place.sitting !== session.sitting) place = whole(session.sitting)
  return place
}

/** The report that has just been made, once, where it is the one that is wanted. */
export function readyReport({ asAt, names = false, audience, policyId }: Partial<Wanted>): Report | null {
  const place = placeInReport()
  const { made } = place
  place.made = null
  const isWanted =
    made?.asAt === asAt &&
    made?.names === names &&
    made.audience === (audience ?? null) &&
    made.policyId === (policyId ?? null)
  return isWanted ? made : null
}

/** The same for the people behind a figure: whose page was opened, and on which page of the list they stand. */
let behind = { sitting: -1, at: '', page: 1, opened: '' }

/** Takes the list's address. */
export function placeBehind(at: string): typeof behind {
  if (behind.sitting !== session.sitting || behind.at !== at) {
    behind = { sitting: session.sitting, at, page: 1, opened: '' }
  }
  return behind
}
