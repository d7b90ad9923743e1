/** What somebody who signed an earlier version is asked under a later one. Pure. */
import { rulesFor } from '../policies/concerns.ts'
import { WHAT_CHANGED, type Audience, type Pack, type Scenario } from '../policies/format.ts'
import { ruleChanges, touchedRules } from '../policies/rule-changes.ts'
import type { RuleChanges } from '../policies/contract.ts'
import { countWords } from '../policies/checks/reading.ts'
import { rulesCited } from './carrying.ts'

/** A text, and as what somebody reads it. */
interface Reading {
  pack: Pack
  audiences: readonly Audience[]
}

/** What binds somebody now and did not when they signed, and the other way round: the rules of an audience they joined since are new. */
export const changesBetween = (then: Reading, now: Reading): RuleChanges =>
  ruleChanges(rulesFor(then.pack, then.audiences), rulesFor(now.pack, now.audiences))

/** The scenarios to play: those with a choice that turns on a rule that is new or asks something else. A new scenario about rules that are as they were is not asked. */
export function scenariosTouched(changes: RuleChanges, scenarios: readonly Scenario[]): Scenario[] {
  const touched = touchedRules(changes)
  return scenarios.filter((scenario) => rulesCited(scenario).some((id) => touched.has(id)))
}

/**
 * Under what name it is kept that the page was turned. It names the audiences, since it shows each something else; no
 * page of a pack is called so.
 */
export const changesItem = (audiences: readonly Audience[]): string => [WHAT_CHANGED, ...audiences].join('/')

/** How many words the page has. */
export const wordsOfChanges = ({ added, changed, dropped }: RuleChanges): number =>
  countWords([
    ...added.flatMap(({ text, why = '', consequence = '' }) => [text, why, consequence]),
    ...changed.flatMap(({ before, after }) => [before.text, after.text]),
    ...dropped.map(({ text }) => text),
  ])
