/** Whether a pack teaches all of its rules: each on a page, and those that command or forbid decided in a scenario. */
import { adultsOf, pagesFor, rulesOn, scenariosFor } from './concerns.ts'
import { type Audience, DECIDED_FORCES, type Force, FORCES, type Pack, type Rule, type Scenario } from './format.ts'
import { minutesToPlay, minutesToRead } from './checks/reading.ts'

export interface Coverage {
  /** `onPage`: on a page for each of their audiences. `decided`: in a choice that one of their audiences plays. */
  forces: { force: Force; rules: number; onPage: number; decided: number }[]
  audiences: AudienceCoverage[]
}

export interface AudienceCoverage {
  audience: Audience
  pages: number
  scenarios: number
  branching: number
  /** Minutes that its pages and its scenarios take, computed from their words. */
  reading: number
  playing: number
  /** Minutes that policy.yaml says the whole takes. */
  minutes: number
}

/** A rule that is not taught; `audiences` are those without a page for it. */
export type Gap = { rule: Rule } & ({ kind: 'page'; audiences: Audience[] } | { kind: 'scenario' })

/** Counts what is taught, by force and by audience. */
export function coverageOf(pack: Pack): Coverage {
  return {
    forces: FORCES.map((force) => {
      const rules = pack.rules.filter((rule) => rule.force === force)
      return {
        force,
        rules: rules.length,
        onPage: rules.filter((rule) => audiencesWithoutPage(pack, rule).length === 0).length,
        decided: rules.filter((rule) => isDecided(pack, rule)).length,
      }
    }),
    audiences: pack.policy.audiences.map((audience) => {
      const scenarios = scenariosFor(pack, [audience])
      return {
        audience,
        pages: pagesFor(pack, [audience]).length,
        scenarios: scenarios.length,
        branching: scenarios.filter(branches).length,
        reading: minutesToRead(pack, audience),
        playing: minutesToPlay(pack, audience),
        minutes: pack.policy.minutes[audience] ?? 0,
      }
    }),
  }
}

/** The rules that are not taught, in their order. */
export function gapsOf(pack: Pack): Gap[] {
  return pack.rules.flatMap((rule): Gap[] => {
    const audiences = audiencesWithoutPage(pack, rule)
    const undecided = DECIDED_FORCES.includes(rule.force) && adultsOf(rule).length > 0 && !isDecided(pack, rule)
    return [
      ...(audiences.length > 0 ? [{ rule, kind: 'page', audiences } as const] : []),
      ...(undecided ? [{ rule, kind: 'scenario' } as const] : []),
    ]
  })
}

/**
 * The rules that ask something of one of these audiences and that no scenario of theirs turns on, in their order. What
 * binds pupils or parents alone asks nothing of them.
 */
export function untestedRules(pack: Pack, audiences: readonly Audience[]): Rule[] {
  const scenarios = scenariosFor(pack, audiences)
  return pack.rules.filter(
    (rule) =>
      !ASKS_NOTHING.includes(rule.force) &&
      adultsOf(rule).some((audience) => audiences.includes(audience)) &&
      !scenarios.some((scenario) => rulesCited(scenario).has(rule.id)),
  )
}

const ASKS_NOTHING: readonly Force[] = ['may', 'info']

/** Whether what happens next depends on what is chosen. */
export function branches(scenario: Scenario): boolean {
  return Object.values(scenario.steps).some((step) => new Set(step.choices.map((choice) => choice.next)).size > 1)
}

/** A rule that binds pupils or parents alone is for every adult to know, so it has to stand on a page that some adult sees. */
function audiencesWithoutPage(pack: Pack, rule: Rule): Audience[] {
  const pages = pack.module.pages.filter((page) => rulesOn(page.body).includes(rule.id))
  const adults = adultsOf(rule)
  if (adults.length === 0) return pages.length > 0 ? [] : pack.policy.audiences
  return adults.filter((audience) => !pages.some((page) => page.audiences.includes(audience)))
}

function isDecided(pack: Pack, rule: Rule): boolean {
  const adults = adultsOf(rule)
  return pack.scenarios.some(
    (scenario) =>
      (adults.length === 0 || scenario.audiences.some((audience) => adults.includes(audience))) &&
      rulesCited(scenario).has(rule.id),
  )
}

const rulesCited = ({ steps }: Scenario): Set<string> =>
  new Set(Object.values(steps).flatMap(({ choices }) => choices.flatMap(({ rules }) => rules)))
