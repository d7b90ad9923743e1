import { z } from 'zod'
import { VERDICTS, contact, page, rule } from '../policies/format.ts'
import { contactNamed } from '../school/contract.ts'

export const STATUSES = ['overdue', 'sign-again', 'in-progress', 'not-started', 'complete', 'waived'] as const // most urgent first
export const status = z.enum(STATUSES)
export type Status = z.infer<typeof status>

/** Why a policy is not asked of somebody for now. */
export const waiverView = z.object({
  id: z.uuid(),
  reason: z.string(),
  /** The last day it holds. */
  until: z.iso.date(),
  /** The role of whoever decided it. */
  by: z.string(),
  enteredAt: z.iso.datetime(),
})

/** How a signature came from a sheet of paper into the record. */
export const paperView = z.object({
  /** The day on the sheet. */
  signedOn: z.iso.date(),
  /** Name and role. */
  enteredBy: z.string(),
  witnessedBy: z.string(),
})

/** What one person has to do for one policy, derived for one day. */
export const assignmentView = z.object({
  policyId: z.string(),
  versionId: z.uuid(),
  title: z.string(),
  version: z.string(),
  status,
  dueOn: z.iso.date(),
  /** positive where late, negative where days are left */
  daysLate: z.int(),
  signedAt: z.iso.datetime().nullable(),
  /** Where that was signed on paper; `signedAt` is then when it was entered. */
  paper: paperView.nullable(),
  acknowledgementId: z.uuid().nullable(),
  /** What it is waived by; null where it is not. */
  waiver: waiverView.nullable(),
})

const ids = { versionId: z.uuid() }

/** Where a learner goes next, and where they stand. */
export const place = z.discriminatedUnion('at', [
  z.object({ at: z.literal('page'), pageId: z.string() }),
  z.object({ at: z.literal('scenario'), scenarioId: z.string() }),
  /** An attempt has just ended and its result has not been looked at. */
  z.object({ at: z.literal('result') }),
  z.object({ at: z.literal('sign') }),
  z.object({ at: z.literal('receipt'), acknowledgementId: z.uuid() }),
])
export type Place = z.infer<typeof place>

/** The version that somebody signed before the one in force. */
const since = z.object({ version: z.string(), signedOn: z.iso.date() })

const card = assignmentView.extend({
  /** Where they have signed an earlier version alone: what changed since is shown in place of the pages. */
  since: since.nullable(),
  /** What changed can be read: it is asked, or was shown before the version was signed. */
  showsChanges: z.boolean(),
  inForceOn: z.iso.date(),
  minutesLeft: z.int(),
  /** Parts done and in all: pages and scenarios, those that came back counted again. */
  done: z.int(),
  parts: z.int(),
  pages: z.object({ read: z.int(), total: z.int() }),
  scenarios: z.object({ done: z.int(), total: z.int() }),
  /** 1 is the first go; more where something came back. */
  round: z.int(),
  place,
  /** The title of the page or scenario that comes next; empty for the rest. */
  placeTitle: z.string(),
})

const verdict = z.enum(VERDICTS)

const outline = z.object({
  policyTitle: z.string(),
  pages: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      state: z.enum(['read', 'open', 'later']),
      again: z.boolean(),
      /** It has to be read before the signature; others are there to be looked up. */
      asked: z.boolean(),
    }),
  ),
  /** Of those that are asked. */
  read: z.int(),
  total: z.int(),
  scenariosLeft: z.int(),
  minutesLeft: z.int(),
})

const ruleShown = rule.omit({ topic: true, audiences: true })
const changeShown = z.object({
  before: ruleShown,
  after: ruleShown,
  /** The sentence before and after in one, piece by piece. */
  words: z.array(z.object({ words: z.string(), kind: z.enum(['same', 'added', 'removed']) })),
})

/** One choice as it was answered, with all that is said of it. */
const feedback = z.object({
  verdict,
  chosen: z.array(z.string()),
  feedback: z.array(z.string()),
  /** What the best answer was; empty where it was given. */
  better: z.array(z.string()),
  /** Why the best answer is best; empty where it was given. */
  betterFeedback: z.array(z.string()),
  rules: z.array(ruleShown),
  /** Those whom the rules name. */
  contacts: z.array(contactNamed),
  /** The scenario comes back before the signature. */
  comesBack: z.boolean(),
  /** What Continue leads to. */
  next: z.enum(['step', 'scenario', 'result']),
})

export const inductionContract = {
  /** The learner's own cards, the one to carry on with first. */
  'induction.mine': {
    access: 'learner',
    input: z.strictObject({}),
    output: z.object({
      name: z.string(),
      today: z.iso.date(),
      cards: z.array(card),
      /** What they have signed beside that, of whichever version and policy, the last first. */
      signed: z.array(
        z.object({
          acknowledgementId: z.uuid(),
          versionId: z.uuid(),
          title: z.string(),
          version: z.string(),
          signedOn: z.iso.date(),
          /** They were shown what had changed since an earlier version. */
          showsChanges: z.boolean(),
        }),
      ),
      /** The first day of somebody who has not started yet, else null. */
      startsOn: z.iso.date().nullable(),
    }),
  },
  /** One page, if it is open to the learner. */
  'induction.page': {
    access: 'learner',
    input: z.strictObject({ ...ids, pageId: z.string().max(200) }),
    output: z.object({
      page,
      number: z.int(),
      /** How many pages the module has for the learner. */
      of: z.int(),
      rules: z.array(ruleShown),
      contacts: z.array(contactNamed),
      words: z.record(z.string(), z.string()),
      outline,
      previous: z.object({ id: z.string(), title: z.string() }).nullable(),
      /** null on the last page */
      next: z.object({ id: z.string(), title: z.string() }).nullable(),
      /** The page came back because a scenario about it went wrong. */
      again: z.boolean(),
    }),
  },
  /** What differs between a version and the one the learner had signed before; of a version they have signed, as it was shown. */
  'induction.changes': {
    access: 'learner',
    input: z.strictObject({ ...ids }),
    output: z.object({
      policyTitle: z.string(),
      version: z.string(),
      since,
      added: z.array(ruleShown),
      changed: z.array(changeShown),
      dropped: z.array(ruleShown),
      /** Those whom the rules name; and those whom they named before. */
      contacts: z.array(contactNamed),
      contactsBefore: z.array(contact),
      words: z.record(z.string(), z.string()),
      /** How many scenarios touch what changed. */
      scenarios: z.int(),
      /** Where the learner stands; null where it is not asked. */
      outline: outline.nullable(),
      /** It came back because a scenario about it went wrong. */
      again: z.boolean(),
    }),
  },
  /** The page, or what changed, was shown and turned: saved when this answers. Gives where to go next. */
  'induction.turnPage': {
    access: 'learner',
    input: z.strictObject({ ...ids, pageId: z.string().max(200) }),
    output: z.object({ place }),
  },
  /** The scenario the learner is in: a situation with its choices, or the feedback on the last answer until Continue. */
  'induction.scenario': {
    access: 'learner',
    input: z.strictObject({ ...ids, scenarioId: z.string().max(200) }),
    output: z.object({
      policyTitle: z.string(),
      title: z.string(),
      number: z.int(),
      total: z.int(),
      again: z.boolean(),
      stepId: z.string(),
      /** The situation of every step so far, the present one last. */
      story: z.array(z.string()),
      pick: z.enum(['one', 'all']),
      /** In the order they are to be shown; `id` is what `induction.answer` takes. */
      choices: z.array(z.object({ id: z.int(), text: z.string() })),
      /** The answer to this step, where it has been given and Continue has not been pressed. */
      answered: feedback.nullable(),
    }),
  },
  /** Saves one answer, for good, when this answers. */
  'induction.answer': {
    access: 'learner',
    input: z.strictObject({
      ...ids,
      scenarioId: z.string().max(200),
      stepId: z.string().max(200),
      chosen: z.array(z.int().min(0).max(50)).min(1, 'Choose an answer').max(20),
      /** Whether they say that they are sure; null where they leave it out. */
      sure: z.boolean().nullable().default(null),
    }),
    output: feedback,
  },
  /** The feedback was shown and Continue pressed. Gives where to go next. */
  'induction.continue': {
    access: 'learner',
    input: z.strictObject({ ...ids, scenarioId: z.string().max(200), stepId: z.string().max(200) }),
    output: z.object({ place }),
  },
  /** How the last finished attempt went, and what comes now. */
  'induction.result': {
    access: 'learner',
    input: z.strictObject({ ...ids }),
    output: z.object({
      policyTitle: z.string(),
      /** See the card. */
      since: since.nullable(),
      round: z.int(),
      passed: z.boolean(),
      right: z.int(),
      answers: z.int(),
      /** per cent, whole */
      score: z.int(),
      passMark: z.int(),
      pagesAgain: z.array(z.object({ id: z.string(), title: z.string() })),
      scenariosAgain: z.array(z.object({ id: z.string(), title: z.string() })),
      missedRules: z.array(ruleShown),
      contacts: z.array(contactNamed),
    }),
  },
  /** The result was looked at: what comes next opens. */
  'induction.resultSeen': {
    access: 'learner',
    input: z.strictObject({ ...ids }),
    output: z.object({ place }),
  },
  /** Every rule that binds the learner, by section, to read again at any time: of the version asked, or of one they signed. */
  'induction.rules': {
    access: 'learner',
    input: z.strictObject({ ...ids }),
    output: z.object({
      policyTitle: z.string(),
      version: z.string(),
      /** The version that is in force, where it is another one. */
      inForce: z.string().nullable(),
      words: z.record(z.string(), z.string()),
      contacts: z.array(contactNamed),
      sections: z.array(z.object({ ref: z.string(), title: z.string(), rules: z.array(ruleShown) })),
    }),
  },
} as const

/** One line that can be shown and printed: no control, no invisible direction mark, no half a character. */
const line = (most: number, missing: string) =>
  z
    .string()
    .transform((typed) => typed.normalize('NFC').replace(/\s+/gu, ' ').trim())
    .pipe(
      z
        .string()
        .min(1, missing)
        .max(most, `At most ${most} characters`)
        .regex(
          /^(?:[\u200c\u200d]|[^\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}])*$/u,
          'The text holds a character that cannot be shown or printed',
        ),
    )
const by = line(100, 'Say whose decision it is: a role, such as Headteacher')

export const waiversContract = {
  /** A policy is not asked of somebody until a day, that day included. It shows as waived, never as complete. */
  'induction.waive': {
    access: 'administrator',
    input: z.strictObject({
      personId: z.uuid(),
      policyId: z.string().max(200),
      reason: line(400, 'Say why: it stands in the governors’ report'),
      until: z.iso.date('Give a date that exists, such as 1 9 2027'),
      by,
    }),
    output: z.object({}),
  },
  /** Ends a waiver before its time. What it said stays in the record. */
  'induction.endWaiver': {
    access: 'administrator',
    input: z.strictObject({ waiverId: z.uuid(), by }),
    output: z.object({}),
  },
} as const
