/** What is asked of everybody on a day, and how it stands: one row a person and policy. */
import {
  AUDIENCES,
  daysFrom,
  earliest,
  entered,
  later,
  latest,
  versionsOf,
  type Asked,
  type Entry,
  type Version,
} from './known.ts'
import { heldOn, peopleOn, type Person } from './people.ts'

/** `in time` is not started or in progress: which of the two is progress, and no evidence. */
export type Status = 'overdue' | 'sign-again' | 'in time' | 'complete' | 'waived'
export const URGENCY: Status[] = ['overdue', 'sign-again', 'in time', 'complete', 'waived']

export interface Row {
  person: Person
  version: Version
  /** The audiences that it is asked in. */
  audiences: string[]
  status: Status
  dueOn: string
  daysLate: number
  /** The entry of the last signature on what is asked. */
  signature: Entry | null
  waiver: Entry | null
}

/** The rows of everybody, narrowed to one audience or policy where that is wanted. */
export function rowsOn(entries: readonly Entry[], { day, audience, policyId }: Asked): Row[] {
  return peopleOn(entries, day)
    .flatMap((person) => rowsOf(entries, person, day))
    .filter((row) => audience === undefined || row.audiences.includes(audience))
    .filter((row) => policyId === undefined || row.version.policyId === policyId)
}

function rowsOf(entries: readonly Entry[], person: Person, day: string): Row[] {
  const held = heldOn(person, day)
  const policies = new Set(held.flatMap(({ audience }) => programmesOf(entries, audience, day).at(-1)?.policies ?? []))
  return [...policies].flatMap((policyId) => rowOf(entries, person, policyId, day) ?? [])
}

function rowOf(entries: readonly Entry[], person: Person, policyId: string, day: string): Row | undefined {
  const versions = versionsOf(entries, policyId, day)
  const version = versions.at(-1)
  if (!version) return undefined
  const asks = heldOn(person, day)
    .filter(({ audience }) => programmesOf(entries, audience, day).at(-1)?.policies.includes(policyId))
    .map(({ audience, from }) => askOf(entries, person, policyId, day, audience, from))

  const open = asks.filter((ask) => ask.isOpen)
  const dueOn = earliest((open.length > 0 ? open : asks).map((ask) => ask.dueOn))
  const waiver = waiverOf(entries, person, policyId, day)
  let status: Status = 'complete'
  if (open.some((ask) => ask.hasSigned)) status = 'sign-again'
  else if (open.length > 0) status = 'in time'
  if (open.length > 0 && dueOn < day) status = 'overdue'
  if (open.length > 0 && waiver) status = 'waived' // whoever has signed all the same is complete
  const signatures = asks.flatMap(({ signature }) => signature ?? []).sort((a, b) => a.seq - b.seq)
  return {
    person,
    version,
    audiences: AUDIENCES.filter((audience) => asks.some((ask) => ask.audience === audience)),
    status,
    dueOn,
    daysLate: daysFrom(dueOn, day),
    signature: signatures.at(-1) ?? null,
    waiver: status === 'waived' ? waiver : null,
  }
}

/** What one audience is asked, of somebody who has stood in it since a day. */
function askOf(
  entries: readonly Entry[],
  person: Person,
  policyId: string,
  day: string,
  audience: string,
  from: string,
) {
  const versions = versionsOf(entries, policyId, day)
  const programmes = programmesOf(entries, audience, day)
  const { daysAllowed, renewal } = programmes.at(-1)!
  const asksIt = (one: Programme): boolean => one.policies.includes(policyId)
  const since = latest([from, unbrokenSince(programmes, asksIt)])
  const within = (start: string): string => later(latest([since, start]), daysAllowed)

  const signed = signaturesOf(entries, person, policyId, day).filter(({ payload }) =>
    payload.audiences.includes(audience),
  )
  const placeOf = (versionId: string): number => versions.findIndex(({ id }) => id === versionId)
  const newest = Math.max(-1, ...signed.map(({ payload }) => placeOf(payload.versionId)))
  // A first version asks everyone, a major one those whom it names, a minor one nobody.
  const asking = versions.filter(
    ({ kind, mustSign }) => kind === 'first' || (kind === 'major' && mustSign.includes(audience)),
  )
  const missed = asking.find(({ id }) => placeOf(id) > newest)
  // Whoever was asked when a major version came has the day that it says; others have the programme's days.
  const dueFor = ({ inForceOn, signBy }: Version): string =>
    signBy !== null && since <= inForceOn ? signBy : within(inForceOn)

  const dues: string[] = []
  if (missed) dues.push(signed.length > 0 ? dueFor(missed) : within(missed.inForceOn))
  if (signed.length > 0 && renewal !== 'never') {
    const lastSigned = latest(signed.map(signedOn))
    const saidSince = unbrokenSince(programmes, (one) => asksIt(one) && one.renewal === renewal)
    const renewed = nextDay(renewal, latest([later(lastSigned, 1), saidSince]))
    if (renewed <= day) dues.push(within(renewed))
  }
  const last = asking.at(-1)!
  return {
    audience,
    isOpen: dues.length > 0,
    hasSigned: signed.length > 0,
    dueOn: dues.length > 0 ? earliest(dues) : dueFor(last), // being late for one is not forgiven by the next
    signature: signed.findLast(({ payload }) => placeOf(payload.versionId) >= placeOf(last.id)),
  }
}

interface Programme {
  from: string
  policies: string[]
  daysAllowed: number
  renewal: string
}

/** An audience's programmes up to a day, the earliest first. Of two from one day the one entered first never held. */
function programmesOf(entries: readonly Entry[], audience: string, day: string): Programme[] {
  const byDay = new Map<string, Programme>()
  for (const { payload } of entered(entries, day, 'programme.set'))
    if (payload.audience === audience && payload.from <= day) byDay.set(payload.from, payload as Programme)
  return [...byDay.values()].sort((a, b) => (a.from < b.from ? -1 : 1))
}

/** The first day of the last programmes that are all so, one after the other. */
function unbrokenSince(programmes: readonly Programme[], isSo: (programme: Programme) => boolean): string {
  let since = ''
  for (const programme of programmes) {
    if (!isSo(programme)) since = ''
    else if (since === '') since = programme.from
  }
  return since
}

/** The first day from one on that has this month and day ('MM-DD'); 29 February is the 28th where there is none. */
function nextDay(renewal: string, from: string): string {
  for (let day = from; ; day = later(day, 1)) {
    if (day.endsWith(renewal)) return day
    if (renewal === '02-29' && day.endsWith('02-28') && !later(day, 1).endsWith('02-29')) return day
  }
}

/** The entries of somebody's signatures on a policy that stand on a day, in the order in which they were entered. */
export function signaturesOf(entries: readonly Entry[], person: Person, policyId: string, day: string): Entry[] {
  const withdrawn = entered(entries, day, 'acknowledgement.entry-withdrawn').map(
    ({ payload }) => payload.acknowledgementId,
  )
  return entered(entries, day, 'acknowledgement.signed', 'acknowledgement.entered').filter(
    ({ subject, payload }) => subject === person.id && payload.policyId === policyId && !withdrawn.includes(payload.id),
  )
}

/** The day of a signature; of one on paper the day on the sheet. */
export const signedOn = ({ day, payload }: Entry): string => payload.paper?.signedOn ?? day

function waiverOf(entries: readonly Entry[], person: Person, policyId: string, day: string): Entry | null {
  const ended = entered(entries, day, 'assignment.waiver-ended').map(({ payload }) => payload.waiverId)
  const waivers = entered(entries, day, 'assignment.waived').filter(
    ({ subject, payload }) =>
      subject === person.id && payload.policyId === policyId && day <= payload.until && !ended.includes(payload.id),
  )
  return waivers.at(-1) ?? null
}
