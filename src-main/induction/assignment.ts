/** What a person has to do, and how it stands, on a day. Pure: derived from rows, never stored. */
import type { Appointment } from '../people/contract.ts'
import { ADULT_AUDIENCES, type Audience } from '../policies/format.ts'
import type { PolicyVersion, Programme } from '../policies/service.ts'
import { addDays, dayOf, daysBetween } from '../time.ts'
import { STATUSES, type Status } from './contract.ts'

export interface Signature {
  id: string
  versionId: string
  audiences: Audience[]
  /** UTC */
  signedAt: string
}

export interface Assignment {
  policyId: string
  /** The version in force. */
  versionId: string
  version: string
  /** The audiences that the programme asks it of. */
  audiences: Audience[]
  status: Status
  dueOn: string
  /** Positive where late; negative where days are left. */
  daysLate: number
  /** The signature that counts, where there is one. */
  signature: Signature | null
}

export interface Standing {
  appointments: readonly Appointment[]
  /** Signatures of the person, the earliest first. */
  signatures: readonly Signature[]
  /** When the person first did anything on each version, UTC. */
  begunAt: ReadonlyMap<string, string>
}

/** The assignments of one person on a day, the most urgent first. Nothing later than that day is looked at. */
export function assignmentsOf(
  day: string,
  { appointments, signatures, begunAt }: Standing,
  programmes: readonly Programme[],
  versions: readonly PolicyVersion[],
): Assignment[] {
  const asked = new Map<string, { audience: Audience; since: string; daysAllowed: number }[]>()
  for (const appointment of appointments) {
    if (appointment.from > day || (appointment.until !== null && appointment.until < day)) continue
    const ofAudience = programmes.filter(({ audience, from }) => audience === appointment.audience && from <= day)
    const programme = ofAudience.at(-1)
    for (const policyId of programme?.policies ?? []) {
      const since = later(appointment.from, askedSince(ofAudience, policyId))
      const list = asked.get(policyId) ?? []
      asked.set(policyId, [...list, { audience: appointment.audience, since, daysAllowed: programme!.daysAllowed }])
    }
  }
  return [...asked]
    .flatMap(([policyId, by]) => assignmentOf(day, policyId, by, signatures, begunAt, versions) ?? [])
    .sort(
      (a, b) => urgency(a.status) - urgency(b.status) || compare(a.dueOn, b.dueOn) || compare(a.policyId, b.policyId),
    )
}

function assignmentOf(
  day: string,
  policyId: string,
  asked: readonly { audience: Audience; since: string; daysAllowed: number }[],
  signatures: readonly Signature[],
  begunAt: ReadonlyMap<string, string>,
  versions: readonly PolicyVersion[],
): Assignment | undefined {
  const inForce = versions.filter((version) => version.policyId === policyId && version.inForceOn <= day)
  const current = inForce.at(-1)
  if (!current) return undefined
  const binding = inForce.findLastIndex(({ kind }) => kind !== 'minor')
  const counting = new Set(inForce.slice(binding).map(({ id }) => id))
  const earlier = new Set(inForce.slice(0, binding).map(({ id }) => id))

  const audiences = ADULT_AUDIENCES.filter((audience) => asked.some((one) => one.audience === audience))
  const signed = signatures.filter(({ signedAt }) => dayOf(signedAt) <= day)
  const valid = signed.filter(({ versionId }) => counting.has(versionId))
  const covered = new Set(valid.flatMap((signature) => signature.audiences))
  const open = asked.filter(({ audience }) => !covered.has(audience))

  const due = (open.length > 0 ? open : asked).map(({ since, daysAllowed }) =>
    addDays(later(since, inForce[binding]!.inForceOn), daysAllowed),
  )
  const dueOn = due.sort()[0]!
  const daysLate = daysBetween(dueOn, day)
  const begun = begunAt.get(current.id)

  let status: Status
  if (open.length === 0) status = 'complete'
  else if (daysLate > 0) status = 'overdue'
  else if (signed.some(({ versionId }) => earlier.has(versionId))) status = 'sign-again'
  else status = begun !== undefined && dayOf(begun) <= day ? 'in-progress' : 'not-started'

  return {
    policyId,
    versionId: current.id,
    version: current.version,
    audiences,
    status,
    dueOn,
    daysLate,
    signature: valid.at(-1) ?? null,
  }
}

/** A person's status: the most urgent of theirs; null where nothing is asked. */
export function personStatus(assignments: readonly Pick<Assignment, 'status'>[]): Status | null {
  return STATUSES.find((status) => assignments.some((one) => one.status === status)) ?? null
}

const urgency = (status: Status): number => STATUSES.indexOf(status)
const later = (a: string, b: string): string => (a > b ? a : b)
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Since when an audience's programmes have asked for a policy without a break. */
function askedSince(programmes: readonly Programme[], policyId: string): string {
  const lastWithout = programmes.findLastIndex(({ policies }) => !policies.includes(policyId))
  return programmes[lastWithout + 1]!.from
}
