/** What a person has to do, and how it stands, on a day. Pure: derived from rows, never stored. */
import type { Appointment } from '../people/contract.ts'
import { ADULT_AUDIENCES, type Audience } from '../policies/format.ts'
import type { PolicyVersion, Programme } from '../policies/service.ts'
import { addDays, dayOf, daysBetween, isDay } from '../time.ts'
import { STATUSES, type Status } from './contract.ts'

export interface Signature {
  id: string
  versionId: string
  audiences: Audience[]
  /** When it was made here, UTC: of a signature on paper, when it was entered. */
  signedAt: string
  /** Where it was signed on paper; null where its signer made it here. */
  paper: Paper | null
  /** When a signature on paper was withdrawn, because it was entered by mistake, UTC; null where it holds. */
  withdrawnAt: string | null
}

/** How a signature on paper came into the record. */
export interface Paper {
  /** The day on the sheet. */
  signedOn: string
  enteredBy: string
  witnessedBy: string
}

/** The day on which something was signed, on whatever. */
export const signedOn = ({ paper, signedAt }: Pick<Signature, 'paper' | 'signedAt'>): string =>
  paper?.signedOn ?? dayOf(signedAt)

/** A policy that one person is not asked to sign for now. */
export interface Waiver {
  id: string
  policyId: string
  reason: string
  /** The last day it holds. */
  until: string
  /** The role of whoever decided it. */
  by: string
  /** UTC */
  enteredAt: string
  /** UTC; null where nobody has ended it before its time */
  endedAt: string | null
}

export interface Assignment {
  policyId: string
  /** The version in force. */
  versionId: string
  version: string
  /** The audiences that the programme asks it of. */
  audiences: Audience[]
  /** Those of them that a signature is asked of. */
  open: Audience[]
  status: Status
  /** Why it is open to somebody who has signed it before; null where it is open for the first time, or not open. */
  again: 'version' | 'renewal' | null
  dueOn: string
  /** Positive where late; negative where days are left. */
  daysLate: number
  /** The last signature on what is asked, where there is one; a renewal asks for it once more. */
  signature: Signature | null
  /** What it is waived by; null where it is not. */
  waiver: Waiver | null
}

export interface Standing {
  appointments: readonly Appointment[]
  /** Signatures of the person, the earliest first. */
  signatures: readonly Signature[]
  /** When the person first did anything on each version, UTC. */
  begunAt: ReadonlyMap<string, string>
  /** Waivers of the person, the earliest first. */
  waivers: readonly Waiver[]
}

/** What the programme in force asks of one audience, for one policy. */
interface Asked {
  audience: Audience
  /** Since when the person, in this audience, is asked. */
  since: string
  daysAllowed: number
  renewal: string
  /** Since when the audience's programmes have asked for the policy with this renewal. */
  renewsSince: string
}

/**
 * The assignments of one person on a day, the most urgent first. Nothing later than that day is looked at.
 * `programmes` are in the order of the days they hold from; of two with the same day the later one holds.
 */
export function assignmentsOf(
  day: string,
  standing: Standing,
  programmes: readonly Programme[],
  versions: readonly PolicyVersion[],
): Assignment[] {
  const asked = new Map<string, Asked[]>()
  for (const { audience, from, until } of standing.appointments) {
    if (from > day || (until !== null && until < day)) continue
    const ofAudience = programmes.filter((one) => one.audience === audience && one.from <= day).filter(holdsFromItsDay)
    const programme = ofAudience.at(-1)
    for (const policyId of programme?.policies ?? []) {
      const { daysAllowed, renewal } = programme!
      const since = later(
        from,
        unbroken(ofAudience, ({ policies }) => policies.includes(policyId)),
      )
      const renewsSince = unbroken(ofAudience, (one) => one.policies.includes(policyId) && one.renewal === renewal)
      asked.set(policyId, [...(asked.get(policyId) ?? []), { audience, since, daysAllowed, renewal, renewsSince }])
    }
  }
  return [...asked]
    .flatMap(([policyId, by]) => assignmentOf(day, policyId, by, standing, versions) ?? [])
    .sort(
      (a, b) => urgency(a.status) - urgency(b.status) || compare(a.dueOn, b.dueOn) || compare(a.policyId, b.policyId),
    )
}

function assignmentOf(
  day: string,
  policyId: string,
  asked: readonly Asked[],
  { signatures, begunAt, waivers }: Standing,
  versions: readonly PolicyVersion[],
): Assignment | undefined {
  const inForce = versions.filter((version) => version.policyId === policyId && version.inForceOn <= day)
  const current = inForce.at(-1)
  if (!current) return undefined
  const place = new Map(inForce.map(({ id }, at) => [id, at]))
  const audiences = ADULT_AUDIENCES.filter((audience) => asked.some((one) => one.audience === audience))
  const signed = signatures.filter((one) => holds(one, day) && place.has(one.versionId))

  const asks = asked.map((one) => {
    const { audience, since, daysAllowed } = one
    const within = (from: string): string => addDays(later(since, from), daysAllowed)
    const dueFor = ({ inForceOn, signBy }: PolicyVersion): string =>
      signBy !== null && since <= inForceOn ? signBy : within(inForceOn)
    const asking = inForce.filter((version) => asksOf(version, audience))
    const own = signed.filter((signature) => signature.audiences.includes(audience))
    const signedUpTo = Math.max(-1, ...own.map(({ versionId }) => place.get(versionId)!))
    const missed = asking.find(({ id }) => place.get(id)! > signedUpTo)
    const renewed = own.length > 0 ? renewedAfter(own.map(signedOn).sort().at(-1)!, one) : undefined
    // Being late for one is not forgiven by the next: the first that was missed says by when.
    const dues = [
      ...(missed ? [own.length > 0 ? dueFor(missed) : within(missed.inForceOn)] : []),
      ...(renewed !== undefined && renewed <= day ? [within(renewed)] : []),
    ].sort()
    return {
      audience,
      isOpen: dues.length > 0,
      again: own.length === 0 ? null : missed ? ('version' as const) : ('renewal' as const),
      dueOn: dues[0] ?? dueFor(asking.at(-1)!),
      last: own.findLast(({ versionId }) => place.get(versionId)! >= place.get(asking.at(-1)!.id)!),
    }
  })
  const open = asks.filter(({ isOpen }) => isOpen)

  const dueOn = (open.length > 0 ? open : asks).map((one) => one.dueOn).sort()[0]!
  const daysLate = daysBetween(dueOn, day)
  const again = open.find((one) => one.again !== null)?.again ?? null
  // Whoever began under an earlier version goes on from there.
  const isBegun = inForce.some(({ id }) => begunAt.has(id) && dayOf(begunAt.get(id)!) <= day)
  const waiver = waivers.findLast((one) => one.policyId === policyId && isInForce(one, day)) ?? null

  let status: Status
  if (open.length === 0) status = 'complete'
  else if (waiver) status = 'waived'
  else if (daysLate > 0) status = 'overdue'
  else if (again !== null) status = 'sign-again'
  else status = isBegun ? 'in-progress' : 'not-started'

  return {
    policyId,
    versionId: current.id,
    version: current.version,
    audiences,
    open: audiences.filter((audience) => open.some((one) => one.audience === audience)),
    status,
    again,
    dueOn,
    daysLate,
    signature: signed.findLast((one) => asks.some(({ last }) => last === one)) ?? null,
    waiver: status === 'waived' ? waiver : null,
  }
}

/** Whether a signature counts on a day, as it was known at the end of that day. */
export const holds = ({ signedAt, withdrawnAt }: Signature, day: string): boolean =>
  dayOf(signedAt) <= day && (withdrawnAt === null || dayOf(withdrawnAt) > day)

/** Whether a version asks an audience for a signature: the first one all of them, a major one those it names. */
const asksOf = ({ kind, mustSign }: PolicyVersion, audience: Audience): boolean =>
  kind === 'first' || (kind === 'major' && mustSign.includes(audience))

/** A person's status: the most urgent of theirs; null where nothing is asked. Waived is the last: all of theirs are. */
export function personStatus(assignments: readonly Pick<Assignment, 'status'>[]): Status | null {
  return STATUSES.find((status) => assignments.some((one) => one.status === status)) ?? null
}

/**
 * The first day, from a day on, on which a programme with this `renewal` ('never' or 'MM-DD') asks again; undefined where
 * it never does. 29 February is the 28th in a year that has no 29th.
 */
export function renewalFrom(day: string, renewal: string): string | undefined {
  if (renewal === 'never') return undefined
  const year = Number(day.slice(0, 4))
  return [year, year + 1].map((one) => inYear(renewal, one)).find((renewed) => renewed >= day)
}

/** Whether a waiver holds on a day, as it was known at the end of that day. */
export const isInForce = ({ enteredAt, until, endedAt }: Waiver, day: string): boolean =>
  dayOf(enteredAt) <= day && day <= until && (endedAt === null || dayOf(endedAt) > day)

/**
 * The day on which what was signed on a day is asked for again: the first renewal after it, so that being late is not
 * forgiven by the next one. A renewal that was past when the programme first said so asks nobody.
 */
const renewedAfter = (signedOn: string, { renewal, renewsSince }: Asked): string | undefined =>
  renewalFrom(later(addDays(signedOn, 1), renewsSince), renewal)

function inYear(renewal: string, year: number): string {
  const day = `${year}-${renewal}`
  return isDay(day) ? day : `${year}-02-28`
}

/** One audience's programmes with the same day: the last one holds, those before it never did. */
const holdsFromItsDay = ({ from }: Programme, at: number, ofAudience: readonly Programme[]): boolean =>
  ofAudience[at + 1]?.from !== from

/** Since when an audience's programmes have all been so, without a break; the last of them is. */
function unbroken(programmes: readonly Programme[], isSo: (programme: Programme) => boolean): string {
  return programmes[programmes.findLastIndex((one) => !isSo(one)) + 1]!.from
}

const urgency = (status: Status): number => STATUSES.indexOf(status)
const later = (a: string, b: string): string => (a > b ? a : b)
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
