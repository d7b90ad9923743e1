import type { Context } from '../context.ts'
import { LanyardError } from '../errors.ts'
import { hasLeft } from '../people/known.ts'
import { audiencesKnown, type People, type Person } from '../people/service.ts'
import { minutesFor } from '../policies/concerns.ts'
import type { Policies, PolicyVersion, Programme } from '../policies/service.ts'
import { dayInWords, dayOf } from '../time.ts'
import {
  assignmentsOf,
  assignmentsOn,
  personStatus,
  type Assignment,
  type Signature,
  type Standing,
  type Waiver,
} from './assignment.ts'
import type { PersonRow } from '../people/contract.ts'
import { createLessons, type Lesson, type Since } from './lesson.ts'
import { outcomesOn, type Outcome } from './outcomes.ts'
import { beginReading } from './reading.ts'
import { partsOf } from './shown.ts'
import { createInductionStore } from './store.ts'

export type { Assignment, Lesson, Outcome, Signature, Since }
export { audiencesOn } from '../people/service.ts'
export type Induction = ReturnType<typeof createInduction>

interface Parts {
  people: People
  policies: Policies
  signatures: {
    /** Those of one person, the earliest first. */
    of(personId: string): Signature[]
    /** Everybody's, by person. */
    all(): Map<string, Signature[]>
  }
}

/** A day, and the programmes and versions there are then: those in the record, unless said otherwise. */
interface DayAsked {
  day: string
  programmes?: readonly Programme[]
  versions?: readonly PolicyVersion[]
}

/** Somebody on a day. */
interface StandingOn {
  person: Person
  assignments: Assignment[]
}

/** Somebody on each of several days. */
export interface EveryoneOn {
  on: StandingOn[]
  /** When they began each version, UTC. */
  begunAt: Standing['begunAt']
  /** All that they ever signed, the earliest first. */
  signatures: readonly Signature[]
  /** How they did up to the last of the days; undefined where they have finished nothing that counts. */
  outcomeOf(assignment: Assignment): Outcome | undefined
}

/** How many people are read together: few enough that a window hardly waits. */
const TOGETHER = 25

/** Where everyone stands, and the way of one learner through one policy version. */
export function createInduction(context: Context, { people, policies, signatures }: Parts) {
  const { clock } = context
  const store = createInductionStore(context.database)
  const lessons = createLessons({ store, policies, signatures })
  const today = (): string => dayOf(clock.now())

  /** `further`: signatures that are not in the record, to see what would be asked with them. */
  function assignmentsFor(person: Person, day: string, further: readonly Signature[] = []): Assignment[] {
    const standing: Standing = {
      appointments: person.appointments,
      signatures: [...signatures.of(person.id), ...further],
      begunAt: store.begunBy(person.id),
      waivers: store.waiversOf(person.id),
    }
    return assignmentsOf(day, standing, policies.programmes(), policies.versions())
  }

  /** Throws LanyardError `unknown-item` where nobody asks this of the person, `newer-version` where another took its place. */
  function lesson(personId: string, versionId: string): Lesson {
    const person = people.present(personId)
    const asked = assignmentsFor(person, today())
    const assignment = asked.find((one) => one.versionId === versionId)
    if (assignment) return lessons.lesson(person, assignment, today())
    const version = policies.versions().find(({ id }) => id === versionId)
    const newer = version && asked.find(({ policyId }) => policyId === version.policyId)
    if (!newer || version.inForceOn > today())
      throw new LanyardError('unknown-item', 'This policy is not asked of you at present. Go back to your induction.')
    const { inForceOn } = policies.versions().find(({ id }) => id === newer.versionId)!
    throw new LanyardError(
      'newer-version',
      `A new version of this policy, ${newer.version}, has been in force since ${dayInWords(inForceOn)}. What you have done is kept. Go back to your induction to carry on.`,
    )
  }

  /** One line of the roll: where a person stands on a day. */
  function rollRow(person: Person, assignments: readonly Assignment[], day: string): PersonRow {
    const { id, name, note, reference, email, leftOn } = person
    const signatures = assignments.flatMap(({ signature }) => signature ?? [])
    const last = signatures.sort((a, b) => (a.signedAt < b.signedAt ? -1 : 1)).at(-1)
    const first = assignments.find(({ status }) => status !== 'complete' && status !== 'waived')
    return {
      id,
      name,
      note,
      reference,
      email,
      audiences: audiencesKnown(person, day),
      status: personStatus(assignments),
      dueOn: first?.dueOn ?? null,
      daysLate: first?.daysLate ?? null,
      signed: assignments.filter(({ status }) => status === 'complete').length,
      required: assignments.length,
      lastSignedAt: last?.signedAt ?? null,
      lastPaperOn: last?.paper?.signedOn ?? null,
      leftOn: hasLeft({ leftOn }, day) ? leftOn : null,
    }
  }

  /** An assignment as a screen shows it. */
  function assignmentShown({ policyId, versionId, version, status, dueOn, daysLate, signature, waiver }: Assignment) {
    const { title } = policies.packOf(versionId).policy
    const signed = {
      signedAt: signature?.signedAt ?? null,
      paper: signature?.paper ?? null,
      acknowledgementId: signature?.id ?? null,
    }
    return { policyId, versionId, title, version, status, dueOn, daysLate, ...signed, waiver: waiverShown(waiver) }
  }

  /**
   * Everybody as it is at the moment of the call, whatever is written until they are given; on each of several days, the
   * earliest first. `answers`: whether it is asked how they did. `signed` may be filled until the first of them is given.
   * Has to be closed in the end.
   */
  function everyoneOn(
    days: readonly DayAsked[],
    {
      answers = false,
      signed = signatures.all(),
    }: { answers?: boolean; signed?: ReadonlyMap<string, Signature[]> } = {},
  ): Iterable<EveryoneOn> & { close(): void } {
    const dates = days.map(({ day }) => day)
    const everybody = people.onEach(dates, TOGETHER)
    const waived = Map.groupBy(store.waivers(), ({ personId }) => personId)
    const reading = beginReading(store, answers)
    const asked = days.map(({ day, programmes = policies.programmes(), versions = policies.versions() }) =>
      assignmentsOn(day, programmes, versions),
    )
    const outcomeOf = outcomesOn(dates.at(-1)!, policies)
    return {
      close: reading.close,
      *[Symbol.iterator]() {
        for (const some of everybody) {
          const done = reading.of([...some.keys()])
          for (const [id, known] of some) {
            const { begunAt, attempts } = done.get(id)!
            const rows = { signatures: signed.get(id) ?? [], begunAt, waivers: waived.get(id) ?? [] }
            yield {
              on: known.map((person, at) => {
                return { person, assignments: asked[at]!({ appointments: person.appointments, ...rows }) }
              }),
              begunAt,
              signatures: rows.signatures,
              outcomeOf: (assignment) => outcomeOf({ attempts, signatures: rows.signatures }, assignment),
            }
          }
        }
      },
    }
  }

  function* everyoneUnder(days: readonly DayAsked[]): Generator<EveryoneOn, void> {
    const everyone = everyoneOn(days)
    try {
      yield* everyone
    } finally {
      everyone.close()
    }
  }

  return {
    store,
    today,
    person: (personId: string): Person => people.present(personId),
    assignmentShown,
    lesson,
    /**
     * How long the rest of an open assignment takes, in minutes; `begun`: whether the person has done anything on it.
     * Where they have, or sign once more, it is not the whole.
     */
    minutesLeft: (person: Person, assignment: Assignment, begun: boolean): number =>
      begun || assignment.again !== null
        ? partsOf(lessons.lesson(person, assignment, today())).minutesLeft
        : minutesFor(policies.packOf(assignment.versionId), assignment.audiences),
    sinceOf: lessons.sinceOf,
    answersBefore: lessons.answersBefore,
    signaturesOf: lessons.signaturesOf,
    assignmentsFor,
    rollRow,

    /** Every person's assignments on a day, and when each began each version (UTC). Iterates, so that long work can be cut in slices. */
    *everyone(day: string): Generator<StandingOn & Pick<EveryoneOn, 'begunAt'>, void> {
      for (const { on, begunAt } of everyoneUnder([{ day }])) yield { ...on[0]!, begunAt }
    },

    /** The same before a change and after it. */
    *everyoneTwice(before: DayAsked, after: DayAsked): Generator<{ was: Assignment[]; is: StandingOn }, void> {
      for (const { on } of everyoneUnder([before, after])) yield { was: on[0]!.assignments, is: on[1]! }
    },

    everyoneOn,

    /** Throws LanyardError `not-ready` where a page is unread or a scenario not yet right. */
    readyToSign(personId: string, versionId: string): Lesson {
      const found = lesson(personId, versionId)
      if (found.assignment.status !== 'complete' && found.way.next.at !== 'sign')
        throw new LanyardError(
          'not-ready',
          'Signing opens when every page has been read and every scenario answered right. Go back to your induction to carry on.',
        )
      return found
    },
  }
}

/** A waiver as a screen or paper shows it. */
export const waiverShown = (waiver: Waiver | null) =>
  waiver && {
    id: waiver.id,
    reason: waiver.reason,
    until: waiver.until,
    by: waiver.by,
    enteredAt: waiver.enteredAt,
  }
