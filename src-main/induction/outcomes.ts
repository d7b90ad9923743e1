import type { Policies } from '../policies/service.ts'
import { dayOf } from '../time.ts'
import { holds, type Assignment, type Signature } from './assignment.ts'
import { answersThatCount, beginningOf, playsCarried, stoodBefore } from './carrying.ts'
import type { Attempt, GivenAnswer } from './course.ts'
import { asAttempt } from './judging.ts'
import type { AttemptRow, InductionStore } from './store.ts'

/** How somebody did on one policy version: rounds they finished, and the first answers that count. */
export interface Outcome {
  versionId: string
  attempts: number
  answers: readonly GivenAnswer[]
  right: number
  total: number
}

interface Parts {
  store: InductionStore
  policies: Policies
  signatures: { all(): Map<string, Signature[]> }
}

/**
 * Reads what everybody answered up to a day, and gives a function from a person's assignment to how they did: on the
 * version they signed where that stands, else on the one in force; undefined where they have finished nothing that counts.
 */
export function outcomesOn(day: string, { store, policies, signatures }: Parts) {
  const answers = Map.groupBy(store.allAnswers(), ({ attemptId }) => attemptId)
  const byLesson = Map.groupBy(store.allAttempts(), ({ personId, versionId }) => lessonKey(personId, versionId))
  const versions = Map.groupBy(policies.versions(), ({ policyId }) => policyId)
  // Only where there are several versions does it matter what somebody had signed before.
  const signed = [...versions.values()].some((list) => list.length > 1)
    ? signatures.all()
    : new Map<string, Signature[]>()

  function attemptsOf(personId: string, versionId: string, counts: (row: AttemptRow) => boolean): Attempt[] {
    const own = (byLesson.get(lessonKey(personId, versionId)) ?? []).filter(counts)
    if (own.length === 0) return []
    const pack = policies.packOf(versionId)
    return own.map((row) => asAttempt(row, answers.get(row.id) ?? [], pack))
  }

  const isFinished = ({ finishedAt }: Pick<Attempt, 'finishedAt'>): boolean =>
    finishedAt !== null && dayOf(finishedAt) <= day

  return (personId: string, { policyId, versionId, signature }: Assignment): Outcome | undefined => {
    const of = signature?.versionId ?? versionId
    const standing = (signed.get(personId) ?? []).filter((one) => holds(one, day))
    const settled = settling(standing, of)
    const before = settled ? stoodBefore(signed.get(personId)!, settled) : standing
    const { since, versions: worked } = beginningOf(of, versions.get(policyId) ?? [], before)
    // A round that a version cut off stands in the record once its answers are listed by a signature at the PC.
    const isListed = settled?.paper === null
    const earlier = worked.slice(0, -1).map(({ id }) => ({
      pack: policies.packOf(id),
      attempts: attemptsOf(
        personId,
        id,
        (row) => (isListed || isFinished(row)) && (id !== since?.versionId || row.startedAt > since.signedAt),
      ),
    }))
    const plays = playsCarried(earlier, policies.packOf(of))
    const own = attemptsOf(personId, of, isFinished)
    const first = answersThatCount(plays, own)
    if (first.length === 0) return undefined
    return {
      versionId: of,
      answers: first,
      attempts: earlier.flatMap(({ attempts }) => attempts).filter(isFinished).length + own.length,
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

const lessonKey = (personId: string, versionId: string): string => `${personId} ${versionId}`
