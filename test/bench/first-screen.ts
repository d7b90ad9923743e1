/**
 * From the start of the program's process until its first screen is painted, against the same host with a page that
 * holds one heading. The page itself tells when: the last of its largest contentful paints (the program shows nothing
 * larger before its first screen, and what is painted there can be used). Nothing watches the window until then.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { chromium } from 'playwright/test'
import { build } from 'vite'
import { electronArguments, electronProgram } from '../../src-main/hosts/electron-program.ts'
import { findBrowser, isRootOnLinux } from '../../src-main/hosts/machine.ts'
import { ROOT, displayForTests, whyNoElectron } from '../support/electron.ts'
import { debuggingAddress } from '../support/hosts.ts'
import { inTurn, type Compared } from './measure.ts'

const HERE = join(import.meta.dirname, 'empty')
const EMPTY = join(HERE, 'in-chromium.ts')
const LAUNCH = join(ROOT, 'src-main/launch.ts')
const PRELOAD = join(ROOT, 'out/preload/preload.cjs')
const REPEATS = 11
const UNWATCHED = 2_500 // ms: by then the first screen is there, on a slow machine too

export interface FirstScreen {
  rows: Compared[]
  /** The JavaScript files that the window loaded for it, by name in out/renderer/assets. */
  scripts: string[]
  /** Why a host was left out, in words. */
  leftOut: string[]
}

/** A program with a window: how it is started, where it can be asked, and the heading that it shows. */
interface Program {
  heading: string
  command: string
  args: string[]
  env: NodeJS.ProcessEnv
  address(child: ChildProcess): Promise<string>
}

/** `records`: a data folder of a school that has been set up. */
export async function measureFirstScreen(records: string): Promise<FirstScreen> {
  const scripts = new Set<string>()
  const rows: Compared[] = []
  const leftOut: string[] = []

  async function compare(host: string, ours: (profile: string) => Program, empty: (profile: string) => Program) {
    const measured = await inTurn(
      REPEATS,
      async () => {
        const seen = await firstScreenOf(ours)
        for (const script of seen.scripts) scripts.add(script)
        return seen.after
      },
      async () => (await firstScreenOf(empty)).after,
    )
    rows.push({
      what: `start to first screen, ${host}`,
      against: 'the same host, an empty page',
      ...measured,
      limit: 1.3,
    })
  }

  const lanyard = 'What have you come to do?'
  if (findBrowser())
    await compare('Chromium', inChromium(lanyard, LAUNCH, '--data', records), inChromium('Empty', EMPTY))
  else leftOut.push('Not measured in the Chromium host: no Chrome, Edge or Chromium was found.')

  if (electronProgram(ROOT)) {
    const folder = mkdtempSync(join(tmpdir(), 'lanyard-bench-'))
    const emptyProgram = await bundled(join(HERE, 'in-electron.ts'), folder)
    const display = await displayForTests()
    await compare(
      'Electron',
      inElectron(lanyard, display, ...electronArguments(ROOT), '--data', records),
      inElectron('Empty', display, ...electronArguments(ROOT, emptyProgram), join(HERE, 'page'), PRELOAD),
    )
    rmSync(folder, { recursive: true })
  } else leftOut.push(whyNoElectron() ?? '')

  return { rows, scripts: [...scripts], leftOut }
}

const inChromium =
  (heading: string, ...args: string[]) =>
  (profile: string): Program => ({
    heading,
    command: process.execPath,
    args,
    env: { ...process.env, LANYARD_TEST: '1', LANYARD_HOST: 'chromium', LANYARD_TEST_PROFILE: profile },
    address: () => debuggingAddress(profile),
  })

const inElectron =
  (heading: string, display: Record<string, string>, ...args: string[]) =>
  (profile: string): Program => ({
    heading,
    command: electronProgram(ROOT) ?? '',
    args: ['--remote-debugging-port=0', ...(isRootOnLinux() ? ['--no-sandbox'] : []), ...args],
    env: { ...process.env, ...display, XDG_CONFIG_HOME: profile },
    async address(child) {
      let said = ''
      for await (const text of child.stderr ?? []) {
        said += String(text)
        const [, address] = /DevTools listening on (ws:\S+)/.exec(said) ?? []
        if (address) return address
      }
      throw new Error(`Electron ended before its window was there: ${said}`)
    },
  })

/** Electron runs no TypeScript: one file of a program's own. */
async function bundled(entry: string, folder: string): Promise<string> {
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: entry,
      outDir: folder,
      target: 'node20',
      rolldownOptions: { external: ['electron'], output: { format: 'es', entryFileNames: 'main.mjs' } },
    },
  })
  return join(folder, 'main.mjs')
}

/** Starts a program, leaves it alone until its window has settled, asks it when its screen was painted, and ends it. */
async function firstScreenOf(program: (profile: string) => Program): Promise<{ after: number; scripts: string[] }> {
  const profile = mkdtempSync(join(tmpdir(), 'lanyard-profile-'))
  const { heading, command, args, env, address } = program(profile)
  const begun = performance.timeOrigin + performance.now()
  const child = spawn(command, args, { env, stdio: ['ignore', 'ignore', 'pipe'] })
  const ended = once(child, 'exit')
  try {
    const found = await address(child)
    await wait(UNWATCHED)
    const browser = await chromium.connectOverCDP(found)
    const page = browser.contexts()[0]!.pages()[0]!
    await page.getByRole('heading', { level: 1, name: heading }).waitFor()
    const { painted, scripts } = await page.evaluate(look)
    await browser.close()
    return { after: painted - begun, scripts }
  } finally {
    child.kill('SIGTERM')
    await ended
    rmSync(profile, { recursive: true, force: true, maxRetries: 10 })
  }
}

/** Runs in the window. `painted` is in ms since 1970. */
async function look(): Promise<{ painted: number; scripts: string[] }> {
  const paints = await new Promise<PerformanceEntry[]>((resolve) => {
    const observer = new PerformanceObserver((list) => {
      observer.disconnect()
      resolve(list.getEntries())
    })
    observer.observe({ type: 'largest-contentful-paint', buffered: true })
  })
  const { startTime } = paints.at(-1)!
  const scripts = performance
    .getEntriesByType('resource')
    .filter((entry) => entry.startTime <= startTime)
    .flatMap(({ name }) => /[^/]+\.js$/.exec(name)?.[0] ?? [])
  return { painted: performance.timeOrigin + startTime, scripts }
}
