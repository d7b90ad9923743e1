import type { Policies } from '../policies/service.ts'
import { endOfDay } from '../time.ts'
import { holdsAt, type Assignment, type Signature } from './assignment.ts'
import { answersThatCount, beginningOf, playsCarried, stoodBefore } from './carrying.ts'
import type { Attempt, GivenAnswer } from './course.ts'
import { asGiven } from './judging.ts'
import { answerIn, type AttemptDone, type Done } from './store.ts'

/** How somebody did on one policy version: rounds they finished, and the first answers that count. */
export interface Outcome {
  versionId: string
  attempts: number
  answers: readonly GivenAnswer[]
  right: number
  total: number
}

/** What somebody did and signed; see the store. */
interface Worked {
  attempts: Done['attempts']
  signatures: readonly Signature[]
}

/** Some answers that were given on one text. */
type Tried = Pick<Attempt, 'startedAt' | 'finishedAt' | 'answers'>

/**
 * How people did up to a day. Gives a function from what somebody did, and an assignment of theirs, to how they did on it:
 * on the version they signed where that stands, else on the one in force; undefined where they have finished nothing that counts.
 */
export function outcomesOn(day: string, policies: Policies) {
  const end = endOfDay(day)
  const versions = Map.groupBy(policies.versions(), ({ policyId }) => policyId)
  /** By version and line: what one says is worked out once, and then shared by all who gave it. */
  const known = new Map<string, Map<string, GivenAnswer>>()

  function answersIn(versionId: string, lines: string | null): GivenAnswer[] {
    if (lines === null) return []
    const ofVersion = known.get(versionId) ?? new Map<string, GivenAnswer>()
    known.set(versionId, ofVersion)
    return lines.split('\n').map((line) => {
      const answer = ofVersion.get(line) ?? asGiven(answerIn(line), policies.packOf(versionId))
      ofVersion.set(line, answer)
      return answer
    })
  }

  const isFinished = ({ finishedAt }: Pick<Attempt, 'finishedAt'>): boolean => finishedAt !== null && finishedAt < end

  return ({ attempts, signatures }: Worked, { policyId, versionId, signature }: Assignment): Outcome | undefined => {
    const of = signature?.versionId ?? versionId
    const attemptsOf = (id: string, counts: (row: AttemptDone) => boolean): Tried[] =>
      attempts
        .filter((row) => row.versionId === id && counts(row))
        .map(({ startedAt, finishedAt, answers }) => ({ startedAt, finishedAt, answers: answersIn(id, answers) }))
    const standing = signatures.filter((one) => holdsAt(one, end))
    const settled = settling(standing, of)
    const before = settled ? stoodBefore(signatures, settled) : standing
    const { since, versions: worked } = beginningOf(of, versions.get(policyId) ?? [], before)
    // A round that a version cut off stands in the record once its answers are listed by a signature at the PC.
    const isListed = settled?.paper === null
    const earlier = worked.slice(0, -1).map(({ id }) => ({
      pack: policies.packOf(id),
      attempts: attemptsOf(
        id,
        (row) => (isListed || isFinished(row)) && (id !== since?.versionId || row.startedAt > since.signedAt),
      ),
    }))
    const plays = playsCarried(earlier, policies.packOf(of))
    const own = attemptsOf(of, isFinished)
    const first = answersThatCount(plays, own)
    if (first.length === 0) return undefined
    return {
      versionId: of,
      answers: first,
      attempts: earlier.flatMap((one) => one.attempts).filter(isFinished).length + own.length,
      right: first.filter(({ verdict }) => verdict === 'right').length,
      total: first.length,
    }
  }
}

/**
 * The signature that settled what counts of the work under earlier versions: the first one on this version at the PC,
 * whose entry lists it, or else the first on paper; undefined where there is none.
 */
const settling = (signatures: readonly Signature[], versionId: string): Signature | undefined => {
  const own = signatures.filter((one) => one.versionId === versionId)
  return own.find(({ paper }) => paper === null) ?? own[0]
}
