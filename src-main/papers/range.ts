/** Which days a list of evidence may speak of. Pure. */
import { LanyardError } from '../errors.ts'
import { addDays, dayInWords, endOfDay } from '../time.ts'

export interface Range {
  from: string
  until: string
}

/** What the days are held against: the first day of the record, and today. */
interface Bounds {
  opened: string
  today: string
}

/** Where nobody has said: from the first day of the school year, 1 September, or of the record where that is later, until today. */
export function usualRange({ opened, today }: Bounds): Range {
  const september = `${today.slice(0, 4)}-09-01`
  const begins = september <= today ? september : `${Number(today.slice(0, 4)) - 1}-09-01`
  return { from: begins < opened ? opened : begins, until: today }
}

/** Throws LanyardError `invalid-input`, each wrong range in words of its own, where the days are not of the record. */
export function refuseRange({ from, until }: Range, { opened, today }: Bounds): void {
  const wrong = (field: keyof Range, words: string) => new LanyardError('invalid-input', words, field)
  const [first, last] = [dayInWords(opened), dayInWords(today)]
  if (today < opened)
    throw wrong(
      'until',
      `This PC’s clock says ${last}, and the record begins on ${first}. Put the clock right, then open the list again`,
    )
  if (from > until) throw wrong('until', `The last day is before the first. Give ${dayInWords(from)} or a later day`)
  if (from < opened && until > today)
    throw wrong('from', `That is longer than there is: the record goes from ${first} to today, ${last}`)
  if (from > today) throw wrong('from', `${dayInWords(from)} is still to come. Choose today or a day before it`)
  if (until > today) throw wrong('until', `${dayInWords(until)} is still to come. Choose today or a day before it`)
  if (until < opened)
    throw wrong('until', `There was no record yet: it begins on ${first}. Choose that day or a later one`)
  if (from < opened) throw wrong('from', `The record begins on ${first}. Choose that day or a later one`)
}

/** The instants between which the days lie, UTC: at or after `since`, and before `before`. */
export const instantsOf = ({ from, until }: Range): { since: string; before: string } => ({
  since: endOfDay(addDays(from, -1)),
  before: endOfDay(until),
})
