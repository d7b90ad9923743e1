/** What was known of the school, and when. Pure. */
import type { Contact } from '../policies/format.ts'
import { dayOf } from '../time.ts'
import type { ContactHolder, ContactNamed, RetentionRule } from './contract.ts'

/** What the school says of itself, whole. */
export interface SchoolFacts {
  name: string
  /** Those who are known, by id. */
  contacts: ContactHolder[]
  retention: RetentionRule[]
  /** MM-DD */
  renewalDay: string | null
  /** hex SHA-256 of the PNG */
  logo: string | null
}
export interface SchoolState extends SchoolFacts {
  /** UTC */
  enteredAt: string
}

/** The school as it was known at the end of a day; undefined before anything was entered. `states`: oldest first. */
export const stateOn = (states: readonly SchoolState[], day: string): SchoolState | undefined =>
  states.findLast(({ enteredAt }) => dayOf(enteredAt) <= day)

/** The same for an instant, UTC. */
export const stateAt = (states: readonly SchoolState[], instant: string): SchoolState | undefined =>
  states.findLast(({ enteredAt }) => enteredAt <= instant)

export const isKnown = ({ name, telephone, email }: Omit<ContactHolder, 'id'>): boolean =>
  [name, telephone, email].some((one) => one !== '')

/** The contacts of a published text, each with who that is. The text itself stays as it is. */
export function withHolders(contacts: readonly Contact[], holders: readonly ContactHolder[]): ContactNamed[] {
  return contacts.map((contact) => {
    const found = holders.find(({ id }) => id === contact.id)
    if (!found) return contact
    const { id: _, ...holder } = found
    return { ...contact, holder }
  })
}
