/** What somebody answered the first time they met each situation, as far as it counts on a day. */
import { isDeepStrictEqual } from 'node:util'
import { signaturesOf, type Row } from './asked.ts'
import { entered, versionsOf, type Entry, type Version } from './known.ts'

export interface Answer {
  scenarioId: string
  stepId: string
  chosen: number[]
  verdict: string
  sure?: boolean | null
}

export interface Outcome {
  row: Row
  /** The text that the answers are read by. */
  pack: any
  /** Rounds that were finished. */
  attempts: number
  answers: Answer[]
}

/** How somebody did on the version they signed, where that stands, or else on the one in force; undefined before they finished anything that counts. */
export function outcomeOf(entries: readonly Entry[], row: Row, day: string): Outcome | undefined {
  const { person, version: current, signature } = row
  const versions = versionsOf(entries, current.policyId, day)
  const at = versions.findIndex(({ id }) => id === (signature?.payload.versionId ?? current.id))
  const version = versions[at]!

  // Somebody goes on from the newest version they had signed before. What counts of it is settled by the first
  // signature on the version itself: the first at the PC, where there is one, since its entry lists the answers.
  const standing = signaturesOf(entries, person, version.policyId, day)
  const own = standing.filter(({ payload }) => payload.versionId === version.id)
  const atPc = own.find(({ kind }) => kind === 'acknowledgement.signed')
  const first = atPc ?? own[0]
  const before = first ? signaturesOf(entries.slice(0, first.seq - 1), person, version.policyId, day) : standing
  const from = versions.slice(0, at).findLastIndex(({ id }) => before.some(({ payload }) => payload.versionId === id))
  const signedBefore = before.findLast(({ payload }) => payload.versionId === versions[from]?.id)

  const finished = (id: string): Entry[] =>
    entered(entries, day, 'attempt.finished').filter(
      ({ subject, payload }) => subject === person.id && payload.versionId === id,
    )
  const earlier = versions.slice(Math.max(0, from), at).map((one) => ({
    version: one,
    attempts: finished(one.id).filter(
      ({ payload }) => one.id !== signedBefore?.payload.versionId || payload.startedAt > signedBefore.at,
    ),
  }))
  const carried: Answer[][] = atPc
    ? [atPc.payload.carried.answers]
    : earlier.flatMap((one) =>
        one.attempts.flatMap(({ payload }) => playsCarried(payload.answers, one.version, version)),
      )

  const attempts = finished(version.id)
  const answers = firstOf([...carried, ...attempts.map(({ payload }) => payload.answers)])
  if (answers.length === 0) return undefined
  return {
    row,
    pack: version.pack,
    attempts: earlier.flatMap((one) => one.attempts).length + attempts.length,
    answers,
  }
}

/** Of several rounds, all answers to a scenario in the first one that has any. */
function firstOf(rounds: readonly Answer[][]): Answer[] {
  const met: string[] = []
  const first: Answer[] = []
  for (const round of rounds) {
    first.push(...round.filter(({ scenarioId }) => !met.includes(scenarioId)))
    met.push(...round.map(({ scenarioId }) => scenarioId))
  }
  return first
}

/** A finished round's answers to the scenarios that another version has too, word for word, about rules that ask the same there. */
function playsCarried(answers: readonly Answer[], from: Version, to: Version): Answer[][] {
  const same = to.pack.scenarios.filter((scenario: any) => {
    const cited = Object.values<any>(scenario.steps).flatMap(({ choices }) => choices.flatMap((one: any) => one.rules))
    return (
      isDeepStrictEqual(
        from.pack.scenarios.find(({ id }: any) => id === scenario.id),
        scenario,
      ) && cited.every((id) => asks(from, id) !== undefined && isDeepStrictEqual(asks(from, id), asks(to, id)))
    )
  })
  return same.map(({ id }: any) => answers.filter(({ scenarioId }) => scenarioId === id))
}

/** What a rule asks, without its number and its reason. */
function asks({ pack }: Version, ruleId: string) {
  const rule = pack.rules.find(({ id }: any) => id === ruleId)
  return rule && [rule.text, rule.force, rule.tell, rule.consequence]
}
