/** How declarations are told. */
import type { Declaration, Decision } from '../src-main/acknowledgements/contract.ts'
import { formatDayOf, plural } from './format.ts'

export const DECISION_WORDS: Record<Decision['decision'], string> = {
  noted: 'Noted, nothing to do',
  'agreed-with-conditions': 'Agreed, with conditions',
  'not-agreed': 'Not agreed',
  'talk-needed': 'A talk is needed first',
}

/** Whoever waits longer than this many days for a decision is named, up to so many people. */
const LONG = 14
const NAMED = 5

/** Whether a "yes" has been open for too long. */
export const isLong = ({ isOpen, daysOpen }: Declaration): boolean => isOpen && daysOpen > LONG

/** "Open for 19 days", "Open since today". */
export const openInWords = ({ daysOpen }: Declaration): string =>
  daysOpen > 0 ? `Open for ${plural(daysOpen, 'day')}` : 'Open since today'

/** How many are open, since when, and who has waited for too long, each once, in a sentence each. Takes them the oldest first. */
export function reminderInWords(open: readonly Declaration[]): { lead: string; since: string; long: string } {
  const long = open
    .filter(isLong)
    .filter(({ person }, at, all) => all.findIndex((one) => one.person.id === person.id) === at)
    .map(({ person, daysOpen }) => `${person.name}, ${plural(daysOpen, 'day')}`)
  const more = long.length > NAMED ? `; and ${plural(long.length - NAMED, 'other')}` : ''
  const since = open[0] ? formatDayOf(open[0].declaredAt) : ''
  return {
    lead: `${plural(open.length, 'declaration')} ${open.length === 1 ? 'waits' : 'wait'} for a decision.`,
    since: open.length === 1 ? `Since ${since}.` : `The oldest since ${since}.`,
    long: long.length === 0 ? '' : `For more than ${LONG} days: ${long.slice(0, NAMED).join('; ')}${more}.`,
  }
}
