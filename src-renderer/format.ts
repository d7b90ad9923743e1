import type { Audience, Force } from '../src-main/policies/format.ts'
import type { Status } from '../src-main/induction/contract.ts'

// Dates are put together piece by piece, because what `Intl` writes between the pieces differs from one ICU to the next.
const pieces = (format: Intl.DateTimeFormat, when: Date) =>
  Object.fromEntries(format.formatToParts(when).map((part) => [part.type, part.value])) as Partial<
    Record<Intl.DateTimeFormatPartTypes, string>
  >
const names = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const
const calendar = new Intl.DateTimeFormat('en-GB', { ...names, timeZone: 'UTC' })
const london = new Intl.DateTimeFormat('en-GB', { ...names, timeZone: 'Europe/London' })
const clock = new Intl.DateTimeFormat('en-GB', {
  hour: 'numeric',
  minute: '2-digit',
  hour12: true,
  timeZone: 'Europe/London',
})

interface Shape {
  weekday?: boolean
  year?: boolean
}

const written = (format: Intl.DateTimeFormat, when: Date, { weekday = false, year = true }: Shape) => {
  const { weekday: name, day, month, year: number } = pieces(format, when)
  return [weekday && name, day, month, year && number].filter(Boolean).join(' ')
}

/** A day (`2026-12-04`) as "4 December 2026"; with `weekday` "Friday 4 December 2026"; without `year` "4 December". */
export const formatDay = (day: string, shape: Shape = {}): string =>
  written(calendar, new Date(`${day}T00:00:00Z`), shape)

/** The day of a UTC time, as it is in the United Kingdom; shapes as for `formatDay`. */
export const formatDayOf = (utc: string, shape: Shape = {}): string => written(london, new Date(utc), shape)

/** A UTC time as the clock in the United Kingdom shows it: "9.14 am". */
export function formatTime(utc: string): string {
  const { hour, minute, dayPeriod } = pieces(clock, new Date(utc))
  return `${hour}.${minute} ${dayPeriod?.toLowerCase()}`
}

/** A UTC time as "4 December 2026, 9.14 am". */
export const formatMoment = (utc: string): string => `${formatDayOf(utc)}, ${formatTime(utc)}`

/** A number as it is written in the United Kingdom: "1,284". */
export const formatNumber = (number: number): string => number.toLocaleString('en-GB')

const WORDS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']

/** A small number as a word, "two"; from ten on as figures. */
export const numberWord = (number: number): string => WORDS[number] ?? formatNumber(number)

/** "1 page", "9 pages", "1,284 entries". */
export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${formatNumber(count)} ${count === 1 ? one : many}`

/** "one page", "nine pages", "12 pages". */
export const pluralWord = (count: number, one: string, many = `${one}s`): string =>
  `${numberWord(count)} ${count === 1 ? one : many}`

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** "a", "a and b", "a, b and c". */
export const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`

/** 64 hex digits as 8 groups of 8. */
export const hashGroups = (hash: string): string[] => hash.match(/.{1,8}/g) ?? []

/** The word of each force. The tag's capitals are its style; read out, it is a word. */
export const FORCE_WORDS: Record<Force, string> = {
  must: 'must',
  'must-not': 'must not',
  do: 'do',
  'do-not': 'do not',
  should: 'should',
  'should-not': 'should not',
  may: 'may',
  info: 'know this',
}

export const STATUS_WORDS: Record<Status, string> = {
  overdue: 'Overdue',
  'sign-again': 'Sign again',
  'in-progress': 'In progress',
  'not-started': 'Not started',
  complete: 'Complete',
  waived: 'Waived',
}

export const AUDIENCE_WORDS: Record<Audience, { one: string; many: string }> = {
  staff: { one: 'staff', many: 'staff' },
  volunteer: { one: 'volunteer', many: 'volunteers' },
  governor: { one: 'governor', many: 'governors' },
}

/** A reference as it is read: "Clause 5(v)(1)"; where the document numbers nothing, the slug of its heading in words: "Terms (7)". */
export const clause = (ref: string): string =>
  /^[a-z]*\d/i.test(ref) ? `Clause ${ref}` : capital(ref.replaceAll('-', ' ').replace('(', ' ('))
