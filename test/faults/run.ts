/**
 * `npm run test:faults`: the faults at their whole length, and a table of what came of them (README.md beside this says
 * what each row is). With `-- --write` the table goes into that README as well. Ends as the tests end.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { dayInWords, dayOf } from '../../src-main/time.ts'
import { table, writeIntoReadme } from '../support/figures.ts'
import type { Figures } from './size.ts'

const ROOT = join(import.meta.dirname, '../..')
const HEAD = ['what was done', 'times', 'what came of it', 'lost', 'seconds']

const { write } = parseArgs({ options: { write: { type: 'boolean', default: false } } }).values
const folder = mkdtempSync(join(tmpdir(), 'lanyard-faults-'))
try {
  const file = join(folder, 'figures')
  const from = performance.now()
  const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs')
  const env = { ...process.env, LANYARD_FAULTS: 'whole', FIGURES: file }
  const { status } = spawnSync(process.execPath, [vitest, 'run', 'test/faults'], { cwd: ROOT, stdio: 'inherit', env })
  const minutes = Math.round((performance.now() - from) / 60_000)
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').toSorted() : []
  const figures = lines.map((line) => JSON.parse(line) as Figures & { seconds: number })
  const text = [
    `${dayInWords(dayOf(new Date()))}, Node ${process.versions.node}, ${process.platform}, ${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${minutes} minutes in all.`,
    '',
    ...table(
      HEAD,
      figures.map(({ what, times, found, lost, seconds }) => [what, `${times}`, found, `${lost}`, `${seconds}`]),
    ),
  ].join('\n')
  console.log(`\n${text}`)
  if (write && status === 0) writeIntoReadme(join(import.meta.dirname, 'README.md'), text)
  process.exitCode = status ?? 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
