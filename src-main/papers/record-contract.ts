/** All that is held on one person, as it is shown, printed and saved as JSON. Instants are UTC. */
import { z } from 'zod'
import { pinState } from '../access/contract.ts'
import { DECISIONS } from '../acknowledgements/contract.ts'
import { erasure } from '../erasure/contract.ts'
import { assignmentView, paperView } from '../induction/contract.ts'
import { ADULT_AUDIENCES, VERDICTS } from '../policies/format.ts'
import { WHOM, letterhead } from '../school/contract.ts'

const instant = z.iso.datetime()
const audience = z.enum(ADULT_AUDIENCES)
const audiences = z.array(audience)

/** One ledger entry. */
const entry = { seq: z.int(), at: instant, kind: z.string() }

const policy = { versionId: z.uuid(), policyTitle: z.string(), version: z.string() }

/** One choice of several, or several, at one step of a scenario. */
const answer = z.object({
  /** From 1, in the order in which they were given. */
  position: z.int(),
  scenarioId: z.string(),
  scenarioTitle: z.string(),
  stepId: z.string(),
  /** What was put before them. */
  situation: z.string(),
  /** The places of what they chose in the step's list, from 0; and its words. */
  chosen: z.array(z.int()),
  chosenTexts: z.array(z.string()),
  verdict: z.enum(VERDICTS),
  /** Whether they said that they were sure; null where they did not say. */
  sure: z.boolean().nullable(),
  at: instant,
})

const signature = z.object({
  id: z.uuid(),
  ...policy,
  /** SHA-256 of the text that was signed, 64 hex digits. */
  fingerprint: z.string(),
  audiences,
  nameTyped: z.string(),
  statement: z.string(),
  undertakings: z.array(z.string()),
  /** Of a signature on paper, when it was entered. */
  signedAt: instant,
  paper: paperView.nullable(),
  withdrawn: z.object({ at: instant, reason: z.string(), by: z.string() }).nullable(),
  entrySeq: z.int(),
  declarations: z.array(
    z.object({
      id: z.string(),
      question: z.string(),
      answer: z.enum(['yes', 'no']),
      detail: z.string(),
      decisions: z.array(
        z.object({
          decision: z.enum(DECISIONS),
          note: z.string(),
          decidedBy: z.string(),
          decidedOn: z.iso.date(),
          enteredAt: instant,
        }),
      ),
    }),
  ),
})

export const trainingRecord = z.object({
  /** The name of this shape; a later one has another number. */
  format: z.literal('lanyard-training-record-1'),
  ...letterhead,
  madeAt: instant,
  today: z.iso.date(),
  footer: z.string(),
  head: z.object({ length: z.int(), hash: z.string() }),
  person: z.object({ id: z.uuid(), name: z.string(), addedAt: instant }),
  /** Where nothing is held on them any more but what the counts of reports need: when it was erased, and why. */
  erasure: erasure.nullable(),
  /** What is held and not told, in sentences. */
  withheld: z.array(z.string()),
  /** Where they stand today: derived, not held. */
  asked: z.array(assignmentView),
  /** How they are called and reached, as it was entered over time, the first with which they were added. */
  namings: z.array(
    z.object({
      name: z.string(),
      note: z.string(),
      reference: z.string(),
      email: z.string(),
      enteredAt: instant,
    }),
  ),
  /** What they are here, as it was entered over time: of one id the last holds. `withdrawn`: it was a mistake. */
  appointments: z.array(
    z.object({
      id: z.uuid(),
      audience,
      from: z.iso.date(),
      until: z.iso.date().nullable(),
      withdrawn: z.boolean(),
      enteredAt: instant,
    }),
  ),
  /** Their last day, as it was entered over time; null where it was taken back, or they came back. */
  leavings: z.array(z.object({ lastDay: z.iso.date().nullable(), enteredAt: instant })),
  /** When a PIN was given out and when one was chosen; how often a wrong one was typed since a right one. */
  pin: z.object({
    state: pinState,
    events: z.array(z.object({ seq: z.int(), at: instant, what: z.enum(['given', 'chosen']) })),
    failures: z.int(),
    triedAt: instant.nullable(),
    lockedUntil: instant.nullable(),
  }),
  /** What they did on each version of a policy, the earliest first. */
  work: z.array(
    z.object({
      ...policy,
      /** What was shown and left behind. `item`: the name of a page, of a step in a scenario, or '' for a result. */
      progress: z.array(
        z.object({
          what: z.enum(['page', 'feedback', 'result']),
          item: z.string(),
          title: z.string(),
          round: z.int(),
          at: instant,
        }),
      ),
      attempts: z.array(
        z.object({
          id: z.uuid(),
          number: z.int(),
          startedAt: instant,
          finishedAt: instant.nullable(),
          scenarios: z.array(z.object({ id: z.string(), title: z.string() })),
          answers: z.array(answer),
        }),
      ),
    }),
  ),
  signatures: z.array(signature),
  waivers: z.array(
    z.object({
      id: z.uuid(),
      policyId: z.string(),
      policyTitle: z.string(),
      reason: z.string(),
      until: z.iso.date(),
      by: z.string(),
      enteredAt: instant,
      ended: z.object({ at: instant, by: z.string() }).nullable(),
    }),
  ),
  /** The ledger's entries about them; and those about something else that have their number in them. */
  entries: z.array(z.object({ ...entry, what: z.string() })),
  mentions: z.array(z.object(entry)),
  /** The school's rule for each thing they were here, and when it would be; the longest holds. */
  retention: z.object({
    rules: z.array(
      z.object({
        audience,
        /** null where the school has set none. */
        rule: z.object({ whom: z.enum(WHOM), years: z.int(), source: z.string(), note: z.string() }).nullable(),
        /** The last day of it; null where there is no rule, or no last day. */
        until: z.iso.date().nullable(),
      }),
    ),
    lastDay: z.iso.date().nullable(),
    /** null where one of them has no rule, or there is no last day. */
    until: z.iso.date().nullable(),
  }),
  /** Free text about others or the school in which somebody may have written of them; `named`: how many have one of their names, word for word. */
  elsewhere: z.array(z.object({ where: z.string(), texts: z.int(), named: z.int() })),
})
export type TrainingRecord = z.infer<typeof trainingRecord>
