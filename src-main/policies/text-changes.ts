/** What differs between two texts of one policy, part by part: no difference goes unnamed. Pure. */
import canonicalize from 'canonicalize'
import { adultsOf } from './concerns.ts'
import { ADULT_AUDIENCES, type Audience, type Pack, type Rule } from './format.ts'
import { asksTheSame, ruleChanges } from './rule-changes.ts'
import { SIGN_OFF_PARTS, type Fact, type TextChanges, type TitleChanges } from './versions-contract.ts'

/** Takes the text that was published before and the one that follows it. */
export function textChanges(before: Pack, after: Pack): TextChanges {
  const was = new Map(before.rules.map((rule) => [rule.id, rule]))
  const kept = after.rules.flatMap((rule) => {
    const old = was.get(rule.id)
    return old && asksTheSame(old, rule) ? { old, rule } : []
  })
  return {
    rules: ruleChanges(before.rules, after.rules),
    rebound: kept.flatMap(({ old, rule }) => (bindsTheSame(old, rule) ? [] : { before: old.audiences, rule })),
    restated: kept.flatMap(({ old, rule }) =>
      bindsTheSame(old, rule) && !isSame(old, rule) ? { before: old, after: rule } : [],
    ),
    pages: titleChanges(before.module.pages, after.module.pages),
    scenarios: titleChanges(before.scenarios, after.scenarios),
    signOff: SIGN_OFF_PARTS.filter((part) => !isSame(before.signOff[part], after.signOff[part])),
    facts: factChanges(before, after),
    audiences: ADULT_AUDIENCES.map((audience) => {
      const { added, changed, dropped } = ruleChanges(binding(before, audience), binding(after, audience))
      return { audience, added: added.length, changed: changed.length, dropped: dropped.length }
    }),
  }
}

/** Whether a rule that binds staff, volunteers or governors is new, asks something else, binds others or is gone. */
export const bindsOtherwise = ({ audiences }: Pick<TextChanges, 'audiences'>): boolean =>
  audiences.some(({ added, changed, dropped }) => added + changed + dropped > 0)

const binding = ({ rules }: Pack, audience: Audience): Rule[] =>
  rules.filter((rule) => adultsOf(rule).includes(audience))

function titleChanges<Item extends { id: string; title: string }>(
  before: readonly Item[],
  after: readonly Item[],
): TitleChanges {
  const was = new Map(before.map((item) => [item.id, item]))
  const is = new Set(after.map(({ id }) => id))
  const titles = (items: readonly Item[]) => items.map(({ title }) => title)
  return {
    added: titles(after.filter(({ id }) => !was.has(id))),
    changed: titles(after.filter((item) => was.has(item.id) && !isSame(was.get(item.id), item))),
    dropped: titles(before.filter(({ id }) => !is.has(id))),
  }
}

function factChanges(before: Pack, after: Pack): Fact[] {
  const of = ({ policy, school, topics, module }: Pack): Record<Exclude<Fact, 'order'>, unknown> => ({
    title: policy.title,
    status: policy.status,
    words: policy.words,
    references: policy.references,
    audiences: policy.audiences,
    minutes: policy.minutes,
    sections: policy.sections,
    notes: policy.notes,
    school: school,
    topics: topics,
    module: module.title,
  })
  const [was, is] = [of(before), of(after)]
  const changed = (Object.keys(is) as (keyof typeof is)[]).filter((fact) => !isSame(was[fact], is[fact]))
  return keepsOrder(before, after) ? changed : [...changed, 'order']
}

/** Whether what stands in both stands in the same order. */
function keepsOrder(before: Pack, after: Pack): boolean {
  const lists = ({ rules, module, scenarios }: Pack) => [rules, module.pages, scenarios]
  return lists(after).every((list, at) => {
    const [was, is] = [lists(before)[at]!, list].map((items) => items.map(({ id }) => id)) as [string[], string[]]
    return isSame(
      was.filter((id) => is.includes(id)),
      is.filter((id) => was.includes(id)),
    )
  })
}

const bindsTheSame = (a: Rule, b: Rule): boolean => isSame([...a.audiences].sort(), [...b.audiences].sort())

/** As they are published: in the same canonical JSON. */
const isSame = (a: unknown, b: unknown): boolean => canonicalize(a) === canonicalize(b)
