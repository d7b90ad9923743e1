/** Why somebody was erased, in the words that stand in the record and in every check of it. Pure. */
import type { RetentionRule } from '../school/contract.ts'
import { dayInWords } from '../time.ts'

/** Such as "7 years after leaving (IRMS toolkit 2019)". */
export const ruleInWords = ({ years, source }: Pick<RetentionRule, 'years' | 'source'>): string =>
  `${years} ${years === 1 ? 'year' : 'years'} after leaving (${source})`

/** Such as "asked for on 3 May 2027, decided by Headteacher". */
export const requestInWords = ({ askedOn, decidedBy }: { askedOn: string; decidedBy: string }): string =>
  `asked for on ${dayInWords(askedOn)}, decided by ${decidedBy}`
