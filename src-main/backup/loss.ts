/** What is newer than a backup, and will not be there once it has taken the place of the records. Pure. */
import { z } from 'zod'
import type { Head } from '../ledger/chain.ts'
import { ERASED } from '../ledger/erasures.ts'
import { dayInWords, dayOf } from '../time.ts'

/** A ledger as far as it is compared: its head, and the hash of an entry, undefined where it is shorter. */
export interface Compared {
  head(): Head
  hashAt(seq: number): string | undefined
}

/** How many entries two ledgers have in common, from the first on: an entry's hash stands for all before it. */
export function inCommon(one: Compared, other: Compared): number {
  let least = 0
  let most = Math.min(one.head().length, other.head().length)
  while (least < most) {
    const middle = Math.ceil((least + most) / 2)
    if (one.hashAt(middle) === other.hashAt(middle)) least = middle
    else most = middle - 1
  }
  return least
}

/** What an entry of each kind is called, one and several, in the order in which it matters; all others are counted together. */
const NAMES: [kinds: readonly string[], one: string, several: string][] = [
  [['acknowledgement.signed'], 'signature', 'signatures'],
  [['acknowledgement.entered'], 'signature on paper', 'signatures on paper'],
  [['person.added'], 'person added', 'people added'],
  [['person.left', 'person.leaving-withdrawn', 'person.returned'], 'coming or going', 'comings and goings'],
  [['person.changed', 'appointment.set'], 'change to a person', 'changes to people'],
  [['person.erased'], 'erasure', 'erasures'],
  [['access.pin-issued', 'access.pin-chosen'], 'PIN given out or chosen', 'PINs given out or chosen'],
  [['attempt.finished'], 'round of scenarios finished', 'rounds of scenarios finished'],
  [['declarations.made'], 'set of declarations', 'sets of declarations'],
  [['declaration.decided'], 'decision on a declaration', 'decisions on declarations'],
  [['policy.published'], 'version of a policy published', 'versions of policies published'],
  [['programme.set'], 'change to a programme', 'changes to programmes'],
  [['assignment.waived', 'assignment.waiver-ended'], 'waiver set or ended', 'waivers set or ended'],
  [['account.recorded'], 'change to the register of accounts', 'changes to the register of accounts'],
  [['report.made'], 'report printed or saved', 'reports printed or saved'],
]

export interface Loss {
  /** How many entries. */
  entries: number
  /** When the first and the last were written, UTC; null where there are none. */
  from: string | null
  to: string | null
  /** Such as "3 signatures", what matters most first. */
  counts: string[]
  /** The erasures, with their days and rules: what was erased may be there again. */
  erasures: string[]
}

interface Lost {
  kind: string
  at: string
  /** What an erasure proves; of other entries it is not needed. */
  payload: string | null
}

/** Takes the entries that will not be there, oldest first. */
export function lossOf(entries: readonly Lost[]): Loss {
  const of = (kinds: readonly string[]): number => entries.filter(({ kind }) => kinds.includes(kind)).length
  const named = NAMES.map(([kinds, one, several]) => ({ count: of(kinds), one, several }))
  const others = entries.length - named.reduce((sum, { count }) => sum + count, 0)
  const hasNamed = others < entries.length
  return {
    entries: entries.length,
    from: entries[0]?.at ?? null,
    to: entries.at(-1)?.at ?? null,
    counts: [
      ...named,
      { count: others, one: hasNamed ? 'other entry' : 'entry', several: hasNamed ? 'other entries' : 'entries' },
    ]
      .filter(({ count }) => count > 0)
      .map(({ count, one, several }) => `${count} ${count === 1 ? one : several}`),
    erasures: undone(entries),
  }
}

/** Of erasures of one day by one rule a sentence together. */
function undone(entries: readonly Lost[]): string[] {
  const erasures = entries.flatMap(({ kind, at, payload }) =>
    kind === ERASED ? `of ${dayInWords(dayOf(at))}, ${reasonIn(payload)}` : [],
  )
  return [...Map.groupBy(erasures, (words) => words)].map(([words, list]) => `${list.length} ${words}`)
}

const erasure = z.object({ because: z.string(), why: z.object({ kind: z.enum(['rule', 'request']) }) })

/** Why somebody was erased. Who decided on a request is not told: on damaged records whoever stands at the PC reads this. */
function reasonIn(payload: string | null): string {
  const { data } = erasure.safeParse(jsonIn(payload))
  if (!data) return 'for a reason that cannot be read'
  return data.why.kind === 'rule' ? data.because : 'on request'
}

function jsonIn(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return undefined
  }
}
