import { LanyardError } from '../errors.ts'
import { bySection, rulesFor, scenariosFor } from '../policies/concerns.ts'
import { WHAT_CHANGED } from '../policies/format.ts'
import type { Policies } from '../policies/service.ts'
import type { School } from '../school/service.ts'
import { signedOn } from './assignment.ts'
import type { Induction, Lesson, Since } from './service.ts'
import { contactsNamed, outlineOf, ruleShown, sinceShown } from './shown.ts'
import { scenariosTouched } from './since.ts'

interface Parts {
  induction: Induction
  policies: Policies
  school: School
}

/** What a learner reads at any time: the rules and the changes of the version asked, and of each that they signed, as they saw it. */
export function createLookingBack({ induction, policies, school }: Parts) {
  /** The rules that bind somebody, by section. Throws what `induction.lesson` throws where they have not signed it either. */
  function rules(personId: string, versionId: string) {
    const signature = induction.signaturesOf(personId).findLast((one) => one.versionId === versionId)
    const person = induction.person(personId)
    const asked = induction.assignmentsFor(person, induction.today()).find((one) => one.versionId === versionId)
    const { audiences } = asked ?? signature ?? induction.lesson(personId, versionId).assignment
    const pack = policies.packOf(versionId)
    const now = policies.inForce(pack.policy.id, induction.today())
    return {
      policyTitle: pack.policy.title,
      version: pack.policy.version,
      inForce: now && now.id !== versionId ? now.version : null,
      words: pack.policy.words ?? {},
      contacts: school.named(pack.school.contacts),
      sections: bySection(pack.policy, rulesFor(pack, audiences))
        .map((section) => ({ ...section, rules: section.rules.map(ruleShown) }))
        .filter((section) => section.rules.length > 0),
    }
  }

  /** What changed, for one person. Throws what `induction.lesson` throws, and where they had signed no earlier version. */
  function changes(personId: string, versionId: string) {
    const signature = firstOn(personId, versionId)
    const lesson = signature ? null : induction.lesson(personId, versionId)
    const since = signature ? induction.sinceOf(personId, signature) : lesson!.since
    if (!since)
      throw new LanyardError(
        'unknown-item',
        'You had signed no earlier version of this policy, so nothing is compared.',
      )
    const pack = policies.packOf(versionId)
    const { audiences } = signature ?? lesson!.assignment
    const scenarios = scenariosTouched(since.changes, scenariosFor(pack, audiences)).length
    return { ...compared(pack, since), scenarios, ...standing(lesson) }
  }

  /** Later signatures on a version ask nothing to be read. */
  const firstOn = (personId: string, versionId: string) =>
    induction.signaturesOf(personId).find((one) => one.versionId === versionId)

  function compared(pack: Lesson['pack'], since: Since) {
    const { pack: before, changes } = since
    const { added, changed, dropped } = changes
    const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id)
    return {
      policyTitle: pack.policy.title,
      version: pack.policy.version,
      since: sinceShown(since)!,
      added: added.map(ruleShown),
      changed: changed.map((one) => ({ ...one, before: ruleShown(one.before), after: ruleShown(one.after) })),
      dropped: dropped.map(ruleShown),
      contacts: school.named(contactsNamed(pack, ids([...added, ...changed.map(({ after }) => after)]))),
      contactsBefore: contactsNamed(before, ids(changed.map((one) => one.before))),
      words: pack.policy.words ?? {},
    }
  }

  function standing(lesson: Lesson | null) {
    const own = lesson?.way.pages.find(({ id }) => id === WHAT_CHANGED)
    const isAsked = lesson !== null && lesson.assignment.status !== 'complete'
    return {
      outline: isAsked ? outlineOf(lesson) : null,
      again: own !== undefined && own.again && own.state !== 'read',
    }
  }

  return {
    rules,
    changes,

    /** Whether `changes` has something to tell. */
    showsChanges({ person, versionId, since }: Lesson): boolean {
      const signature = firstOn(person.id, versionId)
      return since !== null || (signature !== undefined && induction.sinceOf(person.id, signature) !== null)
    },

    /** Every signature of a person but those in `shown`, the last first. */
    signed: (personId: string, shown: readonly (string | null)[]) =>
      induction
        .signaturesOf(personId)
        .filter(({ id }) => !shown.includes(id))
        .map((signature) => {
          const { title, version } = policies.packOf(signature.versionId).policy
          return {
            acknowledgementId: signature.id,
            versionId: signature.versionId,
            title,
            version,
            signedOn: signedOn(signature),
            showsChanges: induction.sinceOf(personId, signature) !== null,
          }
        })
        .reverse(),
  }
}
