/** How reminders are told, on screens and papers. */
import type { Due, Kind } from '../src-main/reminders/contract.ts'
import type { MarkName } from './components/Mark.svelte'
import { dueInWords } from './in-words.ts'

/** `mark`: its shape, which the status of the same name has too. */
export const KIND_WORDS: Record<Kind, { words: string; mark: MarkName }> = {
  overdue: { words: 'Overdue', mark: 'overdue' },
  'sign-again': { words: 'Sign again', mark: 'sign-again' },
  'due-soon': { words: 'Due soon', mark: 'not-started' },
}

/** "12 days late", "in 3 days", "today"; with why, where it is asked for again. */
export function standsInWords({ daysLate, again }: Due): string {
  const why = again === 'version' ? ', new version' : again === 'renewal' ? ', yearly signature' : ''
  return dueInWords(daysLate) + why
}

/** "Not begun, 20 minutes", "Begun, 9 minutes left". */
export const leftInWords = ({ begun, minutesLeft }: Due): string =>
  `${begun ? 'Begun' : 'Not begun'}, ${minutesLeft === 1 ? 'a minute' : `${minutesLeft} minutes`}${begun ? ' left' : ''}`
