/** What is known of a person on a day. Pure. */
import { dayOf } from '../time.ts'
import type { Appointment } from './contract.ts'

export interface Leaving {
  /** The person's last day here. */
  lastDay: string
  /** UTC */
  enteredAt: string
}

export interface Person {
  id: string
  name: string
  /** What they do here: tells two people of one name apart. */
  note: string
  /** UTC */
  addedAt: string
  /** Their last day; null while none is known. */
  leftOn: string | null
  /** None lasts longer than the last day. */
  appointments: Appointment[]
}

/** A person as the rows have them: nothing is overwritten there. */
export type PersonRecord = Omit<Person, 'leftOn'> & { leavings: readonly Leaving[] }

/** The person as the school knew them at the end of a day: a last day entered later is not yet known. */
export function asKnownOn({ leavings, ...person }: PersonRecord, day: string): Person {
  const leftOn = leavings.findLast(({ enteredAt }) => dayOf(enteredAt) <= day)?.lastDay ?? null
  const appointments = person.appointments.map((one) => ({ ...one, until: earlier(one.until, leftOn) }))
  return { ...person, leftOn, appointments }
}

/** Whether a person's last day is over on a day. */
export const hasLeft = ({ leftOn }: Pick<Person, 'leftOn'>, day: string): boolean => leftOn !== null && leftOn < day

function earlier(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b
  return a < b ? a : b
}
