/** What several screens and papers say in the same words. */
import type { Audience } from '../src-main/policies/format.ts'
import { AUDIENCE_WORDS, capital, plural } from './format.ts'

const REVIEW_SOON = 60 // days

/** "Volunteer, governor": what a person is here. */
export const audiencesInWords = (audiences: readonly Audience[]): string =>
  capital(audiences.map((one) => AUDIENCE_WORDS[one].one).join(', '))

/** How a due date stands to today. Takes days late, negative where days are left: "12 days late", "today", "in 3 days". */
export function dueInWords(daysLate: number): string {
  if (daysLate > 0) return `${plural(daysLate, 'day')} late`
  return daysLate === 0 ? 'today' : `in ${plural(-daysLate, 'day')}`
}

/** How a policy stands to its review date. Takes days late, negative where days are left, null where there is no date. */
export function reviewInWords(daysLate: number | null): string {
  if (daysLate === null) return 'No review date given'
  if (daysLate > 0) return `Past review by ${plural(daysLate, 'day')}`
  if (daysLate === 0) return 'Due today'
  return daysLate >= -REVIEW_SOON ? `Due in ${plural(-daysLate, 'day')}` : 'In date'
}
