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
  /** The payload as it lies in the file, whatever was done to it: for looking for a name in. */
  text: string | null
}

/** What an erasure says of one of the entries that it erased: whose it was, and what stays of it. */
export interface Left {
  subject: string
  stays: object | null
}

/**
 * Takes an entry as it is kept, and what an erasure says of it; undefined where none does. Gives undefined where its line is
 * not in the format. What it proves is told only where it is what the line says: a check alone holds the lines against
 * each other.
 */
export function toldOf(kept: KeptEntry, left: Left | undefined): Told | undefined {
  const entry = entryOf(kept.line)
  if (!entry) return undefined
  const { seq, at, kind, subject } = entry
  const told = { seq, at, kind, subject, hash: kept.hash, text: kept.payload }
  const proof = kept.kept ? proofOf(kept) : undefined
  if (proof === null && left?.subject === subject)
    return { ...told, state: left.stays ? 'said' : 'erased', proves: left.stays }
  const proves = proof === entry.payload ? parsed(kept.payload!) : undefined
  return proves === undefined ? { ...told, state: 'changed', proves: null } : { ...told, state: 'said', proves }
}

/** What an erasure says of each entry that it erased, by its place; nothing where it is not what was written. */
export function leftBy(erasure: Told | undefined): [number, Left][] {
  if (erasure?.state !== 'said') return []
  const { entries, stays } = erasure.proves as { entries?: unknown; stays?: unknown }
  if (!Array.isArray(entries) || !Array.isArray(stays)) return []
  return (entries as number[]).map((seq, at) => [seq, { subject: erasure.subject, stays: asObject(stays[at]) }])
}

const asObject = (value: unknown): object | null => (typeof value === 'object' ? value : null)

/** A payload is an object, or was never written by Lanyard. */
function parsed(payload: string): object | undefined {
  try {
    return asObject(JSON.parse(payload)) ?? undefined
  } catch {
    return undefined
  }
}

/** What is told of an entry that does not say what it proves any more, in a person’s or the school’s history. */
export const UNSAID = {
  erased: 'Something whose content has been erased',
  changed: 'Something whose content was changed or taken out after it was written, and so is not told',
}

/** Throws LanyardError `record-changed` where an entry is not what was written. `kept`: what that leaves as it is. */
export function refuseChanged({ state, seq, kind }: Told, kept: string): void {
  if (state === 'changed')
    throw recordChanged(`What entry ${seq} (${kind}) proves was changed after it was written. ${kept}`)
}

export const recordChanged = (what: string): LanyardError =>
  new LanyardError('record-changed', `${what} Check the record: that says all that is wrong, and what to do.`)
