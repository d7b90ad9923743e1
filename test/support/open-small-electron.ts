/** The small program in real Electron, in reach of a test: the product's host and preload script, with a door of a few calls. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright/test'
import { build } from 'vite'
import { electronArguments, electronProgram } from '../../src-main/hosts/electron-program.ts'
import type { Answer, Bridge } from '../../src-main/hosts/host.ts'
import { ROOT, displayForTests } from './electron.ts'

export interface SmallElectron {
  app: ElectronApplication
  page: Page
  /** Of the test's own: the program and its preload script are built into it. */
  folder: string
  preloadFile: string
  call(name: string, input?: unknown): Promise<Answer>
  close(): Promise<void>
}

/** Opens it. Throws where Electron is not there: see `whyNoElectron`. */
export async function openSmallElectron(): Promise<SmallElectron> {
  const folder = mkdtempSync(join(tmpdir(), 'lanyard-electron-'))
  await bundle(folder, 'test/support/small-electron.ts', 'es', 'main.mjs')
  await bundle(folder, 'src-main/preload.ts', 'cjs', 'preload.cjs')
  const preloadFile = join(folder, 'preload.cjs')
  const app = await _electron.launch({
    executablePath: electronProgram(ROOT) ?? '',
    args: [...electronArguments(ROOT, join(folder, 'main.mjs')), join(ROOT, 'test/support/small-window'), preloadFile],
    env: {
      ...(process.env as Record<string, string>),
      ...(await displayForTests()),
      XDG_CONFIG_HOME: join(folder, 'profile'),
    },
  })
  const page = await app.firstWindow()
  await page.waitForSelector('html[data-ready]', { state: 'attached' })
  return {
    app,
    page,
    folder,
    preloadFile,
    call: (name, input) =>
      page.evaluate(
        ([called, given]) => (window as unknown as { lanyard: Bridge }).lanyard.call(called, given),
        [name, input],
      ),
    async close() {
      await app.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const bundle = (outDir: string, entry: string, format: 'es' | 'cjs', name: string) =>
  build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: entry,
      outDir,
      emptyOutDir: false,
      target: 'node20',
      rolldownOptions: { external: ['electron'], output: { format, entryFileNames: name } },
    },
  })
