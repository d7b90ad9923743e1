import canonicalize from 'canonicalize'
import type { Database } from '../database/open.ts'
import type { ContactHolder, RetentionRule } from './contract.ts'
import type { SchoolState } from './known.ts'

type StateRow = Omit<SchoolState, 'contacts' | 'retention'> & { contacts: string; retention: string }

/** Keys in one order, so that a ledger entry makes the same row again. */
const canonical = (list: readonly object[]): string => canonicalize(list) ?? '[]'

export function createSchoolStore(database: Database) {
  const all = database.prepare<[], StateRow>(`
    SELECT name, contacts, retention, renewal_day AS renewalDay, logo_sha256 AS logo, entered_at AS enteredAt
    FROM school_state ORDER BY entry_seq`)
  const insert = database.prepare<[StateRow & { entrySeq: number }]>(`
    INSERT INTO school_state (entry_seq, name, contacts, retention, renewal_day, logo_sha256, entered_at)
    VALUES (@entrySeq, @name, @contacts, @retention, @renewalDay, @logo, @enteredAt)`)
  const logo = database.prepare<[string], { png: Buffer }>('SELECT png FROM logo WHERE sha256 = ?')
  const insertLogo = database.prepare<[string, Buffer]>('INSERT INTO logo (sha256, png) VALUES (?, ?)')

  return {
    /** Everything the school ever said of itself, oldest first. */
    states: (): SchoolState[] =>
      all.all().map((row) => ({
        ...row,
        contacts: JSON.parse(row.contacts) as ContactHolder[],
        retention: JSON.parse(row.retention) as RetentionRule[],
      })),
    insert(entrySeq: number, state: SchoolState): void {
      const { contacts, retention } = state
      insert.run({ ...state, entrySeq, contacts: canonical(contacts), retention: canonical(retention) })
    },
    logo: (sha256: string): Buffer | undefined => logo.get(sha256)?.png,
    insertLogo(sha256: string, png: Buffer): void {
      insertLogo.run(sha256, png)
    },
  }
}
