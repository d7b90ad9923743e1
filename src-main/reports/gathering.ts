import { holds, personStatus, signedOn, type Assignment, type Signature } from '../induction/assignment.ts'
import type { Status } from '../induction/contract.ts'
import type { Induction, Outcome } from '../induction/service.ts'
import { firstDay } from '../people/known.ts'
import type { Audience } from '../policies/format.ts'
import { inSlices } from '../slices.ts'
import { narrowed, type Standing } from './counting.ts'
import type { Starter } from './starters.ts'
import type { FirstTry } from './understanding.ts'

/** What a report is to speak of; `asAt` is a day. */
export interface Wanted {
  asAt: string
  names?: boolean | undefined
  audience?: Audience | undefined
  policyId?: string | undefined
}

type Signed = Signature & { policyId: string }

/** What one look at everybody gives. */
export interface Gathered {
  /** Those of whom something is asked on the last of the days. */
  standings: Standing[]
  /** For each of the days, one status a person of whom something was asked. */
  statuses: Status[][]
  starters: Starter[]
  tries: FirstTry[]
  /** People who have answered anything that counts. */
  answered: number
  outcomeOf(personId: string, assignment: Assignment): Outcome | undefined
}

/**
 * Looks at everybody once, on several days, the last of which the report speaks of. All that may change is read before
 * the first turn of the window; `onTurn` is told how many people are done, and what it throws ends the work.
 */
export async function gather(
  { induction, policyOf }: { induction: Induction; policyOf(versionId: string): string },
  days: readonly string[],
  wanted: Wanted,
  onTurn: (done: number) => void,
): Promise<Gathered> {
  const { asAt, audience } = wanted
  const outcomeOf = induction.outcomes(asAt)
  const statuses = days.map((): Status[] => [])
  const found: Gathered = { standings: [], statuses, starters: [], tries: [], answered: 0, outcomeOf }
  await inSlices(
    induction.everyoneOn(days),
    ({ on, signatures }) => {
      // Of whoever was added later no appointment is known on the day, and nothing is asked.
      const asked = on.map(({ assignments }) => narrowed(assignments, wanted))
      asked.forEach((assignments, at) => {
        const status = personStatus(assignments)
        if (status !== null) statuses[at]!.push(status)
      })
      const { person } = on.at(-1)!
      const assignments = asked.at(-1)!
      const status = personStatus(assignments)
      if (status === null) return
      found.standings.push({ person, assignments, status })
      const appointments = person.appointments.filter((one) => audience === undefined || one.audience === audience)
      const signed = signatures
        .filter((one) => holds(one, asAt))
        .map((one) => ({ ...one, policyId: policyOf(one.versionId) }))
      found.starters.push({ firstDay: firstDay(appointments), finishedOn: finishedOn(assignments, signed, audience) })
      const tries = assignments.flatMap((one): FirstTry[] => {
        const outcome = outcomeOf(person.id, one)
        if (!outcome) return []
        return [{ policyId: one.policyId, audiences: one.audiences, ...outcome }]
      })
      if (tries.length > 0) found.answered++
      found.tries.push(...tries)
    },
    onTurn,
  )
  return found
}

/**
 * The day by which somebody had signed all that is asked of them for the first time; null where some of it is open, or
 * all is waived. A signature on paper counts from the day on the sheet.
 */
function finishedOn(assignments: readonly Assignment[], signatures: readonly Signed[], only?: Audience): string | null {
  const days = assignments
    .filter(({ waiver }) => waiver === null)
    .flatMap(({ policyId, audiences }) =>
      (only === undefined ? audiences : [only]).map((audience) =>
        signatures.find((one) => one.policyId === policyId && one.audiences.includes(audience)),
      ),
    )
  const signed = days.flatMap((one) => (one ? signedOn(one) : []))
  return signed.length === 0 || signed.length < days.length ? null : signed.sort().at(-1)!
}
