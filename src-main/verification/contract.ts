import { z } from 'zod'
import { workId } from '../work/contract.ts'

const head = z.object({ length: z.int(), hash: z.string() })

/** A head that was known before, and whether the record agrees with it. */
const heldHead = z.object({
  /** A printed report's, typed in from paper, of a backup as noted in the record, of a backup's file as read in it, or of these records as this PC has seen them. */
  kind: z.enum(['report', 'typed', 'backup', 'file', 'here']),
  /** When it was printed, typed in, made or seen; UTC. */
  at: z.iso.datetime(),
  length: z.int(),
  /** 32 to 64 of the hash. */
  digits: z.string(),
  agrees: z.boolean(),
  /** Of a printed report: the ledger entry that says it was printed. */
  entrySeq: z.int().nullable(),
  /** Of a printed report: which minute records it, where somebody has entered that. */
  minuted: z.object({ reference: z.string(), metOn: z.iso.date() }).nullable(),
  /** Of a backup as noted. */
  place: z.enum(['here', 'outside']).nullable(),
  /** Of a backup's file: its name. */
  file: z.string().nullable(),
  /** Of a backup's file that goes on otherwise from where another backup was restored: when that was, UTC. The head is that of there. */
  parted: z.iso.datetime().nullable(),
  /** Of one seen here that does not agree: who has read that it does not, and when, in words; null where nobody has. */
  noted: z.string().nullable(),
  /** What it is known from. */
  words: z.string(),
})
export type HeldHead = z.infer<typeof heldHead>

/** What a check of the whole record found. */
const verdict = z.object({
  /** No fault, and every head that is known agrees. */
  whole: z.boolean(),
  headline: z.string(),
  checkedAt: z.iso.datetime(),
  head,
  /** Sentences. */
  proved: z.array(z.string()),
  notProved: z.array(z.string()),
  /** The first of them, a sentence each. */
  findings: z.array(z.string()),
  /** How many there are in all. */
  count: z.int(),
  /** What to do next; null where nothing is to be done. */
  todo: z.string().nullable(),
  typed: z.object({ agrees: z.boolean(), words: z.string() }).nullable(),
  /** Sentences: each time that a backup took the place of the records. */
  restored: z.array(z.string()),
  heads: z.array(heldHead),
})
export type Verdict = z.infer<typeof verdict>

export const verificationContract = {
  /** What is known of the record without reading it again, and what the last check since the program was opened found. */
  'verification.last': {
    access: 'governor',
    input: z.strictObject({}),
    output: z.object({
      head,
      /** 64 hex digits in 8 groups */
      fingerprint: z.array(z.string()),
      openedAt: z.iso.datetime(),
      lastEntryAt: z.iso.datetime(),
      heads: z.array(heldHead),
      /** Sentences: each time that a backup took the place of the records. */
      restored: z.array(z.string()),
      /** Sentences: what was noticed when the program was opened, and nobody has read yet. */
      notices: z.array(z.string()),
      verdict: verdict.nullable(),
    }),
  },
  /** Checks the whole record, and a head typed in from paper where there is one. One that agrees is kept. */
  'verification.check': {
    access: 'governor',
    input: z.strictObject({
      workId: workId.optional(),
      entries: z.string().max(40).default(''),
      fingerprint: z.string().max(200).default(''),
    }),
    output: verdict,
  },
  /** Somebody has read what was noticed when the program was opened: that, and nothing else, is not noticed again at a start. */
  'verification.note': { access: 'governor', input: z.strictObject({}), output: z.object({}) },
} as const
