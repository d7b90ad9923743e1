import { z } from 'zod'
import { ruleChanges } from './contract.ts'
import { audience, contact, pack, rule } from './format.ts'

const titleChanges = z.object({
  added: z.array(z.string()),
  changed: z.array(z.string()),
  dropped: z.array(z.string()),
})
export type TitleChanges = z.infer<typeof titleChanges>

/** The parts of what is signed. */
export const SIGN_OFF_PARTS = ['statement', 'summary', 'consequence', 'declarations', 'undertakings'] as const

/** What else a text says. `order`: what stands in both texts stands in another order. */
export const FACTS = [
  ...(['title', 'status', 'words', 'references', 'audiences', 'minutes', 'sections', 'notes'] as const),
  ...(['school', 'topics', 'module', 'order'] as const),
] as const
export type Fact = (typeof FACTS)[number]

/** What differs between two texts of one policy; pages and scenarios by their titles. */
export const textChanges = z.object({
  rules: ruleChanges,
  /** Rules that ask the same of other people, with those whom they bound before. */
  rebound: z.array(z.object({ before: rule.shape.audiences, rule })),
  /** Rules that ask the same of the same people, with another clause, reason or topic. */
  restated: z.array(z.object({ before: rule, after: rule })),
  pages: titleChanges,
  scenarios: titleChanges,
  signOff: z.array(z.enum(SIGN_OFF_PARTS)),
  facts: z.array(z.enum(FACTS)),
  /** How many rules come to bind each audience, ask something else of it, and bind it no more. */
  audiences: z.array(z.object({ audience, added: z.int(), changed: z.int(), dropped: z.int() })),
})
export type TextChanges = z.infer<typeof textChanges>

/** A text in the content folder that has not been published. */
const newer = z.object({
  policyId: z.string(),
  title: z.string(),
  version: z.string(),
  fingerprint: z.string(),
  /** The version it would follow; null where the policy is new to the school. */
  since: z.object({ version: z.string(), inForceOn: z.iso.date() }).nullable(),
  /** What differs from that one. */
  changes: textChanges.nullable(),
  /** A rule that binds somebody is new, changed or gone: a minor version needs a word on that. */
  bindsOtherwise: z.boolean(),
  /** A version of that name has been published, with another text: it needs a name of its own first. */
  labelTaken: z.boolean(),
})
export type Newer = z.infer<typeof newer>

const versionShown = z.object({
  versionId: z.uuid(),
  version: z.string(),
  kind: z.enum(['first', 'minor', 'major']),
  /** `replaced`: another from the same day took the place of its text. */
  state: z.enum(['in-force', 'to-come', 'before', 'replaced']),
  inForceOn: z.iso.date(),
  /** Its last day, as far as is known; null where no other follows, or where it was replaced. */
  until: z.iso.date().nullable(),
  publishedAt: z.iso.datetime(),
  fingerprint: z.string(),
  mustSign: z.array(audience),
  signBy: z.iso.date().nullable(),
  /** How many people have signed it. */
  signed: z.int(),
})
export type VersionShown = z.infer<typeof versionShown>

const dayHint = 'Give a date that exists, such as 1 9 2027'
const text = {
  policyId: z.string().max(200),
  /** That of the text which was looked at. */
  fingerprint: z.string().regex(/^[0-9a-f]{64}$/),
  inForceOn: z.iso.date(dayHint),
}
/** What is published next: a text of the content folder, and what it asks. */
const wanted = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('first'), ...text }),
  /** `nobodyAgain`: said of rules that bind somebody and differ. */
  z.strictObject({ kind: z.literal('minor'), ...text, nobodyAgain: z.boolean() }),
  z.strictObject({
    kind: z.literal('major'),
    ...text,
    mustSign: z.array(audience).min(1, 'Choose who signs again, or make it a minor version'),
    signBy: z.iso.date(dayHint),
  }),
])
export type PublishWanted = z.output<typeof wanted>

/** What a version means for one who is asked for the policy and has not done all of it then. */
export const HOW_TOUCHED = ['again', 'under-way', 'to-sign'] as const

const versionPreview = z.object({
  /** On the day it is in force from: how many sign again, are under way, have still to begin or to sign, stay signed, are waived. */
  touched: z.object({ again: z.int(), underWay: z.int(), toSign: z.int(), stay: z.int(), waived: z.int() }),
  /** The first three of those, by name. */
  people: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      note: z.string(),
      how: z.enum(HOW_TOUCHED),
      dueOn: z.iso.date(),
    }),
  ),
  /** The version from the same day whose text it takes the place of; null where there is none. */
  replaces: z.string().nullable(),
})
export type VersionPreview = z.output<typeof versionPreview>

export const versionsContract = {
  /** What of the school's policies stands on this computer and has not been published, and what has been for a later day. */
  'policies.newer': {
    access: 'governor',
    input: z.strictObject({}),
    output: z.object({
      newer: z.array(newer),
      toCome: z.array(
        z.object({ policyId: z.string(), title: z.string(), ...versionShown.pick({ versionId: true, version: true, kind: true, inForceOn: true }).shape }), // prettier-ignore
      ),
    }),
  },
  /** Everything that is needed to decide on one of them. */
  'policies.toPublish': {
    access: 'administrator',
    input: z.strictObject({ policyId: z.string().max(200) }),
    output: newer.extend({
      audiences: z.array(audience),
      contacts: z.array(contact),
      /** How many rules, pages and scenarios it has. */
      rules: z.int(),
      pages: z.int(),
      scenarios: z.int(),
      /** The first day it may be in force from: today, or that of a version to come. */
      earliest: z.iso.date(),
    }),
  },
  /** Whom it would touch on the day it is in force from, by what is known today. Nothing is changed. */
  'policies.previewVersion': { access: 'administrator', input: wanted, output: versionPreview },
  /** Publishes it, for good. */
  'policies.publish': { access: 'administrator', input: wanted, output: z.object({ versionId: z.uuid() }) },
  /** Every version of a policy, the last first. */
  'policies.versions': {
    access: 'governor',
    input: z.strictObject({ policyId: z.string().max(200) }),
    output: z.object({ policyId: z.string(), title: z.string(), versions: z.array(versionShown) }),
  },
  /** One of them, with the whole text as people saw it and what changed with it. */
  'policies.version': {
    access: 'governor',
    input: z.strictObject({ versionId: z.uuid() }),
    output: versionShown.extend({
      policyId: z.string(),
      /** The words at the foot of each printed page. */
      footer: z.string(),
      text: pack,
      /** Its rules under the headings of the document. */
      sections: z.array(z.object({ ref: z.string(), title: z.string(), rules: z.array(rule) })),
      since: z.object({ versionId: z.uuid(), version: z.string() }).nullable(),
      changes: textChanges.nullable(),
    }),
  },
} as const
