/** What is personal in the records, and what erasing leaves of it. Pure. */

/** How somebody is called of whom nothing is held any more. `seq`: the entry of the erasure, which says why. */
export const erasedName = (seq: number): string => `Erased person ${seq}`

/** What stands where something was said that must not be empty. */
const SAID = 'Erased'

/** What erasing leaves of a text: what they are called, nothing, or a word where something was said. */
export type Blank = 'name' | 'nothing' | 'said'
export const blankOf = (blank: Blank, seq: number): string =>
  ({ name: erasedName(seq), nothing: '', said: SAID })[blank]

/**
 * The columns that an erasure blanks in the rows that lead to a person. A column that is null stays null. What else is in
 * those tables (ids, days, audiences, answers, verdicts, the school's own texts) stays, so that reports keep their counts.
 */
export const PERSONAL_COLUMNS = {
  person: { name: 'name', note: 'nothing', reference: 'nothing', email: 'nothing' },
  naming: { name: 'name', note: 'nothing', reference: 'nothing', email: 'nothing' },
  waiver: { reason: 'said', decided_by: 'said' },
  waiver_end: { decided_by: 'said' },
  acknowledgement: { name_typed: 'said', entered_by: 'said', witnessed_by: 'said' },
  declaration: { detail: 'nothing' },
  declaration_decision: { note: 'nothing', decided_by: 'said' },
  paper_withdrawal: { reason: 'said', withdrawn_by: 'said' },
} as const satisfies Record<string, Record<string, Blank>>

/** The same in what entries prove, by key, however deep it stands. */
const PERSONAL_KEYS: Record<string, Blank> = {
  name: 'name',
  personName: 'name',
  note: 'nothing',
  reference: 'nothing',
  email: 'nothing',
  detail: 'nothing',
  nameTyped: 'said',
  reason: 'said',
  by: 'said',
  decidedBy: 'said',
  enteredBy: 'said',
  witnessedBy: 'said',
}

/** Keys of what entries prove that say nothing of whose they are. A key that is in neither list goes. */
const STAYING_KEYS = new Set([
  ...['id', 'personId', 'versionId', 'policyId', 'acknowledgementId', 'declarationId', 'waiverId'],
  ...['addedAt', 'enteredAt', 'startedAt', 'finishedAt', 'signedAt', 'signedOn', 'withdrawnAt', 'endedAt', 'at'],
  ...['appointments', 'audience', 'audiences', 'from', 'until', 'withdrawn', 'lastDay'],
  ...[
    'number',
    'scenarios',
    'answers',
    'scenarioId',
    'stepId',
    'chosen',
    'verdict',
    'sure',
    'carried',
    'pages',
    'since',
  ],
  ...['policyTitle', 'version', 'textSha256', 'statement', 'undertakings', 'rules', 'paper'],
  ...['declarations', 'question', 'answer', 'decision', 'decidedOn'],
])

/**
 * What stays of what an entry about a person proved, once they are erased by the entry `seq`: its rows can be made again
 * from it as they are then.
 */
export function whatStays(proved: unknown, seq: number): unknown {
  if (Array.isArray(proved)) return proved.map((one) => whatStays(one, seq))
  if (typeof proved !== 'object' || proved === null) return proved
  return Object.fromEntries(
    Object.entries(proved).flatMap(([key, value]) => {
      const blank = PERSONAL_KEYS[key]
      if (blank !== undefined) return [[key, value === null ? null : blankOf(blank, seq)]]
      return STAYING_KEYS.has(key) ? [[key, whatStays(value, seq)]] : []
    }),
  )
}
