/** Holding every row of evidence against the entry that proves it, and the other way round. Pure: rows are handed to it. */
import type { Entry } from '../ledger/chain.ts'
import { ERASED } from '../ledger/erasures.ts'
import { RESTORED, restoredIn } from '../ledger/restores.ts'
import type { Proving, Row, Value } from './columns.ts'
import { byScenario, countedIn, type CountedAnswer } from './counted.ts'
import { EVIDENCE, rowsProvedBy, tablesOf, type ProvedRow } from './proofs.ts'
import type { Stray, Table } from './store.ts'
import { findingInWords, type RowFinding } from './tables.ts'

/** Something that is not as it should be, in a sentence, and in one that names nobody. */
export interface Finding {
  words: string
  unnamed: string
}

/** What is wrong with a record, in sentences that name nobody: with the ledger itself, and where the tables are not what it proves. */
export interface Wrong {
  ledger: string[]
  tables: string[]
}

export const isWhole = ({ ledger, tables }: Wrong): boolean => ledger.length + tables.length === 0

/** So many findings are kept; the others are counted. Whoever reads them reads the first few. */
export const MOST_KEPT = 1000

/** A table as it is compared: with the columns that both the file and its entries have. */
interface Compared extends Table {
  compared: string[]
  /** How many of its rows have been found from their entries. */
  found: number
  /** Whether anything was found in it. */
  isDoubtful: boolean
}

interface Records {
  table(name: string): Table | undefined
  /** The name somebody has now; undefined where nobody has this id. */
  nameOf(id: string): string | undefined
  /** Whether somebody gave this answer under an earlier version than the one they signed. */
  hasAnswer(answer: CountedAnswer): boolean
}

export type Comparison = ReturnType<typeof createComparison>

export function createComparison({ table, nameOf, hasAnswer }: Records) {
  const tables = new Map<string, Compared>()
  for (const [name, columns] of EVIDENCE) {
    const there = table(name) // an older file has fewer
    const compared = columns.filter((column) => there?.columns.includes(column))
    if (there) tables.set(name, { ...there, compared, found: 0, isDoubtful: false })
  }
  const kept: Finding[] = []
  let count = 0
  let length = 0
  const gone = createGone()

  function add(finding: Finding): void {
    count++
    if (kept.length < MOST_KEPT) kept.push(finding)
  }
  const tell = (words: string): void => add({ words, unnamed: words })
  const tellUnread = (seq: number, kind: string): void => tell(`What entry ${seq} (${kind}) proves cannot be read.`)
  const tellRow = (finding: RowFinding): void =>
    add({ words: findingInWords(finding, { names: true }), unnamed: findingInWords(finding, { names: false }) })

  const about = ({ subject, payload }: Proving): string =>
    [nameOf(subject), payload.policyTitle].filter((word) => typeof word === 'string' && word !== '').join(', ')

  /** `proved`: rows of one table that are found with the same values. */
  function compare(entry: Proving, of: Compared, proved: readonly ProvedRow[]): void {
    const rows = of.rows(of.foundBy.map((column) => proved[0]!.columns[column] ?? null))
    of.found += rows.length
    const tellOf = (what: RowFinding['what'], columns: string[] = []): void => {
      of.isDoubtful = true
      tellRow({ what, table: of.name, seq: entry.seq, columns, about: about(entry) })
    }
    const left = new Map(rows.map((row) => [placeIn(of.key, row), row]))
    for (const { columns } of proved) {
      const place = placeIn(of.key, columns)
      const row = left.get(place)
      left.delete(place)
      const changed = row && of.compared.filter((column) => !isSame(row[column], columns[column]))
      if (!changed) tellOf('missing')
      else if (changed.length > 0) tellOf('changed', changed)
    }
    for (const _row of left.values()) tellOf('added')
  }

  function compareAll(entry: Proving, rows: readonly ProvedRow[]): void {
    const groups = Map.groupBy(rows, ({ table: name, columns }) => placeIn(tables.get(name)?.foundBy, columns, name))
    for (const proved of groups.values()) {
      const of = tables.get(proved[0]!.table)
      if (of) compare(entry, of, proved)
    }
  }

  function compareEntry({ entry, rows, counted }: Proved): void {
    compareAll(entry, rows)
    for (const [scenarioId, count] of byScenario(counted.filter((answer) => !hasAnswer(answer)))) {
      const told = (whom: string): string =>
        `The signature of entry ${entry.seq}${whom} counts ${count === 1 ? 'an answer' : `${count} answers`} of an earlier round to “${scenarioId}” that the records do not have, or have otherwise.`
      const whom = about(entry)
      add({ words: told(whom === '' ? '' : ` (${whom})`), unnamed: told('') })
    }
  }

  return {
    /** Takes the next entry, in order, with its payload as it is kept: null where it was erased. */
    look({ seq, kind, subject }: Entry, text: string | null): void {
      length = seq
      if (text === null) return gone.add({ seq, kind, subject })
      const needed = tablesOf(kind)
      if (needed === undefined) tell(`Entry ${seq} is of a kind that this Lanyard does not know (${kind}).`)
      if (kind === RESTORED && !restoredIn(text)) tellUnread(seq, kind) // it has no row, and is told of all the same
      if (needed === undefined || needed.length === 0) return
      const read = readProof({ seq, kind, subject }, text)
      if (!read) return tellUnread(seq, kind)
      compareEntry(read)
      for (const { of, left } of gone.left(read.entry)) {
        if (left) compareEntry(left)
        else tell(`Entry ${seq} erased what entry ${of} proved, and does not say what stays of it.`)
      }
    },

    tables: (): string[] => [...tables.keys()],

    /** Whether a table may hold rows that no entry proves: it has more than were found, or not those that were looked for. */
    isDoubtful(name: string): boolean {
      const { isDoubtful, found, count: rows } = tables.get(name)!
      return isDoubtful || rows() !== found
    },

    /** Reading the same entries again, tells of every row of doubtful tables that none proves. */
    strays(doubtful: readonly string[]) {
      const proved = new Map(doubtful.map((name) => [name, new Set<string>()]))
      const goneAgain = createGone()
      return {
        look({ seq, kind, subject }: Entry, text: string | null): void {
          if (text === null) return goneAgain.add({ seq, kind, subject })
          if (kind !== ERASED && !tablesOf(kind)?.some((name) => proved.has(name))) return
          const read = readProof({ seq, kind, subject }, text)
          const left = read ? goneAgain.left(read.entry).flatMap((one) => one.left ?? []) : []
          for (const { rows } of read ? [read, ...left] : [])
            for (const { table: name, columns } of rows)
              proved.get(name)?.add(placeIn(tables.get(name)!.foundBy, columns))
        },
        end(): void {
          for (const [name, places] of proved)
            for (const stray of tables.get(name)!.all())
              if (!places.has(placeIn(tables.get(name)!.foundBy, stray.foundBy))) tellStray(name, stray)
        },
      }
    },

    result: () => ({
      findings: kept,
      count,
      /** Entries that were compared. */
      length,
      /** Rows that were found and compared. */
      rows: [...tables.values()].reduce((sum, { found }) => sum + found, 0),
      erased: gone.count(),
    }),
  }

  function tellStray(name: string, { seq, personId }: Stray): void {
    const whom = (personId !== null && nameOf(personId)) || ''
    tellRow({ what: 'added', table: name, seq, columns: [], about: whom })
  }
}

interface Proved {
  entry: Proving
  rows: ProvedRow[]
  /** Answers of earlier rounds that it counts. */
  counted: CountedAnswer[]
}

/** Entries whose payload was erased. What they prove is what their erasure says stays of it, from that entry on. */
function createGone() {
  const entries = new Map<number, Omit<Proving, 'payload'>>()
  let count = 0
  return {
    add(entry: Omit<Proving, 'payload'>): void {
      entries.set(entry.seq, entry)
      count++
    },
    /**
     * What an erasure leaves of each entry that it erased, in the order in which it lists them: undefined where that is not
     * there or not as its kind's are. Nothing of another kind of entry.
     */
    left({ kind, subject, payload }: Proving): { of: number; left: Proved | undefined }[] {
      if (kind !== ERASED || !Array.isArray(payload.entries)) return []
      const stays: unknown[] = Array.isArray(payload.stays) ? payload.stays : []
      return (payload.entries as number[]).flatMap((of, at) => {
        const entry = entries.get(of)
        if (entry?.subject !== subject || !entries.delete(of)) return []
        const stay = stays[at]
        return { of, left: isObject(stay) ? readProof(entry, JSON.stringify(stay)) : undefined }
      })
    },
    /** How many were erased, whatever is left of them. */
    count: (): number => count,
  }
}

/** An entry with all that it proves; undefined where its payload is not as its kind's are: then Lanyard has not written it. */
function readProof(entry: Omit<Proving, 'payload'>, text: string): Proved | undefined {
  try {
    const proving = { ...entry, payload: JSON.parse(text) as Proving['payload'] }
    return { entry: proving, rows: rowsProvedBy(proving), counted: countedIn(proving) }
  } catch {
    return undefined
  }
}

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Where a row stands, by some of its columns: after what is given. */
const placeIn = (columns: readonly string[] = [], row: Row | ProvedRow['columns'], after = ''): string =>
  columns.reduce((place, column) => `${place} ${String(row[column] ?? '')}`, after)

function isSame(kept: Value | undefined, proved: Value | undefined): boolean {
  return kept === proved || (Buffer.isBuffer(kept) && Buffer.isBuffer(proved) && kept.equals(proved))
}
