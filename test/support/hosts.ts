/**
 * Lanyard as a person has it, started in a process of its own with its window in reach of a test. Both need what
 * `npm run build` makes. The clock stands still at `now` where one is given.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { _electron, chromium, type ElectronApplication, type Page } from 'playwright/test'
import { electronArguments, electronProgram } from '../../src-main/hosts/electron-program.ts'
import { ROOT, displayForTests, whyNoElectron } from './electron.ts'

export interface OpenOptions {
  /** UTC, such as 2026-09-14T08:30:00Z. */
  now?: string
  /** Where saved PDFs go. */
  saveFolder?: string
  /** A backup that is opened with the program, as by a double click on it. */
  backup?: string
  /** The file that the system's dialog for one is answered with, where the host has such a dialog. */
  chosenFile?: string
  /** A folder of programs that are found before the PC's own. */
  programs?: string
  /** Electron's own arguments, before the program's. */
  switches?: string[]
}

export interface Opened {
  page: Page
  /** A double click on a backup while the program is open. Electron's alone: the other host has no second start. */
  openBackup?(file: string): Promise<void>
  /** Ends the program as closing its window does. */
  close(): Promise<void>
  /** Ends it at once, as a power cut would: SIGKILL. */
  kill(): Promise<void>
}

const SOON = 30_000 // ms: a start on a busy machine

const opened = ({ backup }: OpenOptions): string[] => (backup ? [backup] : [])

const testEnvironment = ({ now, programs }: OpenOptions) => ({
  ...(process.env as Record<string, string>),
  LANYARD_TEST: '1',
  ...(now && { LANYARD_NOW: now }),
  ...(programs && { PATH: `${programs}${delimiter}${process.env.PATH ?? ''}` }),
})

/** The address of the browser whose profile this is, once it has one. */
export async function debuggingAddress(profile: string): Promise<string> {
  for (const end = Date.now() + SOON; ; await wait(20)) {
    try {
      const [port, path] = readFileSync(join(profile, 'DevToolsActivePort'), 'utf8').trim().split('\n')
      if (path) return `ws://127.0.0.1:${port}${path}`
    } catch {
      // not written yet
    }
    if (Date.now() > end) throw new Error('The browser did not start')
  }
}

/** Opens the records in `dataFolder` in the installed browser, without a window on the screen. */
export async function openInChromium(dataFolder: string, options: OpenOptions = {}): Promise<Opened> {
  const profile = mkdtempSync(join(tmpdir(), 'lanyard-profile-'))
  const child = spawn(process.execPath, [join(ROOT, 'src-main/launch.ts'), '--data', dataFolder, ...opened(options)], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      ...testEnvironment(options),
      LANYARD_HOST: 'chromium',
      LANYARD_TEST_PROFILE: profile,
      ...(options.saveFolder && { LANYARD_TEST_SAVE: options.saveFolder }),
    },
  })
  const ended = once(child, 'exit')
  let said = ''
  child.stderr.on('data', (text: Buffer) => (said += text.toString()))
  const failed = ended.then(([code]) => {
    throw new Error(`The program ended with ${code} before its window was there: ${said}`)
  })
  const browser = await Promise.race([debuggingAddress(profile), failed]).then((address) =>
    chromium.connectOverCDP(address),
  )
  const page = browser.contexts()[0]?.pages()[0]
  if (!page) throw new Error('The browser has no window')
  await page.waitForURL('https://lanyard.invalid/**')
  const clean = () => rmSync(profile, { recursive: true, force: true, maxRetries: 10 })
  failed.catch(() => undefined)
  return {
    page,
    async close() {
      child.kill('SIGTERM')
      await ended
      clean()
    },
    async kill() {
      child.kill('SIGKILL') // the browser ends with the pipe that it is driven by
      await ended
      await browser.close().catch(() => undefined)
      clean()
    },
  }
}

/** The system's dialogs are out of a test's reach: one for saving is answered with the name it offers. */
async function answerDialogs(app: ElectronApplication, saveFolder: string, chosenFile = ''): Promise<void> {
  const replace = () =>
    app.evaluate(
      ({ dialog }, { folder, file }) => {
        const answer = async (options: { defaultPath?: string }) => {
          const name = (options.defaultPath ?? '').split(/[\\/]/).pop() ?? ''
          return { canceled: false, filePath: `${folder}/${name}` }
        }
        dialog.showSaveDialog = ((...given: { defaultPath?: string }[]) =>
          answer(given.at(-1) ?? {})) as typeof dialog.showSaveDialog
        dialog.showOpenDialog = () => Promise.resolve({ canceled: file === '', filePaths: file === '' ? [] : [file] })
      },
      { folder: saveFolder, file: chosenFile },
    )
  // A busy machine's debugger may drop the promise of what it was asked; asked again, it does the same again.
  for (let tries = 1; ; tries++) {
    try {
      return await replace()
    } catch (error) {
      if (tries === 20 || !(error as Error).message.includes('promise was garbage collected')) throw error
    }
  }
}

/** Opens the records in `dataFolder` in Electron. Throws where Electron is not there: see `whyNoElectron`. */
export async function openInElectron(dataFolder: string, options: OpenOptions = {}): Promise<Opened> {
  const executablePath = electronProgram(ROOT)
  if (!executablePath) throw new Error(whyNoElectron() ?? '')
  const profile = mkdtempSync(join(tmpdir(), 'lanyard-profile-'))
  const app = await _electron.launch({
    executablePath,
    args: [...(options.switches ?? []), ...electronArguments(ROOT), '--data', dataFolder, ...opened(options)],
    env: { ...testEnvironment(options), ...(await displayForTests()), XDG_CONFIG_HOME: profile },
  })
  const { saveFolder, chosenFile } = options
  const page = await app.firstWindow()
  if (saveFolder) await answerDialogs(app, saveFolder, chosenFile)
  const child = app.process()
  const ended = once(child, 'exit')
  const clean = () => rmSync(profile, { recursive: true, force: true, maxRetries: 10 })
  return {
    page,
    openBackup: (backup) =>
      app.evaluate(
        ({ app: program }, file) => void program.emit('second-instance', {}, ['lanyard', file], '/'),
        backup,
      ),
    async close() {
      await app.close()
      clean()
    },
    async kill() {
      child.kill('SIGKILL')
      await ended
      clean()
    },
  }
}
