/**
 * `npm run bench`: how quick the program is, as ratios measured in one run on one machine (README.md beside this says
 * what each row counts). With `-- --write` the table goes into that README as well. Ends with 1 where a limit is passed.
 */
import { cpus } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { buildExample } from '../../src-main/example/build.ts'
import { dayOf, dayInWords } from '../../src-main/time.ts'
import { table, writeIntoReadme } from '../support/figures.ts'
import { measureFirstScreen } from './first-screen.ts'
import { ratioOf, type Compared, type Times } from './measure.ts'
import { measureLedgers } from './ledger.ts'
import { measureRecords } from './records.ts'
import { SCHOOL, folderOnDisk, packs } from './school.ts'
import { gzipped } from './scripts.ts'
import { measureSignature } from './signature.ts'
import { buildYears } from './years.ts'

const README = join(import.meta.dirname, 'README.md')
const HEAD = ['what', 'ms', 'against', 'ms', 'ratio', 'at most']
const SCRIPT_LIMIT = 60_000 // bytes

/** One line of the table. */
interface Line {
  cells: string[]
  isOver: boolean
}

const { write } = parseArgs({ options: { write: { type: 'boolean', default: false } } }).values
const today = dayOf(new Date())
const { folder, remove } = folderOnDisk()
try {
  const example = join(folder, 'example')
  console.log('Making the example school ...')
  await buildExample({ folder: example, packs, schoolId: SCHOOL, today })
  console.log('Measuring a signature ...')
  const signature = await measureSignature()
  console.log(
    'Making a school of five policies and three years, and measuring the report and the check of the ledger, some minutes ...',
  )
  const years = join(folder, 'years')
  await buildYears(years, today)
  const records = await measureRecords(years, folder)
  console.log('Measuring the check of a million entries, a minute or two ...')
  const ledgers = await measureLedgers(example, folder)
  console.log('Measuring the start, some minutes ...')
  const { rows, scripts, leftOut } = await measureFirstScreen(example)

  const files = gzipped(scripts)
  const lines = [
    ...[...rows, signature].map(asLine),
    ...(files.length > 0 ? [scriptLine(files)] : []),
    ...[...records.rows, ...ledgers].map(asLine),
  ]
  const text = [
    `${dayInWords(today)}, Node ${process.versions.node}, ${process.platform}, ${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}).`,
    '',
    ...table(
      HEAD,
      lines.map(({ cells }) => cells),
    ),
    '',
    'Times are medians in ms, with the least and the most.',
    ...(files.length > 0
      ? [`The JavaScript: ${files.map(({ name, bytes }) => `\`${name}\` ${bytes}`).join(', ')} bytes.`]
      : []),
    ...leftOut,
    '',
    ...records.notes.map((note) => `- ${note}`),
  ].join('\n')
  console.log(`\n${text}`)
  if (write) writeIntoReadme(README, text)
  const over = lines.filter(({ isOver }) => isOver)
  for (const { cells } of over) console.error(`\nOver its limit: ${cells[0]}`)
  process.exitCode = over.length > 0 ? 1 : 0
} finally {
  remove()
}

function asLine(row: Compared): Line {
  const ratio = ratioOf(row)
  const { what, against, ours, theirs, limit } = row
  const cells = [what, inWords(ours), against, inWords(theirs), ratio.toFixed(2), limit?.toFixed(1) ?? '']
  return { cells, isOver: limit !== undefined && ratio > limit }
}

function scriptLine(files: readonly { bytes: number }[]): Line {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
  const kilobytes = (size: number): string => `${(size / 1000).toFixed(1)} kB`
  return {
    cells: ['JavaScript for the first screen, gzip', kilobytes(bytes), '', '', '', kilobytes(SCRIPT_LIMIT)],
    isOver: bytes > SCRIPT_LIMIT,
  }
}

function inWords({ median, least, most }: Times): string {
  const number = (time: number): string => time.toFixed(time < 10 ? 2 : 0)
  return `${number(median)} (${number(least)} to ${number(most)})`
}
