/** Which rules people get wrong at the first try. Pure. */
import { judge } from '../induction/judging.ts'
import type { Audience, Pack } from '../policies/format.ts'
import { FEWEST } from './tally.ts'

/** What somebody answered the first time they met a situation. */
export interface FirstAnswer {
  scenarioId: string
  stepId: string
  /** Places in the step's list, from 0. */
  chosen: readonly number[]
  /** Whether they said that they were sure; null where they did not say. */
  sure: boolean | null
}

/** One person's first answers to one policy, and what the person is. */
export interface FirstTry {
  policyId: string
  /** The version whose text it is read by. */
  versionId: string
  audiences: readonly Audience[]
  answers: readonly FirstAnswer[]
}

interface Count {
  /** People who met the rule in a scenario. */
  people: number
  /** Those of them who got it wrong at the first try. */
  wrong: number
}

export interface RuleUnderstanding extends Count {
  policyId: string
  ruleId: string
  byAudience: Partial<Record<Audience, Count>>
  /** Of those who got it wrong, how many had said that they were sure; and of all, how many said anything. */
  sureAndWrong: number
  said: number
  /** The wrong choice that most people took, and how many did; null where nobody got it wrong by choosing. */
  usualMistake: { scenarioId: string; text: string; people: number } | null
}

/** What one answer says of rules. */
interface Reading {
  met: readonly string[]
  missed: ReadonlySet<string>
  /** The wrong choices it took, with the rules that each goes against. */
  mistakes: readonly { text: string; rules: readonly string[] }[]
}

interface Tally extends RuleUnderstanding {
  mistakes: Map<string, { scenarioId: string; text: string; people: number }>
}

export interface Understanding {
  /** Counts one person's first answers to one policy. */
  add(one: FirstTry): void
  /** Every rule that somebody met, in no order. */
  rules(): RuleUnderstanding[]
}

/** Counts first tries one by one. A person counts once a rule: wrong where any first answer about it was. */
export function createUnderstanding(packOf: (versionId: string) => Pack): Understanding {
  const read = reader(packOf)
  const rules = new Map<string, Map<string, Tally>>()

  function add({ policyId, versionId, audiences, answers }: FirstTry): void {
    const ofPolicy = rules.get(policyId) ?? new Map<string, Tally>()
    rules.set(policyId, ofPolicy)
    const met = new Map<string, { wrong: boolean; sure: boolean; said: boolean }>()
    const mistaken = new Map<string, { ruleId: string; scenarioId: string; text: string }>()
    for (const answer of answers) {
      const { met: touched, missed, mistakes } = read(versionId, answer)
      for (const id of touched) {
        const own = met.get(id) ?? { wrong: false, sure: false, said: false }
        met.set(id, own)
        if (answer.sure !== null) own.said = true
        if (!missed.has(id)) continue
        own.wrong = true
        if (answer.sure) own.sure = true
      }
      for (const { text, rules: against } of mistakes)
        for (const ruleId of against)
          mistaken.set(`${ruleId} ${answer.scenarioId} ${text}`, { ruleId, scenarioId: answer.scenarioId, text })
    }
    for (const [ruleId, { wrong, sure, said }] of met) {
      const tally = tallyOf(ofPolicy, policyId, ruleId)
      countOne(tally, wrong)
      for (const audience of audiences) countOne((tally.byAudience[audience] ??= { people: 0, wrong: 0 }), wrong)
      if (said) tally.said++
      if (wrong && sure) tally.sureAndWrong++
    }
    for (const { ruleId, scenarioId, text } of mistaken.values()) {
      const { mistakes } = tallyOf(ofPolicy, policyId, ruleId)
      const key = `${scenarioId} ${text}`
      const one = mistakes.get(key) ?? { scenarioId, text, people: 0 }
      one.people++
      mistakes.set(key, one)
    }
  }

  return {
    add,
    rules: () =>
      [...rules.values()].flatMap((ofPolicy) =>
        [...ofPolicy.values()].map(({ mistakes, ...rule }) => ({
          ...rule,
          usualMistake: mostTaken([...mistakes.values()]),
        })),
      ),
  }
}

/** Of the rules that enough people met, those that most got wrong, by share and then by number. */
export const wrongMost = <Rule extends Count>(rules: readonly Rule[], most: number): Rule[] =>
  rules
    .filter(({ people, wrong }) => people >= FEWEST && wrong > 0)
    .sort((a, b) => b.wrong / b.people - a.wrong / a.people || b.wrong - a.wrong)
    .slice(0, most)

/** Of the same, those that most people were sure of and got wrong: by number, then by share. */
export const sureAndWrongMost = <Rule extends Count & { sureAndWrong: number }>(
  rules: readonly Rule[],
  most: number,
): Rule[] =>
  rules
    .filter(({ people, sureAndWrong }) => people >= FEWEST && sureAndWrong > 0)
    .sort((a, b) => b.sureAndWrong - a.sureAndWrong || a.people - b.people)
    .slice(0, most)

function countOne(count: Count, wrong: boolean): void {
  count.people++
  if (wrong) count.wrong++
}

function tallyOf(rules: Map<string, Tally>, policyId: string, ruleId: string): Tally {
  const known = rules.get(ruleId)
  if (known) return known
  const counts = { people: 0, wrong: 0, sureAndWrong: 0, said: 0 }
  const made: Tally = { policyId, ruleId, ...counts, byAudience: {}, usualMistake: null, mistakes: new Map() }
  rules.set(ruleId, made)
  return made
}

/** Of several that as many people took, the first by its words, then by its scenario: the same figures give the same report. */
const mostTaken = (mistakes: Iterable<NonNullable<RuleUnderstanding['usualMistake']>>) =>
  [...mistakes].sort(
    (a, b) => b.people - a.people || compare(a.text, b.text) || compare(a.scenarioId, b.scenarioId),
  )[0] ?? null
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Reads an answer by the text that it was given on; what one says, which many share, is worked out once. */
function reader(packOf: (versionId: string) => Pack): (versionId: string, answer: FirstAnswer) => Reading {
  const known = new Map<string, Map<FirstAnswer, Reading>>()
  return (versionId, answer) => {
    const ofVersion = known.get(versionId) ?? new Map<FirstAnswer, Reading>()
    known.set(versionId, ofVersion)
    const reading = ofVersion.get(answer) ?? readingOf(packOf(versionId), answer)
    ofVersion.set(answer, reading)
    return reading
  }
}

function readingOf(pack: Pack, { scenarioId, stepId, chosen }: FirstAnswer): Reading {
  const step = pack.scenarios.find(({ id }) => id === scenarioId)?.steps[stepId]
  if (!step) return { met: [], missed: new Set(), mistakes: [] }
  const { missed, chosen: choices } = judge(step, chosen)
  return {
    met: [...new Set(step.choices.flatMap(({ rules }) => rules))],
    missed: new Set(missed),
    mistakes: choices.filter(({ verdict }) => verdict !== 'right').map(({ text, rules }) => ({ text, rules })),
  }
}
