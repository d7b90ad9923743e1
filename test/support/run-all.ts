/**
 * `npm test`: everything that CI runs, one stage after the other, then one line that counts. A stage that is not made
 * of tests counts as one; the longest of those runs beside the others. Words after `npm test --` choose stages by name.
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { electronProgram } from '../../src-main/hosts/electron-program.ts'
import { findBrowser } from '../../src-main/hosts/machine.ts'
import type { Count } from './count.ts'

const ROOT = join(import.meta.dirname, '../..')
const DOWNLOAD_TIME = 3 * 60_000 // ms

interface Stage {
  name: string
  command: string[]
  /** Its reporter writes a Count into COUNT_FILE. */
  counts?: true
  /** It keeps one core busy and runs beside what follows, up to the first stage that counts. What it says comes at its end. */
  beside?: true
  /** Why it cannot run here, in words; it then counts as failed. */
  obstacle?: () => string | null
  /** Why it need not run here, in words. */
  spared?: () => Promise<string | null>
}

const stages: Stage[] = [
  { name: 'lint', command: ['npm', 'run', '--silent', 'check:lint'], beside: true },
  { name: 'format', command: ['npm', 'run', '--silent', 'check:format'] },
  { name: 'svelte', command: ['npm', 'run', '--silent', 'check:svelte'] },
  { name: 'types', command: ['npm', 'run', '--silent', 'check:types'] },
  { name: 'content', command: ['npm', 'run', '--silent', 'lanyard', '--', 'check-content'] },
  { name: 'build', command: ['npm', 'run', '--silent', 'build'] },
  {
    name: 'vitest',
    command: ['vitest', 'run', '--reporter=default', '--reporter=./test/support/count-vitest.ts'],
    counts: true,
  },
  { name: 'chromium-host', command: playwright('chromium-host'), counts: true, obstacle: noJourney },
  {
    name: 'electron',
    command: [...(needsDisplay() ? ['xvfb-run', '-a', '-s', '-screen 0 1600x1000x24'] : []), ...playwright('electron')],
    counts: true,
    obstacle: noJourney,
    spared: noElectron,
  },
  { name: 'package', command: playwright('package'), counts: true, obstacle: noJourney, spared: noPackage },
]

function playwright(project: string): string[] {
  return ['playwright', 'test', `--project=${project}`, '--reporter=list,./test/support/count-playwright.ts']
}

function needsDisplay(): boolean {
  return process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY
}

function has(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)))
}

/** What the tests need of this machine and do not find, as one command that installs it; null where nothing is missing. */
function missing(): string | null {
  const packages = [
    findBrowser() ? [] : ['chromium'],
    has('pdftotext') ? [] : ['poppler-utils'],
    has('qpdf') ? [] : ['qpdf'],
    has('python3') ? [] : ['python3'],
    process.platform !== 'linux' || has('cc') ? [] : ['gcc', 'libc6-dev'],
    needsDisplay() && !(has('xvfb-run') && has('xauth')) ? ['xvfb', 'xauth'] : [],
  ].flat()
  if (packages.length === 0 || process.platform === 'win32') return null
  return process.platform === 'darwin'
    ? `brew install ${packages.map((name) => name.replace('poppler-utils', 'poppler')).join(' ')}`
    : `sudo apt-get install ${packages.join(' ')}`
}

function noJourney(): string | null {
  if (!existsSync(join(ROOT, 'out/main/main.js'))) return 'the program is not built'
  return findBrowser() ? null : 'no Chrome, Edge or Chromium was found'
}

async function noElectron(): Promise<string | null> {
  if (needsDisplay() && !has('xvfb-run')) return 'there is no display, and no xvfb-run'
  if (electronProgram(ROOT)) return null
  if (process.env.ELECTRON_OVERRIDE_DIST_PATH) return 'ELECTRON_OVERRIDE_DIST_PATH names a folder without it'
  console.log('Downloading Electron, once ...')
  await run(
    [process.execPath, join(ROOT, 'node_modules/electron/install.js')],
    {},
    { quiet: true, timeout: DOWNLOAD_TIME },
  )
  return electronProgram(ROOT) ? null : 'its program is not on this machine and could not be downloaded'
}

async function noPackage(): Promise<string | null> {
  return process.platform === 'linux' ? noElectron() : 'it is tried on Linux alone'
}

type Hear = (text: Buffer) => void

/** Runs a command of the project to its end, its output shown as it comes, or handed to `hear`. Answers whether it ended well. */
function run(
  [program = '', ...args]: string[],
  env: NodeJS.ProcessEnv,
  { hear, quiet = false, timeout = 0 }: { hear?: Hear | undefined; quiet?: boolean; timeout?: number } = {},
): Promise<boolean> {
  const PATH = [join(ROOT, 'node_modules/.bin'), process.env.PATH].join(delimiter)
  const output = quiet ? 'ignore' : hear ? 'pipe' : 'inherit'
  const child = spawn(program, args, {
    cwd: ROOT,
    env: { ...process.env, PATH, ...env },
    stdio: ['ignore', output, output],
    shell: process.platform === 'win32',
    timeout,
  })
  if (hear) for (const stream of [child.stdout, child.stderr]) stream?.on('data', hear)
  return new Promise((resolve) => {
    child.once('error', (error) => {
      console.error(error.message)
      resolve(false)
    })
    child.once('close', (code) => resolve(code === 0)) // all that it wrote is heard by then
  })
}

async function runStage(stage: Stage, folder: string): Promise<Count> {
  const began = performance.now()
  const said: Buffer[] = []
  if (!stage.beside) console.log(`\n== ${stage.name}`)
  const count = await countOf(stage, folder, stage.beside && ((text) => said.push(text)))
  if (stage.beside) console.log(`\n== ${stage.name}\n${Buffer.concat(said).toString()}`)
  console.log(`${stage.name} took ${Math.round((performance.now() - began) / 1000)} s`)
  return count
}

async function countOf(
  { name, command, counts, obstacle, spared }: Stage,
  folder: string,
  hear?: Hear,
): Promise<Count> {
  const stopped = obstacle?.()
  if (stopped) {
    console.error(`Not run: ${stopped}.`)
    return { passed: 0, failed: 1, skipped: [] }
  }
  const reason = await spared?.()
  if (reason) return { passed: 0, failed: 0, skipped: [`${name}: not run: ${reason}.`] }

  const file = join(folder, `${name}.json`)
  const well = await run(command, { COUNT_FILE: file }, { hear })
  if (!counts) return { passed: well ? 1 : 0, failed: well ? 0 : 1, skipped: [] }
  const count: Count = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as Count)
    : { passed: 0, failed: 0, skipped: [] }
  // A runner that ends badly without naming a test has failed all the same.
  return { ...count, failed: well ? count.failed : Math.max(1, count.failed) }
}

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !stages.some((stage) => stage.name === name))
if (unknown.length > 0) {
  console.error(`No stage ${unknown.join(', ')}. Stages: ${stages.map(({ name }) => name).join(', ')}`)
  process.exit(1)
}
const install = missing()
if (install) console.log(`Some tests need programs that are not on this machine. This installs them:\n  ${install}`)

const folder = mkdtempSync(join(tmpdir(), 'lanyard-test-'))
const counts: Record<string, Count> = {}
try {
  const besides: Promise<void>[] = []
  for (const stage of stages) {
    if (asked.length > 0 && !asked.includes(stage.name)) continue
    if (stage.counts) await Promise.all(besides)
    const done = runStage(stage, folder).then((count) => void (counts[stage.name] = count))
    if (stage.beside) besides.push(done)
    else await done
  }
  await Promise.all(besides)
} finally {
  rmSync(folder, { recursive: true, force: true })
}

const sum = (key: 'passed' | 'failed') => Object.values(counts).reduce((total, count) => total + count[key], 0)
const skipped = Object.values(counts).flatMap((count) => count.skipped)
console.log('')
for (const name of skipped) console.log(`Skipped: ${name}`)
for (const [name, { failed }] of Object.entries(counts)) if (failed > 0) console.log(`Failed: ${name}`)
if (install) console.log(`Missing on this machine: ${install}`)
console.log(
  `${sum('passed')} passed, ${sum('failed')} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`,
)
process.exitCode = sum('failed') > 0 ? 1 : 0
