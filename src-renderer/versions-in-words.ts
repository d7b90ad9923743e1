/** What versions of a policy, and what changes with them, are called on screen and on paper. */
import type { Output } from '../src-main/contract.ts'
import type { Audience } from '../src-main/policies/format.ts'
import type { Fact, Newer, TextChanges, VersionShown } from '../src-main/policies/versions-contract.ts'
import { AUDIENCE_WORDS, capital, formatDay, listed, plural, pluralWord } from './format.ts'

export type { Newer, TextChanges, VersionShown }
export type Preview = Output<'policies.previewVersion'>

export const KIND_WORDS: Record<VersionShown['kind'], string> = {
  first: 'First version',
  minor: 'Minor: nobody signs again',
  major: 'Major: people sign again',
}

/** The same in a table. */
export const KIND_SHORT: Record<VersionShown['kind'], string> = { first: 'First', minor: 'Minor', major: 'Major' }

/** "staff and volunteers" */
export const audiencesListed = (audiences: readonly Audience[]): string =>
  listed(audiences.map((one) => AUDIENCE_WORDS[one].many))

/** From when to when a version is in force. */
export function heldInWords({ state, inForceOn, until }: Pick<VersionShown, 'state' | 'inForceOn' | 'until'>): string {
  if (state === 'replaced') return `Another from ${formatDay(inForceOn)} took its place`
  if (state === 'to-come') return `To come: from ${formatDay(inForceOn)}`
  return until === null ? `From ${formatDay(inForceOn)}` : `From ${formatDay(inForceOn)} to ${formatDay(until)}`
}

/** What a version asked, and of whom. */
export function askedInWords({ kind, mustSign, signBy }: Pick<VersionShown, 'kind' | 'mustSign' | 'signBy'>): string {
  if (kind === 'first') return 'Everybody whom a programme asks for the policy'
  if (kind === 'minor') return 'Nobody again'
  return `${capital(audiencesListed(mustSign))} again${signBy === null ? '' : `, by ${formatDay(signBy)}`}`
}

export const SIGN_OFF_WORDS: Record<TextChanges['signOff'][number], string> = {
  statement: 'what is agreed by signing',
  summary: 'the summary beside the signature',
  consequence: 'what a breach can lead to',
  declarations: 'what has to be declared',
  undertakings: 'what some people agree to by a tick of its own',
}

export const FACT_WORDS: Record<Fact, string> = {
  title: 'the title',
  status: 'the dates of approval and review',
  words: 'what it says its own words mean',
  references: 'how its clauses are numbered',
  audiences: 'whom it speaks to',
  minutes: 'how many minutes it takes',
  sections: 'its headings',
  notes: 'the notes on the document',
  school: 'the school and whom to tell',
  topics: 'the topics',
  module: 'the title of the pages',
  order: 'the order in which it is read',
}

/** "1 new rule, 2 changed rules and 1 dropped page": what differs, in counts; or "nothing but its version". */
export function changesInWords({ rules, rebound, restated, pages, scenarios, signOff, facts }: TextChanges): string {
  const told = [
    counted(rules.added.length, 'new rule', 'new rules'),
    counted(rules.changed.length, 'changed rule', 'changed rules'),
    counted(rules.dropped.length, 'dropped rule', 'dropped rules'),
    counted(rebound.length, 'rule that binds other people', 'rules that bind other people'),
    counted(restated.length, 'rule with another clause or reason', 'rules with another clause or reason'),
    ...titled(pages, 'page'),
    ...titled(scenarios, 'scenario'),
    counted(signOff.length, 'change of what is signed', 'changes of what is signed'),
    counted(facts.length, 'change of facts', 'changes of facts'),
  ].flat()
  return told.length === 0 ? 'nothing but its version' : listed(told)
}

const counted = (count: number, one: string, many: string): string[] => (count === 0 ? [] : [plural(count, one, many)])
const titled = ({ added, changed, dropped }: TextChanges['pages'], what: string): string[] => [
  ...counted(added.length, `new ${what}`, `new ${what}s`),
  ...counted(changed.length, `changed ${what}`, `changed ${what}s`),
  ...counted(dropped.length, `dropped ${what}`, `dropped ${what}s`),
]

/** "1 new rule and 2 changed": what changes for one audience. */
export function forAudienceInWords({ added, changed, dropped }: Omit<TextChanges['audiences'][number], 'audience'>) {
  const parts = [
    ...counted(added, 'new rule', 'new rules'),
    ...counted(changed, 'changed rule', 'changed rules'),
    ...counted(dropped, 'dropped rule', 'dropped rules'),
  ]
  return parts.length === 0 ? 'no rule changes for them' : listed(parts)
}

/** Whom a version touches, in a sentence or two. */
export function touchedInWords({ touched }: Preview, inForceOn: string): string {
  const { again, underWay, toSign, stay } = touched
  const then = `On ${formatDay(inForceOn)}, as far as is known today`
  if (again + underWay + toSign + stay + touched.waived === 0) return `${then}, it is asked of nobody.`
  const parts = [
    `${pluralWord(again, 'person signs', 'people sign')} again`,
    ...(underWay > 0 ? [`${pluralWord(underWay, 'is', 'are')} under way`] : []),
    ...(toSign > 0 ? [`${pluralWord(toSign, 'has', 'have')} still to sign`] : []),
    ...(stay > 0 ? [`${pluralWord(stay, 'signature stays', 'signatures stay')} good`] : []),
  ]
  return `${then}: ${listed(parts)}.`
}

/** What it means for one person. */
export const HOW_WORDS: Record<Preview['people'][number]['how'], string> = {
  again: 'Has signed, and signs again',
  'under-way': 'Is under way, and goes on with the new text',
  'to-sign': 'Has still to sign, and reads the new text',
}
