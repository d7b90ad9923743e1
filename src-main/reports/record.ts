import { PROOFS, type Proof } from '../acknowledgements/service.ts'
import type { Ledger } from '../ledger/service.ts'

/**
 * Reads the first `length` entries of the ledger again; every signature that is counted, or was withdrawn, stands in it,
 * and the other way round. `said`: what the records say each entry holds. `onTurn`: see inSlices.
 */
export async function checkRecord(
  ledger: Ledger,
  length: number,
  said: ReadonlyMap<number, Proof>,
  onTurn: (done: number) => void,
): Promise<{ words: string }[]> {
  const unproved = new Map([...said].filter(([seq]) => seq <= length))
  const missing: { words: string }[] = []
  const isProof = (kind: string): kind is Proof['kind'] => Object.hasOwn(PROOFS, kind)
  const { flaws } = await ledger.check(
    length,
    ({ seq, kind, subject }) => {
      if (!isProof(kind)) return
      const found = unproved.get(seq)
      if (found?.kind === kind && found.subject === subject) unproved.delete(seq)
      else missing.push({ words: `The ${PROOFS[kind]} of entry ${seq} is missing from the records.` })
    },
    onTurn,
  )
  const forged = [...unproved.values()].map(({ seq, kind }) => ({
    words: `A ${PROOFS[kind]} in the records is not the one of entry ${seq}.`,
  }))
  return [...flaws, ...missing, ...forged]
}
