import type { Asked } from '../../../src-main/people/contract.ts'
import { session } from '../../session.svelte.ts'

export const EVERYONE: Asked = { search: '', audience: null, policyId: null, shown: null, sort: 'need', page: 1 }

/** Where somebody is in the list. */
interface Place {
  sitting: number
  asked: Asked
  /** The person whose page was opened from it. */
  opened: string | null
}

let place: Place = { sitting: -1, asked: EVERYONE, opened: null }

/** The place in the list, to write to as well. It is kept while one looks at a person, and for one sitting only. */
export function placeInList(): Place {
  if (place.sitting !== session.sitting) place = { sitting: session.sitting, asked: EVERYONE, opened: null }
  return place
}
