/**
 * The shape of a pack's files, as their authors write them (content/README.md is the same for people),
 * and of a pack as it is published, kept and shown.
 */
import { z } from 'zod'

export const ADULT_AUDIENCES = ['staff', 'volunteer', 'governor'] as const
export const FORCES = ['must', 'must-not', 'do', 'do-not', 'should', 'should-not', 'may', 'info'] as const
/** The forces that a scenario has to decide at least once. */
export const DECIDED_FORCES: readonly Force[] = ['must', 'must-not', 'do', 'do-not']
export const VERDICTS = ['right', 'risky', 'breach'] as const

/** Kinds of oddity, in the order in which somebody has to do something about them. */
export const NOTE_KINDS = ['contradiction', 'outdated', 'unfinished', 'unclear', 'reading'] as const
export type NoteKind = (typeof NOTE_KINDS)[number]

export const audience = z.enum(ADULT_AUDIENCES)
export type Audience = z.infer<typeof audience>
export const force = z.enum(FORCES)
export type Force = z.infer<typeof force>
export const verdict = z.enum(VERDICTS)
export type Verdict = z.infer<typeof verdict>

/** A name that stays the same for good: small letters, digits and hyphens. */
const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'small letters, digits and hyphens, such as "friend-request"')
/** The file itself holds no character that cannot be seen; an escape in it (`\u202E`) could. */
const text = z
  .string()
  .trim()
  .min(1)
  .regex(/^(?:[\n\t\u00ad\u200c\u200d]|[^\p{Cc}\p{Cf}\p{Co}])*$/u, 'text without characters that cannot be seen')
/** A day, as YYYY-MM-DD. */
const day = z.iso.date()
const audiences = z.array(audience).min(1)

// ---- school.yaml

export const contact = z.strictObject({
  id: slug,
  role: text,
  for: text,
  telephone: text.optional(),
  /** The policy leaves open who this is; the screen says so. */
  unnamed: z.literal(true).optional(),
})
export type Contact = z.infer<typeof contact>

export const schoolFile = z.strictObject({
  id: slug,
  name: text,
  phase: text,
  contacts: z.array(contact).min(1),
})
export type School = z.infer<typeof schoolFile>

// ---- topics.yaml

export const topic = z.strictObject({
  id: z.string().regex(/^[a-z-]+\.[a-z-]+$/, 'two words joined by a full stop, such as "pupils.connections"'),
  title: text,
  /** Policies are compared by their answers to it: a rule of the topic says which one it gives. */
  question: text.optional(),
  /** In order, the strictest first. */
  answers: z
    .array(z.strictObject({ id: slug, text }))
    .min(1)
    .optional(),
})
export const topicsFile = z.array(topic).min(1)
export type Topic = z.infer<typeof topic>

// ---- shared-scenarios.yaml

export const sharedScenario = z.strictObject({
  id: slug,
  title: text,
  /** What the first step says in each pack that has it. */
  situation: text,
  /** The packs that answer it, each by its own policy. */
  policies: z.array(z.string()).min(2),
})
export const sharedScenariosFile = z.array(sharedScenario).min(1)
export type SharedScenario = z.infer<typeof sharedScenario>

// ---- policy.yaml

export const policyFile = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+$/, '"<school>/<policy>", the names of the two folders'),
  title: text,
  version: text,
  status: z.strictObject({
    approvedOn: day.optional(),
    reviewedOn: day.optional(),
    nextReviewOn: day.optional(),
    reviewEveryMonths: z.int().positive().optional(),
    approvedBy: text.optional(),
  }),
  /** What the policy says its own words mean. */
  words: z.partialRecord(z.enum(['must', 'should', 'could', 'may']), text).optional(),
  /** How a reference is to be read, for somebody with the document in hand. */
  references: text,
  audiences,
  /** How long the whole takes, in minutes, for each audience. */
  minutes: z.partialRecord(audience, z.int().positive()),
  sections: z.array(z.strictObject({ ref: text, title: text })).min(1),
  /** Oddities of the document: stated, never corrected. */
  notes: z.array(z.strictObject({ ref: text.optional(), kind: z.enum(NOTE_KINDS), text })).default([]),
})
export type Policy = z.infer<typeof policyFile>

// ---- rules.yaml

export const rule = z.strictObject({
  id: slug,
  ref: text,
  topic: text,
  force,
  /** Which of the answers to its topic's question the rule gives. */
  answer: slug.optional(),
  audiences: z.array(z.enum([...ADULT_AUDIENCES, 'pupil', 'parent'])).min(1),
  text,
  why: text.optional(),
  tell: slug.optional(),
  consequence: text.optional(),
})
export const rulesFile = z.array(rule).min(1)
export type Rule = z.infer<typeof rule>

// ---- scenarios.yaml

export const choice = z.strictObject({
  text,
  verdict,
  rules: z.array(slug).min(1),
  feedback: text,
  next: slug.optional(),
})
export type Choice = z.infer<typeof choice>

export const step = z.strictObject({
  text,
  pick: z.enum(['one', 'all']).default('one'),
  choices: z.array(choice).min(2),
  /** `pick: all` alone: where the scenario goes on, whatever was picked. */
  next: slug.optional(),
})
export type Step = z.infer<typeof step>

export const scenario = z.strictObject({
  id: slug,
  title: text,
  /** The situation of shared-scenarios.yaml that the first step puts to the reader, word for word. */
  shared: slug.optional(),
  audiences,
  start: slug,
  steps: z.record(slug, step),
})
export const scenariosFile = z.array(scenario).min(1)
export type Scenario = z.infer<typeof scenario>

// ---- sign-off.yaml

export const signOffFile = z.strictObject({
  /** What is signed: one text for all, or one for each audience. */
  statement: z.union([text, z.partialRecord(audience, text)]),
  /** What is signed on paper instead, by whoever cannot come to the PC and has the rules in print alone. */
  onPaper: z.union([text, z.partialRecord(audience, text)]).optional(),
  /** The few rules a signer sees once more beside the signature, in a short form that follows the force ("be friends online ..."). */
  summary: z.array(z.strictObject({ rule: slug, text, audiences: audiences.optional() })).min(1),
  /** What a breach can lead to, in a sentence; where the policy says so. */
  consequence: text.optional(),
  declarations: z
    .array(z.strictObject({ id: slug, ref: text, audiences, question: text, detail: text, hint: text.optional() }))
    .default([]),
  /** What the policy asks some people to agree to by a signature of its own. */
  undertakings: z.array(z.strictObject({ id: slug, ref: text, audiences, text })).default([]),
})
export type SignOff = z.infer<typeof signOffFile>

// ---- module.md, parsed to a tree

export type Inline = { type: 'text'; value: string } | { type: 'emphasis' | 'strong'; children: Inline[] }

export type Block =
  | { type: 'paragraph'; children: Inline[] }
  | { type: 'heading'; children: Inline[] }
  | { type: 'list'; ordered: boolean; items: Block[][] }
  | { type: 'rules'; rules: string[] }
  | { type: 'tell'; contact: string; children: Block[] }
  | { type: 'note'; children: Block[] }

const inline: z.ZodType<Inline> = z.lazy(() =>
  z.union([
    z.strictObject({ type: z.literal('text'), value: z.string() }),
    z.strictObject({ type: z.enum(['emphasis', 'strong']), children: z.array(inline) }),
  ]),
)
const block: z.ZodType<Block> = z.lazy(() =>
  z.union([
    z.strictObject({ type: z.enum(['paragraph', 'heading']), children: z.array(inline) }),
    z.strictObject({ type: z.literal('list'), ordered: z.boolean(), items: z.array(z.array(block)) }),
    z.strictObject({ type: z.literal('rules'), rules: z.array(slug) }),
    z.strictObject({ type: z.literal('tell'), contact: slug, children: z.array(block) }),
    z.strictObject({ type: z.literal('note'), children: z.array(block) }),
  ]),
)

/** The page that Lanyard itself shows whoever signed an earlier version: no page of a pack has its name. */
export const WHAT_CHANGED = 'what-changed'

export const page = z.strictObject({
  id: slug,
  title: text,
  audiences,
  body: z.array(block),
})
export type Page = z.infer<typeof page>

/** A pack as it is published: everything a person is shown, in one value. */
export const pack = z.strictObject({
  school: schoolFile,
  topics: topicsFile,
  policy: policyFile,
  rules: rulesFile,
  module: z.strictObject({ title: text, pages: z.array(page).min(1) }),
  scenarios: scenariosFile,
  signOff: signOffFile,
})
export type Pack = z.infer<typeof pack>
