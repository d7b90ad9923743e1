/** What of the work under earlier versions of a policy counts under a later one. Pure. */
import { isDeepStrictEqual } from 'node:util'
import { rulesFor, rulesOn } from '../policies/concerns.ts'
import type { Audience, Pack, Page, Rule, Scenario } from '../policies/format.ts'
import { asksTheSame } from '../policies/rule-changes.ts'
import type { PolicyVersion } from '../policies/service.ts'
import type { Signature } from './assignment.ts'
import { firstAnswers, playOf, type Attempt, type GivenAnswer } from './course.ts'

/** What somebody did under one version. */
export interface Under {
  pack: Pack
  attempts: readonly Pick<Attempt, 'answers'>[]
}

/** Where somebody's work on a version begins. */
export interface Beginning {
  /** The signature it goes on from; null where they had signed no earlier version. */
  since: Signature | null
  /** The versions they worked under since, the earliest first: from the one they signed, or the first there was, to this one. */
  versions: PolicyVersion[]
}

/**
 * Takes a policy's versions and a person's signatures, both the earliest first. It is the newest version signed that
 * counts, and of two signatures on it the last: one on paper may be entered late.
 */
export function beginningOf(
  versionId: string,
  versions: readonly PolicyVersion[],
  signatures: readonly Signature[],
): Beginning {
  const upTo = versions.slice(0, versions.findIndex(({ id }) => id === versionId) + 1)
  const from = upTo.findLastIndex(({ id }) => id !== versionId && signatures.some((one) => one.versionId === id))
  return {
    since: signatures.findLast((one) => one.versionId === upTo[from]?.id) ?? null,
    versions: upTo.slice(Math.max(0, from)),
  }
}

/** Of a person's signatures, the earliest first: those made before one of them and not taken back by then. */
export const stoodBefore = (
  signatures: readonly Signature[],
  { id, signedAt }: Pick<Signature, 'id' | 'signedAt'>,
): Signature[] =>
  signatures
    .slice(
      0,
      signatures.findIndex((one) => one.id === id),
    )
    .filter(({ withdrawnAt }) => withdrawnAt === null || withdrawnAt > signedAt)

/** Each time that a scenario was played to its end under an earlier version and is the same in this one, the earliest first. */
export const playsCarried = (earlier: readonly Under[], to: Pack): GivenAnswer[][] =>
  earlier.flatMap(({ pack, attempts }) =>
    attempts.flatMap((attempt) =>
      [...new Set(attempt.answers.map(({ scenarioId }) => scenarioId))]
        .filter((id) => sameScenarios(pack, to).has(id))
        .map((id) => playOf(id, attempt))
        .filter((play) => play.some(({ last }) => last)),
    ),
  )

/** The scenarios that were once played right throughout. */
export const settledBy = (plays: readonly GivenAnswer[][]): string[] =>
  plays.filter((play) => play.every(({ verdict }) => verdict === 'right')).map((play) => play[0]!.scenarioId)

/** The answers that count under a version: the first to each scenario, under it or carried over to it. */
export const answersThatCount = (
  plays: readonly GivenAnswer[][],
  attempts: readonly Pick<Attempt, 'answers'>[] = [],
): GivenAnswer[] => firstAnswers([...plays.map((answers) => ({ answers })), ...attempts])

const known = new WeakMap<Pack, WeakMap<Pack, Set<string>>>() // packs are read once and never change

/** The scenarios that are the same in two texts: word for word, and whatever rule they cite asks the same. */
export function sameScenarios(from: Pack, to: Pack): Set<string> {
  const fromHere = known.get(from) ?? new WeakMap<Pack, Set<string>>()
  known.set(from, fromHere)
  const before = fromHere.get(to)
  if (before) return before
  const same = to.scenarios.filter((scenario) => {
    const was = from.scenarios.find(({ id }) => id === scenario.id)
    return (
      isDeepStrictEqual(was, scenario) && rulesCited(scenario).every((id) => isSame(ruleOf(from, id), ruleOf(to, id)))
    )
  })
  const ids = new Set(same.map(({ id }) => id))
  fromHere.set(to, ids)
  return ids
}

/** The rules that the choices of a scenario turn on. */
export const rulesCited = ({ steps }: Scenario): string[] =>
  Object.values(steps).flatMap(({ choices }) => choices.flatMap(({ rules }) => rules))

/**
 * Of the pages that were read under one text, those that count under another: the rules on them that concern the reader
 * are the same ones and ask the same, however the words around them changed. Of a page without such rules the words count.
 */
export function pagesCarried(read: readonly string[], from: Pack, to: Pack, audiences: readonly Audience[]): string[] {
  const page = (pack: Pack, id: string) => pack.module.pages.find((one) => one.id === id)
  return read.filter((id) => {
    const [was, is] = [page(from, id), page(to, id)]
    if (!was || !is) return false
    const [then, now] = [rulesShownOn(was, from, audiences), rulesShownOn(is, to, audiences)]
    if (now.length === 0 && then.length === 0) return isDeepStrictEqual(was.body, is.body)
    return (
      now.length === then.length &&
      now.every((rule) =>
        isSame(
          then.find((one) => one.id === rule.id),
          rule,
        ),
      )
    )
  })
}

function rulesShownOn({ body }: Page, pack: Pack, audiences: readonly Audience[]): Rule[] {
  const ids = rulesOn(body)
  return rulesFor(pack, audiences).filter(({ id }) => ids.includes(id))
}

const ruleOf = (pack: Pack, id: string): Rule | undefined => pack.rules.find((rule) => rule.id === id)
const isSame = (a: Rule | undefined, b: Rule | undefined): boolean =>
  a !== undefined && b !== undefined && asksTheSame(a, b)
