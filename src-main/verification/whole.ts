import type { Database } from '../database/open.ts'
import type { Head } from '../ledger/chain.ts'
import { checkWhole } from '../ledger/service.ts'
import { createComparison, type Wrong } from './comparing.ts'
import { createVerificationStore } from './store.ts'

/**
 * Reads the record in a database that nobody writes to, all at once: the whole ledger, and every row of evidence against
 * it. For a thread of its own, and for what cannot wait. `onTurn` is told how many entries are done, and of how many.
 */
export function readWhole(
  database: Database,
  onTurn?: (done: number, of: number) => void,
): { head: Head; wrong: Wrong } {
  const comparison = createComparison(createVerificationStore(database))
  const { head, flaws } = checkWhole(database, comparison.look, onTurn)
  const doubtful = comparison.tables().filter(comparison.isDoubtful)
  if (doubtful.length > 0) {
    const strays = comparison.strays(doubtful)
    checkWhole(database, strays.look)
    strays.end()
  }
  const tables = comparison.result().findings.map(({ unnamed }) => unnamed)
  return { head, wrong: { ledger: flaws.map(({ words }) => words), tables } }
}
