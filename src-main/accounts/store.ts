import type { Database } from '../database/open.ts'
import type { AccountState } from './register.ts'

type StateRow = Omit<AccountState, 'mayPost'> & { mayPost: string }

export function createAccountsStore(database: Database) {
  const all = database.prepare<[], StateRow>(`
    SELECT account_id AS id, platform, name, address, administered_by AS administeredBy, may_post AS mayPost,
      opened_on AS openedOn, closed_on AS closedOn, multi_factor AS multiFactor, checked_on AS checkedOn, note,
      recorded_at AS recordedAt
    FROM account_state ORDER BY entry_seq`)
  const insert = database.prepare<[StateRow & { entrySeq: number }]>(`
    INSERT INTO account_state (entry_seq, account_id, platform, name, address, administered_by, may_post, opened_on,
      closed_on, multi_factor, checked_on, note, recorded_at)
    VALUES (@entrySeq, @id, @platform, @name, @address, @administeredBy, @mayPost, @openedOn,
      @closedOn, @multiFactor, @checkedOn, @note, @recordedAt)`)

  return {
    /** Every state of every account, oldest first. */
    states: (): AccountState[] => all.all().map((row) => ({ ...row, mayPost: JSON.parse(row.mayPost) as string[] })),
    insert(entrySeq: number, state: AccountState): void {
      insert.run({ ...state, entrySeq, mayPost: JSON.stringify(state.mayPost) })
    },
  }
}
