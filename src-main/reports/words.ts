/** The report's own sentences. Pure. */
import { inGroups, type Head } from '../ledger/chain.ts'
import { dayInWords, dayOf, timeInWords } from '../time.ts'
import type { Tally } from './contract.ts'
import type { Witnessed } from './witness-contract.ts'

const SMALL = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']
/** A number in a sentence: in words up to nine. */
export const words = (n: number): string => SMALL[n] ?? figures(n)
const figures = (n: number): string => n.toLocaleString('en-GB')
const entries = (n: number): string => `${figures(n)} ${n === 1 ? 'entry' : 'entries'}`
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** The answer to the governors' first three questions in two sentences. */
export function headline(total: Tally, policiesPastReview: number): string {
  const review =
    policiesPastReview === 0
      ? 'no policy is past its review date'
      : `${words(policiesPastReview)} ${policiesPastReview === 1 ? 'policy is past its' : 'policies are past their'} review date`
  if (total.people === 0) return `Nobody is asked to complete an induction on this day, and ${review}.`
  const all = total.complete === total.people
  const waived = total.waived === 0 ? '' : `, and ${words(total.waived)} ${total.waived === 1 ? 'is' : 'are'} waived`
  const done = all
    ? total.people === 1
      ? 'The one person on the roll has finished their induction.'
      : `All ${figures(total.people)} people have finished their induction.`
    : `${figures(total.complete)} of ${figures(total.people)} ${total.people === 1 ? 'person has' : 'people have'} finished their induction${waived}.`
  const late =
    total.overdue === 0
      ? 'Nobody is overdue'
      : capital(`${words(total.overdue)} ${total.overdue === 1 ? 'is' : 'are'} overdue`)
  return `${done} ${late}, and ${review}.`
}

/** A ready sentence for the minutes. Where the report speaks of a past day, both days stand in it. */
export function minute(asAt: string, today: string, head: Head): string {
  const printed = asAt === today ? '' : `, printed on ${dayInWords(today)}`
  return (
    `The governing body received the induction report as at ${dayInWords(asAt)}${printed}. The record then had ` +
    `${entries(head.length)}; the first half of its fingerprint was ` +
    `${inGroups(head.hash).slice(0, 4).join(' ')}.`
  )
}

type Minuted = Pick<Witnessed, 'asAt' | 'head' | 'agrees'> & { minuted: NonNullable<Witnessed['minuted']> }
/** Where the minutes have a printed report, and whether the record still agrees with it. */
export function minutedInWords({ asAt, head, agrees, minuted }: Minuted): string {
  const { metOn, reference } = minuted
  const still = agrees
    ? 'The record agrees with what it noted of it; only the printed page can prove more.'
    : 'The record does not agree with it any more.'
  return `Minuted on ${dayInWords(metOn)} (${reference}): the report as at ${dayInWords(asAt)}, of ${entries(head.length)}. ${still}`
}

/** That the record has not the head any more that a report was printed with. */
export const lostInWords = ({ asAt, madeAt, head }: Pick<Witnessed, 'asAt' | 'madeAt' | 'head'>): string =>
  `The report as at ${dayInWords(asAt)}, printed on ${dayInWords(dayOf(madeAt))}, has a fingerprint of entry ${figures(head.length)} that the record has not.`

/** What the check of the record found, in a sentence that names nobody. `findings`: the first of `count`. */
export function checkInWords(
  length: number,
  { findings, count }: { findings: readonly { unnamed: string }[]; count: number },
): string {
  if (count === 0)
    return `All ${figures(length)} entries were read again, and agree with one another and with every row they prove.`
  const more = count > 1 ? ` There are ${figures(count - 1)} more findings; run the full check.` : ''
  return `The record does not hold together. ${findings[0]!.unnamed}${more}`
}

/** The words at the foot of each printed page: whose paper, which one, of which day, and the record it was made from. */
export function footer(
  schoolName: string,
  asAt: string,
  printedAt: string,
  head: Head,
  paper = 'induction report',
): string {
  const printed = `printed ${dayInWords(dayOf(printedAt))}, ${timeInWords(printedAt)}`
  const short = inGroups(head.hash).slice(0, 2).join(' ')
  return `${schoolName}: ${paper} as at ${dayInWords(asAt)}, ${printed}. Record: ${figures(head.length)} entries, ${short}`
}
