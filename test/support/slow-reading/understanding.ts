/** What people get wrong, rule by rule, from their first answers. */
import type { Answer, Outcome } from './answers.ts'
import { AUDIENCES, inForce, versionsOf, type Asked, type Entry } from './known.ts'

/** Of fewer people nothing is said that could point at one of them. */
export const FEWEST = 5
const MOST_IN_A_LIST = 10

export const perCent = (part: number, of: number): number | null => (of < FEWEST ? null : Math.floor((100 * part) / of))

export function understanding(entries: readonly Entry[], asked: Asked, outcomes: readonly Outcome[]) {
  const rules = inForce(entries, asked).flatMap(({ policyId, pack }) =>
    pack.rules.flatMap((rule: any) => {
      const own = outcomes.filter(({ row }) => row.version.policyId === policyId)
      const tries = own.map((one) => ({ one, ...tryAt(rule.id, one) })).filter(({ hasMet }) => hasMet)
      if (tries.length === 0) return []
      const count = (list: typeof tries) => {
        const wrong = list.filter(({ isWrong }) => isWrong).length
        return { people: list.length, wrong, wrongPerCent: perCent(wrong, list.length) }
      }
      const audiences = AUDIENCES.filter((audience) => asked.audience === undefined || audience === asked.audience)
      return {
        ...named(pack, rule),
        ...count(tries),
        byAudience: audiences
          .map((audience) => ({ audience, ...count(tries.filter(({ one }) => one.row.audiences.includes(audience))) }))
          .filter(({ people }) => people > 0),
        said: tries.filter(({ hasSaid }) => hasSaid).length,
        sureAndWrong: tries.filter(({ wasSure }) => wasSure).length,
        usualMistake: count(tries).wrong < FEWEST ? null : usualMistake(entries, asked, policyId, rule.id, own),
      }
    }),
  )
  const enough = rules.filter(({ people }) => people >= FEWEST)
  return {
    people: new Set(outcomes.map(({ row }) => row.person.id)).size,
    rules,
    wrongMost: enough
      .filter(({ wrong }) => wrong > 0)
      .sort((a, b) => b.wrong * a.people - a.wrong * b.people || b.wrong - a.wrong)
      .slice(0, MOST_IN_A_LIST),
    sureAndWrong: enough
      .filter(({ sureAndWrong }) => sureAndWrong > 0)
      .sort((a, b) => b.sureAndWrong - a.sureAndWrong || a.people - b.people)
      .slice(0, MOST_IN_A_LIST),
    neverTested: inForce(entries, asked).flatMap(({ pack }) => neverTested(pack, asked)),
  }
}

/** Rules that ask something of an audience, and that no scenario of those audiences turns on. */
function neverTested(pack: any, { audience }: Asked) {
  const audiences: string[] = pack.policy.audiences.filter((one: string) => audience === undefined || one === audience)
  const concerns = (one: { audiences: string[] }): boolean => one.audiences.some((each) => audiences.includes(each))
  const tested = pack.scenarios
    .filter(concerns)
    .flatMap(({ steps }: any) => Object.values<any>(steps))
    .flatMap(({ choices }: any) => choices)
    .flatMap(({ rules }: any) => rules)
  return pack.rules
    .filter((rule: any) => concerns(rule) && rule.force !== 'may' && rule.force !== 'info' && !tested.includes(rule.id))
    .map((rule: any) => named(pack, rule))
}

const stepOf = (pack: any, { scenarioId, stepId }: Answer) =>
  pack.scenarios.find(({ id }: any) => id === scenarioId).steps[stepId]

/** How one person did on one rule, over all their first answers. */
function tryAt(ruleId: string, { pack, answers }: Outcome) {
  const found = { hasMet: false, isWrong: false, hasSaid: false, wasSure: false }
  for (const answer of answers) {
    const { pick, choices } = stepOf(pack, answer)
    if (!choices.some(({ rules }: any) => rules.includes(ruleId))) continue
    found.hasMet = true
    const hasSaid = answer.sure === true || answer.sure === false
    if (hasSaid) found.hasSaid = true
    // Wrong is to choose what is not right; where all that apply are asked for, to leave out what is, as well.
    const isWrong = choices.some(({ verdict, rules }: any, place: number) => {
      const isChosen = answer.chosen.includes(place)
      return rules.includes(ruleId) && (verdict === 'right' ? pick === 'all' && !isChosen : isChosen)
    })
    if (!isWrong) continue
    found.isWrong = true
    if (answer.sure === true) found.wasSure = true
  }
  return found
}

/** The wrong choice against a rule that most people took; of as many the first by its words, then by its scenario. */
function usualMistake(
  entries: readonly Entry[],
  { day }: Asked,
  policyId: string,
  ruleId: string,
  outcomes: readonly Outcome[],
) {
  const taken = new Map<string, { scenarioId: string; text: string; people: number }>()
  for (const { pack, answers } of outcomes) {
    const own = new Map<string, { scenarioId: string; text: string }>() // each once a person
    for (const answer of answers)
      stepOf(pack, answer).choices.forEach(({ verdict, rules, text }: any, place: number) => {
        if (verdict === 'right' || !rules.includes(ruleId) || !answer.chosen.includes(place)) return
        own.set(JSON.stringify([answer.scenarioId, text]), { scenarioId: answer.scenarioId, text })
      })
    for (const [key, one] of own) taken.set(key, { ...one, people: (taken.get(key)?.people ?? 0) + 1 })
  }
  const [most] = [...taken.values()].sort(
    (a, b) => b.people - a.people || compare(a.text, b.text) || compare(a.scenarioId, b.scenarioId),
  )
  if (!most) return null
  // A scenario is called what the newest text that has it calls it.
  const titles = versionsOf(entries, policyId, day).flatMap(({ pack }) =>
    pack.scenarios.filter(({ id }: any) => id === most.scenarioId).map(({ title }: any) => title),
  )
  return { scenario: titles.at(-1), text: most.text, people: most.people }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const named = ({ policy }: any, { id, ref, force, text }: any) => ({
  policyId: policy.id,
  policyTitle: policy.title,
  ruleId: id,
  ref,
  force,
  text,
})
