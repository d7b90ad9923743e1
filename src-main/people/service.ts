import type { Access } from '../access/service.ts'
import type { Context } from '../context.ts'
import { LanyardError } from '../errors.ts'
import type { Ledger } from '../ledger/service.ts'
import { ADULT_AUDIENCES, type Audience } from '../policies/format.ts'
import { dayInWords, dayOf, endOfDay } from '../time.ts'
import { createChanges } from './changes.ts'
import type { Appointment } from './contract.ts'
import { asKnownOn, asKnownOnEach, hasLeft, isFar, type Facts, type Person, type PersonRecord } from './known.ts'
import { alike, isSameReference, matches } from './names.ts'
import { createPeopleStore } from './store.ts'

export type { Person }
export type People = ReturnType<typeof createPeople>

/** The audiences a person stands in on a day, in the usual order. */
export function audiencesOn(appointments: readonly Appointment[], day: string): Audience[] {
  return inOrder(appointments.filter(({ from, until }) => from <= day && (until === null || day <= until)))
}

/** The audiences a person is known by on a day: those that are not over yet; of somebody who has left, those until the end. */
export function audiencesKnown({ appointments, leftOn }: Person, day: string): Audience[] {
  const then = leftOn !== null && leftOn < day ? leftOn : day
  return inOrder(appointments.filter(({ until }) => until === null || until >= then))
}

const inOrder = (appointments: readonly Appointment[]): Audience[] =>
  ADULT_AUDIENCES.filter((audience) => appointments.some((one) => one.audience === audience))

/** Somebody who is to be on the roll. */
export type Entering = Facts & { appointments: { audience: Audience; from: string }[] }

/** The roll: who is here, as what, and from when to when. */
export function createPeople(context: Context, { ledger, access }: { ledger: Ledger; access: Access }) {
  const { clock, database } = context
  const store = createPeopleStore(database)
  const today = (): string => dayOf(clock.now())

  /** Everything that was ever entered about somebody. Throws LanyardError `unknown-person`. */
  function record(personId: string): PersonRecord {
    const found = store.get(personId)
    if (!found) throw new LanyardError('unknown-person', 'There is nobody with that record here.')
    return found
  }

  /** Somebody as they were known at the end of a day. Throws LanyardError `unknown-person`. */
  function knownOn(personId: string, day: string): Person {
    return asKnownOn(record(personId), day)
  }

  const get = (personId: string): Person => knownOn(personId, today())

  let read: { day: string; changes: number; people: readonly Person[] } | undefined

  /** Everybody, as they were known at the end of a day. They are read again where anything was written meanwhile. */
  function all(day: string): readonly Person[] {
    const changes = store.changes()
    if (read?.day === day && read.changes === changes) return read.people
    const people = store.all().map((record) => asKnownOn(record, day))
    if (!database.inTransaction) read = { day, changes, people } // what a transaction takes back was never so
    return people
  }

  /**
   * Everybody in the order of their ids, so many at a time, each as they were known on several days, the earliest first; as
   * it is at the moment of the call, whatever is written until they are given.
   */
  function onEach(days: readonly string[], together: number): Iterable<Map<string, Person[]>> {
    const ids = store.ids()
    const { length } = ledger.head()
    const ends = days.map((day) => ({ day, end: endOfDay(day) }))
    return (function* () {
      for (let done = 0; done < ids.length; done += together) {
        const some = ids.slice(done, done + together)
        const records = new Map(store.some(some, length).map((record) => [record.id, record]))
        yield new Map(some.map((id) => [id, asKnownOnEach(records.get(id)!, ends)]))
      }
    })()
  }

  const othersOfTheName = ({ id, name }: { id: string; name: string }): number => {
    const key = alike(name)
    return all(today()).filter((other) => other.id !== id && alike(other.name) === key).length
  }

  /** A name as a message has it: where others have it too, with what tells this person apart. */
  function called(person: Person): string {
    if (othersOfTheName(person) === 0) return person.name
    const number = person.reference && `number ${person.reference}`
    const apart = [person.note, ...audiencesKnown(person, today()), number].filter((part) => part !== '')
    return `${person.name} (${apart.join(', ')})`
  }

  function refuseFarDate(day: string, field: string): void {
    if (isFar(day, today()))
      throw new LanyardError('invalid-input', `Check the year: ${dayInWords(day)} is too far away`, field)
  }

  function refuseTakenReference(reference: string, personId?: string): void {
    if (reference === '') return
    const others = store.everReferred(reference).filter((id) => id !== personId)
    const holder = others.map(get).find((other) => isSameReference(other.reference, reference))
    if (holder)
      throw new LanyardError(
        'invalid-input',
        `${called(holder)} has the number ${holder.reference}: no two people can have the same`,
        'reference',
      )
  }

  /** Writes somebody onto the roll, in the transaction it is called in. Throws LanyardError `invalid-input`. */
  function enter({ appointments, ...facts }: Entering): Person {
    for (const { from } of appointments) refuseFarDate(from, 'appointments')
    refuseTakenReference(facts.reference)
    const added = {
      id: context.newId(),
      ...facts,
      addedAt: clock.now().toISOString(),
      appointments: appointments.map(({ audience, from }) => ({ id: context.newId(), audience, from, until: null })),
    }
    const { seq } = ledger.append('person.added', added.id, added, added.addedAt)
    store.insert(added)
    for (const one of added.appointments)
      store.insertAppointment(seq, added.id, { ...one, withdrawn: false, enteredAt: added.addedAt })
    return { ...added, leftOn: null, appointments: added.appointments.map((one) => ({ ...one, endsOn: null })) }
  }

  async function add(input: Entering) {
    const { pin, keep } = await access.newPin()
    const person = database
      .transaction(() => {
        const added = enter(input)
        keep(added.id, added.addedAt)
        return added
      })
      .immediate()
    return { personId: person.id, name: person.name, pin, namesakes: othersOfTheName(person) }
  }

  const byName = (a: Person, b: Person): number =>
    a.name.localeCompare(b.name, 'en-GB') || a.note.localeCompare(b.note, 'en-GB') || (a.id < b.id ? -1 : 1)

  function shownByName({ id, name, note, reference, appointments }: Person) {
    const now = audiencesOn(appointments, today())
    return { id, name, note, reference, audiences: now.length > 0 ? now : inOrder(appointments) }
  }

  return {
    get,
    knownOn,
    record,
    all,
    onEach,
    /** How many people are or were on the roll. */
    count: (): number => store.ids().length,
    add,
    enter,
    namesakes: othersOfTheName,
    ...createChanges(context, { ledger, store, get, called, refuseFarDate, refuseTakenReference }),
    /** See the store's. */
    changes: store.changes,

    /** The person, who has not left. Throws LanyardError `left` or `unknown-person`. */
    present(personId: string): Person {
      const person = get(personId)
      if (person.leftOn !== null && hasLeft(person, today()))
        throw new LanyardError(
          'left',
          `The school’s records say that ${person.name} left on ${dayInWords(person.leftOn)}. If that is wrong, ask the school office.`,
        )
      return person
    },

    /** Everybody who has not left, in the order of their names. */
    here: () =>
      all(today())
        .filter((person) => !hasLeft(person, today()))
        .sort(byName)
        .map(shownByName),

    findNames(typed: string, most: number) {
      const found = all(today())
        .filter((person) => !hasLeft(person, today()) && matches(person.name, typed))
        .sort(byName)
      const shown = found.slice(0, most).map(shownByName)
      const alikes = Map.groupBy(shown, ({ name, note, audiences }) =>
        JSON.stringify([alike(name), alike(note), audiences]),
      )
      return {
        // Anybody may look here: the number is told where nothing else tells two people apart.
        people: [...alikes.values()].flatMap((list) => (list.length > 1 ? list : [{ ...list[0]!, reference: '' }])),
        more: found.length > most,
      }
    },
  }
}
