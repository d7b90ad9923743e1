/** The calendar file: one all-day entry for each day on which something is due, and one for all that is overdue. Pure. */
import { ICalCalendar, ICalEventClass, ICalEventTransparency } from 'ical-generator'
import { dayInWords, timeInWords, dayOf } from '../time.ts'
import type { Due, Entry, Reminded } from './contract.ts'

interface Made {
  schoolName: string
  /** The school's record: tells its entries from those of other schools. */
  recordId: string
  /** UTC */
  madeAt: string
  /** Names stand in it, not counts alone. */
  names: boolean
}

interface Item {
  person: Reminded
  due: Due
}

/**
 * What is due, by day, the earliest first. What is overdue stands on the day the file is made, under one name of its own,
 * so that the entry moves along when the file is made anew.
 */
export function entriesOf(people: readonly Reminded[], made: Made): Entry[] {
  const items = people.flatMap((person) => person.dues.map((due): Item => ({ person, due })))
  const late = items.filter(({ due }) => due.kind === 'overdue')
  const ahead = Map.groupBy(
    items.filter(({ due }) => due.kind !== 'overdue'),
    ({ due }) => due.dueOn,
  )
  const entry = (on: string, key: string, is: string, all: readonly Item[]): Entry => ({
    uid: `lanyard-${made.recordId}-${key}`,
    on,
    summary: `Induction: ${counted(all)} ${is}`,
    lines: byPolicy(all, made.names),
  })
  return [
    ...(late.length > 0 ? [entry(dayOf(made.madeAt), 'overdue', 'overdue', late)] : []),
    ...[...ahead].sort(([a], [b]) => (a < b ? -1 : 1)).map(([day, all]) => entry(day, `due-${day}`, 'due', all)),
  ]
}

/**
 * The file (RFC 5545). `revision` grows with the records: an entry with a higher one replaces an earlier one of its name.
 */
export function calendarFile(entries: readonly Entry[], made: Made, revision: number): string {
  const calendar = new ICalCalendar({
    prodId: { company: 'Lanyard', product: 'Reminders', language: 'EN' },
  })
  for (const { uid, on, summary, lines } of entries)
    calendar.createEvent({
      ...{ id: uid, summary, sequence: revision, allDay: true },
      description: [...lines, '', madeInWords(made)].join('\n'),
      start: new Date(`${on}T00:00:00Z`),
      stamp: new Date(made.madeAt),
      transparency: ICalEventTransparency.TRANSPARENT, // nobody is busy because of it
      class: made.names ? ICalEventClass.PRIVATE : ICalEventClass.PUBLIC,
    })
  return calendar.toString()
}

function counted(items: readonly Item[]): string {
  const people = new Set(items.map(({ person }) => person.personId)).size
  return people === 1 ? '1 person' : `${people.toLocaleString('en-GB')} people`
}

/** A line a policy: how many, or who. */
function byPolicy(items: readonly Item[], names: boolean): string[] {
  const policies = Map.groupBy(items, ({ due }) => due.title)
  return [...policies].map(([title, all]) => {
    const who = names ? all.map(({ person }) => told(person)).join('; ') : counted(all)
    return `${title}: ${who}`
  })
}

const told = ({ name, note }: Reminded): string => (note === '' ? name : `${name} (${note})`)

const madeInWords = ({ schoolName, madeAt }: Made): string =>
  `${schoolName}, as Lanyard had it on ${dayInWords(dayOf(madeAt))}, ${timeInWords(madeAt)}. Import a newer file to bring this up to date.`
