/** From a file's text to its rows. It keeps nothing and asks nobody: what is slow is told to `watch`. */
import { parse, type CsvError } from 'csv-parse'
import { LanyardError } from '../../errors.ts'
import type { Watch } from '../../work/service.ts'
import { recognised } from './columns.ts'
import { COLUMNS_MOST, ROWS_MOST, type Doubt, type Encoding } from './contract.ts'
import { decoded, doubtOf, encodingOf, refuseNoText } from './decoding.ts'

export interface Row {
  /** Where it stands in the file, from 1; of a row of several lines the last. */
  line: number
  cells: string[]
}

export interface Table {
  encoding: Encoding
  /** Nobody said which encoding it is, and it may be another. */
  isGuess: boolean
  headerLine: number
  /** The columns' names: none is empty, and no two are the same. */
  headers: string[]
  rows: Row[]
}

/** How many bytes are parsed before the window has its turn. */
const SLICE = 65_536
/** Exports may have a title and a date above the row that names the columns: it is looked for in so many rows. */
const HEADER_WITHIN = 10

/** Takes a file's bytes; gives its table. Throws LanyardError `invalid-input` where there is none in it, and `stopped`. */
export async function readTable(bytes: Buffer, set: Encoding | null, watch: Watch): Promise<Table> {
  refuseNoText(bytes)
  const found = encodingOf(bytes)
  const encoding = set ?? found.encoding
  const records = await parsed(decoded(bytes, encoding), watch)
  if (records.length === 0) throw refused('The file has no rows. Nothing was changed.')
  const widest = Math.max(...records.map(({ cells }) => cells.length))
  if (widest > COLUMNS_MOST)
    throw refused(`The file has ${widest} columns; at most ${COLUMNS_MOST} can be read. Nothing was changed.`)
  const at = headerAt(records)
  const header = records[at]!
  return {
    encoding,
    isGuess: set === null && !found.isSure,
    headerLine: header.line,
    headers: named(header.cells),
    rows: records.slice(at + 1),
  }
}

async function parsed(text: string, watch: Watch): Promise<Row[]> {
  const lines = text.replace(/\r\n?/g, '\n')
  const marked = /^sep=(.)\n/i.exec(lines) // Excel's own way of naming the separator
  const above = marked ? 1 : 0
  const table = lines.slice(marked?.[0].length ?? 0)
  const rows: Row[] = []
  const parser = parse({
    delimiter: marked?.[1] ?? separatorOf(table),
    record_delimiter: '\n',
    relax_column_count: true,
    relax_quotes: true,
    skip_records_with_empty_values: true,
    skip_empty_lines: true,
    on_record(record: string[], { lines: line }) {
      rows.push({ line: line + above, cells: record.map(unescaped) })
      return null // it is kept here, and not in the stream
    },
  })
  const failed = new Promise<never>((_, reject) =>
    parser.on('error', (error) => reject(inWords(error as CsvError, rows.at(-1)?.line ?? above))),
  )
  const ended = new Promise<void>((resolve) => parser.on('end', resolve))
  failed.catch(() => undefined) // it is heard below, or nobody asks any more
  parser.resume()
  const bytes = Buffer.from(table) // cut as bytes: a cut text might part the halves of a character
  for (let at = 0; at < bytes.length; at += SLICE) {
    watch.at('Reading the file', Math.min(at + SLICE, bytes.length), bytes.length)
    parser.write(bytes.subarray(at, at + SLICE))
    await Promise.race([failed, new Promise((resolve) => setImmediate(resolve))])
    if (rows.length > ROWS_MOST + HEADER_WITHIN) throw tooMany()
  }
  parser.end()
  await Promise.race([failed, ended])
  if (rows.length > ROWS_MOST + 1) throw tooMany()
  return rows
}

const refused = (words: string): LanyardError => new LanyardError('invalid-input', words, 'file')
const tooMany = (): LanyardError =>
  refused(
    `The file has more than ${ROWS_MOST.toLocaleString('en-GB')} rows, which is more people than one school has. Nothing was changed: export the staff, volunteers and governors of this school alone.`,
  )

const inWords = ({ code }: CsvError, lastRead: number): LanyardError =>
  code === 'CSV_QUOTE_NOT_CLOSED'
    ? refused(`A quotation mark on line ${lastRead + 1} or soon after it is never closed, so the rest of the file is one cell. Nothing was changed: mend it there, or export the file again.`) // prettier-ignore
    : refused(`The file cannot be read as rows and columns after line ${lastRead}. Nothing was changed: export it again as CSV.`) // prettier-ignore

/** The separator that the first line has most of, outside quotation marks; a comma where it has none. */
function separatorOf(text: string): string {
  const first = text.slice(0, 10_000).replace(/"[^"]*"/g, '').split('\n', HEADER_WITHIN).join('\n') // prettier-ignore
  const counted = [',', ';', '\t', '|'].map((one) => ({ one, count: first.split(one).length }))
  return counted.reduce((most, next) => (next.count > most.count ? next : most)).one
}

/** A cell as it was before a spreadsheet was kept from running it (`csv.ts`). */
const unescaped = (cell: string): string => cell.replace(/^'(?=[=+\-@\t\r])/, '')

/** The place of the row that names the columns: of the first ones that in which most names are known. */
function headerAt(records: readonly Row[]): number {
  const known = records.slice(0, HEADER_WITHIN).map(({ cells }) => recognised(named(cells)))
  const most = Math.max(...known)
  if (most > 0) return known.indexOf(most)
  const withSeveral = records.slice(0, HEADER_WITHIN).findIndex(({ cells }) => cells.filter(Boolean).length > 1)
  return Math.max(0, withSeveral)
}

function named(cells: readonly string[]): string[] {
  const taken = new Set<string>()
  return cells.map((cell, at) => {
    const name = cell.replace(/\s+/gu, ' ').trim().slice(0, 100)
    const unique = name === '' ? `Column ${at + 1}` : taken.has(name) ? `${name} (column ${at + 1})` : name
    taken.add(unique)
    return unique
  })
}

const EXAMPLES = 3
const EXAMPLE_MOST = 60 // characters

/** The first cells of a column that say something. */
export function examplesOf({ rows }: Table, column: number): string[] {
  const found: string[] = []
  for (const { cells } of rows) {
    const cell = cells[column]?.trim() ?? ''
    if (cell !== '' && !found.includes(cell)) found.push(cell)
    if (found.length === EXAMPLES) break
  }
  return found.map((cell) => (cell.length > EXAMPLE_MOST ? `${cell.slice(0, EXAMPLE_MOST)}…` : cell))
}

/** The doubtful cells of one row. */
export const doubtsIn = ({ headers, isGuess }: Table, { line, cells }: Row): Doubt[] =>
  cells.flatMap((text, at) => {
    const why = doubtOf(text, isGuess)
    return why ? [{ line, column: headers[at] ?? `Column ${at + 1}`, text: text.slice(0, 200), why }] : []
  })
