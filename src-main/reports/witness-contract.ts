import { z } from 'zod'
import { named } from '../typed.ts'

const day = z.iso.date()

/** A report that was printed, and where the minutes have it. */
const witnessed = z.object({
  /** The entry that it was printed. */
  seq: z.int(),
  asAt: day,
  madeAt: z.iso.datetime(),
  names: z.boolean(),
  /** What it was made from, and prints. */
  head: z.object({ length: z.int(), hash: z.string() }),
  /** Whether the record has that hash at that length. */
  agrees: z.boolean(),
  /** What was entered last of its minute; null where nothing was. */
  minuted: z.object({ reference: z.string(), metOn: day, enteredAt: z.iso.datetime() }).nullable(),
})
export type Witnessed = z.infer<typeof witnessed>

/** What a report says of the printed one whose head the minutes have. */
export const minutedHead = z.object({
  asAt: day,
  length: z.int(),
  reference: z.string(),
  metOn: day,
  /** Whether the record still has it. */
  agrees: z.boolean(),
  words: z.string(),
})
export type MinutedHead = z.infer<typeof minutedHead>

/** What is typed of a minute; `seq`: of which report. */
const meeting = z.strictObject({
  seq: z.int().min(1),
  reference: named('Type where the minutes have it, such as Full governing body, item 7.2'),
  metOn: z.iso.date('Give a date that exists, such as 23 11 2026'),
})
export type Meeting = z.output<typeof meeting>

export const witnessContract = {
  /** Every report that was printed, the newest first: where the minutes have it, and whether the record still agrees with it. */
  'reports.witnessed': {
    access: 'governor',
    input: z.strictObject({}),
    output: z.object({ today: day, printed: z.array(witnessed) }),
  },
  /** Enters where the minutes have a printed report. Of several entries on one report the last holds. */
  'reports.enterMinute': { access: 'governor', input: meeting, output: z.object({}) },
} as const
