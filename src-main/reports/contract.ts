import { z } from 'zod'
import type { Calls } from '../calls.ts'
import { paperView, status, waiverView } from '../induction/contract.ts'
import { ADULT_AUDIENCES, policyFile } from '../policies/format.ts'
import { letterhead } from '../school/contract.ts'

/** How many people, by the status of each; `inTime` is not started or in progress, and not yet due. Waived is not complete. */
const tally = z.object({
  people: z.int(),
  complete: z.int(),
  inTime: z.int(),
  signAgain: z.int(),
  overdue: z.int(),
  waived: z.int(),
})
export type Tally = z.infer<typeof tally>

/** The report to the governing body, as at a day. Every figure comes from rows no later than that day. */
export const report = z.object({
  ...letterhead,
  asAt: z.iso.date(),
  today: z.iso.date(),
  printedAt: z.iso.datetime(),
  /** The words at the foot of each printed page. */
  footer: z.string(),
  /** The answer in a sentence or two. */
  headline: z.string(),
  total: tally,
  /** per cent of all people who are complete, whole, rounded down so that 100 means everyone; null where there is nobody */
  completePerCent: z.int().nullable(),
  overdueDays: z.object({ least: z.int(), most: z.int() }).nullable(),
  policiesPastReview: z.int(),
  byAudience: z.array(tally.extend({ audience: z.enum(ADULT_AUDIENCES) })),
  /** People who stand in more than one row of `byAudience`. */
  inSeveralAudiences: z.int(),
  /** `onPaper`: how many of those who are complete signed on paper. */
  byPolicy: z.array(tally.extend({ policyId: z.string(), title: z.string(), version: z.string(), onPaper: z.int() })),
  people: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      note: z.string(),
      audiences: z.array(z.enum(ADULT_AUDIENCES)),
      policyTitle: z.string(),
      version: z.string(),
      status,
      dueOn: z.iso.date(),
      daysLate: z.int(),
      /** finished attempts */
      attempts: z.int(),
      firstAnswers: z.object({ right: z.int(), total: z.int() }).nullable(),
      signedAt: z.iso.datetime().nullable(),
      /** Where that was signed on paper; `signedAt` is then when it was entered. */
      paper: paperView.nullable(),
      /** What it is waived by; null where it is not. */
      waiver: waiverView.nullable(),
    }),
  ),
  /** Counts alone: nothing that was declared, and no name. `yes` is those that are open and those that are decided. */
  declarations: z.object({ made: z.int(), yes: z.int(), open: z.int(), decided: z.int() }),
  policies: z.array(
    z.object({
      title: z.string(),
      version: z.string(),
      /** Of the version in force: whether it was the first, asked nobody again, or did; and since when it is. */
      kind: z.enum(['first', 'minor', 'major']),
      inForceOn: z.iso.date(),
      approvedOn: z.iso.date().nullable(),
      reviewedOn: z.iso.date().nullable(),
      nextReviewOn: z.iso.date().nullable(),
      reviewDaysLate: z.int().nullable(),
      notes: policyFile.shape.notes.unwrap(),
      fingerprint: z.string(),
    }),
  ),
  record: z.object({
    /** The head when the report was made. */
    head: z.object({ length: z.int(), hash: z.string() }),
    openedAt: z.iso.datetime(),
    lastEntryAt: z.iso.datetime(),
    /** What the check just made of the chain and its payloads found. */
    check: z.object({ whole: z.boolean(), words: z.string() }),
    /** 64 hex digits in 8 groups */
    fingerprint: z.array(z.string()),
    /** A ready sentence for the minutes, with the first 32 digits. */
    minute: z.string(),
  }),
})
export type Report = z.infer<typeof report>

export const reportsContract = {
  /** The report as at a day, today where none is given. */
  'reports.report': {
    access: 'governor',
    input: z.strictObject({ asAt: z.iso.date('Give a date that exists, such as 23 11 2026').optional() }),
    output: report,
  },
} satisfies Calls
