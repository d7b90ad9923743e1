import type { Access } from '../access/service.ts'
import type { Context } from '../context.ts'
import { LanyardError } from '../errors.ts'
import type { Ledger } from '../ledger/service.ts'
import { ADULT_AUDIENCES, type Audience } from '../policies/format.ts'
import { addDays, dayInWords, dayOf } from '../time.ts'
import type { Appointment } from './contract.ts'
import { alike, matches } from './names.ts'
import { asKnownOn, hasLeft, type Person } from './known.ts'
import { createPeopleStore } from './store.ts'

export type { Person }
export type People = ReturnType<typeof createPeople>

/** How far ahead or back a date may lie, in days: a slip of the century is caught. */
const FARTHEST = 366 * 60

/** The audiences a person stands in on a day, in the usual order. */
export function audiencesOn(appointments: readonly Appointment[], day: string): Audience[] {
  const held = new Set(
    appointments
      .filter(({ from, until }) => from <= day && (until === null || day <= until))
      .map(({ audience }) => audience),
  )
  return ADULT_AUDIENCES.filter((audience) => held.has(audience))
}

/** The roll: who is here, as what, and from when to when. */
export function createPeople(context: Context, { ledger, access }: { ledger: Ledger; access: Access }) {
  const { clock, database } = context
  const store = createPeopleStore(database)
  const today = (): string => dayOf(clock.now())

  function get(personId: string): Person {
    const record = store.get(personId)
    if (!record) throw new LanyardError('unknown-person', 'There is nobody with that record here.')
    return asKnownOn(record, today())
  }

  /** Everybody, as they were known at the end of a day. */
  const all = (day: string): Person[] => store.all().map((record) => asKnownOn(record, day))

  const namesakes = (person: { id: string; name: string }): number =>
    store.all().filter((other) => other.id !== person.id && alike(other.name) === alike(person.name)).length

  function refuseFarDate(day: string, field: string): void {
    if (day < addDays(today(), -FARTHEST) || day > addDays(today(), FARTHEST))
      throw new LanyardError('invalid-input', `Check the year: ${dayInWords(day)} is too far away`, field)
  }

  async function add(input: { name: string; note: string; appointments: { audience: Audience; from: string }[] }) {
    for (const { from } of input.appointments) refuseFarDate(from, 'appointments')
    const { pin, keep } = await access.newPin()
    const person = database
      .transaction(() => {
        const added = {
          id: context.newId(),
          name: input.name,
          note: input.note,
          addedAt: clock.now().toISOString(),
          appointments: input.appointments.map(({ audience, from }) => ({
            id: context.newId(),
            audience,
            from,
            until: null,
          })),
        }
        store.insert(added)
        ledger.append('person.added', added.id, added, added.addedAt)
        keep(added.id, added.addedAt)
        return added
      })
      .immediate()
    return { personId: person.id, name: person.name, pin, namesakes: namesakes(person) }
  }

  function leave(personId: string, on: string): void {
    database
      .transaction(() => {
        const person = get(personId)
        if (person.leftOn !== null && hasLeft(person, today()))
          throw new LanyardError(
            'left',
            `${person.name} left on ${dayInWords(person.leftOn)} already. Nothing was changed.`,
          )
        refuseFarDate(on, 'on')
        const first = person.appointments.map(({ from }) => from).sort()[0]
        if (first !== undefined && on < first)
          throw new LanyardError(
            'invalid-input',
            `${person.name} started on ${dayInWords(first)}: the last day cannot be before that`,
            'on',
          )
        // A last day that is still to come can be moved: the one entered last holds.
        const leaving = { lastDay: on, enteredAt: clock.now().toISOString() }
        const { seq } = ledger.append('person.left', personId, leaving, leaving.enteredAt)
        store.insertLeaving(seq, personId, leaving)
      })
      .immediate()
  }

  return {
    get,
    all,
    namesakes,
    add,
    leave,

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

    findNames(typed: string, most: number) {
      const found = all(today())
        .filter((person) => !hasLeft(person, today()) && matches(person.name, typed))
        .sort(
          (a, b) =>
            a.name.localeCompare(b.name, 'en-GB') || a.note.localeCompare(b.note, 'en-GB') || (a.id < b.id ? -1 : 1),
        )
      return {
        people: found.slice(0, most).map(({ id, name, note, appointments }) => ({
          id,
          name,
          note,
          audiences:
            audiencesOn(appointments, today()).length > 0
              ? audiencesOn(appointments, today())
              : appointments.map(({ audience }) => audience),
        })),
        more: found.length > most,
      }
    },
  }
}
