/** Answers of earlier rounds that a signature counts: its entry lists them, and a round that was cut off has no entry of its own. Pure. */
import type { Proving } from './columns.ts'

/** One answer that a signature lists, as the records have to have it. */
export interface CountedAnswer {
  personId: string
  /** The version that was signed: the answer was given under an earlier one. */
  versionId: string
  signedAt: string
  scenarioId: string
  stepId: string
  /** JSON list. */
  chosen: string
  verdict: string
  /** 1 or 0; null where nothing was said. */
  sure: number | null
}

interface Signature {
  personId: string
  versionId: string
  signedAt: string
  carried?: { answers?: { scenarioId: string; stepId: string; chosen: unknown; verdict: string; sure?: boolean | null }[] } // prettier-ignore
}

/** The answers that an entry lists; none where it is no signature, or lists none. */
export function countedIn({ kind, payload }: Proving): CountedAnswer[] {
  if (kind !== 'acknowledgement.signed') return []
  const { personId, versionId, signedAt, carried } = payload as unknown as Signature
  return (carried?.answers ?? []).map(({ scenarioId, stepId, chosen, verdict, sure = null }) => ({
    ...{ personId, versionId, signedAt, scenarioId, stepId, verdict },
    chosen: JSON.stringify(chosen),
    sure: sure === null ? null : Number(sure),
  }))
}

/** How often each scenario stands among answers, in the order of the first. */
export const byScenario = (answers: readonly CountedAnswer[]): [scenarioId: string, count: number][] =>
  [...Map.groupBy(answers, ({ scenarioId }) => scenarioId)].map(([id, list]) => [id, list.length])
