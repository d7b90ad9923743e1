/** Of whom the school's rules say that what is held on them is to be erased. Pure. */
import { everAs, keptUntil } from '../papers/kept-until.ts'
import type { Appointment } from '../people/contract.ts'
import type { RetentionRule } from '../school/contract.ts'
import { addDays } from '../time.ts'

export interface Due {
  /** The one that keeps them the longest. */
  rule: RetentionRule
  /** Their last day here. */
  lastDay: string
  /** The first day on which they may be erased: their record is kept on the day on which the rule ends. */
  since: string
}

/** Takes somebody as they are known today and the school's rules; undefined where they are not due, or a rule is missing. */
export function dueOn(
  { appointments, leftOn }: { appointments: readonly Appointment[]; leftOn: string | null },
  rules: readonly RetentionRule[],
  today: string,
): Due | undefined {
  const kept = keptUntil(everAs(appointments), rules, leftOn)
  const longest = kept.rules.find(({ until }) => until !== null && until === kept.until)
  if (leftOn === null || kept.until === null || kept.until >= today || !longest?.rule) return undefined
  return { rule: longest.rule, lastDay: leftOn, since: addDays(kept.until, 1) }
}
