/** The register of official accounts, made from what was recorded of each. Pure. */
import { dayInWords, dayOf } from '../time.ts'
import type { Account, AccountFacts, Attention } from './contract.ts'

/** An account as it was recorded at one moment, whole. */
export interface AccountState extends AccountFacts {
  id: string
  /** UTC */
  recordedAt: string
}

/** Each account as the school knew it at the end of a day, or as it is now where none is given. `states`: oldest first. */
export function accountsOn(states: readonly AccountState[], day?: string): AccountState[] {
  const known = states.filter(({ recordedAt }) => day === undefined || dayOf(recordedAt) <= day)
  return [...new Map(known.map((state) => [state.id, state])).values()]
}

export const isOpen = ({ closedOn }: AccountFacts): boolean => closedOn === null

/** The account with what is to be told of it on a day. */
export function accountShown({ recordedAt: _, ...account }: AccountState, day: string): Account {
  return { ...account, attention: isOpen(account) ? attentionTo(account, day) : [] }
}

function attentionTo({ multiFactor, checkedOn }: AccountFacts, day: string): Attention[] {
  const found: Attention[] = []
  if (multiFactor === 'off') found.push('multi-factor-off')
  if (checkedOn === null) found.push('never-checked')
  else if (checkedOn < yearBefore(day)) found.push('not-checked-for-over-a-year')
  return found
}

/** Days compare as text, so 29 February of a year that has none stands where it should: after the 28th. */
const yearBefore = (day: string): string => `${Number(day.slice(0, 4)) - 1}${day.slice(4)}`

/** Open accounts by platform and name; closed ones apart, the one closed last first. */
export function inOrder(accounts: readonly Account[]): { open: Account[]; closed: Account[] } {
  const sorted = accounts.toSorted(
    (a, b) =>
      a.platform.localeCompare(b.platform, 'en-GB') || a.name.localeCompare(b.name, 'en-GB') || (a.id < b.id ? -1 : 1),
  )
  return {
    open: sorted.filter(isOpen),
    closed: sorted
      .filter((account) => !isOpen(account))
      .sort((a, b) => (b.closedOn ?? '').localeCompare(a.closedOn ?? '')),
  }
}

/** What a recording changed, as words for the account's history. */
export function changeInWords(before: AccountState | undefined, after: AccountState): string {
  if (!before) return 'Added to the register'
  const differs = (field: keyof AccountFacts) => JSON.stringify(before[field]) !== JSON.stringify(after[field])
  const changed = (Object.keys(FIELD_WORDS) as (keyof typeof FIELD_WORDS)[]).filter(differs)
  const said = [
    ...(differs('checkedOn')
      ? [after.checkedOn ? `checked on ${dayInWords(after.checkedOn)}` : 'check taken back']
      : []),
    ...(differs('closedOn') ? [after.closedOn ? `closed on ${dayInWords(after.closedOn)}` : 'opened again'] : []),
    ...(differs('multiFactor') ? [`multi-factor ${MULTI_FACTOR_WORDS[after.multiFactor]}`] : []),
    ...(changed.length > 0 ? [`${changed.map((field) => FIELD_WORDS[field]).join(', ')} changed`] : []),
  ].join('; ')
  return said.charAt(0).toUpperCase() + said.slice(1)
}

const MULTI_FACTOR_WORDS = { on: 'on', off: 'off', unknown: 'not known' } as const

const ATTENTION_WORDS: Record<Attention, string> = {
  'multi-factor-off': 'multi-factor off',
  'never-checked': 'never checked',
  'not-checked-for-over-a-year': 'not checked for over a year',
}

/** What the history names as changed; the other fields it tells whole. */
const FIELD_WORDS = {
  platform: 'platform',
  name: 'name',
  address: 'address',
  administeredBy: 'who administers it',
  mayPost: 'who may post',
  openedOn: 'day of opening',
  note: 'note',
} as const satisfies Partial<Record<keyof AccountFacts, string>>

/** The register as rows of a table, one an account. */
export function registerRows(accounts: readonly Account[]): Record<string, string>[] {
  return accounts.map((account) => ({
    platform: account.platform,
    account: account.name,
    address: account.address,
    administered_by: account.administeredBy,
    may_post: account.mayPost.join(' / '),
    opened_on: account.openedOn ?? '',
    closed_on: account.closedOn ?? '',
    multi_factor: MULTI_FACTOR_WORDS[account.multiFactor],
    last_checked_on: account.checkedOn ?? '',
    to_look_at: account.attention.map((kind) => ATTENTION_WORDS[kind]).join(' / '),
    note: account.note,
  }))
}
