/** How the school's settings are told on their screens. */
import type { RetentionRule, Whom } from '../src-main/school/contract.ts'
import { formatDay, plural } from './format.ts'

/** Whom a retention rule is about, in the order of the form. */
export const WHOM_WORDS: Record<Whom, string> = {
  staff: 'Staff',
  volunteer: 'Volunteers',
  governor: 'Governors',
  all: 'Everyone without a rule of their own',
}

/** A day of each year (MM-DD): "1 September". */
export const yearlyDayInWords = (day: string): string => formatDay(`2024-${day}`, { year: false })

/** "6 years after leaving". */
export const keptInWords = ({ years }: Pick<RetentionRule, 'years'>): string => `${plural(years, 'year')} after leaving`
