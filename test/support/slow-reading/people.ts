/** Who is on the roll on a day, as it was known at the end of it. */
import { AUDIENCES, entered, type Entry } from './known.ts'

export interface Person {
  id: string
  name: string
  note: string
  appointments: { audience: string; from: string; until: string | null }[]
}

const ABOUT = [
  ...['person.changed', 'appointment.set', 'person.left', 'person.leaving-withdrawn', 'person.returned'],
  'person.added',
]

/** Everybody who had been added by then, one entry after the other. */
export function peopleOn(entries: readonly Entry[], day: string): Person[] {
  const people = new Map<
    string,
    { id: string; name: string; note: string; left: string | null; held: Map<string, any> }
  >()
  for (const { kind, subject, payload } of entered(entries, day, ...ABOUT)) {
    if (kind === 'person.added')
      people.set(subject, { id: subject, name: payload.name, note: payload.note, left: null, held: new Map() })
    const person = people.get(subject)!
    if (kind === 'person.changed') Object.assign(person, { name: payload.name, note: payload.note })
    if (kind === 'appointment.set') person.held.set(payload.id, payload)
    if (kind === 'person.added' || kind === 'person.returned')
      for (const one of payload.appointments) person.held.set(one.id, one)
    if (kind === 'person.left') person.left = payload.lastDay
    if (kind === 'person.leaving-withdrawn' || kind === 'person.returned') person.left = null
  }
  return [...people.values()].map(({ id, name, note, left, held }) => ({
    id,
    name,
    note,
    appointments: [...held.values()]
      .filter(({ withdrawn }) => withdrawn !== true)
      .map(({ audience, from, until }) => {
        const ends = [until, left].filter((one) => one !== null).sort()
        return { audience, from, until: ends[0] ?? null } // whoever leaves stands nowhere after their last day
      }),
  }))
}

/** The appointments that somebody holds on a day: first and last day are theirs. */
export const heldOn = ({ appointments }: Person, day: string) =>
  appointments.filter(({ from, until }) => from <= day && (until === null || day <= until))

export const audiencesOn = (person: Person, day: string): string[] =>
  AUDIENCES.filter((audience) => heldOn(person, day).some((one) => one.audience === audience))
