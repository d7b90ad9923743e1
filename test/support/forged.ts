import { entryOf, hashOfLine, hashOfPayload, lineOf } from '../../src-main/ledger/chain.ts'
import type { Database } from '../../src-main/database/open.ts'

/**
 * Gives the last entry another payload, with every hash as it then has to be: what somebody can do who may write to the
 * file. `unguard` first.
 */
export function forgeLast(database: Database, payload: string): void {
  const last = 'SELECT seq, line, salt FROM ledger_entry JOIN ledger_payload USING (seq) ORDER BY seq DESC LIMIT 1'
  const { seq, line, salt } = database.prepare<[], { seq: number; line: string; salt: Buffer }>(last).get()!
  const forged = lineOf({ ...entryOf(line)!, payload: hashOfPayload(salt, payload) })
  database.prepare('UPDATE ledger_payload SET payload = ? WHERE seq = ?').run(payload, seq)
  database.prepare('UPDATE ledger_entry SET line = ?, hash = ? WHERE seq = ?').run(forged, hashOfLine(forged), seq)
}
