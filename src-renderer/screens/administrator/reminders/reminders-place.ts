import type { Output } from '../../../../src-main/contract.ts'
import type { Kind, Reminded } from '../../../../src-main/reminders/contract.ts'
import type { Audience } from '../../../../src-main/policies/format.ts'
import { call } from '../../../api.ts'
import { fits } from '../../../find.ts'
import { session } from '../../../session.svelte.ts'

/** Who is looked at, and who of them is left out. */
export interface Asked {
  days: number
  search: string
  audience: Audience | null
  kind: Kind | null
  /** Those who are not chosen; everybody else is. */
  leftOut: ReadonlySet<string>
}

interface Place {
  sitting: number
  asked: Asked
  page: number
  /** Whom people can ask, once somebody has said so. */
  ask: string | null
}

export const EVERYONE: Asked = { days: 14, search: '', audience: null, kind: null, leftOut: new Set() }

let place: Place = { sitting: -1, asked: EVERYONE, page: 1, ask: null }

/** Where somebody is in the list, to write to as well: kept while letters are printed, and for one sitting only. */
export function placeInReminders(): Place {
  if (place.sitting !== session.sitting) place = { sitting: session.sitting, asked: EVERYONE, page: 1, ask: null }
  return place
}

/** Those whom the search and the audience leave, of every kind; and those of the kind that is looked at. */
export function shownOf(people: readonly Reminded[], { search, audience, kind }: Asked) {
  const found = people.filter(
    ({ name, note, audiences }) =>
      (audience === null || audiences.includes(audience)) &&
      (search.trim() === '' || fits(search.trim(), [name, note])),
  )
  return { found, shown: kind === null ? found : found.filter((one) => one.kind === kind) }
}

/** Who is chosen: those who are shown and not left out. */
export const chosenOf = (people: readonly Reminded[], asked: Asked): Reminded[] =>
  shownOf(people, asked).shown.filter(({ personId }) => !asked.leftOut.has(personId))

interface Chosen {
  list: Output<'reminders.list'>
  people: Reminded[]
  /** What the calls on them are given. */
  which: { days: number; personIds: string[] }
  ask: string
}

/** The list as it is now, and those of it who are chosen. */
export async function chosenNow(): Promise<Chosen> {
  const { asked, ask } = placeInReminders()
  const list = await call('reminders.list', { days: asked.days })
  const people = chosenOf(list.people, asked)
  return {
    list,
    people,
    which: { days: asked.days, personIds: people.map(({ personId }) => personId) },
    ask: ask ?? list.ask,
  }
}
