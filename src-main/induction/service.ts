import type { Context } from '../context.ts'
import { LanyardError } from '../errors.ts'
import { hasLeft } from '../people/known.ts'
import { audiencesKnown, type People, type Person } from '../people/service.ts'
import { minutesFor, pagesFor, rulesOn, scenariosFor } from '../policies/concerns.ts'
import type { Pack, Page, Scenario } from '../policies/format.ts'
import type { Policies } from '../policies/service.ts'
import { dayOf } from '../time.ts'
import {
  assignmentsOf,
  personStatus,
  type Assignment,
  type Signature,
  type Standing,
  type Waiver,
} from './assignment.ts'
import type { PersonRow } from '../people/contract.ts'
import { firstAnswers, wayThrough, type Attempt, type Course, type GivenAnswer, type Way } from './course.ts'
import { judge } from './judging.ts'
import { partsOf } from './shown.ts'
import { createInductionStore, type AnswerRow, type AttemptRow } from './store.ts'

export type { Assignment, Signature }
export { audiencesOn } from '../people/service.ts'
export type Induction = ReturnType<typeof createInduction>

/** All that one learner's lesson needs: what concerns them, and where they stand. */
export interface Lesson {
  person: Person
  assignment: Assignment
  versionId: string
  pack: Pack
  pages: Page[]
  scenarios: Scenario[]
  course: Course
  attempts: Attempt[]
  way: Way
}

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

/** Where everyone stands, and the way of one learner through one policy version. */
export function createInduction(context: Context, { people, policies, signatures }: Parts) {
  const { clock } = context
  const store = createInductionStore(context.database)
  const today = (): string => dayOf(clock.now())

  /** Adds to each answer what follows from the text it was given on. */
  function asAttempt(row: AttemptRow, answers: readonly AnswerRow[], pack: Pack): Attempt {
    const given = answers.map(({ scenarioId, stepId, chosen, verdict }): GivenAnswer => {
      const step = pack.scenarios.find(({ id }) => id === scenarioId)?.steps[stepId]
      const judgement = step && judge(step, chosen)
      return {
        scenarioId,
        stepId,
        chosen,
        verdict,
        missed: judgement?.missed ?? [],
        last: judgement?.next === undefined,
      }
    })
    return {
      id: row.id,
      number: row.number,
      scenarios: row.scenarios,
      startedAt: row.startedAt,
      finishedAt: row.finishedAt,
      answers: given,
    }
  }

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

  function attemptsOf(personId: string, versionId: string): Attempt[] {
    const pack = policies.packOf(versionId)
    return store.attempts(personId, versionId).map((row) => asAttempt(row, store.answers(row.id), pack))
  }

  /** Throws LanyardError `unknown-item` where nobody asks this of the person. */
  function lesson(personId: string, versionId: string): Lesson {
    const person = people.present(personId)
    const assignment = assignmentsFor(person, today()).find((one) => one.versionId === versionId)
    if (!assignment)
      throw new LanyardError('unknown-item', 'This policy is not asked of you at present. Go back to your induction.')
    return lessonOn(person, assignment)
  }

  function lessonOn(person: Person, assignment: Assignment): Lesson {
    const { versionId } = assignment
    const pack = policies.packOf(versionId)
    const pages = pagesFor(pack, assignment.audiences)
    const scenarios = scenariosFor(pack, assignment.audiences)
    const attempts = attemptsOf(person.id, versionId)
    const course: Course = {
      pages: pages.map(({ id, body }) => ({ id, rules: rulesOn(body) })),
      scenarios: scenarios.map(({ id }) => id),
      passMark: policies.passMark(assignment.audiences, today()),
    }
    const way = wayThrough(course, attempts, store.progress(person.id, versionId))
    return { person, assignment, versionId, pack, pages, scenarios, course, attempts, way }
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

  return {
    store,
    today,
    person: (personId: string): Person => people.present(personId),
    assignmentShown,
    lesson,
    /** How long the rest of an open assignment takes, in minutes; `begun`: whether the person has done anything on it. */
    minutesLeft: (person: Person, assignment: Assignment, begun: boolean): number =>
      begun
        ? partsOf(lessonOn(person, assignment)).minutesLeft
        : minutesFor(policies.packOf(assignment.versionId), assignment.audiences),
    assignmentsFor,
    attemptsOf,
    rollRow,

    /**
     * Every person's assignments on a day, for a report or the roll, under the programmes and versions there are or under others;
     * and when each began each version (UTC). Iterates, so that long work can be cut in slices.
     */
    *everyone(
      day: string,
      programmes = policies.programmes(),
      versions = policies.versions(),
    ): Generator<{ person: Person; assignments: Assignment[]; begunAt: Standing['begunAt'] }, void> {
      const signed = signatures.all()
      const waived = Map.groupBy(store.waivers(), ({ personId }) => personId)
      const begun = Map.groupBy(store.begun(), ({ personId }) => personId)
      for (const person of people.all(day)) {
        const begunAt = new Map((begun.get(person.id) ?? []).map(({ versionId, at }) => [versionId, at]))
        const standing: Standing = {
          appointments: person.appointments,
          signatures: signed.get(person.id) ?? [],
          begunAt,
          waivers: waived.get(person.id) ?? [],
        }
        yield { person, assignments: assignmentsOf(day, standing, programmes, versions), begunAt }
      }
    },

    /** Finished attempts up to a day, by person and version: how many, and the first answers that count. */
    outcomes(day: string): Map<string, { attempts: number; right: number; total: number }> {
      const answers = Map.groupBy(store.allAnswers(), ({ attemptId }) => attemptId)
      const rows = store.allAttempts().filter(({ finishedAt }) => finishedAt !== null && dayOf(finishedAt) <= day)
      const byPerson = Map.groupBy(rows, ({ personId, versionId }) => outcomeKey(personId, versionId))
      return new Map(
        [...byPerson].map(([key, list]) => {
          const pack = policies.packOf(list[0]!.versionId)
          const first = firstAnswers(list.map((row) => asAttempt(row, answers.get(row.id) ?? [], pack)))
          return [
            key,
            {
              attempts: list.length,
              right: first.filter(({ verdict }) => verdict === 'right').length,
              total: first.length,
            },
          ]
        }),
      )
    },

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

export const outcomeKey = (personId: string, versionId: string): string => `${personId} ${versionId}`
