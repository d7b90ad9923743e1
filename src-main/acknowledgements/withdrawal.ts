/** Why a signature on paper was withdrawn: that stands in the entry that withdrew it. Pure. */
import type { Told } from '../ledger/told.ts'

interface Withdrawn {
  acknowledgementId: string
  reason: string
  by: string
}

const KIND = 'acknowledgement.entry-withdrawn'

/**
 * Takes when a signature was withdrawn, by its row (UTC; null where it was not), and the entries about whoever signed. That
 * it was is told also where the entry was changed or erased, and no reason can be.
 */
export function withdrawalOf(acknowledgementId: string, withdrawnAt: string | null, about: readonly Told[]) {
  if (withdrawnAt === null) return null
  const entries = about.filter(({ kind }) => kind === KIND)
  const said = entries.flatMap(({ state, proves }) => (state === 'said' ? [proves as Withdrawn] : []))
  const found = said.find((one) => one.acknowledgementId === acknowledgementId)
  if (found) return { at: withdrawnAt, reason: found.reason, by: found.by }
  const isChanged = entries.some(({ state }) => state === 'changed')
  return { at: withdrawnAt, reason: isChanged ? 'why was changed after it was written, and is not told' : '', by: '' }
}
