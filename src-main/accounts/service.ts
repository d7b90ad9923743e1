import { isDeepStrictEqual } from 'node:util'
import type { Context } from '../context.ts'
import { LanyardError } from '../errors.ts'
import type { Ledger } from '../ledger/service.ts'
import { alike } from '../people/names.ts'
import { dayInWords, dayOf } from '../time.ts'
import type { AccountFacts } from './contract.ts'
import { accountsOn, isOpen, type AccountState } from './register.ts'
import { createAccountsStore } from './store.ts'

export type { AccountState }
export type Accounts = ReturnType<typeof createAccounts>

/** No account is older than the web: a slip of the century is caught. */
const EARLIEST = '1991-01-01'

/** The school's official accounts. Each change records the account anew, whole; nothing recorded is overwritten. */
export function createAccounts(context: Context, { ledger }: { ledger: Ledger }) {
  const { clock, database } = context
  const store = createAccountsStore(database)
  const today = (): string => dayOf(clock.now())

  function get(accountId: string): AccountState {
    const account = accountsOn(store.states()).find(({ id }) => id === accountId)
    if (!account) throw new LanyardError('unknown-account', 'There is no such account on the register.')
    return account
  }

  /** An account that is open. Throws LanyardError `already-closed`. */
  function open(accountId: string): AccountState {
    const account = get(accountId)
    if (account.closedOn !== null)
      throw new LanyardError(
        'already-closed',
        `${account.name} on ${account.platform} was closed on ${dayInWords(account.closedOn)} already. Nothing was changed.`,
      )
    return account
  }

  function refuseWrongDays({ openedOn, closedOn, checkedOn }: AccountFacts): void {
    for (const [field, day] of Object.entries({ openedOn, closedOn, checkedOn })) {
      if (day === null) continue
      const wrong = (words: string) => new LanyardError('invalid-input', words, field)
      if (day > today()) throw wrong(`${dayInWords(day)} is still to come: give today or a day before it`)
      if (day < EARLIEST) throw wrong(`Check the year: ${dayInWords(day)} is too long ago`)
      if (openedOn !== null && day < openedOn)
        throw wrong(
          `It was opened on ${dayInWords(openedOn)}: it cannot have been ${field === 'closedOn' ? 'closed' : 'checked'} before that`,
        )
    }
  }

  function refuseSecond(id: string, { platform, name }: AccountFacts): void {
    const first = accountsOn(store.states()).find(
      (other) =>
        other.id !== id &&
        isOpen(other) &&
        alike(other.platform) === alike(platform) &&
        alike(other.name) === alike(name),
    )
    if (first)
      throw new LanyardError(
        'already-listed',
        `${first.name} on ${first.platform} is on the register already, and open. Change that one, or give this one another name.`,
        'name',
      )
  }

  /** In the caller's transaction. */
  function record(id: string, facts: AccountFacts, before?: AccountState): void {
    refuseWrongDays(facts)
    if (isOpen(facts)) refuseSecond(id, facts)
    if (before && isDeepStrictEqual({ ...facts, id, recordedAt: before.recordedAt }, before)) return
    const state = { ...facts, id, recordedAt: clock.now().toISOString() }
    const { seq } = ledger.append('account.recorded', id, state, state.recordedAt)
    store.insert(seq, state)
  }

  function change(accountId: string, find: typeof get, changed: Partial<AccountFacts>): void {
    database
      .transaction(() => {
        const before = find(accountId)
        const { id, recordedAt: _, ...facts } = before
        record(id, { ...facts, ...changed }, before)
      })
      .immediate()
  }

  return {
    today,
    get,
    /** Each account as the school knew it at the end of a day, or as it is now where none is given. */
    all: (day?: string): AccountState[] => accountsOn(store.states(), day),
    /** What was recorded of one account, oldest first. */
    history: (accountId: string): AccountState[] => store.states().filter(({ id }) => id === accountId),

    add(facts: AccountFacts): string {
      const id = context.newId()
      database.transaction(() => record(id, facts)).immediate()
      return id
    },
    edit: (accountId: string, facts: AccountFacts): void => change(accountId, get, facts),
    close: (accountId: string, closedOn: string): void => change(accountId, open, { closedOn }),
    check: (accountId: string): void => change(accountId, open, { checkedOn: today() }),
  }
}
