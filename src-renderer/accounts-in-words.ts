/** How the register is told, on the screen and on paper. */
import type { Account, Attention, Register } from '../src-main/accounts/contract.ts'
import { capital, formatDay, numberWord, pluralWord } from './format.ts'

export const MULTI_FACTOR_WORDS: Record<Account['multiFactor'], string> = {
  on: 'On',
  off: 'Off',
  unknown: 'Not known',
}

export const ATTENTION_WORDS: Record<Attention, string> = {
  'multi-factor-off': 'Multi-factor is off',
  'never-checked': 'Never checked',
  'not-checked-for-over-a-year': 'Not checked for over a year',
}

/** A day, or words where none is given. */
export const dayOr = (day: string | null, words = 'Not given'): string => (day === null ? words : formatDay(day))

/** How many accounts are open, and what is to be told of them, in a sentence each. */
export function registerInWords({ open, closed }: Register): string {
  if (open.length === 0)
    return closed.length === 0 ? 'No account was on the register on this day.' : 'No account is open.'
  const having = (...kinds: Attention[]) =>
    open.filter(({ attention }) => kinds.some((kind) => attention.includes(kind))).length
  const unchecked = having('never-checked', 'not-checked-for-over-a-year')
  const off = having('multi-factor-off')
  return [
    `${capital(pluralWord(open.length, 'account is', 'accounts are'))} open.`,
    unchecked === 0
      ? `${open.length === 1 ? 'It was' : 'Each was'} checked in the past year.`
      : `${capital(numberWord(unchecked))} ${unchecked === 1 ? 'was' : 'were'} not checked in the past year.`,
    off === 0 ? '' : `Multi-factor is off on ${numberWord(off)}.`,
  ]
    .filter(Boolean)
    .join(' ')
}
