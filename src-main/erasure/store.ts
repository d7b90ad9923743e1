import canonicalize from 'canonicalize'
import type { Database } from '../database/open.ts'
import { PERSONAL_COLUMNS, blankOf, type Blank } from './personal.ts'
import type { Erasure } from './contract.ts'

type Table = keyof typeof PERSONAL_COLUMNS

/** Which rows of a table are one person's. */
const SIGNED = 'acknowledgement_id IN (SELECT id FROM acknowledgement WHERE person_id = @personId)'
const THEIRS: Record<Table, string> = {
  person: 'id = @personId',
  naming: 'person_id = @personId',
  waiver: 'person_id = @personId',
  waiver_end: 'waiver_id IN (SELECT id FROM waiver WHERE person_id = @personId)',
  acknowledgement: 'person_id = @personId',
  declaration: SIGNED,
  declaration_decision: SIGNED,
  paper_withdrawal: SIGNED,
}

/** The key of `setting` under which it is kept that bytes of what was erased may still be in the file. */
const UNCLEARED = 'uncleared'

export function createErasureStore(database: Database) {
  const ERASURE = `SELECT person_id AS personId, entry_seq AS seq, because, json_array_length(entries) AS entries, erased_at AS erasedAt
    FROM erasure`
  const one = database.prepare<[string], Erasure>(`${ERASURE} WHERE person_id = ?`)
  const latest = database.prepare<[number], Erasure>(`${ERASURE} ORDER BY entry_seq DESC LIMIT ?`)
  const ids = database.prepare<[], string>('SELECT person_id FROM erasure').pluck()
  const insert = database.prepare<[number, string, string, string, string, string]>(
    'INSERT INTO erasure (entry_seq, person_id, because, why, entries, erased_at) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const erasePayload = database.prepare<[number]>('UPDATE ledger_payload SET salt = NULL, payload = NULL WHERE seq = ?')
  const blanking = (Object.entries(PERSONAL_COLUMNS) as [Table, Record<string, Blank>][]).map(([table, columns]) => {
    const set = Object.entries(columns).map(([column, blank]) => `${column} = iif(${column} IS NULL, NULL, @${blank})`)
    const sql = `UPDATE ${table} SET ${set.join(', ')} WHERE ${THEIRS[table]}`
    return database.prepare<[Record<Blank, string> & { personId: string }]>(sql)
  })
  const forgetting = [
    database.prepare<[string]>('DELETE FROM secret WHERE holder = ?'),
    database.prepare<[string]>('DELETE FROM progress WHERE person_id = ?'),
  ]
  const keep = database.prepare<[string]>(`INSERT OR REPLACE INTO setting (key, value) VALUES (?, 'true')`)
  const forget = database.prepare<[string]>('DELETE FROM setting WHERE key = ?')
  const kept = database.prepare<[string], 1>('SELECT 1 FROM setting WHERE key = ?').pluck()

  return {
    of: (personId: string): Erasure | undefined => one.get(personId),
    /** So many of them, the last first. */
    latest: (most: number): Erasure[] => latest.all(most),
    ids: (): Set<string> => new Set(ids.all()),

    /** Writes the erasure's own row, before what it allows. */
    insert(
      seq: number,
      personId: string,
      said: { because: string; why: object; entries: number[]; erasedAt: string },
    ): void {
      const { because, why, entries, erasedAt } = said
      insert.run(seq, personId, because, canonicalize(why)!, JSON.stringify(entries), erasedAt)
    },
    /** Blanks what is personal of somebody, and takes away their PIN, their progress, and what the entries prove. */
    blank(personId: string, seq: number, entries: readonly number[]): void {
      const blanks = { name: blankOf('name', seq), nothing: blankOf('nothing', seq), said: blankOf('said', seq) }
      for (const update of blanking) update.run({ ...blanks, personId })
      for (const deletion of forgetting) deletion.run(personId)
      for (const entry of entries) erasePayload.run(entry)
      keep.run(UNCLEARED)
    },

    /** What is deleted is overwritten from now on, or no longer. */
    overwrite: (on: boolean): void => void database.pragma(`secure_delete = ${on ? 'ON' : 'OFF'}`),
    /** Whether bytes of what was erased may still be in the file. */
    isUncleared: (): boolean => kept.get(UNCLEARED) === 1,
    /** Writes the file anew, since pages that were split long ago may hold what has gone, and empties the write-ahead log. */
    clear(): void {
      database.exec('VACUUM')
      database.pragma('wal_checkpoint(TRUNCATE)')
      forget.run(UNCLEARED)
    },
  }
}
