import { z } from 'zod'
import { status } from '../induction/contract.ts'
import { contactNamed } from '../school/contract.ts'
import { isDay } from '../time.ts'
import { ADULT_AUDIENCES, FORCES, policyFile, rule, topic } from './format.ts'

const empty = z.strictObject({})

/** The facts of a policy the school has adopted, and the oddities of its document. */
const policyFacts = z.object({
  policyId: z.string(),
  versionId: z.uuid(),
  title: z.string(),
  version: z.string(),
  kind: z.enum(['first', 'minor', 'major']),
  inForceOn: z.iso.date(),
  publishedAt: z.iso.datetime(),
  fingerprint: z.string(),
  status: policyFile.shape.status,
  /** positive where the review date is past, negative where days are left, null where the document gives none */
  reviewDaysLate: z.int().nullable(),
  notes: policyFile.shape.notes.unwrap(),
  rules: z.record(z.enum(FORCES), z.int()),
  audiences: z.array(
    z.object({
      audience: z.enum(ADULT_AUDIENCES),
      minutes: z.int().nullable(),
      pages: z.int(),
      scenarios: z.int(),
      rules: z.int(),
      daysAllowed: z.int(),
      /** per cent */
      passMark: z.int(),
    }),
  ),
})

/** Packs that cannot be used, and what is wrong: a line each, the first of many. */
const faulty = z.array(z.object({ id: z.string(), schoolName: z.string().nullable(), told: z.array(z.string()) }))

/** Policies side by side. */
const comparison = z.object({
  policies: z.array(
    z.object({
      policyId: z.string(),
      schoolName: z.string(),
      title: z.string(),
      version: z.string(),
      audiences: z.array(z.enum(ADULT_AUDIENCES)),
    }),
  ),
  topics: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      question: z.string().nullable(),
      /** Two policies answer the question differently. */
      differ: z.boolean(),
      /** One for each policy, in the order of `policies`. */
      positions: z.array(
        z.object({
          policyId: z.string(),
          /** Answers to the topic's question, the strictest first. More than one: the policy contradicts itself. */
          answers: z.array(z.object({ id: z.string(), text: z.string(), refs: z.array(z.string()) })),
          /** Empty where the policy is silent. */
          rules: z.array(rule.pick({ id: true, ref: true, force: true, text: true, audiences: true })),
        }),
      ),
    }),
  ),
})
export type Comparison = z.infer<typeof comparison>

/** What differs between the rules of two texts of one policy. */
export const ruleChanges = z.object({
  added: z.array(rule),
  /** `words`: the rule's sentence before and after in one, piece by piece. */
  changed: z.array(
    z.object({
      before: rule,
      after: rule,
      words: z.array(z.object({ words: z.string(), kind: z.enum(['same', 'added', 'removed']) })),
    }),
  ),
  dropped: z.array(rule),
})
export type RuleChanges = z.infer<typeof ruleChanges>

export const policiesContract = {
  /** The policies the school has published, with their facts and the oddities of the document. */
  'policies.list': {
    access: 'governor',
    input: empty,
    output: z.object({ today: z.iso.date(), policies: z.array(policyFacts) }),
  },
  /** One of them, rule by rule, as it is in force today. */
  'policies.get': {
    access: 'governor',
    input: z.strictObject({ policyId: z.string() }),
    output: policyFacts.extend({
      words: policyFile.shape.words.unwrap(),
      references: z.string(),
      topics: z.array(topic.pick({ id: true, title: true })),
      contacts: z.array(contactNamed),
      /** By force: how many rules, on a page for all whom they bind, and decided in a scenario. */
      coverage: z.array(z.object({ force: z.enum(FORCES), rules: z.int(), onPage: z.int(), decided: z.int() })),
      /** The document's headings with their rules, each with the titles of the pages and the scenarios that teach it. */
      sections: z.array(
        z.object({
          ref: z.string(),
          title: z.string(),
          rules: z.array(rule.extend({ pages: z.array(z.string()), scenarios: z.array(z.string()) })),
        }),
      ),
    }),
  },
  /** The packs on this computer that cannot be used. Asked before anything is set up, too. */
  'policies.faulty': { access: 'anyone', input: empty, output: z.object({ faulty }) },
  /** The policies on this computer side by side, the school's own first. */
  'policies.compare': {
    access: 'governor',
    input: empty,
    output: comparison.extend({
      /** Those the school has adopted. */
      own: z.array(z.string()),
      faulty,
    }),
  },
  /** Saves the comparison as a CSV file. `path` is null where the person changed their mind. */
  'policies.saveComparison': { access: 'governor', input: empty, output: z.object({ path: z.string().nullable() }) },
} as const

const inWhole = (what: string, least: number, most: number) => {
  const words = `${what}: a whole number from ${least} to ${most}`
  return z.int(words).min(least, words).max(most, words)
}

/** `never`, or the month and day of each year on which whoever signed before it signs again: MM-DD. */
const renewal = z
  .string()
  .refine((text) => text === 'never' || isDay(`2024-${text}`), 'Give a day and a month that exist, such as 1 9')

const programme = z.strictObject({
  audience: z.enum(ADULT_AUDIENCES),
  /** The day it holds from. */
  from: z.iso.date('Give a date that exists, such as 1 9 2027'),
  policies: z.array(z.string().max(200)).max(200),
  daysAllowed: inWhole('Days allowed', 0, 365),
  /** per cent */
  passMark: inWhole('Pass mark', 50, 100),
  renewal,
})

const asked = z.object({ policyId: z.string(), title: z.string() })
const programmeShown = programme.omit({ audience: true }).extend({
  id: z.uuid(),
  /** Its last day, as far as is known; null where no other follows, or where it never held. */
  until: z.iso.date().nullable(),
  /** `replaced`: another was set from the same day on, so that it never held. */
  state: z.enum(['in-force', 'to-come', 'before', 'replaced']),
  policies: z.array(asked),
  setAt: z.iso.datetime(),
})
export type ProgrammeShown = z.output<typeof programmeShown>

const stand = z.object({ status, dueOn: z.iso.date() }).nullable()

const programmePreview = z.object({
  /** How many the audience's programme will ask something of. */
  asked: z.int(),
  /** How many people have something new to do, something less, or another due date, status or part; one may be in several. */
  touched: z.object({ people: z.int(), gain: z.int(), lose: z.int(), other: z.int() }),
  /** Those who are touched, by name. */
  people: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      note: z.string(),
      /** On the day it holds from. `before` is null where the policy is new to them, `after` where it is asked no more. */
      changes: z.array(z.object({ policyId: z.string(), title: z.string(), before: stand, after: stand })),
    }),
  ),
  nextRenewal: z.iso.date().nullable(),
  /** It takes the place of one that was set from the same day on. */
  replaces: z.boolean(),
})
export type ProgrammePreview = z.output<typeof programmePreview>

export const programmesContract = {
  /** What each audience is asked: the programme in force, those to come and those before, the last first. */
  'policies.programmes': {
    access: 'governor',
    input: empty,
    output: z.object({
      today: z.iso.date(),
      audiences: z.array(
        z.object({
          audience: z.enum(ADULT_AUDIENCES),
          /** Those that may be asked of them. */
          policies: z.array(asked),
          programmes: z.array(programmeShown),
        }),
      ),
    }),
  },
  /** Whom a programme would touch on the day it holds from, by what is known today. Nothing is changed. */
  'policies.previewProgramme': { access: 'administrator', input: programme, output: programmePreview },
  /** Sets an audience's programme from a day on: today or later. */
  'policies.setProgramme': { access: 'administrator', input: programme, output: empty },
} as const
