/** What a person has to do, and how it stands, on a day. Pure: derived from rows, never stored. */
import type { Appointment } from '../people/contract.ts'
import { ADULT_AUDIENCES, type Audience } from '../policies/format.ts'
import type { PolicyVersion, Programme } from '../policies/service.ts'
import { addDays, dayOf, daysBetween, endOfDay, isDay } from '../time.ts'
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

/** What the programme in force asks of an audience, for one policy. */
interface Asking {
  policyId: string
  /** Since when the audience's programmes have asked for the policy; and with this renewal. */
  since: string
  renewsSince: string
  daysAllowed: number
  renewal: string
}

/** The same of one person, who may have come later. */
interface Asked extends Asking {
  audience: Audience
}

/** A policy's versions in force on a day, the earliest first. */
interface InForce {
  versions: readonly PolicyVersion[]
  /** Where each of them stands among them. */
  place: ReadonlyMap<string, number>
  /** Those of them that ask an audience for a signature. */
  asking: Record<Audience, PolicyVersion[]>
}

/** Gives the assignments of one person on a day, the most urgent first. */
export type AssignmentsOn = (standing: Standing) => Assignment[]

/** `assignmentsOn` for one person. */
export const assignmentsOf = (
  day: string,
  standing: Standing,
  programmes: readonly Programme[],
  versions: readonly PolicyVersion[],
): Assignment[] => assignmentsOn(day, programmes, versions)(standing)

/**
 * The assignments of anybody on a day. Nothing later than that day is looked at. What is the same for everybody is worked
 * out once. `programmes` are in the order of the days they hold from; of two with the same day the later one holds.
 */
export function assignmentsOn(
  day: string,
  programmes: readonly Programme[],
  versions: readonly PolicyVersion[],
): AssignmentsOn {
  const askings = inAudiences((audience) => askingsOf(audience, day, programmes))
  const policies = new Map(
    [...Map.groupBy(versions, ({ policyId }) => policyId)].flatMap(([policyId, list]) => {
      const found = list.filter(({ inForceOn }) => inForceOn <= day)
      return found.length === 0 ? [] : [[policyId, inForceOf(found)] as const]
    }),
  )
  const end = endOfDay(day)
  return (standing) => {
    const asked = new Map<string, Asked[]>()
    for (const { audience, from, until } of standing.appointments) {
      if (from > day || (until !== null && until < day)) continue
      for (const asking of askings[audience]) {
        const one = { ...asking, audience, since: later(from, asking.since) }
        const others = asked.get(asking.policyId)
        if (others) others.push(one)
        else asked.set(asking.policyId, [one])
      }
    }
    const assignments: Assignment[] = []
    for (const [policyId, by] of asked) {
      const inForce = policies.get(policyId)
      if (inForce) assignments.push(assignmentOf({ day, end }, policyId, by, standing, inForce))
    }
    return assignments.sort(
      (a, b) => urgency(a.status) - urgency(b.status) || compare(a.dueOn, b.dueOn) || compare(a.policyId, b.policyId),
    )
  }
}

/** What the programme of an audience that holds on a day asks for. */
function askingsOf(audience: Audience, day: string, programmes: readonly Programme[]): Asking[] {
  const ofAudience = programmes.filter((one) => one.audience === audience && one.from <= day).filter(holdsFromItsDay)
  const { policies = [], daysAllowed = 0, renewal = 'never' } = ofAudience.at(-1) ?? {}
  return policies.map((policyId) => {
    const asks = (one: Programme): boolean => one.policies.includes(policyId)
    const since = unbroken(ofAudience, asks)
    return {
      ...{ policyId, since, daysAllowed, renewal },
      renewsSince: unbroken(ofAudience, (one) => asks(one) && one.renewal === renewal),
    }
  })
}

const inForceOf = (versions: readonly PolicyVersion[]): InForce => ({
  versions,
  place: new Map(versions.map(({ id }, at) => [id, at])),
  asking: inAudiences((audience) => versions.filter((version) => asksOf(version, audience))),
})

const inAudiences = <Of>(of: (audience: Audience) => Of): Record<Audience, Of> =>
  Object.fromEntries(ADULT_AUDIENCES.map((audience) => [audience, of(audience)])) as Record<Audience, Of>

function assignmentOf(
  { day, end }: { day: string; end: string },
  policyId: string,
  asked: readonly Asked[],
  { signatures, begunAt, waivers }: Standing,
  { versions, place, asking: askingOf }: InForce,
): Assignment {
  const current = versions.at(-1)!
  const signed = signatures.filter((one) => place.has(one.versionId) && holdsAt(one, end))

  const asks = asked.map((one) => {
    const { audience, since, daysAllowed } = one
    const within = (from: string): string => addDays(later(since, from), daysAllowed)
    const dueFor = ({ inForceOn, signBy }: PolicyVersion): string =>
      signBy !== null && since <= inForceOn ? signBy : within(inForceOn)
    const asking = askingOf[audience]
    const own = signed.filter((signature) => signature.audiences.includes(audience))
    const signedUpTo = own.reduce((most, { versionId }) => Math.max(most, place.get(versionId)!), -1)
    const missed = asking.find(({ id }) => place.get(id)! > signedUpTo)
    const renewed = own.length > 0 ? renewedAfter(own.map(signedOn).reduce(later), one) : undefined
    // Being late for one is not forgiven by the next: the first that was missed says by when.
    const due = earlier(
      missed && (own.length > 0 ? dueFor(missed) : within(missed.inForceOn)),
      renewed !== undefined && renewed <= day ? within(renewed) : undefined,
    )
    const last = asking.at(-1)!
    return {
      audience,
      isOpen: due !== undefined,
      again: own.length === 0 ? null : missed ? ('version' as const) : ('renewal' as const),
      dueOn: due ?? dueFor(last),
      last: own.findLast(({ versionId }) => place.get(versionId)! >= place.get(last.id)!),
    }
  })
  const open = asks.filter(({ isOpen }) => isOpen)

  const dueOn = (open.length > 0 ? open : asks).map((one) => one.dueOn).reduce((a, b) => (a < b ? a : b))
  const daysLate = daysBetween(dueOn, day)
  const again = open.find((one) => one.again !== null)?.again ?? null
  // Whoever began under an earlier version goes on from there.
  const isBegun = () => versions.some(({ id }) => begunAt.has(id) && begunAt.get(id)! < end)
  const waiver = waivers.findLast((one) => one.policyId === policyId && isInForce(one, day)) ?? null

  let status: Status
  if (open.length === 0) status = 'complete'
  else if (waiver) status = 'waived'
  else if (daysLate > 0) status = 'overdue'
  else if (again !== null) status = 'sign-again'
  else status = isBegun() ? 'in-progress' : 'not-started'

  return {
    policyId,
    versionId: current.id,
    version: current.version,
    audiences: audiencesOf(asks),
    open: audiencesOf(open),
    status,
    again,
    dueOn,
    daysLate,
    signature: signed.findLast((one) => asks.some(({ last }) => last === one)) ?? null,
    waiver: status === 'waived' ? waiver : null,
  }
}

/** Whether a signature counts on a day, as it was known at the end of that day. */
export const holds = (signature: Signature, day: string): boolean => holdsAt(signature, endOfDay(day))

/** The same for the end of a day (UTC), where many are looked at. */
export const holdsAt = ({ signedAt, withdrawnAt }: Signature, end: string): boolean =>
  signedAt < end && (withdrawnAt === null || withdrawnAt >= end)

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
  const renewed = inYear(renewal, year)
  return renewed >= day ? renewed : inYear(renewal, year + 1)
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
  return renewal !== '02-29' || isDay(day) ? day : `${year}-02-28`
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
const earlier = (a: string | undefined, b: string | undefined): string | undefined =>
  a === undefined || (b !== undefined && b < a) ? b : a
const audiencesOf = (those: readonly { audience: Audience }[]): Audience[] =>
  ADULT_AUDIENCES.filter((audience) => those.some((one) => one.audience === audience))
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
