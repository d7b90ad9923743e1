/** What the report's parts say in the same words. The window imports types alone; the figures are held to main's by type. */
import type {
  DUE_SOON as Soon,
  MOST_NAMED as Most,
  Report,
  RuleUnderstood,
  WORST as Worst,
} from '../src-main/reports/contract.ts'
import { AUDIENCE_WORDS, capital, clause, formatNumber, plural } from './format.ts'

export const DUE_SOON: typeof Soon = 14
export const MOST_NAMED: typeof Most = 2000
export const WORST: typeof Worst = 10

/** For whom a report is made, by whether it names people. */
export const readersInWords = (names: boolean): string =>
  names ? 'With names, for the safeguarding link governor' : 'Without names, for the full governing body'

/** What a report is narrowed to, in a sentence; null where it speaks of everybody and every policy. */
export function narrowedInWords({ audience, policyId, policies }: Report): string | null {
  if (audience === null && policyId === null) return null
  const title = policies.find((policy) => policy.policyId === policyId)?.title
  const who = audience === null ? 'everybody' : `${AUDIENCE_WORDS[audience].many} alone`
  const what = policyId === null ? 'every policy' : `the policy “${title ?? policyId}” alone`
  return `This report is narrowed: it counts ${who}, and ${what}. It is not compared with an earlier report.`
}

/** "11 of 23 (47%)"; without the share where so few met it that it would point at somebody. */
export const wrongInWords = ({
  people,
  wrong,
  wrongPerCent,
}: Pick<RuleUnderstood, 'people' | 'wrong' | 'wrongPerCent'>) =>
  `${formatNumber(wrong)} of ${formatNumber(people)}${wrongPerCent === null ? '' : ` (${wrongPerCent}%)`}`

/** "Staff", "Volunteers": the name of a row of a table. */
export const audienceRow = (audience: NonNullable<Report['audience']>): string => capital(AUDIENCE_WORDS[audience].many)

/** "Social media, clause 5(v)(1)"; the clause alone where there is one policy. */
export const placeInWords = (
  { policyTitle, ref }: Pick<RuleUnderstood, 'policyTitle' | 'ref'>,
  several: boolean,
): string => (several ? `${policyTitle}, ${clause(ref).replace('Clause', 'clause')}` : clause(ref))

/** What names leave out, where there are more rows than are named: the rest stand in the CSV. */
export const leftOutInWords = (shown: number, inAll: number): string | null =>
  inAll > shown
    ? `These are the first ${formatNumber(shown)} of ${plural(inAll, 'row')}, the most urgent first. ${formatNumber(inAll - shown)} more stand in the CSV: choose Save as CSV.`
    : null
