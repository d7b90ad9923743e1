/** Shapes what a lesson holds for the screen. Pure. */
import { createHash } from 'node:crypto'
import { minutesFor, rulesFor } from '../policies/concerns.ts'
import type { Audience, Block, Pack, Rule, Step } from '../policies/format.ts'
import type { Place } from './contract.ts'
import type { Lesson } from './service.ts'

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

/** Parts done and to do, counting a page or scenario once, and the minutes that are left, rounded up. */
export function partsOf({ pages, scenarios, pack, assignment, way }: Lesson) {
  const read = way.pages.filter(({ state }) => state === 'read').length
  const parts = pages.length + scenarios.length
  const done = read + way.settled
  const minutes = minutesFor(pack, assignment.audiences)
  const minutesLeft =
    assignment.status === 'complete' ? 0 : Math.max(1, Math.ceil((minutes * (parts - done)) / Math.max(1, parts)))
  return {
    pages: { read, total: pages.length },
    scenarios: { done: way.settled, total: scenarios.length },
    done,
    parts,
    minutesLeft,
  }
}

/** Where the learner goes next; the receipt where the policy is signed. */
export function placeOf({ assignment, way }: Lesson): Place {
  if (assignment.status === 'complete' && assignment.signature)
    return { at: 'receipt', acknowledgementId: assignment.signature.id }
  return way.next
}

export function placeTitle({ pages, scenarios, way }: Lesson): string {
  const { next } = way
  if (next.at === 'page') return pages.find(({ id }) => id === next.pageId)?.title ?? ''
  if (next.at === 'scenario') return scenarios.find(({ id }) => id === next.scenarioId)?.title ?? ''
  return ''
}
