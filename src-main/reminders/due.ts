/** Who is to be reminded of what. Pure. */
import type { Assignment } from '../induction/assignment.ts'
import { KINDS, type Kind, type Reminded } from './contract.ts'

/** Why somebody is reminded of an assignment; null where they are not. `until`: the last day that is looked at. */
export function kindOf({ status, dueOn }: Pick<Assignment, 'status' | 'dueOn'>, until: string): Kind | null {
  if (status === 'overdue' || status === 'sign-again') return status
  const isOpen = status === 'not-started' || status === 'in-progress'
  return isOpen && dueOn <= until ? 'due-soon' : null
}

/** The most urgent kind of several. */
export const mostUrgent = (kinds: readonly Kind[]): Kind => KINDS.find((one) => kinds.includes(one)) ?? 'due-soon'

const byName = new Intl.Collator('en-GB')

/** The order of the list: the most urgent kind, then the earliest date, then the name; namesakes always the same way round. */
export const inOrder = (people: readonly Reminded[]): Reminded[] =>
  people
    .map((one) => ({ one, urgency: KINDS.indexOf(one.kind), first: one.dues.map(({ dueOn }) => dueOn).sort()[0]! }))
    .sort(
      (a, b) =>
        a.urgency - b.urgency ||
        compare(a.first, b.first) ||
        byName.compare(a.one.name, b.one.name) ||
        byName.compare(a.one.note, b.one.note) ||
        compare(a.one.personId, b.one.personId),
    )
    .map(({ one }) => one)

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
