import type { Handlers } from '../calls.ts'
import type { Context } from '../context.ts'
import { LanyardError } from '../errors.ts'
import { entryOf, inGroups, type Head } from '../ledger/chain.ts'
import type { Ledger } from '../ledger/service.ts'
import { inSlices, nextTurn } from '../slices.ts'
import type { Watch, Works } from '../work/service.ts'
import { createComparison, type Comparison, type Finding, type Wrong } from './comparing.ts'
import type { HeldHead, Verdict, verificationContract } from './contract.ts'
import { createHeadsFile } from './heads-file.ts'
import { EVIDENCE } from './proofs.ts'
import { createVerificationStore } from './store.ts'
import { readTyped, type KnownDigits, type Typed } from './typed-head.ts'
import { headInWords, inWords, noticeInWords } from './words.ts'

/** So many of the last entries are read again when the program is opened. */
const LAST = 100
/** So many findings are told; the others are counted. */
const MOST_TOLD = 20
/** How far the work is, per cent of its time as measured, when the file, and when the entries and tables have been read. */
const FILE = 15
const READ = 95
const UNWATCHED: Pick<Watch, 'at'> = { at: () => {} }

export type Verification = ReturnType<typeof createVerification>

/** Whether the record is what it was: the file, the chain, every row of evidence, and every head that is known. */
export function createVerification({ database, clock, damage }: Context, { ledger }: { ledger: Ledger }) {
  const store = createVerificationStore(database)
  const file = createHeadsFile(database)
  /** What was noticed when the program was opened; undefined until it has looked. */
  let notices: string[] | undefined
  let last: Verdict | null = null

  const agrees = ({ length, digits }: KnownDigits): boolean => ledger.hashAt(length)?.startsWith(digits) ?? false

  /** Every head that is known, oldest first, and whether the record agrees with it. */
  function heads(): HeldHead[] {
    const held = (
      kind: HeldHead['kind'],
      { at, length, digits }: KnownDigits & { at: string },
      more: Partial<HeldHead> = {},
    ): HeldHead => {
      const head = { kind, at, length, digits, agrees: agrees({ length, digits }), entrySeq: null, minuted: null, place: null, noted: false } // prettier-ignore
      const whole = { ...head, ...more }
      return { ...whole, words: headInWords(whole) }
    }
    const minutes = new Map(store.minutes().map(({ entrySeq, ...minute }) => [entrySeq, minute]))
    return [
      ...store
        .reportHeads()
        .map(({ hash, entrySeq, ...one }) =>
          held('report', { ...one, digits: hash }, { entrySeq, minuted: minutes.get(entrySeq) ?? null }),
        ),
      ...store.typedHeads().map((one) => held('typed', one)),
      ...store.backupHeads().map(({ hash, place, ...one }) => held('backup', { ...one, digits: hash }, { place })),
      ...file.seen().map(({ hash, noted, ...one }) => held('here', { ...one, digits: hash }, { noted })),
    ].sort((a, b) => (a.at < b.at ? -1 : 1))
  }

  /** Of the many heads seen here, the newest that agrees tells all that the older ones do. */
  function toldHeads(): HeldHead[] {
    const all = heads()
    const newest = all.findLast(({ kind, agrees: does }) => kind === 'here' && does)
    return all.filter((one) => one.kind !== 'here' || !one.agrees || one === newest)
  }

  /**
   * Reads the first `length` entries again, and holds every row of evidence against them. `onTurn` is told how many
   * entries are done; what it throws ends the work. `wrong`: what `readWhole` would say of it.
   */
  async function compare(length: number, onTurn: (done: number) => void) {
    const comparison = createComparison(store)
    const { head, flaws, erased } = await ledger.check(length, comparison.look, onTurn)
    let read = length
    /** What was written meanwhile is compared as well: its rows stand among those that are counted. */
    const catchUp = (...lookers: Comparison['look'][]): void => {
      for (const { seq, line, payload } of ledger.entries(ledger.head().length, read)) {
        const entry = entryOf(line)
        for (const look of entry ? lookers : []) look(entry!, payload)
        read = seq
      }
    }
    const doubtful: string[] = []
    for (const name of comparison.tables()) {
      await nextTurn()
      onTurn(length)
      catchUp(comparison.look)
      if (comparison.isDoubtful(name)) doubtful.push(name)
    }
    if (doubtful.length > 0) {
      const strays = comparison.strays(doubtful)
      const lookAgain = ({ line, payload }: { line: string; payload: string | null }): void => {
        const entry = entryOf(line)
        if (entry) strays.look(entry, payload)
      }
      await inSlices(ledger.entries(read), lookAgain, () => onTurn(length))
      catchUp(comparison.look, strays.look)
      strays.end()
    }
    const { findings, count, rows, erased: gone } = comparison.result()
    const inFile = damage.length > 0 ? [damage.join(' ')] : []
    const before = [...inFile, ...flaws.map(({ words }) => words)].map((words): Finding => ({ words, unnamed: words }))
    const wrong: Wrong = { ledger: flaws.map(({ words }) => words), tables: findings.map(({ unnamed }) => unnamed) }
    return { head, findings: [...before, ...findings], count: before.length + count, rows, gone, erased, wrong }
  }

  /** What SQLite says of the file, table by table, so that the window gets its turn in between. */
  async function faultsOfFile(onTurn: (part: number) => void): Promise<string[]> {
    const tables = store.tables()
    const found: string[] = []
    for (const [at, name] of tables.entries()) {
      onTurn(at / tables.length)
      await nextTurn()
      found.push(...store.faultsIn(name).map((words) => `The file is damaged. The database says of ${name}: ${words}.`))
      const nowhere = EVIDENCE.has(name) ? store.leadingNowhere(name) : 0 // progress has many rows, and proves nothing
      if (nowhere > 0) found.push(`Rows of ${name} that lead to a row that is not there: ${nowhere}.`)
    }
    return found
  }

  /** Throws LanyardError `not-set-up`, `invalid-input` for what was typed, `stopped`. `keep`: a head that agrees is kept. */
  async function check(typedIn: Typed, watch = UNWATCHED, { keep = true } = {}): Promise<Verdict> {
    const typed = readTyped(typedIn)
    const { length } = ledger.head()
    if (length === 0) throw new LanyardError('not-set-up', 'There are no records yet: the school has not been set up.')
    const damages = await faultsOfFile((part) => watch.at('Looking at the file', Math.floor(FILE * part), 100))
    const compared = await compare(length, (done) =>
      watch.at('Reading every entry, and every row it proves', Math.floor(FILE + ((READ - FILE) * done) / length), 100),
    )
    watch.at('Holding it against every fingerprint that is known', READ, 100)
    await nextTurn()
    const known = typed && { ...typed, hash: ledger.hashAt(typed.length) }
    const at = clock.now().toISOString()
    const isSound = damages.length + compared.count === 0
    if (keep && isSound && known?.hash?.startsWith(known.digits)) store.keepTyped({ ...typed!, at })
    const found = {
      ...compared,
      findings: [...damages, ...compared.findings.map(({ words }) => words)].slice(0, MOST_TOLD),
      count: damages.length + compared.count,
      heads: toldHeads(),
      typed: known ?? null,
    }
    const { findings, count, head, heads: all } = found
    return { ...inWords(found), checkedAt: at, head, findings, count, heads: all }
  }

  /** Looks, once, whether the end of the record holds together, and whether these are the records that were here before. */
  function look(): string[] {
    notices ??= noticeInWords(
      ledger.checkLast(LAST).map(({ words }) => words),
      heads().filter((one) => one.kind === 'here' && !one.agrees && !one.noted),
    )
    return notices
  }

  /** Puts down the head as it is, where it is not the last that was seen. What the disk refuses is left: the records are whole without. */
  function remember(): void {
    if (damage.length > 0) return // nothing in the folder is touched then
    look() // before the file says otherwise
    const { length, hash } = ledger.head()
    const newest = file.seen().at(-1)
    if (length === 0 || (newest?.length === length && newest.hash === hash)) return
    try {
      file.append({ at: clock.now().toISOString(), length, hash })
    } catch {
      return
    }
  }

  return {
    heads,
    compare,
    check,
    look,
    remember,

    handlers({ works }: { works: Works }): Handlers<typeof verificationContract> {
      return {
        'verification.last'() {
          const ends = ledger.ends()
          if (!ends) throw new LanyardError('not-set-up', 'There are no records yet: the school has not been set up.')
          const head: Head = ledger.head()
          return {
            head,
            fingerprint: inGroups(head.hash),
            openedAt: ends.first.at,
            lastEntryAt: ends.last.at,
            heads: toldHeads(),
            notices: look(),
            verdict: last,
          }
        },
        async 'verification.check'({ workId, ...typed }) {
          last = await (workId === undefined ? check(typed) : works.run(workId, (watch) => check(typed, watch)))
          return last
        },
        'verification.note'() {
          if (damage.length === 0 && look().length > 0) file.append({ notedAt: clock.now().toISOString() })
          notices = []
          return {}
        },
      }
    },
  }
}
