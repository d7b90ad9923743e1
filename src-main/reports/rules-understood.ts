/** What the report says of rules: those people get wrong at the first try, and those nobody is asked about. Pure. */
import { untestedRules } from '../policies/coverage.ts'
import { ADULT_AUDIENCES, type Audience, type Pack } from '../policies/format.ts'
import { WORST, type Report, type RuleNamed, type RuleUnderstood } from './contract.ts'
import { FEWEST, perCent } from './tally.ts'
import { sureAndWrongMost, wrongMost, type Understanding } from './understanding.ts'

/**
 * Takes how everybody understood, the policies in force on the day, and every text that was in force by then, the earliest
 * first. A rule that a policy no longer has is left out; a scenario is called what the newest text that has it calls it.
 */
export function rulesUnderstood(
  understanding: Understanding,
  packs: readonly Pack[],
  texts: readonly Pack[],
  only?: Audience,
): Omit<Report['understanding'], 'people'> {
  const found = new Map(understanding.rules().map((one) => [`${one.policyId} ${one.ruleId}`, one] as const))
  const titles = new Map(
    texts.flatMap(({ policy, scenarios }) => scenarios.map(({ id, title }) => [`${policy.id} ${id}`, title] as const)),
  )
  const rules = packs.flatMap((pack) =>
    pack.rules.flatMap((rule): RuleUnderstood[] => {
      const policyId = pack.policy.id
      const one = found.get(`${policyId} ${rule.id}`)
      if (!one) return []
      const { people, wrong, said, sureAndWrong, usualMistake } = one
      return [
        {
          ...named(pack, rule),
          ...{ people, wrong, wrongPerCent: perCent(wrong, people), said, sureAndWrong },
          byAudience: ADULT_AUDIENCES.filter((audience) => only === undefined || audience === only).flatMap(
            (audience) => {
              const count = one.byAudience[audience]
              return count ? { audience, ...count, wrongPerCent: perCent(count.wrong, count.people) } : []
            },
          ),
          usualMistake:
            usualMistake && wrong >= FEWEST
              ? {
                  scenario: titles.get(`${policyId} ${usualMistake.scenarioId}`) ?? '',
                  text: usualMistake.text,
                  people: usualMistake.people,
                }
              : null,
        },
      ]
    }),
  )
  return {
    rules,
    wrongMost: wrongMost(rules, WORST),
    sureAndWrong: sureAndWrongMost(rules, WORST),
    neverTested: packs.flatMap((pack) =>
      untestedRules(
        pack,
        pack.policy.audiences.filter((audience) => only === undefined || audience === only),
      ).map((rule) => named(pack, rule)),
    ),
  }
}

const named = ({ policy }: Pack, { id, ref, force, text }: Pack['rules'][number]): RuleNamed => ({
  policyId: policy.id,
  policyTitle: policy.title,
  ruleId: id,
  ref,
  force,
  text,
})
