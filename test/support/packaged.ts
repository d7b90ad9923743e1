/** The packaged program: made as `npm run package` makes it, and started as a person starts it. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { chromium, type Page } from 'playwright/test'
import { electronProgram } from '../../src-main/hosts/electron-program.ts'
import { isRootOnLinux } from '../../src-main/hosts/machine.ts'
import { ROOT, displayForTests } from './electron.ts'
import { debuggingAddress } from './hosts.ts'

/** A user without rights of their own: as root the program would run without its sandbox, which it refuses to. */
const NOBODY = 65534

/** Makes the unpacked package in `folder` with the Electron that is here; gives the folder it is in. Throws what the builder said. */
export function makePackage(folder: string): string {
  const builder = join(ROOT, 'node_modules/electron-builder/cli.js')
  const config = ['--config', 'packaging/electron-builder.ts', `-c.directories.output=${folder}`]
  const { status, stdout, stderr } = spawnSync(process.execPath, [builder, ...config, '--dir'], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: dirname(electronProgram(ROOT)!) },
  })
  if (status !== 0) throw new Error(`${stdout}\n${stderr}`)
  return join(folder, 'linux-unpacked')
}

/** A folder of whoever the program is started as, with a home in it. */
export function homeOf(): string {
  const home = mkdtempSync(join(tmpdir(), 'lanyard-home-'))
  chmodSync(home, 0o755)
  if (isRootOnLinux()) chownSync(home, NOBODY, NOBODY)
  return home
}

export interface Started {
  child: ChildProcess
  /** What it has written to its output so far. */
  said(): string
  /** Its window. */
  page(): Promise<Page>
  /** Closes the window, and gives the program's exit code. */
  close(): Promise<number | null>
  kill(): Promise<void>
}

/** Starts the packaged program with its settings and records in `home`. */
export async function start(
  packageFolder: string,
  home: string,
  { args = [], env = {} }: { args?: string[]; env?: Record<string, string> } = {},
): Promise<Started> {
  const profile = join(home, 'profile')
  rmSync(join(profile, 'DevToolsActivePort'), { force: true })
  mkdirSync(profile, { recursive: true })
  if (isRootOnLinux()) chownSync(profile, NOBODY, NOBODY)
  const child = spawn(
    join(packageFolder, 'lanyard'),
    ['--remote-debugging-port=0', `--user-data-dir=${profile}`, ...args],
    {
      cwd: home,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env.PATH ?? '', HOME: home, XDG_CONFIG_HOME: home, ...(await displayForTests()), ...env },
      ...(isRootOnLinux() && { uid: NOBODY, gid: NOBODY }),
    },
  )
  const ended = once(child, 'exit')
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += text.toString()))
  let window: Promise<Page> | undefined

  async function find(): Promise<Page> {
    const browser = await chromium.connectOverCDP(await debuggingAddress(profile))
    const [context] = browser.contexts()
    const page = context!.pages()[0] ?? (await context!.waitForEvent('page'))
    await page.getByRole('heading', { level: 1 }).waitFor()
    return page
  }

  return {
    child,
    said: () => said,
    page: () => (window ??= find()),
    async close() {
      // The window is asked to close itself; the connection ends with it.
      await (await window)?.evaluate('window.close()').catch(() => undefined)
      const [code] = (await ended) as [number | null]
      return code
    },
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}
