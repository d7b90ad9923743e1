/** Who is found on the roll, in which order, a page at a time. Pure. */
import { STATUSES, type Status } from '../induction/contract.ts'
import type { Asked, PersonRow, Shown, Sort } from './contract.ts'
import { wordsForFinding } from './names.ts'

/** Rows on a page. */
export const PAGE = 50

/** How one person stands to one policy. */
export type Standing = Pick<PersonRow, 'status' | 'dueOn' | 'daysLate' | 'lastSignedAt' | 'lastPaperOn'>

/** Somebody on the roll, with what they are found by. */
export interface Listed {
  row: PersonRow
  words: string[]
  /** The place of their name among all. */
  place: number
  byPolicy: ReadonlyMap<string, Standing>
  hasPin: boolean
}

const byName = new Intl.Collator('en-GB')
const SHOWN: Shown[] = [...STATUSES, 'nothing', 'left', 'no-pin']

/** Puts everybody in the order of their names; two of one name in that of their notes. */
export function listed(people: readonly Pick<Listed, 'row' | 'byPolicy' | 'hasPin'>[]): Listed[] {
  return [...people]
    .sort(
      ({ row: a }, { row: b }) =>
        byName.compare(a.name, b.name) || byName.compare(a.note, b.note) || (a.id < b.id ? -1 : 1),
    )
    .map((one, place) => ({
      ...one,
      place,
      words: wordsForFinding(`${one.row.name} ${one.row.note} ${one.row.reference}`),
    }))
}

/** Takes everybody in the order of their names; gives one page of those who are asked for, and how many there are of each kind. */
export function find(everybody: readonly Listed[], { search, audience, policyId, shown, sort, page }: Asked) {
  const begun = wordsForFinding(search)
  const counts = { here: 0, of: Object.fromEntries(SHOWN.map((kind) => [kind, 0])) as Record<Shown, number> }
  const found: Listed[] = []
  for (const one of everybody) {
    if (audience !== null && !one.row.audiences.includes(audience)) continue
    if (!begun.every((part) => one.words.some((word) => word.startsWith(part)))) continue
    const standing = policyId === null ? one.row : one.byPolicy.get(policyId)
    const hasLeft = one.row.leftOn !== null
    if (!standing && !hasLeft) continue // nobody asks it of them
    const kind = hasLeft ? 'left' : (standing?.status ?? 'nothing')
    counts.of[kind]++
    const needsPin = !hasLeft && !one.hasPin
    if (needsPin) counts.of['no-pin']++
    if (!hasLeft) counts.here++
    if (shown === null ? !hasLeft : shown === 'no-pin' ? needsPin : shown === kind)
      found.push(standing ? { ...one, row: { ...one.row, ...standing } } : one)
  }
  found.sort((a, b) => ORDER[sort](a.row, b.row) || a.place - b.place)
  const pages = Math.max(1, Math.ceil(found.length / PAGE))
  const given = Math.min(page, pages)
  const people = found.slice((given - 1) * PAGE, given * PAGE).map(({ row }) => row)
  return { people, page: given, pages, found: found.length, onRoll: everybody.length, counts }
}

const LAST = '9999'
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const urgency = (status: Status | null): number => (status === null ? STATUSES.length : STATUSES.indexOf(status))
const due = ({ dueOn }: PersonRow): string => dueOn ?? LAST

/** The name decides where these do not. */
const ORDER: Record<Sort, (a: PersonRow, b: PersonRow) => number> = {
  need: (a, b) => urgency(a.status) - urgency(b.status) || compare(due(a), due(b)),
  name: () => 0,
  due: (a, b) => compare(due(a), due(b)),
  /** The latest first. */
  signed: (a, b) => compare(b.lastSignedAt ?? '', a.lastSignedAt ?? ''),
}
