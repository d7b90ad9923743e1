/** Answers of earlier rounds that a signature counts: its entry lists them, and a round that was cut off has no entry of its own. Pure. */
import { z } from 'zod'
import type { Proving } from './columns.ts'

/** One answer that a signature lists, as the records have to have it. */
export interface CountedAnswer {
  personId: string
  /** The version that was signed: the answer was given under an earlier one. */
  versionId: string
  scenarioId: string
  stepId: string
  /** JSON list. */
  chosen: string
  verdict: string
  /** 1 or 0; null where nothing was said. */
  sure: number | null
}

const signature = z.object({
  personId: z.string(),
  versionId: z.string(),
  carried: z
    .object({
      answers: z.array(
        z.object({
          ...{ scenarioId: z.string(), stepId: z.string(), verdict: z.string() },
          chosen: z.array(z.int()),
          sure: z.boolean().nullish(),
        }),
      ),
    })
    .nullish(),
})

/** The answers that an entry lists; none where it is no signature. Throws ZodError where its payload is not like its kind's. */
export function countedIn({ kind, payload }: Proving): CountedAnswer[] {
  if (kind !== 'acknowledgement.signed') return []
  const { personId, versionId, carried } = signature.parse(payload)
  return (carried?.answers ?? []).map(({ scenarioId, stepId, chosen, verdict, sure = null }) => ({
    ...{ personId, versionId, scenarioId, stepId, verdict },
    chosen: JSON.stringify(chosen),
    sure: sure === null ? null : Number(sure),
  }))
}

/** How often each scenario stands among answers, in the order of the first. */
export const byScenario = (answers: readonly CountedAnswer[]): [scenarioId: string, count: number][] =>
  [...Map.groupBy(answers, ({ scenarioId }) => scenarioId)].map(([id, list]) => [id, list.length])
