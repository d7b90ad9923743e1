/** The heads that are known from before, and what is noticed where the records do not agree with those this PC has seen. */
import { hash as hashAtOnce } from 'node:crypto'
import type { BackupFile } from '../backup/service.ts'
import type { Context } from '../context.ts'
import type { Ledger } from '../ledger/service.ts'
import type { HeldHead } from './contract.ts'
import { createHeadsFile, type NoticedFlaw, type Noter } from './heads-file.ts'
import { stretchesOf } from '../ledger/stretches.ts'
import { partedBy } from './parting.ts'
import type { VerificationStore } from './store.ts'
import type { KnownDigits } from './typed-head.ts'
import { headInWords, noticeInWords, notedInWords } from './words.ts'

/** So many of the last entries are read again when the program is opened. */
const LAST = 100

/** What was noticed when the program was opened, and nobody has said that they have read. */
interface Noticed {
  flaws: NoticedFlaw[]
  differing: HeldHead[]
}
const NOTHING: Noticed = { flaws: [], differing: [] }

type About = Partial<Pick<HeldHead, 'entrySeq' | 'minuted' | 'place' | 'file' | 'parted' | 'noted'>>
const NO_ABOUT = { entrySeq: null, minuted: null, place: null, file: null, parted: null, noted: null }

export function createKnownHeads(
  { database, clock, damage }: Context,
  { ledger, store }: { ledger: Ledger; store: VerificationStore },
) {
  const file = createHeadsFile(database)
  /** Undefined until it has looked. */
  let noticed: Noticed | undefined

  function held(kind: HeldHead['kind'], { at, ...head }: KnownDigits & { at: string }, about: About = {}): HeldHead {
    // What had no entries yet is the beginning of every record.
    const agrees = head.length === 0 || (ledger.hashAt(head.length)?.startsWith(head.digits) ?? false)
    const whole = { kind, at, ...head, agrees, ...NO_ABOUT, ...about }
    return { ...whole, words: headInWords(whole) }
  }

  function ofReports(): HeldHead[] {
    const minutes = new Map(store.minutes().map(({ entrySeq, ...minute }) => [entrySeq, minute]))
    return store.reportHeads().map(({ hash, entrySeq, ...one }) => {
      const minuted = minutes.get(entrySeq) ?? null
      return held('report', { ...one, digits: hash }, { entrySeq, minuted })
    })
  }

  /** What backups beside the records hold. One that was made before another was restored goes on otherwise from there: it agrees up to there. */
  function ofFiles(files: readonly BackupFile[]): HeldHead[] {
    const restores = ledger.restores()
    const known = stretchesOf(restores, ledger.head().length)
    return files.flatMap(({ name: file, madeAt: at, found }) => {
      if (!found) return []
      const whole = held('file', { at, length: found.head.length, digits: found.head.hash }, { file })
      if (whole.agrees) return whole
      const parted = partedBy(found, known, restores, ledger.hashAt)
      const digits = parted && ledger.hashAt(parted.place)
      return digits ? held('file', { at, length: parted.place, digits }, { file, parted: parted.by.restoredAt }) : whole
    })
  }

  const seenHere = (): HeldHead[] =>
    file.seen().map(({ hash, noted, ...one }) => {
      const words = noted && notedInWords(noted)
      return held('here', { ...one, digits: hash }, { noted: words })
    })

  /** Every one, oldest first, and whether the record agrees with it. */
  const all = (files: readonly BackupFile[] = []): HeldHead[] =>
    [
      ...ofFiles(files),
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
    const flaws = ledger.checkLast(LAST).map(({ seq, words }) => ({ words, stands: standsAt(seq) }))
    return {
      flaws: flaws.filter(({ words, stands }) => !read.some((one) => one.words === words && one.stands === stands)),
      differing: seenHere().filter(({ agrees, noted }) => !agrees && noted === null),
    }
  }

  /** The SHA-256 of an entry with what it proves, and of the one before, as they are kept: a flaw is of these two. */
  const standsAt = (seq: number): string =>
    hashAtOnce('sha256', JSON.stringify(Array.from(ledger.entries(seq, seq - 2))))

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

    /** What was noticed when the program was opened, and nobody has read since, in sentences. */
    notices(): string[] {
      const { flaws, differing } = look()
      return noticeInWords(
        flaws.map(({ words }) => words),
        differing,
      )
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
