/** What is known of a person on a day. Pure. */
import { addDays, endOfDay } from '../time.ts'
import { ADULT_AUDIENCES, type Audience } from '../policies/format.ts'
import type { Appointment } from './contract.ts'

/** When something was entered, UTC. */
interface Entered {
  enteredAt: string
}

/** How somebody is called, told from others and reached. */
export interface Facts {
  name: string
  /** What they do here: tells two people of one name apart. */
  note: string
  /** Their number in the school's own system; nobody else's. '' where there is none. */
  reference: string
  /** '' where there is none. */
  email: string
}

export interface Naming extends Facts, Entered {}

export interface AppointmentEntry extends Appointment, Entered {
  /** It was entered by mistake: the person never stood in that audience because of it. */
  withdrawn: boolean
}

export interface Leaving extends Entered {
  /** The person's last day here; null where they are here after all, or again. */
  lastDay: string | null
}

/** A person as the rows have them, in the order in which they were entered: nothing is overwritten there. */
export interface PersonRecord {
  id: string
  /** UTC */
  addedAt: string
  /** The first is the one they were added with. */
  namings: readonly Naming[]
  appointments: readonly AppointmentEntry[]
  leavings: readonly Leaving[]
}

/** An appointment that ends no later than the person's last day. */
export interface Held extends Appointment {
  /** Its end as it was entered, whenever the person leaves. */
  endsOn: string | null
}

export interface Person extends Facts {
  id: string
  /** UTC */
  addedAt: string
  /** Their last day; null while none is known. */
  leftOn: string | null
  /** The earliest first; of one day in the usual order. */
  appointments: Held[]
}

/** The person as the school knew them at the end of a day: what was entered later is not yet known. */
export function asKnownOn({ id, addedAt, namings, appointments, leavings }: PersonRecord, day: string): Person {
  const end = endOfDay(day)
  const isKnown = ({ enteredAt }: Entered): boolean => enteredAt < end
  const { name, note, reference, email } = namings.findLast(isKnown) ?? namings[0]!
  const leftOn = leavings.findLast(isKnown)?.lastDay ?? null
  const latest = new Map(appointments.filter(isKnown).map((one) => [one.id, one]))
  const held = [...latest.values()]
    .filter(({ withdrawn }) => !withdrawn)
    .map(({ id: appointmentId, audience, from, until }): Held => {
      return { id: appointmentId, audience, from, until: earlier(until, leftOn), endsOn: until }
    })
    .sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : usual(a) - usual(b)))
  return { id, name, note, reference, email, addedAt, leftOn, appointments: held }
}

/** The same on several days, the earliest first, given with their ends (UTC). Days between which nothing was entered share it. */
export function asKnownOnEach(record: PersonRecord, days: readonly { day: string; end: string }[]): Person[] {
  const entered = [record.namings, record.appointments, record.leavings].flatMap((rows: readonly Entered[]) =>
    rows.map(({ enteredAt }) => enteredAt),
  )
  let known: Person | undefined
  let knew = -1
  return days.map(({ day, end }) => {
    const knows = entered.filter((at) => at < end).length
    if (knows !== knew) known = asKnownOn(record, day)
    knew = knows
    return known!
  })
}

/** Whether a person's last day is over on a day. */
export const hasLeft = ({ leftOn }: Pick<Person, 'leftOn'>, day: string): boolean => leftOn !== null && leftOn < day

/** How far ahead or back a date may lie, in days: a slip of the century is caught. */
const FARTHEST = 366 * 60

/** Whether a day lies so far from another that it is a slip. */
export const isFar = (day: string, from: string): boolean =>
  day < addDays(from, -FARTHEST) || day > addDays(from, FARTHEST)

/** The first day of all appointments; undefined where there is none. */
export const firstDay = (appointments: readonly Appointment[]): string | undefined =>
  appointments.map(({ from }) => from).sort()[0]

/** The appointment for the same audience that another one, of another id, would overlap. */
export function overlapped<One extends Appointment>(
  { id, audience, from, until }: Omit<Appointment, 'id'> & { id?: string },
  others: readonly One[],
): One | undefined {
  const ends = (one: { until: string | null }): string => one.until ?? '9999'
  return others.find(
    (one) => one.id !== id && one.audience === audience && one.from <= ends({ until }) && from <= ends(one),
  )
}

/** What becomes of the appointments of somebody who left on a day and comes back: those end, and new ones begin. */
export function endedAndBegun(
  held: readonly Held[],
  leftOn: string,
  begun: readonly { id: string; audience: Audience; from: string }[],
): Omit<AppointmentEntry, 'enteredAt'>[] {
  const ended = held
    .filter(({ endsOn }) => endsOn === null || endsOn > leftOn)
    .map(({ id, audience, from, endsOn }) => {
      const neverBegan = from > leftOn
      return { id, audience, from, until: neverBegan ? endsOn : leftOn, withdrawn: neverBegan }
    })
  return [...ended, ...begun.map((one) => ({ ...one, until: null, withdrawn: false }))]
}

const usual = ({ audience }: Appointment): number => ADULT_AUDIENCES.indexOf(audience)

function earlier(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b
  return a < b ? a : b
}
