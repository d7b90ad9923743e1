import { headsInFiles } from '../backup/service.ts'
import type { Handlers } from '../calls.ts'
import type { Context } from '../context.ts'
import { LanyardError } from '../errors.ts'
import { entryOf, inGroups, type Head } from '../ledger/chain.ts'
import type { Ledger } from '../ledger/service.ts'
import { stretchesOf } from '../ledger/stretches.ts'
import { inSlices, nextTurn } from '../slices.ts'
import type { Watch, Works } from '../work/service.ts'
import { createComparison, type Comparison, type Finding, type Wrong } from './comparing.ts'
import type { Verdict, verificationContract } from './contract.ts'
import { folded } from './folding.ts'
import { createKnownHeads } from './known-heads.ts'
import { placesOf } from './parting.ts'
import { EVIDENCE } from './proofs.ts'
import { createVerificationStore } from './store.ts'
import { readTyped, type Typed } from './typed-head.ts'
import { inWords, restoredInWords, type Found } from './words.ts'

/** So many findings are told; the others are counted. */
const MOST_TOLD = 20
/** How far the work is, per cent of its time as measured, when the file, and when the entries and tables have been read. */
const FILE = 15
const READ = 95
const UNWATCHED: Pick<Watch, 'at'> = { at: () => {} }

/** What a check found; `at`: when it was done, UTC. */
interface Checked extends Found {
  at: string
}

export type Verification = ReturnType<typeof createVerification>

/** Whether the record is what it was: the file, the chain, every row of evidence, and every head that is known. */
export function createVerification(context: Context, { ledger }: { ledger: Ledger }) {
  const { clock, damage } = context
  const store = createVerificationStore(context.database)
  const known = createKnownHeads(context, { ledger, store })
  let last: Checked | undefined

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
  async function check(typedIn: Typed, watch = UNWATCHED, { keep = true } = {}): Promise<Checked> {
    const typed = readTyped(typedIn)
    const { length } = ledger.head()
    if (length === 0) throw new LanyardError('not-set-up', 'There are no records yet: the school has not been set up.')
    const damages = await faultsOfFile((part) => watch.at('Looking at the file', Math.floor(FILE * part), 100))
    const compared = await compare(length, (done) =>
      watch.at('Reading every entry, and every row it proves', Math.floor(FILE + ((READ - FILE) * done) / length), 100),
    )
    const atHeads = (): void => watch.at('Holding it against every fingerprint that is known', READ, 100)
    atHeads()
    await nextTurn()
    const restores = ledger.restores()
    const stretches = stretchesOf(restores, ledger.head().length)
    const places = placesOf(stretches, restores)
    const files = await headsInFiles(context.database, places, atHeads)
    const typedNow = typed && { ...typed, hash: ledger.hashAt(typed.length) }
    const at = clock.now().toISOString()
    const isSound = damages.length + compared.count === 0
    if (keep && isSound && typedNow?.hash?.startsWith(typedNow.digits)) store.keepTyped({ ...typed!, at })
    return {
      ...compared,
      at,
      findings: [...damages, ...compared.findings.map(({ words }) => words)].slice(0, MOST_TOLD),
      count: damages.length + compared.count,
      restores,
      stretches,
      files,
      heads: known.all(files),
      typed: typedNow ?? null,
    }
  }

  return {
    compare,
    /** The verdict of a check, without a window. Throws as that does. */
    verdict: async (typed: Typed, options: { keep: boolean }): Promise<Verdict> =>
      verdictOf(await check(typed, UNWATCHED, options)),
    /** What was noticed when the program was opened, and nobody has read since, in sentences. */
    notices: known.notices,
    remember: known.remember,

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
            heads: folded(known.all()),
            restored: ledger.restores().map(restoredInWords),
            notices: known.notices(),
            verdict: last ? verdictOf(last) : null,
          }
        },
        async 'verification.check'({ workId, ...typed }) {
          last = await (workId === undefined ? check(typed) : works.run(workId, (watch) => check(typed, watch)))
          return verdictOf(last)
        },
        'verification.note'(_, { session: { role } }) {
          known.note(role === 'governor' ? role : 'administrator')
          if (last) last = { ...last, heads: known.all(last.files) } // the verdict that stands there says that it was read
          return {}
        },
      }
    },
  }
}

function verdictOf(checked: Checked): Verdict {
  const { at, head, findings, count, heads } = checked
  return { ...inWords(checked), checkedAt: at, head, findings: [...findings], count, heads: folded(heads) }
}
