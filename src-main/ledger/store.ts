import type { Database } from '../database/open.ts'
import { RESTORED } from '../database/step-four.ts'

export interface KeptEntry {
  seq: number
  line: string
  /** The line's own, as it was kept beside it: what `head` reads. */
  hash: string
  salt: Buffer | null
  payload: string | null
  /** 0 where the payload's row is not there at all */
  kept: 0 | 1
}

export type LedgerStore = ReturnType<typeof createLedgerStore>

const KEPT = `SELECT entry.seq, entry.line, entry.hash, kept.salt, kept.payload, kept.seq IS NOT NULL AS kept
  FROM ledger_entry AS entry LEFT JOIN ledger_payload AS kept ON kept.seq = entry.seq`

export function createLedgerStore(database: Database) {
  const insertEntry = database.prepare<[number, string, string]>(
    'INSERT INTO ledger_entry (seq, line, hash) VALUES (?, ?, ?)',
  )
  const insertPayload = database.prepare<[number, Buffer, string]>(
    'INSERT INTO ledger_payload (seq, salt, payload) VALUES (?, ?, ?)',
  )
  const last = database.prepare<[], { seq: number; line: string; hash: string }>(
    'SELECT seq, line, hash FROM ledger_entry ORDER BY seq DESC LIMIT 1',
  )
  const lineAt = database.prepare<[number], { line: string; hash: string }>(
    'SELECT line, hash FROM ledger_entry WHERE seq = ?',
  )
  const from = database.prepare<[number, number, number], KeptEntry>(
    `${KEPT} WHERE entry.seq > ? AND entry.seq <= ? ORDER BY entry.seq LIMIT ?`,
  )
  // Reads every line: 9 ms of 20,000 entries (200 people in five years), 0.5 s of a million. An index by subject would make it
  // 0.2 ms, and the file an eighth larger and SQLite's check of this table, which nothing can cut, ten times as long (3.6 s).
  // A line has its subject once, and nothing that was typed.
  const ofSubject = database.prepare<[string], KeptEntry>(
    `${KEPT} WHERE instr(entry.line, '"subject":"' || ? || '"') > 0 ORDER BY entry.seq`,
  )

  const restores = database.prepare<[], KeptEntry>(`${KEPT} WHERE ${RESTORED} ORDER BY entry.seq`)

  return {
    insert(seq: number, line: string, hash: string, salt: Buffer, payload: string): void {
      insertEntry.run(seq, line, hash)
      insertPayload.run(seq, salt, payload)
    },
    last: () => last.get(),
    at: (seq: number) => lineAt.get(seq),
    /** Entries to `length`, from the one after `after` on, in batches, so that no cursor stays open while others write. */
    *entries(length: number, after = 0): Generator<KeptEntry> {
      let done = after
      while (done < length) {
        const batch = from.all(done, length, 500)
        if (batch.length === 0) return
        yield* batch
        done = batch[batch.length - 1]!.seq
      }
    },
    /** The entries that say that a backup took the place of the records. */
    restores: () => restores.all(),
    ofSubject: (subject: string) => ofSubject.all(subject),
  }
}

/** What was erased: nothing yet in a backup of an earlier shape, which is read and written to before it is brought to this one's. */
export function createErasedStore(database: Database) {
  const isThere = database.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'erasure'`).get() !== undefined
  if (!isThere) return { isErased: () => false, erasures: (): KeptEntry[] => [] }
  const isErased = database.prepare<[string], 1>('SELECT 1 FROM erasure WHERE person_id = ?').pluck()
  const erasures = database.prepare<[], KeptEntry>(`${KEPT} JOIN erasure ON entry_seq = entry.seq`)
  return {
    /** Whether what was held on somebody was erased. */
    isErased: (subject: string): boolean => isErased.get(subject) === 1,
    /** The entries of erasures. */
    erasures: (): KeptEntry[] => erasures.all(),
  }
}
