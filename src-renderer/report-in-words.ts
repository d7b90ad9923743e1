/** What the report's parts say in the same words. The window imports types alone; the figures are held to main's by type. */
import type {
  DUE_SOON as Soon,
  Figures,
  MOST_NAMED as Most,
  Report,
  RuleUnderstood,
  WORST as Worst,
} from '../src-main/reports/contract.ts'
import { AUDIENCE_WORDS, capital, clause, formatDay, formatMoment, formatNumber, plural } from './format.ts'

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

/** When the last backup was made, and whether the last outside the PC is another. */
export function backupInWords({ lastBackupAt, lastOutsideBackupAt }: Report['record']): string {
  if (lastBackupAt === null) return 'Lanyard knows of none'
  if (lastOutsideBackupAt === lastBackupAt)
    return `${formatMoment(lastBackupAt)}, outside this PC as far as Lanyard can tell`
  const outside = lastOutsideBackupAt === null ? 'Lanyard knows of none' : formatMoment(lastOutsideBackupAt)
  return `${formatMoment(lastBackupAt)}, on this PC. The last one outside it, as far as Lanyard can tell: ${outside}`
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
    ? `These are the first ${formatNumber(shown)} of ${plural(inAll, 'row')}, the most urgent first. ${formatNumber(inAll - shown)} more stand in the CSV of people: Save the people as CSV, where the report is shown.`
    : null

/** One of the four figures of the first page: what stands under it, and how it is had from a report's figures. */
export interface FirstFigure {
  words: string
  count: (figures: Figures) => number
  /** Of how many. */
  inAll?: (figures: Figures) => number
}

/** The four figures of the first page, in their order. */
export function firstFigures({ figures, completePerCent, overdueDays: late }: Report) {
  const by = late ? `, by ${late.least === late.most ? '' : `${late.least} to `}${plural(late.most, 'day')}` : ''
  return {
    complete: {
      words: `people have finished${completePerCent === null ? '' : ` (${completePerCent}%)`}`,
      count: ({ complete }) => complete,
      inAll: ({ people }) => people,
    },
    waiting: {
      words: `${figures.waiting === 1 ? 'is' : 'are'} in time, or asked to sign again`,
      count: ({ waiting }) => waiting,
    },
    overdue: { words: `${figures.overdue === 1 ? 'is' : 'are'} overdue${by}`, count: ({ overdue }) => overdue },
    review: {
      words: `${figures.policiesPastReview === 1 ? 'policy is past its' : 'policies are past their'} review date`,
      count: ({ policiesPastReview }) => policiesPastReview,
      inAll: ({ policies }) => policies,
    },
  } satisfies Record<string, FirstFigure>
}

/** What the last report said of a figure; null where this one is narrowed, and so compared with none. */
export function lastInWords({ audience, policyId, lastReport }: Report, { count, inAll }: FirstFigure): string | null {
  if (audience !== null || policyId !== null) return null
  if (!lastReport) return 'No earlier report'
  const { asAt, figures } = lastReport
  return `${formatNumber(count(figures))}${inAll ? ` of ${formatNumber(inAll(figures))}` : ''} on ${formatDay(asAt)}`
}

/** What stands over the rules that people get wrong most, or in their place. */
export function wrongMostInWords({ understanding: { people, wrongMost } }: Report): string {
  if (wrongMost.length > 0)
    return `From the first answers of ${plural(people, 'person', 'people')}; they are kept for good, and later tries change nothing here. Of fewer than five people no share is given, and rules that so few met are not listed.`
  return people === 0
    ? 'Nobody has answered a scenario yet.'
    : 'No rule stands out: nobody got one wrong, or too few people have met it to tell.'
}

/** What stands over the rules that people are sure of and get wrong, or in their place. */
export function sureInWords({ understanding: { sureAndWrong, rules } }: Report): string {
  if (sureAndWrong.length > 0)
    return 'With an answer people may say how sure they are. Whoever is sure does not ask: these rules are the ones most worth a staff meeting.'
  return rules.some(({ said }) => said > 0)
    ? 'No rule stands out: of those that enough people met, nobody was sure of a wrong answer.'
    : 'Nobody has said how sure they were of an answer.'
}

/** What stands over the rules that no scenario asks about, or in their place. */
export function untestedInWords({ understanding: { neverTested }, byPolicy }: Report): string {
  if (neverTested.length > 0)
    return 'People read and sign these, and nothing here can say whether they understood them. The policy lead can write a scenario.'
  return byPolicy.length === 0
    ? 'No policy is asked of anybody on this day.'
    : 'None: each rule that binds somebody here is asked about.'
}

/** What the record is, and what minuting its head does. */
export const RECORD_IN_WORDS =
  'Each signature and each change is a numbered entry, and each entry carries the fingerprint of the one before. Once the figures below are in your minutes, nothing before them can be altered or removed without it showing.'

/** Which printed report the minutes have, and whether the record still agrees with it. */
export const minutedInWords = ({ minuted }: Report['record']): string =>
  minuted?.words ?? 'Nobody has entered yet which minute records a printed report'
