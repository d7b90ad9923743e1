/** `npm start` and `npm run dev`: opens the built program in Electron where it can be had, else in an installed browser. */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { constants } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { backupAmong } from './backup/opened-file.ts'
import { closed, closingWords } from './closing.ts'
import { choose } from './hosts/choose.ts'
import { electronArguments, electronProgram } from './hosts/electron-program.ts'
import { dataFolder, findBrowser, isRootOnLinux } from './hosts/machine.ts'
import { keepFilesPrivate } from './private-files.ts'

const ROOT = join(import.meta.dirname, '..')
const ELECTRON = join(ROOT, 'node_modules/electron')
const DOWNLOAD_TIME = 3 * 60_000 // ms
const DAY = 24 * 60 * 60_000 // ms

const { env, platform } = process
/** Only tests set these; they make the browser host one that a test can look into. */
const testing = env.LANYARD_TEST === '1' && env.LANYARD_TEST_PROFILE ? { profile: env.LANYARD_TEST_PROFILE } : null

const { data, dev, backup } = readArguments()
const hasDisplay = Boolean(env.DISPLAY || env.WAYLAND_DISPLAY) || testing !== null
const mayUseElectron = env.LANYARD_HOST !== 'chromium' && (platform !== 'linux' || hasDisplay)
const choice = choose({
  platform,
  hasDisplay,
  isRootOnLinux: isRootOnLinux(),
  asked: env.LANYARD_HOST || undefined,
  electron: mayUseElectron ? (electronProgram(ROOT) ?? downloadElectron()) : null,
  browser: findBrowser(),
  askedBrowser: env.LANYARD_BROWSER,
})
for (const line of choice.says) (choice.host ? console.log : console.error)(line)
if (!choice.host) process.exitCode = 1
else if (choice.host === 'electron') runElectron(choice.program, choice.noSandbox)
else await runInBrowser(choice.program)

function readArguments(): { data: string | undefined; dev: boolean; backup: string | undefined } {
  try {
    const { values, positionals } = parseArgs({
      options: { data: { type: 'string' }, dev: { type: 'boolean', default: false } },
      allowPositionals: true,
    })
    const backup = backupAmong(positionals, process.cwd())
    const other = positionals.find((word) => resolve(word) !== backup)
    if (other !== undefined) throw new Error(`"${other}" is no backup: its name ends in .lanyard.`)
    return { data: values.data && dataFolder(values.data), dev: values.dev, backup }
  } catch (error) {
    console.error(`${(error as Error).message}\nUsage: npm start -- [--data FOLDER] [BACKUP.lanyard]`)
    process.exit(1)
  }
}

/** Electron comes with npm as a small package that downloads its program when first wanted. One try a day. */
function downloadElectron(): string | null {
  const failed = join(ROOT, 'node_modules/.cache/lanyard/electron-download-failed')
  if (env.ELECTRON_OVERRIDE_DIST_PATH || !existsSync(ELECTRON)) return null
  if (existsSync(failed) && Date.now() - statSync(failed).mtimeMs < DAY && !env.LANYARD_HOST) return null
  console.log('Downloading Electron, once (it can take some minutes; after three Lanyard goes on without) ...')
  spawnSync(process.execPath, [join(ELECTRON, 'install.js')], { stdio: 'ignore', timeout: DOWNLOAD_TIME })
  const program = electronProgram(ROOT)
  if (!program) {
    mkdirSync(dirname(failed), { recursive: true })
    writeFileSync(failed, 'Remove this file to have npm start try again today.\n')
  }
  return program
}

/** Runs Electron to its end: signals are passed on, its exit code is kept. */
function runElectron(program: string, noSandbox: boolean): void {
  const electronVite = join(ROOT, 'node_modules/electron-vite/bin/electron-vite.js')
  const [command, ...args] = dev
    ? [
        process.execPath,
        electronVite,
        'dev',
        '--watch',
        '--config',
        'electron.config.ts',
        ...(noSandbox ? ['--noSandbox'] : []),
      ]
    : [program, ...(noSandbox ? ['--no-sandbox'] : []), ...electronArguments(ROOT), ...(backup ? [backup] : [])]
  const childEnv: NodeJS.ProcessEnv = { ...env, ...(data && { LANYARD_DATA: data }), ELECTRON_EXEC_PATH: program }
  delete childEnv.ELECTRON_RUN_AS_NODE
  const child = spawn(command, args, { stdio: 'inherit', cwd: ROOT, env: childEnv })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => {
    console.error(`Electron could not be started: ${error.message}. Instead: LANYARD_HOST=chromium npm start`)
    process.exitCode = 1
  })
  child.on('exit', (code, signal) => {
    if (code === 127)
      console.error('Electron lacks a library of the system (see above). Instead: LANYARD_HOST=chromium npm start')
    process.exitCode = code ?? 128 + (signal ? constants.signals[signal] : 0)
  })
}

/** Runs the program in this process, with its window in a browser. */
async function runInBrowser(executablePath: string): Promise<void> {
  keepFilesPrivate()
  enableCompileCache(join(ROOT, 'node_modules/.cache/lanyard/compiled')) // spares a tenth of the time until the first screen
  const { chromiumHost } = await import('./hosts/chromium.ts')
  const server = dev ? await developmentServer() : null
  const host = chromiumHost({
    rendererFolder: join(ROOT, 'out/renderer'),
    executablePath,
    headless: testing !== null,
    testProfile: testing?.profile,
    saveFolder: testing ? env.LANYARD_TEST_SAVE : undefined,
    devServer: server?.address,
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void host.close())
  const shown = host.show(async (name, input) => (await program).door(name, input))
  // The program is loaded and its records open while the browser starts.
  const program = import('./program.ts').then(async ({ openProgram }) => {
    const opened = await openProgram({
      dataFolder: dataFolder(data),
      papers: host,
      contentFolder: join(ROOT, 'content'),
    })
    if (backup) await opened.offer(backup) // before the window asks for the first time
    return opened
  })
  try {
    await Promise.all([program, shown])
    await host.closed
  } catch (error) {
    console.error(`Lanyard could not start: ${(error as Error).message}`)
    process.exitCode = 1
    await host.close()
  }
  const closing = program.then(
    (opened) => opened.close(),
    () => undefined,
  )
  await closed(closing, async () => {
    const { message, detail } = closingWords((await program).closingWaitsFor())
    console.log(`${message}. ${detail}`)
    await closing
  })
  await server?.close()
}

/** Serves the renderer's sources, each change at once. */
async function developmentServer(): Promise<{ address: string; close(): Promise<void> }> {
  const [{ createServer }, { renderer }] = await Promise.all([import('vite'), import('../electron.config.ts')])
  const server = await createServer({ ...renderer, configFile: false })
  await server.listen()
  console.log('Screens change as you save them. After a change in src-main, start again.')
  return { address: server.resolvedUrls?.local[0] ?? '', close: () => server.close() }
}
