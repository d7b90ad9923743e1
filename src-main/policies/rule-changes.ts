/** What differs between the rules of two texts of one policy. Pure. */
import { diffWordsWithSpace } from 'diff'
import type { RuleChanges } from './contract.ts'
import type { Rule } from './format.ts'

/** Whether a rule asks the same as before. How its clause is numbered, and why it stands there, is no part of that. */
export const asksTheSame = (a: Rule, b: Rule): boolean =>
  a.text === b.text && a.force === b.force && a.tell === b.tell && a.consequence === b.consequence

/**
 * Takes the rules that bound somebody and those that bind them now; gives the new ones, those that ask something else,
 * with the words that changed marked, and those that are gone. A rule is known by its id.
 */
export function ruleChanges(before: readonly Rule[], after: readonly Rule[]): RuleChanges {
  const was = new Map(before.map((rule) => [rule.id, rule]))
  const is = new Set(after.map(({ id }) => id))
  return {
    added: after.filter(({ id }) => !was.has(id)),
    changed: after.flatMap((rule) => {
      const old = was.get(rule.id)
      if (!old || asksTheSame(old, rule)) return []
      return { before: old, after: rule, words: wordChanges(old.text, rule.text) }
    }),
    dropped: before.filter(({ id }) => !is.has(id)),
  }
}

/** The ids of the rules that are new or ask something else: whatever touches them is to be looked at again. */
export const touchedRules = ({ added, changed }: RuleChanges): Set<string> =>
  new Set([...added.map(({ id }) => id), ...changed.map(({ after }) => after.id)])

const wordChanges = (before: string, after: string): RuleChanges['changed'][number]['words'] =>
  diffWordsWithSpace(before, after).map(({ value, added, removed }) => ({
    words: value,
    kind: added ? 'added' : removed ? 'removed' : 'same',
  }))
