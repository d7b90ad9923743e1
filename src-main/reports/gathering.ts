import type { Signatures } from '../acknowledgements/service.ts'
import { holdsAt, personStatus, signedOn, type Assignment, type Signature } from '../induction/assignment.ts'
import type { EveryoneOn, Induction } from '../induction/service.ts'
import { firstDay } from '../people/known.ts'
import { audiencesOn } from '../people/service.ts'
import type { Audience } from '../policies/format.ts'
import type { Policies } from '../policies/service.ts'
import { inSlices } from '../slices.ts'
import { endOfDay } from '../time.ts'
import type { PersonRow, Tally } from './contract.ts'
import { narrowed, personRow, type Standing } from './counting.ts'
import type { Starter } from './starters.ts'
import { addTo, emptyTally } from './tally.ts'
import { createUnderstanding, type Understanding } from './understanding.ts'

/** What a report is to speak of; `asAt` is a day. */
export interface Wanted {
  asAt: string
  names?: boolean | undefined
  audience?: Audience | undefined
  policyId?: string | undefined
}

/** What one look at everybody gives. */
export interface Gathered {
  /** Those of whom something is asked on the last of the days. */
  standings: Standing[]
  /** One row a person and policy, in no order. */
  rows: PersonRow[]
  /** For each of the days, how many people of whom something was asked stood where. */
  tallies: Tally[]
  starters: Starter[]
  understanding: Understanding
  /** People who have answered anything that counts. */
  answered: number
  /** How many declarations had been made by the end of the day. */
  declared: number
}

interface Parts {
  induction: Induction
  signatures: Signatures
  policies: Policies
}

/** What part of the time it takes to read the signatures, as measured; the rest goes to the people. */
const SIGNATURES = 0.1

/**
 * Looks at everybody once, on several days, the last of which the report speaks of, by the first `length` entries of the
 * ledger. What is written after the call is not in it. `count`: how many people there are, signatures not counted.
 * `onTurn` is told what part of it is done, from 0 to 1, before each turn of the window; what it throws ends the work.
 */
export async function gather(
  { induction, signatures, policies }: Parts,
  { days, length, count }: { days: readonly string[]; length: number; count: number },
  wanted: Wanted,
  onTurn: (part: number) => void,
): Promise<Gathered> {
  const { asAt, audience } = wanted
  const end = endOfDay(asAt)
  const signed = new Map<string, Signature[]>()
  const found: Gathered = {
    ...{ standings: [], rows: [], starters: [], answered: 0, declared: 0 },
    tallies: days.map(emptyTally),
    understanding: createUnderstanding(policies.packOf),
  }
  const everyone = induction.everyoneOn(
    days.map((day) => ({ day })),
    { answers: true, signed },
  )
  let readUpTo = 0
  try {
    await inSlices(
      signatures.upTo(length),
      (one) => {
        const own = signed.get(one.personId)
        if (own) own.push(one)
        else signed.set(one.personId, [one])
        readUpTo = one.entrySeq
        if (holdsAt(one, end)) found.declared += one.declared
      },
      () => onTurn((SIGNATURES * readUpTo) / length),
    )
    await inSlices(everyone, look, (done) => onTurn(SIGNATURES + ((1 - SIGNATURES) * done) / count))
  } finally {
    everyone.close()
  }
  return found

  function look({ on, signatures: own, outcomeOf }: EveryoneOn): void {
    // Of whoever was added later no appointment is known on the day, and nothing is asked.
    const asked = on.map(({ assignments }) => narrowed(assignments, wanted))
    asked.forEach((assignments, at) => {
      const status = personStatus(assignments)
      if (status !== null) addTo(found.tallies[at]!, status)
    })
    const { person } = on.at(-1)!
    const assignments = asked.at(-1)!
    const status = personStatus(assignments)
    if (status === null) return
    found.standings.push({ person, assignments, status })
    const appointments = person.appointments.filter((one) => audience === undefined || one.audience === audience)
    const held = own
      .filter((one) => holdsAt(one, end))
      .map((one) => ({ ...one, policyId: policies.packOf(one.versionId).policy.id }))
    found.starters.push({ firstDay: firstDay(appointments), finishedOn: finishedOn(assignments, held, audience) })
    const outcomes = assignments.map(outcomeOf)
    if (outcomes.some((one) => one !== undefined)) found.answered++
    const audiences = audiencesOn(person.appointments, asAt)
    assignments.forEach((assignment, at) => {
      const outcome = outcomes[at]
      const { policyId } = assignment
      if (outcome) found.understanding.add({ policyId, audiences: assignment.audiences, ...outcome })
      const { title } = policies.packOf(assignment.versionId).policy
      found.rows.push(personRow(person, audiences, title, assignment, outcome))
    })
  }
}

/**
 * The day by which somebody had signed all that is asked of them for the first time; null where some of it was never
 * signed, or all is waived. A signature on paper counts from the day on the sheet.
 */
function finishedOn(
  assignments: readonly Assignment[],
  signatures: readonly (Signature & { policyId: string })[],
  only?: Audience,
): string | null {
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
