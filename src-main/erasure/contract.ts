import { z } from 'zod'
import { given } from '../access/contract.ts'
import { ADULT_AUDIENCES } from '../policies/format.ts'
import { WHOM } from '../school/contract.ts'
import { named } from '../typed.ts'
import { workId } from '../work/contract.ts'

/** How many people are listed, and erased, in one go. */
export const ERASED_AT_ONCE = 200

const audiences = z.array(z.enum(ADULT_AUDIENCES))

/** Somebody whom the school's rules say to erase. */
const due = z.object({
  personId: z.uuid(),
  name: z.string(),
  note: z.string(),
  reference: z.string(),
  /** Everything they ever were here. */
  audiences,
  lastDay: z.iso.date(),
  /** The rule that keeps them the longest. */
  rule: z.object({ whom: z.enum(WHOM), years: z.int(), source: z.string() }),
  /** The first day on which they may be erased. */
  since: z.iso.date(),
  /** How many of their declarations wait for a decision: until then they cannot be erased. */
  openDeclarations: z.int(),
})
export type DueForErasure = z.output<typeof due>

/** One erasure, as it is told wherever somebody was erased. */
export const erasure = z.object({
  personId: z.uuid(),
  /** The ledger entry that says it. */
  seq: z.int(),
  because: z.string(),
  /** How many entries lost what they proved. */
  entries: z.int(),
  erasedAt: z.iso.datetime(),
})
export type Erasure = z.output<typeof erasure>

/** What was done, and where free text may still have a name of theirs; `named`: how many texts have one, word for word. */
const erased = z.object({
  people: z.int(),
  entries: z.int(),
  /** No byte of it is left in the file. Where that failed, it is done at the next start. */
  cleared: z.boolean(),
  elsewhere: z.array(z.object({ where: z.string(), named: z.int() })),
  /** The names that were looked for there, former ones too: told this once, and kept nowhere. */
  searched: z.array(z.string()),
})
export type Erased = z.output<typeof erased>

export const erasureContract = {
  /** Of whom what is held is to be erased by the school's rules today, those due the longest first; and what was erased, the last first. */
  'erasure.list': {
    access: 'administrator',
    input: z.strictObject({}),
    output: z.object({
      today: z.iso.date(),
      due: z.array(due),
      dueInAll: z.int(),
      /** Whoever ever was one of these is never due, since no rule is set for them. */
      withoutRule: audiences,
      erasures: z.array(erasure),
      erasedInAll: z.int(),
      /** Where free text may speak of somebody, in words. */
      placesToRead: z.array(z.string()),
    }),
  },
  /** Erases what is held on people who are due; all of them or none. Nothing brings it back. */
  'erasure.erase': {
    access: 'administrator',
    input: z.strictObject({
      personIds: z
        .array(z.uuid())
        .min(1, 'Choose at least one person')
        .max(ERASED_AT_ONCE)
        .refine((ids) => new Set(ids).size === ids.length, 'Each person once'),
      passphrase: given,
      workId,
    }),
    output: erased,
  },
  /** The same for one person who has left and asked for it, whatever the rules say. */
  'erasure.eraseOnRequest': {
    access: 'administrator',
    input: z.strictObject({
      personId: z.uuid(),
      askedOn: z.iso.date('Give a date that exists, such as 1 9 2026'),
      decidedBy: named('Say who decided it'),
      passphrase: given,
      workId,
    }),
    output: erased,
  },
} as const
