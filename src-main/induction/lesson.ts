import { isDeepStrictEqual } from 'node:util'
import type { Person } from '../people/service.ts'
import { pagesFor, rulesOn, scenariosFor } from '../policies/concerns.ts'
import type { RuleChanges } from '../policies/contract.ts'
import { WHAT_CHANGED, type Pack, type Page, type Scenario } from '../policies/format.ts'
import { touchedRules } from '../policies/rule-changes.ts'
import type { Policies } from '../policies/service.ts'
import type { Assignment, Signature } from './assignment.ts'
import {
  answersThatCount,
  beginningOf,
  pagesCarried,
  playsCarried,
  settledBy,
  stoodBefore,
  type Under,
} from './carrying.ts'
import { wayThrough, type Attempt, type Carried, type Course, type Progress, type Way } from './course.ts'
import { asAttempt } from './judging.ts'
import { changesBetween, changesItem, scenariosTouched } from './since.ts'
import type { InductionStore } from './store.ts'

/** All that one learner's lesson needs: what concerns them, and where they stand. */
export interface Lesson {
  person: Person
  assignment: Assignment
  versionId: string
  pack: Pack
  /** The pages of the module. */
  pages: Page[]
  /** The scenarios that are asked. */
  scenarios: Scenario[]
  /** For whoever signed an earlier version: it, and what changed, which they read in place of the pages. Else null. */
  since: Since | null
  course: Course
  attempts: Attempt[]
  way: Way
}

export interface Since {
  signature: Signature
  pack: Pack
  changes: RuleChanges
}

interface Parts {
  store: InductionStore
  policies: Policies
  signatures: { of(personId: string): Signature[] }
}

/** The way of one learner through one policy version, with what they did under those before it. */
export function createLessons({ store, policies, signatures }: Parts) {
  function attemptsOf(personId: string, versionId: string): Attempt[] {
    const pack = policies.packOf(versionId)
    return store.attempts(personId, versionId).map((row) => asAttempt(row, store.answers(row.id), pack))
  }

  /** A person's signatures but those that were taken back, the earliest first. */
  const signaturesOf = (personId: string): Signature[] =>
    signatures.of(personId).filter(({ withdrawnAt }) => withdrawnAt === null)

  /** What somebody did under each of these versions; under one they have signed, what they did after that. */
  function workUnder(personId: string, versionIds: readonly string[], since: Signature | null): Under[] {
    return versionIds.map((versionId) => ({
      pack: policies.packOf(versionId),
      attempts: attemptsOf(personId, versionId).filter(
        ({ startedAt }) => versionId !== since?.versionId || startedAt > since.signedAt,
      ),
    }))
  }

  /** The lesson for what is asked of somebody, on a day. */
  function lesson(person: Person, assignment: Assignment, day: string): Lesson {
    const signed = signaturesOf(person.id)
    const { since, versions } = beginningOf(assignment.versionId, policies.versionsOf(assignment.policyId), signed)
    const ids = versions.map(({ id }) => id)
    const passMark = policies.passMark(assignment.audiences, day)
    // The version that was signed needs no lesson any more; each after it carries over what counts under the next.
    const unsigned = ids.filter((id) => id !== since?.versionId)
    return unsigned.reduce<Lesson | undefined>((before, versionId) => {
      const earlier = workUnder(person.id, ids.slice(0, ids.indexOf(versionId)), since)
      return under(versionId, { before, earlier })
    }, undefined)!

    function under(versionId: string, done: { before: Lesson | undefined; earlier: Under[] }): Lesson {
      const { audiences } = assignment
      const pack = policies.packOf(versionId)
      const pages = pagesFor(pack, audiences)
      const own = signed.filter((one) => one.versionId === versionId)
      const compared = own.length > 0 ? null : sinceThen(since, pack, audiences)
      const asked = scenariosFor(pack, audiences)
      const scenarios = compared ? scenariosTouched(compared.changes, asked) : asked
      const touched = compared ? touchedRules(compared.changes) : new Set<string>()
      const course: Course = {
        // A rule that is told of in what changed does not bring back its page of the module as well.
        pages: [
          ...(compared ? [{ id: WHAT_CHANGED, rules: [...touched] }] : []),
          ...pages.map(({ id, body }) => ({ id, rules: rulesOn(body).filter((rule) => !touched.has(rule)) })),
        ],
        scenarios: scenarios.map(({ id }) => id),
        passMark,
        carried: carried(pack, pages, compared, own, done),
      }
      const attempts = attemptsOf(person.id, versionId)
      const way = wayThrough(course, attempts, progressOf(person.id, versionId, audiences))
      return { person, assignment, versionId, pack, pages, scenarios, since: compared, course, attempts, way }
    }
  }

  function carried(
    pack: Pack,
    pages: readonly Page[],
    since: Since | null,
    own: readonly Signature[],
    { before, earlier }: { before: Lesson | undefined; earlier: Under[] },
  ): Carried {
    const plays = playsCarried(earlier, pack)
    const states = before?.way.pages ?? []
    const read = states.filter(({ state }) => state === 'read').map(({ id }) => id)
    const unread = states.filter(({ state }) => state !== 'read').map(({ id }) => id)
    // Who signed before is asked none of the pages, but one that came back still has to be read again.
    const free = pages.map(({ id }) => id).filter((id) => !unread.includes(id))
    const isShown = before?.since && isDeepStrictEqual(before.since.changes, since?.changes)
    // What was signed for is done: whoever is asked in one more part, or once more, goes on from there.
    const signedFor = own.flatMap(({ audiences }) => audiences)
    return {
      pages: new Set([
        ...(since ? free : []),
        ...(before && !before.since ? pagesCarried(read, before.pack, pack, before.assignment.audiences) : []),
        ...(isShown && read.includes(WHAT_CHANGED) ? [WHAT_CHANGED] : []),
        ...pagesFor(pack, signedFor).map(({ id }) => id),
      ]),
      scenarios: new Set([...settledBy(plays), ...scenariosFor(pack, signedFor).map(({ id }) => id)]),
      answers: answersThatCount(plays),
    }
  }

  function sinceThen(signature: Signature | null, pack: Pack, audiences: Assignment['audiences']): Since | null {
    if (!signature) return null
    const before = policies.packOf(signature.versionId)
    const changes = changesBetween({ pack: before, audiences: signature.audiences }, { pack, audiences })
    return { signature, pack: before, changes }
  }

  function progressOf(personId: string, versionId: string, audiences: Assignment['audiences']): Progress[] {
    const item = changesItem(audiences)
    return store
      .progress(personId, versionId)
      .map((one) => (one.what === 'page' && one.item === item ? { ...one, item: WHAT_CHANGED } : one))
  }

  const policyOf = (versionId: string): string => policies.packOf(versionId).policy.id

  return {
    lesson,
    signaturesOf,

    /** What somebody was shown of the changes before a signature; null where they were shown the whole, or signed once more. */
    sinceOf(personId: string, signature: Signature): Since | null {
      const { versionId, audiences, paper } = signature
      if (paper) return null // every rule stands on the sheet
      const earlier = stoodBefore(signatures.of(personId), signature)
      if (earlier.some((one) => one.versionId === versionId)) return null
      const { since } = beginningOf(versionId, policies.versionsOf(policyOf(versionId)), earlier)
      return sinceThen(since, policies.packOf(versionId), audiences)
    },

    /** The first answers that counted when a version was signed. */
    answersBefore(personId: string, signature: Pick<Signature, 'id' | 'versionId' | 'signedAt'>): Attempt['answers'] {
      const { versionId, signedAt } = signature
      const versionsThere = policies.versionsOf(policyOf(versionId))
      const earlier = stoodBefore(signatures.of(personId), signature)
      const { since, versions } = beginningOf(versionId, versionsThere, earlier)
      const ids = versions.map((version) => version.id).filter((one) => one !== versionId)
      const plays = playsCarried(workUnder(personId, ids, since), policies.packOf(versionId))
      const own = attemptsOf(personId, versionId).filter(
        ({ finishedAt }) => finishedAt !== null && finishedAt <= signedAt,
      )
      return answersThatCount(plays, own)
    },
  }
}
