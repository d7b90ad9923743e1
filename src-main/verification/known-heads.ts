/** The heads that are known from before, and what is noticed where the records do not agree with those this PC has seen. */
import type { Context } from '../context.ts'
import type { Ledger } from '../ledger/service.ts'
import type { HeldHead } from './contract.ts'
import { createHeadsFile, type Noter } from './heads-file.ts'
import type { VerificationStore } from './store.ts'
import type { KnownDigits } from './typed-head.ts'
import { headInWords, noticeInWords, notedInWords } from './words.ts'

/** So many of the last entries are read again when the program is opened. */
const LAST = 100

/** What was noticed when the program was opened, and nobody has said that they have read. */
interface Noticed {
  flaws: string[]
  differing: HeldHead[]
}
const NOTHING: Noticed = { flaws: [], differing: [] }

type About = Partial<Pick<HeldHead, 'entrySeq' | 'minuted' | 'place' | 'noted'>>

export function createKnownHeads(
  { database, clock, damage }: Context,
  { ledger, store }: { ledger: Ledger; store: VerificationStore },
) {
  const file = createHeadsFile(database)
  /** Undefined until it has looked. */
  let noticed: Noticed | undefined

  function held(kind: HeldHead['kind'], { at, ...head }: KnownDigits & { at: string }, about: About = {}): HeldHead {
    const agrees = ledger.hashAt(head.length)?.startsWith(head.digits) ?? false
    const whole = { kind, at, ...head, agrees, entrySeq: null, minuted: null, place: null, noted: null, ...about }
    return { ...whole, words: headInWords(whole) }
  }

  function ofReports(): HeldHead[] {
    const minutes = new Map(store.minutes().map(({ entrySeq, ...minute }) => [entrySeq, minute]))
    return store.reportHeads().map(({ hash, entrySeq, ...one }) => {
      const minuted = minutes.get(entrySeq) ?? null
      return held('report', { ...one, digits: hash }, { entrySeq, minuted })
    })
  }

  const seenHere = (): HeldHead[] =>
    file.seen().map(({ hash, noted, ...one }) => {
      const words = noted && notedInWords(noted)
      return held('here', { ...one, digits: hash }, { noted: words })
    })

  /** Every one, oldest first, and whether the record agrees with it. */
  const all = (): HeldHead[] =>
    [
      ...ofReports(),
      ...store.typedHeads().map((one) => held('typed', one)),
      ...store.backupHeads().map(({ hash, place, ...one }) => held('backup', { ...one, digits: hash }, { place })),
      ...seenHere(),
    ].sort((a, b) => (a.at < b.at ? -1 : 1))

  /** Looks, once, whether the end of the record holds together, and whether these are the records that were here before. */
  function look(): Noticed {
    noticed ??= lookNow()
    return noticed
  }

  function lookNow(): Noticed {
    const read = file.flawsNoted()
    const flaws = ledger.checkLast(LAST).map(({ words }) => words)
    return {
      flaws: flaws.filter((words) => !read.has(words)),
      differing: seenHere().filter(({ agrees, noted }) => !agrees && noted === null),
    }
  }

  /** Puts down the head as it is, where it is not the last that was seen. What the disk refuses is left: the records are whole without. */
  function remember(): void {
    if (damage.length > 0) return // nothing in the folder is touched then
    look() // before the file says otherwise
    const { length, hash } = ledger.head()
    const newest = file.seen().at(-1)
    const isThere = newest?.length === length && newest.hash === hash && newest.noted === null
    if (length === 0 || isThere) return
    try {
      file.append({ at: clock.now().toISOString(), length, hash })
    } catch {
      return
    }
  }

  return {
    all,
    remember,

    /** Of the many heads seen here, the newest that agrees tells all that the older ones do. */
    told(): HeldHead[] {
      const every = all()
      const newest = every.findLast(({ kind, agrees }) => kind === 'here' && agrees)
      return every.filter((one) => one.kind !== 'here' || !one.agrees || one === newest)
    },

    /** What was noticed when the program was opened, and nobody has read since, in sentences. */
    notices(): string[] {
      const { flaws, differing } = look()
      return noticeInWords(flaws, differing)
    },

    /** Somebody has read what was noticed: exactly that. What stands here now is seen anew, so that other records are noticed again. */
    note(by: Noter): void {
      const { flaws, differing } = look()
      if (damage.length === 0 && flaws.length + differing.length > 0) {
        const heads = differing.map(({ length, digits }) => ({ length, hash: digits }))
        file.append({ notedAt: clock.now().toISOString(), by, heads, flaws })
      }
      noticed = NOTHING
      remember()
    },
  }
}
