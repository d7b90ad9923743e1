import canonicalize from 'canonicalize'
import type { Context } from '../context.ts'
import type { Database } from '../database/open.ts'
import { inSlices } from '../slices.ts'
import {
  ChainCheck,
  NO_PREVIOUS,
  entryOf,
  hashOfLine,
  hashOfPayload,
  lineOf,
  proofOf,
  type Entry,
  type Flaw,
  type Head,
} from './chain.ts'
import { LanyardError } from '../errors.ts'
import { ErasuresCheck, erasureOf } from './erasures.ts'
import { restoredIn, type Restored } from './restores.ts'
import { createErasedStore, createLedgerStore, type KeptEntry, type LedgerStore } from './store.ts'
import { leftBy, recordChanged, toldOf, type Told } from './told.ts'

export type { Restored } from './restores.ts'

const SALT_BYTES = 32

export type Ledger = ReturnType<typeof createLedger>

/** The head of the ledger that a database holds, as it stands at this moment. */
export const headOf = (database: Database): Head => headIn(createLedgerStore(database))

/** Whether the ledger in a database had a head at some time: then it has all that was in it, and what came since. */
export const hadHead = (database: Database, { length, hash }: Head): boolean =>
  length === 0 || createLedgerStore(database).at(length)?.hash === hash

function headIn({ last }: LedgerStore): Head {
  const entry = last()
  return entry ? { length: entry.seq, hash: entry.hash } : { length: 0, hash: NO_PREVIOUS }
}

/** How many entries are read, at once, before it is said how many are done. */
const TURN = 10_000

/**
 * Reads the whole chain of a database that nobody writes to, all at once: for a thread of its own, and for what cannot
 * wait. `each` is told of every entry as in `check`; `onTurn` how many entries are done, and of how many.
 */
export function checkWhole(
  database: Database,
  each: (entry: Entry, payload: string | null) => void = () => {},
  onTurn: (done: number, of: number) => void = () => {},
): { head: Head; flaws: Flaw[] } {
  const store = createLedgerStore(database)
  const check = createCheck()
  const { length } = headIn(store)
  for (const entry of store.entries(length)) {
    const read = check.next(entry)
    if (read) each(read, entry.payload)
    if (check.chain.head.length % TURN === 0) onTurn(check.chain.head.length, length)
  }
  return { head: check.chain.head, flaws: check.flaws() }
}

/**
 * Looks at entries as they are kept, one by one and in order: the chain, what they prove, and what was erased. `after`: the
 * head of the entries before, where those are not looked at.
 */
function createCheck(after?: Head) {
  const chain = new ChainCheck(after)
  const erasures = new ErasuresCheck()
  return {
    chain,
    /** Takes the next entry; gives it as read where it is in the format. */
    next(entry: KeptEntry): Entry | undefined {
      const proof = entry.kept ? proofOf(entry) : undefined
      const read = chain.next(entry.line, proof)
      if (read) erasures.next(chain.head.length, read, proof, () => erasureOf(entry.payload!))
      if (entry.hash !== chain.head.hash) chain.flaws.push({ seq: entry.seq, words: notOfItsLine(entry.seq) })
      return read
    },
    flaws: (): Flaw[] => [...chain.flaws, ...erasures.flaws()],
    /** What was erased and is accounted for, in sentences. */
    erased: (): string[] => erasures.words(),
  }
}

/** Takes the next line. Whose entry it is, and what of, may have been changed where it does not follow from the one before. */
function refuseFlaw(chain: ChainCheck, { seq, line, hash }: KeptEntry): void {
  chain.next(line, null)
  const words = chain.flaws[0]?.words ?? (hash === chain.head.hash ? undefined : notOfItsLine(seq))
  if (words) throw recordChanged(`${words} Nothing was done.`)
}

const notOfItsLine = (seq: number): string => `The fingerprint kept beside entry ${seq} is not that of its line.`

/** The append-only record of everything that counts as evidence. */
export function createLedger(context: Context) {
  const store = createLedgerStore(context.database)
  const erased = createErasedStore(context.database)

  const head = (): Head => headIn(store)

  /** Tells entries, of which it knows what was erased. `stays`: what stays of those is told. */
  function createTelling({ stays }: { stays: boolean }): (entry: KeptEntry) => Told | undefined {
    const left = new Map(erased.erasures().flatMap((entry) => leftBy(toldOf(entry, undefined))))
    return (entry) => {
      const one = left.get(entry.seq)
      return toldOf(entry, one && (stays ? one : { ...one, stays: null }))
    }
  }

  const restoresRead = (): (Restored | undefined)[] =>
    store.restores().map((entry) => {
      const told = toldOf(entry, undefined)
      const restored = told?.state === 'said' ? restoredIn(entry.payload!) : undefined
      return restored && { ...restored, seq: entry.seq }
    })

  return {
    head,

    /**
     * Appends one entry and gives its place and hash. `at` is UTC. Called inside the transaction that writes what it
     * proves: throws where there is none, so that the two can never part. Throws LanyardError `erased` where the subject
     * is somebody of whom nothing is held any more.
     */
    append(kind: string, subject: string, payload: object, at: string): { seq: number; hash: string } {
      if (!context.database.inTransaction) throw new Error('a ledger entry is written in a transaction')
      const text = canonicalize(payload)
      if (text === undefined) throw new Error('a payload is an object')
      if (erased.isErased(subject))
        throw new LanyardError(
          'erased',
          'What was held on this person has been erased, and nothing more is entered about them. Nothing was changed.',
        )
      const salt = context.randomBytes(SALT_BYTES)
      const { length, hash: prev } = head()
      const seq = length + 1
      const line = lineOf({ seq, at, kind, subject, payload: hashOfPayload(salt, text), prev })
      const hash = hashOfLine(line)
      store.insert(seq, line, hash, salt, text)
      return { seq, hash }
    },

    /** The hash of one entry, or undefined where the ledger is shorter. */
    hashAt: (seq: number): string | undefined => store.at(seq)?.hash,

    /** The first and last entries, or undefined where nothing was opened. */
    ends(): { first: Entry; last: Entry } | undefined {
      const first = store.at(1)
      const last = store.last()
      const ends = first && last && { first: entryOf(first.line), last: entryOf(last.line) }
      return ends?.first && ends.last ? { first: ends.first, last: ends.last } : undefined
    },

    /** Every entry with its payload, oldest first, up to a length; those after an earlier one alone where it is given. */
    entries: (length: number, after = 0): Iterable<KeptEntry> => store.entries(length, after),

    /**
     * The same as they are told, without those whose line is not in the format. `stays`: also what stays of those that were
     * erased. `strictly`: throws LanyardError `record-changed` at a line that is not as it was written.
     */
    *told(length: number, { stays = false, strictly = false } = {}): Generator<Told> {
      const telling = createTelling({ stays })
      const chain = new ChainCheck()
      for (const entry of store.entries(length)) {
        if (strictly) refuseFlaw(chain, entry)
        const told = telling(entry)
        if (told) yield told
      }
    },

    /** Each time that a backup took the place of the records, oldest first; without what cannot be read, which a check names. */
    restores: (): Restored[] => restoresRead().flatMap((one) => one ?? []),

    /** Whether all of them can be read. */
    areRestoresRead: (): boolean => restoresRead().every((one) => one !== undefined),

    /** The entries about one subject, oldest first. */
    about: (subject: string): Told[] => {
      const telling = createTelling({ stays: false })
      return store.ofSubject(subject).flatMap((entry) => telling(entry) ?? [])
    },

    /**
     * Reads the first `length` entries again and hashes them anew; `each` is told of every entry that is in the format,
     * with its payload as it is kept: null where that was erased. Works in slices; `onTurn` is told how many are done, and
     * what it throws ends the work. `erased`: what was erased and is accounted for, in sentences.
     */
    async check(
      length: number,
      each: (entry: Entry, payload: string | null) => void = () => {},
      onTurn: (done: number) => void = () => {},
    ): Promise<{ head: Head; flaws: Flaw[]; erased: string[] }> {
      const check = createCheck()
      const { chain } = check
      const look = (entry: KeptEntry): void => {
        const read = check.next(entry)
        if (read) each(read, entry.payload)
      }
      await inSlices(store.entries(length), look, onTurn)
      if (chain.head.length < length)
        chain.flaws.push({
          seq: chain.head.length + 1,
          words: `The ledger ends at entry ${chain.head.length}; it had ${length}.`,
        })
      return { head: chain.head, flaws: check.flaws(), erased: check.erased() }
    },

    /** Reads the last entries again, at most so many, and at once. Gives what is wrong with them. */
    checkLast(most: number): Flaw[] {
      const { length } = head()
      const after = Math.max(0, length - most)
      const check = createCheck({ length: after, hash: store.at(after)?.hash ?? NO_PREVIOUS })
      for (const entry of store.entries(length, after)) check.next(entry)
      return check.flaws()
    },
  }
}
