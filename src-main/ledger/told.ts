/** Entries as they are told to somebody. Pure. */
import { LanyardError } from '../errors.ts'
import { entryOf, proofOf, type Entry } from './chain.ts'
import type { KeptEntry } from './store.ts'

/** An entry, and what it proves: nothing where that was erased, or is not what was written. */
export interface Told extends Pick<Entry, 'seq' | 'at' | 'kind' | 'subject'> {
  /** hex SHA-256 of its line */
  hash: string
  state: 'said' | 'erased' | 'changed'
  proves: unknown
}

/**
 * Takes an entry as it is kept; `stays`: what its erasure says stays of it. Gives undefined where its line is not in the
 * format. What it proves is told only where it is what the line says: nobody is shown a change as what was entered.
 */
export function toldOf(kept: KeptEntry, stays?: object): Told | undefined {
  const entry = entryOf(kept.line)
  if (!entry) return undefined
  const { seq, at, kind, subject } = entry
  const told = { seq, at, kind, subject, hash: kept.hash }
  const proof = kept.kept ? proofOf(kept) : undefined
  if (proof === null) return { ...told, state: stays ? 'said' : 'erased', proves: stays ?? null }
  const proves = proof === entry.payload ? parsed(kept.payload!) : undefined
  return proves === undefined ? { ...told, state: 'changed', proves: null } : { ...told, state: 'said', proves }
}

function parsed(payload: string): unknown {
  try {
    return JSON.parse(payload)
  } catch {
    return undefined
  }
}

/** What is told of an entry that does not say what it proves any more, in a person’s or the school’s history. */
export const UNSAID = {
  erased: 'Something whose content has been erased',
  changed: 'Something whose content was changed after it was written, and so is not told',
}

/** Throws LanyardError `record-changed` where an entry is not what was written. `kept`: what that leaves as it is. */
export function refuseChanged({ state, seq, kind }: Told, kept: string): void {
  if (state === 'changed')
    throw new LanyardError(
      'record-changed',
      `What entry ${seq} (${kind}) proves was changed after it was written. Check the record: that says what is wrong, and what to do. ${kept}`,
    )
}
