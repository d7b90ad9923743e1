/** Which of the school's retention rules is about somebody, and when it would have run. Pure. */
import type { Audience } from '../policies/format.ts'
import type { RetentionRule } from '../school/contract.ts'
import { isDay } from '../time.ts'
import type { TrainingRecord } from './record-contract.ts'

/**
 * Takes everything a person ever was here, the school's rules and the person's last day. Somebody with several rules is
 * kept by the longest; where one has none, nobody can say until when. Nothing is erased by it alone.
 */
export function keptUntil(
  audiences: readonly Audience[],
  rules: readonly RetentionRule[],
  lastDay: string | null,
): TrainingRecord['retention'] {
  const each = audiences.map((audience) => {
    const rule = rules.find(({ whom }) => whom === audience) ?? rules.find(({ whom }) => whom === 'all') ?? null
    return { audience, rule, until: rule && lastDay && yearsAfter(lastDay, rule.years) }
  })
  const days = each.flatMap(({ until }) => until ?? [])
  const until = days.length > 0 && days.length === each.length ? days.sort().at(-1)! : null
  return { rules: each, lastDay, until }
}

/** Everything a person ever was here, each once; what was entered by mistake they never were. */
export const everAs = (
  appointments: readonly { id: string; audience: Audience; withdrawn?: boolean }[],
): Audience[] => {
  const latest = [...new Map(appointments.map((one) => [one.id, one])).values()]
  return [...new Set(latest.filter(({ withdrawn }) => !withdrawn).map(({ audience }) => audience))]
}

/** The same day so many years later; 29 February is the 28th where there is no 29th. */
function yearsAfter(day: string, years: number): string {
  const later = `${String(Number(day.slice(0, 4)) + years).padStart(4, '0')}${day.slice(4)}`
  return isDay(later) ? later : later.replace(/29$/, '28')
}
