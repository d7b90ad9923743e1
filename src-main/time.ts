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
  const text = typeof instant === 'string' ? instant : instant.toISOString()
  const hour = text.slice(0, 'YYYY-MM-DDTHH'.length)
  const day = daysOfHours.get(hour) ?? dayFormat.format(new Date(text))
  daysOfHours.set(hour, day)
  return day
}

/** The UK day of each UTC hour that was asked for: none begins within an hour, and to work it out is slow. */
const daysOfHours = new Map<string, string>()

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
  const number = numberOf(day) + days
  const known = dayOfNumber.get(number)
  if (known !== undefined) return known
  const text = new Date(number * DAY).toISOString().slice(0, 10)
  dayOfNumber.set(number, text)
  return text
}

/** How many days lie from the first day to the second; negative where the second comes first. */
export const daysBetween = (from: string, to: string): number => numberOf(to) - numberOf(from)

const DAY = 86_400_000 // ms
/** Days by their numbers, and the other way round: a report adds days some million times, and they are few. */
const dayOfNumber = new Map<number, string>()
const numberOfDay = new Map<string, number>()

/** How many days lie between 1 January 1970 and a day. */
function numberOf(day: string): number {
  const known = numberOfDay.get(day)
  if (known !== undefined) return known
  const number = Math.round(Date.parse(`${day}T00:00:00Z`) / DAY)
  numberOfDay.set(day, number)
  return number
}

/** A day in words: 4 December 2026. */
export function dayInWords(day: string): string {
  return longDayFormat.format(new Date(`${day}T00:00:00Z`))
}

/** An instant's UK time in words: 9.14 am. */
export function timeInWords(instant: string): string {
  return timeFormat.format(new Date(instant)).replace(':', '.')
}
