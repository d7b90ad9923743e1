/** What an export says had been entered by the end of a day; and days. Nothing in this folder is the program's own. */
import type { ExportedEntry } from '../exported.ts'

export const AUDIENCES = ['staff', 'volunteer', 'governor']

/** An entry, with the UK day on which it was made. */
export interface Entry extends ExportedEntry {
  day: string
}

/** What is asked of the reading: a day, and what it is narrowed to. */
export interface Asked {
  day: string
  audience?: string | undefined
  policyId?: string | undefined
}

const inBritain = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/London' })
export const ukDay = (instant: string): string => inBritain.format(Date.parse(instant))

const DAY = 86_400_000 // ms
/** So many days later; `days` may be negative. */
export const later = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10)
export const daysFrom = (first: string, second: string): number => (Date.parse(second) - Date.parse(first)) / DAY
export const latest = (days: readonly string[]): string => [...days].sort().at(-1)!
export const earliest = (days: readonly string[]): string => [...days].sort()[0]!

/** Each entry with its day, and the text of each version read once. */
export const dated = (entries: readonly ExportedEntry[]): Entry[] =>
  entries.map(({ payload, ...entry }) => ({
    ...entry,
    day: ukDay(entry.at),
    payload: entry.kind === 'policy.published' ? { ...payload, pack: JSON.parse(payload.text) } : payload,
  }))

/** Those of some kinds that had been made by the end of a day, in the order in which they were. */
export const entered = (entries: readonly Entry[], day: string, ...kinds: string[]): Entry[] =>
  entries.filter((entry) => kinds.includes(entry.kind) && entry.day <= day)

/** The texts of a policy that are or were in force by a day, the earliest first; of one day in the order of publishing. */
export function versionsOf(entries: readonly Entry[], policyId: string, day: string): Version[] {
  const found = entered(entries, day, 'policy.published')
    .map(({ payload }) => payload as Version)
    .filter((version) => version.policyId === policyId && version.inForceOn <= day)
  return found.sort((a, b) => (a.inForceOn < b.inForceOn ? -1 : a.inForceOn > b.inForceOn ? 1 : 0))
}

/** The version of each policy that is in force on a day, in the order in which the policies came. */
export function inForce(entries: readonly Entry[], { day, policyId }: Asked): Version[] {
  const ids = new Set<string>()
  const published = entered(entries, day, 'policy.published').map(({ payload }) => payload)
  for (const one of published.sort((a, b) => (a.inForceOn < b.inForceOn ? -1 : a.inForceOn > b.inForceOn ? 1 : 0)))
    ids.add(one.policyId)
  return [...ids]
    .filter((id) => policyId === undefined || id === policyId)
    .flatMap((id) => versionsOf(entries, id, day).at(-1) ?? [])
}

export interface Version {
  id: string
  policyId: string
  version: string
  kind: 'first' | 'minor' | 'major'
  inForceOn: string
  mustSign: string[]
  signBy: string | null
  sha256: string
  /** The whole text. */
  pack: any
}
