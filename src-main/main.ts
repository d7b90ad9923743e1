/** Electron's entry: picks the data folder, opens the program, hands it to the host. */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { app, BrowserWindow, dialog } from 'electron'
import { backupAmong } from './backup/opened-file.ts'
import { closed, closingWords } from './closing.ts'
import { electronHost, registerScheme } from './hosts/electron.ts'
import { dataFolder } from './hosts/machine.ts'
import { keepFilesPrivate } from './private-files.ts'

keepFilesPrivate()
// A clock that tests set, and secrets that cost them little, are not for a school's records.
if (app.isPackaged) delete process.env.LANYARD_TEST
registerScheme()
app.on('window-all-closed', () => undefined) // quitting waits until the records are closed
app.on('will-quit', (event) => event.preventDefault())

// Electron's own arguments stand among ours.
const { data } = parseArgs({ args: process.argv.slice(1), strict: false, options: { data: { type: 'string' } } }).values
const folder = typeof data === 'string' ? data : process.env.LANYARD_DATA

/** A backup that is opened from the desktop, until there is a program to offer it to. */
let backup = backupAmong(process.argv.slice(1), process.cwd())
let offer = async (file: string): Promise<void> => void (backup = file)
app.on('open-file', (event, file) => {
  event.preventDefault() // macOS
  void offer(file).then(toFront)
})

app.whenReady().then(start).catch(failed)

async function start(): Promise<void> {
  if (app.isPackaged && app.commandLine.hasSwitch('no-sandbox')) {
    throw new Error('Lanyard does not run without its sandbox. Start it without --no-sandbox.')
  }
  // A second start shows the window that is there. Records in a folder of their own are guarded by their own lock alone.
  if (!folder && !app.requestSingleInstanceLock()) return app.exit(0)
  app.on('second-instance', (_event, args, folder) => {
    const other = backupAmong(args.slice(1), folder)
    if (other) void offer(other).then(toFront)
    else toFront()
  })

  const host = electronHost({
    rendererFolder: join(import.meta.dirname, '../renderer'),
    preloadFile: join(import.meta.dirname, '../preload/preload.cjs'),
    devServer: developmentServer(),
  })
  // The window loads while the program is loaded and its records open.
  const shown = host.show(async (name, input) => (await program).door(name, input))
  const program = import('./program.ts').then(async ({ openProgram }) => {
    const opened = await openProgram({
      dataFolder: dataFolder(folder),
      papers: host,
      contentFolder: join(app.getAppPath(), 'content'),
    })
    offer = opened.offer
    if (backup) await opened.offer(backup) // before the window asks for the first time
    return opened
  })
  await Promise.all([program, shown])
  await host.closed
  const opened = await program
  await closed(opened.close(), async (signal) => {
    const { instead, ...words } = closingWords(opened.closingWaitsFor())
    await dialog.showMessageBox({ type: 'info', ...words, buttons: [instead], signal })
  })
  app.exit(0)
}

/** The window asks anew how things stand when it comes to the front. */
function toFront(): void {
  const [window] = BrowserWindow.getAllWindows()
  if (window?.isMinimized()) window.restore()
  window?.focus()
}

function developmentServer(): string | undefined {
  const address = process.env.ELECTRON_RENDERER_URL
  return address && !app.isPackaged ? new URL('/', address).href : undefined
}

async function failed(error: unknown): Promise<void> {
  const [{ openLog }, { systemClock }] = await Promise.all([import('./program/log.ts'), import('./time.ts')])
  openLog(dataFolder(folder), systemClock).unexpected(error)
  console.error(error instanceof Error ? error.message : error)
  dialog.showErrorBox('Lanyard could not start', error instanceof Error ? error.message : String(error))
  app.exit(1)
}
