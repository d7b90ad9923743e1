/** The product's window: sandboxed, its files from app://lanyard/, one handler for its calls. */
import { basename, dirname, extname, join } from 'node:path'
import { BrowserWindow, Menu, app, dialog, ipcMain, protocol, session, shell } from 'electron'
import type { IpcMainInvokeEvent, MenuItemConstructorOptions, Session, WebContents } from 'electron'
import { mailtoOf } from '../mail.ts'
import type { Host, Paper } from './host.ts'
import { mailFailed } from './mail.ts'
import {
  NO_HEADER,
  PDF_MARGINS,
  asPaper,
  fileName,
  footerTemplate,
  inPieces,
  printFailed,
  saveFailed,
  writeBeside,
  writeWhole,
  type Content,
} from './paper.ts'
import { REFUSED, serve } from './served.ts'

const SCHEME = 'app'
const HOME = `${SCHEME}://lanyard/`
const INCH = 25.4 // mm

export interface ElectronHostOptions {
  /** Where the built renderer is. */
  rendererFolder: string
  /** The built preload script. */
  preloadFile: string
  /** The address of the development server with a slash at its end, in place of the built files. */
  devServer?: string | undefined
}

/** Makes app:// a scheme like https. To be called before the application is ready; too late, scheme.cjs has done it. */
export function registerScheme(): void {
  if (app.isReady()) return
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: { standard: true, secure: true } }])
}

/** The application's window. To be called when the application is ready. */
export function electronHost({ rendererFolder, preloadFile, devServer }: ElectronHostOptions): Host {
  const home = devServer ?? HOME
  const closed = Promise.withResolvers<void>()
  let window: BrowserWindow | undefined

  function shown(): BrowserWindow {
    if (!window) throw new Error('The window is not open')
    return window
  }

  return {
    closed: closed.promise,
    async show(door) {
      // In memory: nothing of one person's sitting is left on disk for the next.
      const inMemory = session.fromPartition('lanyard')
      inMemory.protocol.handle(SCHEME, async (request) => {
        const { status, headers, body } = await serve(rendererFolder, new URL(request.url).pathname, door)
        return new Response(new Uint8Array(body), { status, headers })
      })
      for (const each of [inMemory, session.defaultSession]) refuseTheRest(each, home)
      app.on('web-contents-created', (_event, contents) => keepAt(home, contents))
      Menu.setApplicationMenu(menu(devServer !== undefined))

      window = new BrowserWindow({
        title: 'Lanyard',
        width: 1280,
        height: 720,
        useContentSize: true,
        minWidth: 480,
        minHeight: 480,
        show: false,
        webPreferences: {
          session: inMemory,
          preload: preloadFile,
          sandbox: true,
          contextIsolation: true,
          nodeIntegration: false,
          webviewTag: false,
          webSecurity: true,
          spellcheck: false,
          devTools: devServer !== undefined,
        },
      })
      window.setMenuBarVisibility(false)
      window.setContentSize(1280, 720) // without the menu's height
      window.once('ready-to-show', () => window?.show())
      window.once('closed', () => closed.resolve())
      const { webContents } = window
      webContents.on('render-process-gone', () => webContents.reload()) // the program and its records are not in there
      ipcMain.handle('call', (event, name: unknown, input: unknown) =>
        isFrom(event, webContents, home) ? door(name, input) : REFUSED,
      )
      await window.loadURL(home)
    },
    async close() {
      window?.destroy()
      closed.resolve()
    },
    print: (paper) => print(shown().webContents, paper),
    async savePdf(paper) {
      const bytes = await pdf(shown().webContents, paper) // before the question, so that it is what was on the screen
      return saveAs(shown(), fileName(paper.name), bytes)
    },
    saveFile: ({ name, ending, text }) => saveAs(shown(), fileName(name, ending), Buffer.from(text)),
    saveLong: ({ name, ending, pieces }) => saveAs(shown(), fileName(name, ending), inPieces(pieces)),
    async chooseFolder(title) {
      const { filePaths } = await dialog.showOpenDialog(shown(), {
        title,
        properties: ['openDirectory', 'createDirectory'],
      })
      return filePaths[0] ?? null
    },
    async chooseFile(title) {
      const { filePaths } = await dialog.showOpenDialog(shown(), {
        title,
        filters: [
          { name: 'Lanyard backups', extensions: ['lanyard'] },
          { name: 'All files', extensions: ['*'] },
        ],
        properties: ['openFile'],
      })
      return filePaths[0] ?? null
    },
    async writeMail(mail) {
      // The one thing ever opened outside: made here from its parts, so that it is a mailto address and nothing else.
      await shell.openExternal(mailtoOf(mail)).catch(() => {
        throw mailFailed()
      })
    },
  }
}

/** Whether a call comes from the page itself: not from a frame inside it, another window or another address. */
function isFrom(event: IpcMainInvokeEvent, contents: WebContents, home: string): boolean {
  const frame = event.senderFrame
  return frame !== null && frame === contents.mainFrame && frame.url.startsWith(home)
}

/** No permission, no device, no download, and no request beyond the program's own files. */
function refuseTheRest(each: Session, home: string): void {
  each.setPermissionRequestHandler((_contents, _permission, decide) => decide(false))
  each.setPermissionCheckHandler(() => false)
  each.setDevicePermissionHandler(() => false)
  each.setSpellCheckerLanguages([]) // else their dictionaries are fetched from Google, though no window checks spelling
  each.on('will-download', (event) => event.preventDefault())
  const ownSocket = home.replace(/^http/, 'ws') // the development server's
  each.webRequest.onBeforeRequest(({ url }, decide) => {
    decide({ cancel: !url.startsWith(home) && !url.startsWith(ownSocket) && !url.startsWith('devtools://') })
  })
}

/** No contents of the application go anywhere else, open a window or hold a web view. */
function keepAt(home: string, contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp') // no content policy holds for what it sends
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.on('will-frame-navigate', (event) => {
    if (!event.url.startsWith(home)) event.preventDefault()
  })
}

/** Not to be seen except on macOS; it carries the keys for editing, zoom and full screen. */
function menu(developing: boolean): Menu {
  const view: MenuItemConstructorOptions[] = [
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomIn', accelerator: 'CommandOrControl+=', visible: false },
    { role: 'zoomOut' },
    { role: 'togglefullscreen' },
  ]
  if (developing) view.push({ role: 'reload' }, { role: 'toggleDevTools' })
  const first: MenuItemConstructorOptions = process.platform === 'darwin' ? { role: 'appMenu' } : { role: 'fileMenu' }
  return Menu.buildFromTemplate([first, { role: 'editMenu' }, { label: 'View', submenu: view }, { role: 'windowMenu' }])
}

function print(contents: WebContents, paper: Paper): Promise<boolean> {
  const printed = () =>
    new Promise<boolean>((resolve, reject) => {
      const { footer, size = 'A4' } = paper
      contents.print({ printBackground: true, pageSize: size, footer }, (done, reason) => {
        if (done) resolve(true)
        else if (/cancel/i.test(reason)) resolve(false)
        else reject(printFailed('the printer, or the computer’s print service, refused'))
      })
    })
  return asPaper((script) => contents.executeJavaScript(script), paper, printed)
}

async function pdf(contents: WebContents, paper: Paper): Promise<Uint8Array> {
  const { top, right, bottom, left } = PDF_MARGINS
  const printed = () =>
    contents.printToPDF({
      pageSize: paper.size ?? 'A4',
      preferCSSPageSize: true,
      printBackground: true,
      generateTaggedPDF: true,
      generateDocumentOutline: true,
      displayHeaderFooter: true,
      headerTemplate: NO_HEADER,
      footerTemplate: footerTemplate(paper),
      margins: { top: top / INCH, right: right / INCH, bottom: bottom / INCH, left: left / INCH },
    })
  try {
    return await asPaper((script) => contents.executeJavaScript(script), paper, printed)
  } catch (error) {
    throw saveFailed(error)
  }
}

/** Asks where, and writes there. Null where the person changed their mind. */
async function saveAs(window: BrowserWindow, name: string, bytes: Content): Promise<string | null> {
  const ending = extname(name)
  const kind = ending.slice(1).toUpperCase()
  const { filePath } = await dialog.showSaveDialog(window, {
    title: `Save as ${kind}`,
    defaultPath: join(app.getPath('documents'), name),
    filters: [{ name: kind, extensions: [ending.slice(1)] }],
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  })
  if (!filePath) return null
  if (extname(filePath).toLowerCase() === ending) {
    await writeWhole(filePath, bytes)
    return filePath
  }
  // The dialog asked about replacing the name as typed, not the name with the ending it lacks.
  return writeBeside(dirname(filePath), basename(filePath) + ending, bytes)
}
