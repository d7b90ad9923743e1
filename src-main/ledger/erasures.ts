/** What was erased, and which erasure accounts for it (docs/ledger.md). Pure. */
import type { Entry, Flaw, Proof } from './chain.ts'

/** The kind of an entry that says what was erased, and why. */
export const ERASED = 'person.erased'

/**
 * What the payload of an erasure begins with in the canonical form: the reason, a JSON string, and the entries that were
 * erased. The rest of it need not be read to check a record.
 */
const BEGINS =
  // eslint-disable-next-line no-control-regex -- JSON has none of these as they are
  /^\{"because":("(?:[^"\\\x00-\x1f]|\\(?:["\\bfnrt]|u[0-9a-f]{4}))*"),"entries":\[([1-9]\d{0,14}(?:,[1-9]\d{0,14})*)\],/

export interface Erasure {
  /** As it was written, whatever is in it. */
  because: string
  /** Places in the ledger. */
  entries: number[]
}

/** Takes a payload's text; gives what it erases, or undefined where it is no erasure's. */
export function erasureOf(payload: string): Erasure | undefined {
  const found = BEGINS.exec(payload)
  if (!found) return undefined
  return { because: JSON.parse(found[1]!) as string, entries: found[2]!.split(',').map(Number) }
}

const dayFormat = { dateStyle: 'long', timeZone: 'Europe/London' } as const

/** Looks at entries one by one, in order: whatever was erased has to be listed by a later erasure about the same subject. */
export class ErasuresCheck {
  /** The subjects of erased entries of which no erasure has spoken yet, by the entries' places. */
  readonly #gone = new Map<number, string>()
  /** How many entries were erased, by what is said of it. */
  readonly #told = new Map<string, number>()

  /** Takes the entry at a place, the hash of what is kept for it, and what that erases where it is an erasure's. */
  next(place: number, { kind, subject, at, payload }: Entry, proof: Proof, erasure: () => Erasure | undefined): void {
    if (proof === null) this.#gone.set(place, subject)
    if (kind !== ERASED || proof !== payload) return
    const { because, entries } = erasure() ?? { because: '', entries: [] }
    const erased = entries.filter((one) => this.#gone.get(one) === subject && this.#gone.delete(one))
    if (erased.length === 0) return
    const day = new Date(at).toLocaleDateString('en-GB', dayFormat)
    const said = `erased on ${day}: ${because.replace(/\p{C}+/gu, ' ')}`
    this.#told.set(said, (this.#told.get(said) ?? 0) + erased.length)
  }

  /** Of the entries so far. */
  flaws(): Flaw[] {
    return Array.from(this.#gone.keys(), (seq) => ({
      seq,
      words: `What entry ${seq} proves is gone, and no erasure says why.`,
    }))
  }

  /** How many entries were erased and are accounted for. */
  count(): number {
    return [...this.#told.values()].reduce((sum, count) => sum + count, 0)
  }

  /** What was erased and is accounted for, in sentences. */
  words(): string[] {
    return Array.from(this.#told, ([said, count]) => `${count} ${count === 1 ? 'entry' : 'entries'} ${said}.`)
  }
}
