/** What changes about somebody who is on the roll. Each change is a row beside the earlier ones, and a ledger entry. */
import type { Context } from '../context.ts'
import { LanyardError } from '../errors.ts'
import type { Ledger } from '../ledger/service.ts'
import type { Audience } from '../policies/format.ts'
import { addDays, dayInWords, dayOf } from '../time.ts'
import { hasSigned } from './history.ts'
import {
  endedAndBegun,
  firstDay,
  hasLeft,
  overlapped,
  type AppointmentEntry,
  type Facts,
  type Person,
} from './known.ts'
import type { createPeopleStore } from './store.ts'

interface Parts {
  ledger: Ledger
  store: ReturnType<typeof createPeopleStore>
  get(personId: string): Person
  /** The person's name as a message has it. */
  called(person: Person): string
  refuseFarDate(day: string, field: string): void
  /** Throws where somebody else has this number. */
  refuseTakenReference(reference: string, personId?: string): void
}

interface Days {
  from: string
  until: string | null
}

export function createChanges(
  context: Context,
  { ledger, store, get, called, refuseFarDate, refuseTakenReference }: Parts,
) {
  const { clock, database } = context
  const today = (): string => dayOf(clock.now())

  /** One change in one transaction: `change` looks at the person as they are in it. */
  function changing<Result>(personId: string, change: (person: Person, enteredAt: string) => Result): Result {
    return database.transaction(() => change(get(personId), clock.now().toISOString())).immediate()
  }

  function refuseGone(person: Person): void {
    if (hasLeft(person, today()))
      throw new LanyardError(
        'left',
        `${called(person)} left on ${dayInWords(person.leftOn!)} already. Nothing was changed.`,
      )
  }

  function leavingOf(person: Person): string {
    if (person.leftOn === null)
      throw new LanyardError('not-left', `No last day is entered for ${called(person)}. Nothing was changed.`)
    return person.leftOn
  }

  function held(person: Person, appointmentId: string) {
    const found = person.appointments.find(({ id }) => id === appointmentId)
    if (!found)
      throw new LanyardError('unknown-item', `${called(person)} has no such dates any more. Open their page again.`)
    return found
  }

  /** Throws where these days cannot be: turned round, too far away, after the last day, or a second time the same. */
  function refuseDays(person: Person, audience: Audience, { from, until }: Days, id?: string): void {
    refuseFarDate(from, 'from')
    if (until !== null) refuseFarDate(until, 'until')
    if (until !== null && until < from)
      throw new LanyardError('invalid-input', 'The last day cannot be before the first', 'until')
    if (person.leftOn !== null && from > person.leftOn)
      throw new LanyardError(
        'invalid-input',
        `The last day of ${called(person)} here is ${dayInWords(person.leftOn)}: nothing can begin after it`,
        'from',
      )
    const other = overlapped({ audience, from, until, ...(id !== undefined && { id }) }, person.appointments)
    if (other)
      throw new LanyardError(
        'invalid-input',
        `${called(person)} is here as ${audience} from ${dayInWords(other.from)}${other.until === null ? '' : ` to ${dayInWords(other.until)}`} already`,
        'from',
      )
  }

  function setAppointment(personId: string, entry: AppointmentEntry): void {
    const { seq } = ledger.append('appointment.set', personId, entry, entry.enteredAt)
    store.insertAppointment(seq, personId, entry)
  }

  function writeLeaving(personId: string, lastDay: string, enteredAt: string): void {
    const { seq } = ledger.append('person.left', personId, { lastDay, enteredAt }, enteredAt)
    store.insertLeaving(seq, personId, { lastDay, enteredAt })
  }

  return {
    /**
     * Other facts; what is not said stays. Writes nothing where all are as they were. Throws LanyardError `invalid-input`
     * where somebody else has the number.
     */
    change: (personId: string, said: { [Fact in keyof Facts]?: Facts[Fact] | undefined }): void =>
      changing(personId, (person, enteredAt) => {
        const { name = person.name, note = person.note, reference = person.reference, email = person.email } = said
        const facts: Facts = { name, note, reference, email }
        if ((Object.keys(facts) as (keyof Facts)[]).every((fact) => facts[fact] === person[fact])) return
        refuseTakenReference(reference, personId)
        const naming = { ...facts, enteredAt }
        const { seq } = ledger.append('person.changed', personId, naming, enteredAt)
        store.insertNaming(seq, personId, naming)
      }),

    /** The person is something more. Throws LanyardError `left` or `invalid-input`. */
    appoint: (personId: string, { audience, from, until }: Days & { audience: Audience }): void =>
      changing(personId, (person, enteredAt) => {
        refuseGone(person)
        refuseDays(person, audience, { from, until })
        setAppointment(personId, { id: context.newId(), audience, from, until, withdrawn: false, enteredAt })
      }),

    /** Other days for what the person is: an end, or a slip put right. Throws LanyardError as `appoint`, and `unknown-item`. */
    setDays: (personId: string, appointmentId: string, { from, until }: Days): void =>
      changing(personId, (person, enteredAt) => {
        refuseGone(person)
        const { id, audience, from: wasFrom, endsOn } = held(person, appointmentId)
        refuseDays(person, audience, { from, until }, id)
        if (from === wasFrom && until === endsOn) return
        setAppointment(personId, { id, audience, from, until, withdrawn: false, enteredAt })
      }),

    /** An appointment was entered by mistake. Throws LanyardError as `setDays`; and where it is the only one. */
    withdraw: (personId: string, appointmentId: string): void =>
      changing(personId, (person, enteredAt) => {
        refuseGone(person)
        const { id, audience, from, endsOn } = held(person, appointmentId)
        if (person.appointments.length === 1)
          throw new LanyardError(
            'invalid-input',
            `${called(person)} would be here as nothing. Enter what they are first, or say that they never started`,
          )
        setAppointment(personId, { id, audience, from, until: endsOn, withdrawn: true, enteredAt })
      }),

    /** The last day here. Until it is over it can be moved: the one entered last holds. Throws LanyardError `left` or `invalid-input`. */
    leave: (personId: string, on: string): void =>
      changing(personId, (person, enteredAt) => {
        refuseGone(person)
        refuseFarDate(on, 'on')
        const first = firstDay(person.appointments)
        if (first !== undefined && on < first)
          throw new LanyardError(
            'invalid-input',
            `${called(person)} started on ${dayInWords(first)}: the last day cannot be before that`,
            'on',
          )
        writeLeaving(personId, on, enteredAt)
      }),

    /** Somebody never started: their last day is the one before the first, or yesterday. Throws LanyardError `left`, or `already-signed`. */
    neverStarted: (personId: string): void =>
      changing(personId, (person, enteredAt) => {
        refuseGone(person)
        if (hasSigned(ledger.about(personId)))
          throw new LanyardError(
            'already-signed',
            `${called(person)} has signed a policy, and so did start. Enter their last day instead.`,
          )
        const days = [firstDay(person.appointments) ?? today(), today()]
        writeLeaving(personId, addDays(days.sort()[0]!, -1), enteredAt)
      }),

    /** The last day was a mistake: the person never left. Throws LanyardError `not-left`. */
    takeBackLeaving: (personId: string): void =>
      changing(personId, (person, enteredAt) => {
        leavingOf(person)
        const { seq } = ledger.append('person.leaving-withdrawn', personId, { enteredAt }, enteredAt)
        store.insertLeaving(seq, personId, { lastDay: null, enteredAt })
      }),

    /** Somebody who left comes back: what they were ends with their last day, and they begin anew. Throws LanyardError `not-left` or `invalid-input`. */
    bringBack: (personId: string, { from, audiences }: { from: string; audiences: readonly Audience[] }): void =>
      changing(personId, (person, enteredAt) => {
        const leftOn = leavingOf(person)
        refuseFarDate(from, 'from')
        if (from <= leftOn)
          throw new LanyardError(
            'invalid-input',
            `The last day of ${called(person)} was ${dayInWords(leftOn)}: they can come back after it. If that day was a mistake, say that they never left`,
            'from',
          )
        const begun = audiences.map((audience) => ({ id: context.newId(), audience, from }))
        const appointments = endedAndBegun(person.appointments, leftOn, begun)
        const { seq } = ledger.append('person.returned', personId, { appointments, enteredAt }, enteredAt)
        for (const one of appointments) store.insertAppointment(seq, personId, { ...one, enteredAt })
        store.insertLeaving(seq, personId, { lastDay: null, enteredAt })
      }),
  }
}
