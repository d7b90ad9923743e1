/** What programmes, and the changes they bring, are called on screen. */
import type { Output } from '../src-main/contract.ts'
import { STATUS_WORDS, formatDay, listed, plural, pluralWord } from './format.ts'

export type Programme = Output<'policies.programmes'>['audiences'][number]['programmes'][number]
export type Preview = Output<'policies.previewProgramme'>
type Change = Preview['people'][number]['changes'][number]

/** "1 September": the day of a yearly renewal, MM-DD. */
export const yearlyDayInWords = (renewal: string): string => formatDay(`2024-${renewal}`, { year: false })

export const renewalInWords = (renewal: string): string =>
  renewal === 'never'
    ? 'Never by date: only when a policy changes in a major way'
    : `Each year on ${yearlyDayInWords(renewal)}${renewal === '02-29' ? ' (28 February where there is no 29th)' : ''}`

/** From when to when a programme holds. */
export function holdsInWords({ state, from, until }: Programme): string {
  if (state === 'replaced') return `Was to hold from ${formatDay(from)}, but another took its place`
  if (until === null) return `From ${formatDay(from)}`
  return `From ${formatDay(from)} to ${formatDay(until)}`
}

/** What one change means for one person. */
export function changeInWords({ title, before, after }: Change): string {
  if (after === null) return `${title}: not asked any more`
  if (before === null)
    return `${title}: new, ${after.status === 'complete' ? 'and signed already' : `due ${formatDay(after.dueOn)}`}`
  const parts = [
    ...(before.dueOn === after.dueOn || after.status === 'complete'
      ? []
      : [`due ${formatDay(after.dueOn)} rather than ${formatDay(before.dueOn)}`]),
    ...(before.status === after.status
      ? []
      : [`${STATUS_WORDS[after.status].toLowerCase()} rather than ${STATUS_WORDS[before.status].toLowerCase()}`]),
  ]
  return `${title}: ${parts.join(', ') || 'another part of it is asked'}`
}

/** How many are touched, in two sentences at most. */
export function touchedInWords({ touched: { people, gain, lose, other } }: Preview, from: string): string {
  const then = `on ${formatDay(from)}, as far as is known today`
  if (people === 0) return `Nobody who is here is touched ${then}.`
  const parts = [
    ...(gain > 0 ? [`${pluralWord(gain, 'gets', 'get')} something new to do`] : []),
    ...(lose > 0 ? [`${pluralWord(lose, 'has', 'have')} less to do`] : []),
    ...(other > 0 ? [`${pluralWord(other, 'gets', 'get')} another due date, status or part`] : []),
  ]
  const who = plural(people, 'person is', 'people are')
  return `${who} touched ${then}: ${listed(parts)}.`
}
