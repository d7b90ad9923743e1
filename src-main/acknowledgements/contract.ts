import { z } from 'zod'
import { paperView } from '../induction/contract.ts'
import { ADULT_AUDIENCES, FORCES, policyFile, rule } from '../policies/format.ts'
import { contactNamed, letterhead } from '../school/contract.ts'
import { line, lines, named } from '../typed.ts'

const declared = z.object({
  id: z.string(),
  question: z.string(),
  answer: z.enum(['yes', 'no']),
  detail: z.string(),
  /** The day of the school's decision on a "yes"; null while it is open, and for a "no". */
  dealtWithOn: z.iso.date().nullable(),
})
const head = z.object({ length: z.int(), hash: z.string() })

/** The proof of one signature, as it is printed. Times in UTC. */
export const receipt = z.object({
  acknowledgementId: z.uuid(),
  /** As they were when it was signed. */
  ...letterhead,
  personName: z.string(),
  nameTyped: z.string(),
  audiences: z.array(z.enum(ADULT_AUDIENCES)),
  policyTitle: z.string(),
  version: z.string(),
  /** The version signed before, where its signer was shown what changed since; else null: the whole was shown. */
  since: z.string().nullable(),
  /** The version that is in force now, where it is a newer one. */
  newer: z.object({ version: z.string(), inForceOn: z.iso.date() }).nullable(),
  /** SHA-256 of the published text, 64 hex digits */
  fingerprint: z.string(),
  /** When it was made here: of a signature on paper, when it was entered. */
  signedAt: z.iso.datetime(),
  paper: paperView.nullable(),
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

/** What stands before the signature to be answered and agreed to. */
const questions = {
  declarations: z.array(
    z.object({ id: z.string(), question: z.string(), detail: z.string(), hint: z.string().nullable() }),
  ),
  undertakings: z.array(z.object({ id: z.string(), text: z.string() })),
}

/** The answers, and what was agreed to. */
const answers = {
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
}

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
      /** The version signed before, where what changed since was shown in place of the pages. */
      since: z.string().nullable(),
      pages: z.int(),
      scenarios: z.int(),
      rules: z.int(),
      statement: z.string(),
      consequence: z.string().nullable(),
      summary: z.array(z.object({ force: z.enum(FORCES), text: z.string() })),
      ...questions,
    }),
  },
  /** Signs, once and for good. The name must be the person's, the PIN is asked again. */
  'acknowledgements.sign': {
    access: 'learner',
    input: z.strictObject({
      versionId: z.uuid(),
      name: z.string().max(400),
      pin: z.string().max(20),
      ...answers,
    }),
    output: z.object({ acknowledgementId: z.uuid() }),
  },
  /** The learner's own receipt. */
  'acknowledgements.receipt': {
    access: 'learner',
    input: z.strictObject({ acknowledgementId: z.uuid() }),
    output: receipt,
  },
} as const

/** What a sheet of paper is about. */
const onSheet = {
  person: z.object({
    id: z.uuid(),
    name: z.string(),
    note: z.string(),
    reference: z.string(),
    audiences: z.array(z.enum(ADULT_AUDIENCES)),
  }),
  policyTitle: z.string(),
  version: z.string(),
  /** The audiences the signature is for. */
  audiences: z.array(z.enum(ADULT_AUDIENCES)),
  statement: z.string(),
  ...questions,
  /** In two groups of four; see sheet-code.ts. */
  code: z.string(),
}
const code = z.string().max(40)

export const paperContract = {
  /** What is printed for somebody who cannot come to the PC, for a policy that is asked of them. */
  'acknowledgements.sheet': {
    access: 'administrator',
    input: z.strictObject({ personId: z.uuid(), policyId: z.string().max(200) }),
    output: z.object({
      ...onSheet,
      ...letterhead,
      /** SHA-256 of the published text, 64 hex digits */
      fingerprint: z.string(),
      printedOn: z.iso.date(),
      consequence: z.string().nullable(),
      /** What the policy says its own words mean. */
      words: policyFile.shape.words.unwrap(),
      contacts: z.array(contactNamed),
      /** Every rule that binds them, by section of the document. */
      sections: z.array(
        z.object({
          ref: z.string(),
          title: z.string(),
          rules: z.array(rule.omit({ topic: true, audiences: true, answer: true })),
        }),
      ),
    }),
  },
  /** What has to be entered from a signed sheet, known by the code on it. Refused where the sheet does not count. */
  'acknowledgements.paperForm': {
    access: 'administrator',
    input: z.strictObject({ personId: z.uuid(), code }),
    output: z.object({ ...onSheet, today: z.iso.date() }),
  },
  /** Enters a signature on paper as what it is. It never stands for one that its signer made here. */
  'acknowledgements.enterPaper': {
    access: 'administrator',
    input: z.strictObject({
      personId: z.uuid(),
      code,
      signedOn: z.iso.date('Give a date that exists, such as 1 9 2026'),
      /** As it is written on the sheet. */
      name: z.string().max(400),
      ...answers,
      witnessName: named('Type the name of whoever saw it signed'),
      witnessRole: named('Type the role of whoever saw it signed'),
      entererName: named('Type your own name'),
      entererRole: named('Type your role, such as Office manager'),
    }),
    output: z.object({ acknowledgementId: z.uuid() }),
  },
  /** The entry was a mistake. It stays in the record, and counts no more from now on. */
  'acknowledgements.withdrawPaper': {
    access: 'administrator',
    input: z.strictObject({
      acknowledgementId: z.uuid(),
      reason: line(400).pipe(z.string().min(1, 'Say what was wrong: it stays in the record')),
      by: named('Say whose decision it is: a role, such as Headteacher'),
    }),
    output: z.object({}),
  },
} as const

/** What the school may decide on a "yes". The last leaves it open: a decision is to follow. */
export const DECISIONS = ['noted', 'agreed-with-conditions', 'not-agreed', 'talk-needed'] as const

/** A "yes" is known by the signature it was given with, and by the question's name in the policy. */
const answerKey = { acknowledgementId: z.uuid(), declarationId: z.string().max(200) }

const decision = z.object({
  decision: z.enum(DECISIONS),
  note: z.string(),
  /** A role. */
  decidedBy: z.string(),
  decidedOn: z.iso.date(),
  /** When the administrator entered it, UTC. */
  enteredAt: z.iso.datetime(),
})
export type Decision = z.infer<typeof decision>

/** One "yes", with all that the school decided on it. */
const declaration = z.object({
  ...answerKey,
  person: z.object({ id: z.uuid(), name: z.string(), note: z.string(), leftOn: z.iso.date().nullable() }),
  policyTitle: z.string(),
  version: z.string(),
  /** The clause the question comes from. */
  ref: z.string(),
  /** As it was shown. */
  question: z.string(),
  detail: z.string(),
  declaredAt: z.iso.datetime(),
  /** The earliest entry first; the last holds. */
  decisions: z.array(decision),
  isOpen: z.boolean(),
  /** since it was declared */
  daysOpen: z.int(),
})
export type Declaration = z.infer<typeof declaration>

export const declarationsContract = {
  /** Every "yes": those that are open, the oldest first; and those that are decided, the one decided last first. */
  'declarations.list': {
    access: 'administrator',
    input: z.strictObject({}),
    output: z.object({ today: z.iso.date(), open: z.array(declaration), decided: z.array(declaration) }),
  },
  'declarations.get': {
    access: 'administrator',
    input: z.strictObject(answerKey),
    output: z.object({
      today: z.iso.date(),
      declaration,
      /** The roles that usually decide, in the policy's own words where it names them. */
      deciders: z.array(z.string()),
      /** The other roles that the policy names. */
      otherRoles: z.array(z.string()),
    }),
  },
  /** Enters what was decided. Nothing that was entered before is changed; the decision entered last holds. */
  'declarations.decide': {
    access: 'administrator',
    input: z.strictObject({
      ...answerKey,
      decision: z.enum(DECISIONS, 'Choose what was decided'),
      note: lines(2000),
      decidedBy: named('Say who decided: a role, such as Headteacher'),
      decidedOn: z.iso.date('Give a date that exists, such as 1 9 2026'),
      /** How many decisions on it whoever enters this one has seen. */
      seen: z.int().min(0),
    }),
    output: z.object({}),
  },
} as const
