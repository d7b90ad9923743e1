/**
 * Days and instants. A day is 'YYYY-MM-DD' and has no time zone; an instant is UTC.
 * The day an instant belongs to is the day in the United Kingdom, whatever the PC's own zone is:
 * so a report for a day says the same on every machine.
 */
export const ZONE = 'Europe/London'

export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }

const dayFormat = new Intl.DateTimeFormat('en-CA', {
  timeZone: ZONE,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
})
const timeFormat = new Intl.DateTimeFormat('en-GB', {
  timeZone: ZONE,
  hour: 'numeric',
  minute: '2-digit',
  hour12: true,
})
const longDayFormat = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
})

/** Takes an instant or its UTC text; gives its UK day. */
export function dayOf(instant: Date | string): string {
  return dayFormat.format(typeof instant === 'string' ? new Date(instant) : instant)
}

/** The instant at which a day is over in the United Kingdom, UTC: what came before it was that day's or an earlier one's. */
export function endOfDay(day: string): string {
  const elevenUtc = `${day}T23:00:00.000Z` // midnight in summer
  return dayOf(elevenUtc) === day ? `${addDays(day, 1)}T00:00:00.000Z` : elevenUtc
}

/** Whether a text is a day that exists. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) && addDays(text, 0) === text
}

/** Takes a day and a number of days, which may be negative; gives the day that many later. */
export function addDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}

/** How many days lie from the first day to the second; negative where the second comes first. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
}

/** A day in words: 4 December 2026. */
export function dayInWords(day: string): string {
  return longDayFormat.format(new Date(`${day}T00:00:00Z`))
}

/** An instant's UK time in words: 9.14 am. */
export function timeInWords(instant: string): string {
  return timeFormat.format(new Date(instant)).replace(':', '.')
}
