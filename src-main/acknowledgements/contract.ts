import { z } from 'zod'
import type { Calls } from '../calls.ts'
import { ADULT_AUDIENCES, FORCES } from '../policies/format.ts'

const declared = z.object({ id: z.string(), question: z.string(), answer: z.enum(['yes', 'no']), detail: z.string() })
const head = z.object({ length: z.int(), hash: z.string() })

/** The proof of one signature, as it is printed. Times in UTC. */
export const receipt = z.object({
  acknowledgementId: z.uuid(),
  schoolName: z.string(),
  personName: z.string(),
  nameTyped: z.string(),
  audiences: z.array(z.enum(ADULT_AUDIENCES)),
  policyTitle: z.string(),
  version: z.string(),
  /** SHA-256 of the published text, 64 hex digits */
  fingerprint: z.string(),
  signedAt: z.iso.datetime(),
  statement: z.string(),
  undertakings: z.array(z.string()),
  declarations: z.array(declared),
  pages: z.int(),
  scenarios: z.int(),
  rules: z.int(),
  firstAnswers: z.object({ right: z.int(), total: z.int() }),
  /** The ledger entry that holds the signature. */
  entry: z.object({ seq: z.int(), hash: z.string() }),
  head,
})
export type Receipt = z.infer<typeof receipt>

export const acknowledgementsContract = {
  /** What stands on the signing page; refused until everything before it is done. */
  'acknowledgements.form': {
    access: 'learner',
    input: z.strictObject({ versionId: z.uuid() }),
    output: z.object({
      personName: z.string(),
      policyTitle: z.string(),
      version: z.string(),
      today: z.iso.date(),
      pages: z.int(),
      scenarios: z.int(),
      rules: z.int(),
      statement: z.string(),
      consequence: z.string().nullable(),
      summary: z.array(z.object({ force: z.enum(FORCES), text: z.string() })),
      declarations: z.array(
        z.object({ id: z.string(), question: z.string(), detail: z.string(), hint: z.string().nullable() }),
      ),
      undertakings: z.array(z.object({ id: z.string(), text: z.string() })),
    }),
  },
  /** Signs, once and for good. The name must be the person's, the PIN is asked again. */
  'acknowledgements.sign': {
    access: 'learner',
    input: z.strictObject({
      versionId: z.uuid(),
      name: z.string().max(400),
      pin: z.string().max(20),
      declarations: z
        .array(
          z.strictObject({
            id: z.string().max(200),
            answer: z.enum(['yes', 'no']),
            detail: z
              .string()
              .trim()
              .max(2000, 'At most 2,000 characters')
              .regex(/^[^\0\p{Cs}]*$/u, 'The text holds a character that cannot be kept'),
          }),
        )
        .max(50),
      undertakings: z.array(z.string().max(200)).max(50),
    }),
    output: z.object({ acknowledgementId: z.uuid() }),
  },
  /** The learner's own receipt. */
  'acknowledgements.receipt': {
    access: 'learner',
    input: z.strictObject({ acknowledgementId: z.uuid() }),
    output: receipt,
  },
} satisfies Calls
