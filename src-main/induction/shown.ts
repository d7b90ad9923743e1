/** Shapes what a lesson holds for the screen. Pure. */
import { createHash } from 'node:crypto'
import { PACE } from '../policies/checks/reading.ts'
import { minutesFor, pagesFor, rulesFor, scenariosFor } from '../policies/concerns.ts'
import { WHAT_CHANGED, type Audience, type Block, type Pack, type Rule, type Step } from '../policies/format.ts'
import type { Place } from './contract.ts'
import { signedOn } from './assignment.ts'
import type { Lesson, Since } from './service.ts'
import { wordsOfChanges } from './since.ts'
import type { Way } from './course.ts'

export const ruleShown = ({ id, ref, force, text, why, tell, consequence }: Rule) => ({
  id,
  ref,
  force,
  text,
  ...(why !== undefined && { why }),
  ...(tell !== undefined && { tell }),
  ...(consequence !== undefined && { consequence }),
})

/** Rules by id, in the order given: those that concern the reader, or (`any`) all of them where none does. */
export function rulesShown(
  pack: Pack,
  ids: readonly string[],
  audiences: readonly Audience[],
  which: 'binding' | 'any',
) {
  const named = [...new Set(ids)].flatMap((id) => pack.rules.find((rule) => rule.id === id) ?? [])
  const concerning = rulesFor(pack, audiences)
  const binding = named.filter((rule) => concerning.includes(rule))
  return (binding.length > 0 || which === 'binding' ? binding : named).map(ruleShown)
}

/** The contacts that rules name, and those that a page tells of. */
export function contactsNamed(pack: Pack, rules: readonly string[], body: readonly Block[] = []) {
  const told = body.flatMap((block) => (block.type === 'tell' ? [block.contact] : []))
  const ids = new Set([...told, ...rules.flatMap((id) => pack.rules.find((rule) => rule.id === id)?.tell ?? [])])
  return pack.school.contacts.filter(({ id }) => ids.has(id))
}

/** The places of a step's choices, shuffled: the same for one person in one round, so that a screen drawn again shows the same. */
export function shuffled(step: Step, seed: string): number[] {
  const rank = (place: number): string => createHash('sha256').update(`${seed}/${place}`).digest('hex')
  return step.choices.map((_, place) => place).sort((a, b) => (rank(a) < rank(b) ? -1 : 1))
}

export const sinceShown = (since: Since | null) =>
  since && { version: since.pack.policy.version, signedOn: signedOn(since.signature) }

/** Every page of the course with its title, what changed since the last signature first. */
export const titledPages = ({ since, pages }: Pick<Lesson, 'since' | 'pages'>) => [
  ...(since ? [{ id: WHAT_CHANGED, title: 'What changed since you last signed' }] : []),
  ...pages.map(({ id, title }) => ({ id, title })),
]

/** Whether a page has to be read before the signature. Whoever signed before may look the others up. */
export const isAsked = ({ since, course }: Lesson, { id, again }: Way['pages'][number]): boolean =>
  !since || id === WHAT_CHANGED || again || !course.carried.pages.has(id)

/** Parts done and to do, counting a page or scenario once, and the minutes that are left, rounded up. */
export function partsOf(lesson: Lesson) {
  const { scenarios, assignment, way } = lesson
  const asked = way.pages.filter((page) => isAsked(lesson, page))
  const read = asked.filter(({ state }) => state === 'read').length
  return {
    pages: { read, total: asked.length },
    scenarios: { done: way.settled, total: scenarios.length },
    done: read + way.settled,
    parts: asked.length + scenarios.length,
    minutesLeft: assignment.status === 'complete' ? 0 : Math.max(1, Math.ceil(minutesLeft(lesson))),
  }
}

/** Each page and scenario takes its share of the minutes that the pack states for the whole; what changed, those for its words. */
function minutesLeft({ pack, scenarios, since, assignment: { audiences }, way }: Lesson): number {
  const whole = pagesFor(pack, audiences).length + scenariosFor(pack, audiences).length
  const share = minutesFor(pack, audiences) / Math.max(1, whole)
  const open = way.pages.filter(({ state }) => state !== 'read')
  const reading = since && open.some(({ id }) => id === WHAT_CHANGED) ? wordsOfChanges(since.changes) / PACE : 0
  const parts = open.filter(({ id }) => id !== WHAT_CHANGED).length + scenarios.length - way.settled
  return reading + share * parts
}

/** Where the learner goes next; the receipt where the policy is signed. */
export function placeOf({ assignment, way }: Lesson): Place {
  if (assignment.status === 'complete' && assignment.signature)
    return { at: 'receipt', acknowledgementId: assignment.signature.id }
  return way.next
}

export function placeTitle(lesson: Lesson): string {
  const { next } = lesson.way
  if (next.at === 'page') return titledPages(lesson).find(({ id }) => id === next.pageId)?.title ?? ''
  if (next.at === 'scenario') return lesson.pack.scenarios.find(({ id }) => id === next.scenarioId)?.title ?? ''
  return ''
}

export type ShownToSigner = ReturnType<typeof shownToSigner>

/** What the entry of a signature says was before its signer. */
export function shownToSigner({ since, pages, scenarios, course: { carried } }: Lesson) {
  const pageIds = since ? [WHAT_CHANGED] : pages.map(({ id }) => id)
  const scenarioIds = scenarios.map(({ id }) => id)
  return {
    pages: pageIds,
    scenarios: scenarioIds,
    /** The version signed before, with whose text this one was compared. */
    since: since?.signature.versionId ?? null,
    /** What of it had been done under an earlier version, in a round that may never have been finished there. */
    carried: {
      pages: pageIds.filter((id) => carried.pages.has(id)),
      scenarios: scenarioIds.filter((id) => carried.scenarios.has(id)),
      answers: carried.answers.map(({ scenarioId, stepId, chosen, verdict, sure }) => ({
        scenarioId,
        stepId,
        chosen,
        verdict,
        sure,
      })),
    },
  }
}

/** The list of pages beside a page. */
export function outlineOf(lesson: Lesson) {
  const titles = titledPages(lesson)
  const { pages, scenarios, minutesLeft } = partsOf(lesson)
  return {
    policyTitle: lesson.pack.policy.title,
    pages: lesson.way.pages.map((page, at) => ({ ...page, title: titles[at]!.title, asked: isAsked(lesson, page) })),
    ...pages,
    scenariosLeft: scenarios.total - scenarios.done,
    minutesLeft,
  }
}
