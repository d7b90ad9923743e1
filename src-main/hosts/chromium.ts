/** The window in an installed Chrome, Edge or Chromium, driven over its debugging pipe. No port is opened. */
import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { chromium, type BrowserContext, type Page } from 'playwright-core'
import { LanyardError } from '../errors.ts'
import type { Door, Host, Paper } from './host.ts'
import { openMail } from './mail.ts'
import { findBrowser, isRootOnLinux } from './machine.ts'
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
} from './paper.ts'
import { REFUSED, serve } from './served.ts'

/** Names no machine there is: every file of it is answered here. */
const HOME = 'https://lanyard.invalid/'
const CONTENT_SIZE = { width: 1280, height: 720 } // CSS pixels
const REPORT_TIME = 5 * 60_000 // ms: a report on ten thousand people is ready well before

type LaunchSettings = NonNullable<Parameters<typeof chromium.launchPersistentContext>[1]>

interface BrowserOptions {
  /** Where the built renderer is. */
  rendererFolder: string
  /** The browser's program; by default the one that `findBrowser` finds. */
  executablePath?: string | undefined
}

export interface ChromiumHostOptions extends BrowserOptions {
  /** Without a window on the screen. */
  headless?: boolean
  /** Where PDFs and other files are put; by default the person's Downloads, Documents or home folder. */
  saveFolder?: string | undefined
  /** The address of Vite's development server, in place of the built files. */
  devServer?: string | undefined
  /** For tests: the browser's profile, which then tells a debugging port of 127.0.0.1 in its file DevToolsActivePort. */
  testProfile?: string | undefined
}

/** A window in an installed browser. `show` throws LanyardError `no-browser` where there is none. */
export function chromiumHost(options: ChromiumHostOptions): Host {
  const { headless = false, saveFolder = defaultSaveFolder() } = options
  const closed = Promise.withResolvers<void>()
  let opening: Promise<BrowserContext> | undefined
  let window: Page | undefined

  function shown(): Page {
    if (!window) throw new Error('The window is not open')
    return window
  }

  return {
    closed: closed.promise,
    async show(door) {
      opening = launch(options, headless)
      const context = await opening
      context.once('close', () => closed.resolve())
      const page = await onePage(context)
      page.once('close', () => quietly(context.close()))
      page.on('crash', () => quietly(page.reload())) // the program and its records are not in there
      if (!headless) await resizeContent(context, page)
      await answer(context, page, door, options)
      await goTo(page, options.devServer ?? HOME)
      await forgetEmptyPage(context, page)
      window = page
    },
    async close() {
      const context = await opening?.catch(() => undefined)
      await context?.close()
      closed.resolve()
    },
    async print(paper) {
      if (headless) throw printFailed('there is no window to print from')
      const page = shown()
      // The browser's own dialog, which the script waits for, does not tell whether the person went on.
      await asPaper(
        (script) => page.evaluate(script),
        paper,
        () => page.evaluate('print()'),
      )
      return true
    },
    async savePdf(paper) {
      const bytes = await pdf(shown(), paper)
      return writeBeside(saveFolder, fileName(paper.name), bytes)
    },
    saveFile: ({ name, ending, text }) => writeBeside(saveFolder, fileName(name, ending), Buffer.from(text)),
    saveLong: ({ name, ending, pieces }) => writeBeside(saveFolder, fileName(name, ending), inPieces(pieces)),
    chooseFolder: null,
    writeMail: (mail) => openMail(mail),
    chooseFile: null, // a page is told a file's bytes and never its path
  }
}

/**
 * The PDF of one screen, made without a window: `hash` is what stands after # in its address. The screen says that it
 * is complete by putting the same words into `data-ready` of <html>. Answers the bytes.
 * Throws LanyardError `no-browser`, `print-failed` or `save-failed`.
 */
export async function renderPdf(
  options: BrowserOptions & { door: Door; hash: string; paper: Paper },
): Promise<Uint8Array> {
  const context = await launch(options, true)
  try {
    const page = await onePage(context)
    await answer(context, page, options.door, options)
    await goTo(page, `${HOME}#${options.hash}`)
    await ready(page, '[data-ready]', REPORT_TIME) // some screen is complete ...
    await ready(page, `[data-ready=${JSON.stringify(options.hash)}]`, 10_000) // ... and it is not one shown in its place
    return await pdf(page, options.paper)
  } finally {
    await context.close()
  }
}

async function goTo(page: Page, address: string): Promise<void> {
  const answer = await page.goto(address)
  if (!answer?.ok())
    throw new LanyardError('internal', 'The window’s files are not there. Make them with: npm run build')
}

async function ready(page: Page, mark: string, timeout: number): Promise<void> {
  await page
    .locator(`html${mark}`)
    .waitFor({ state: 'attached', timeout })
    .catch(() => {
      throw printFailed('the page to be printed did not open')
    })
}

/** The page that the browser began with is no place to go back to. */
async function forgetEmptyPage(context: BrowserContext, page: Page): Promise<void> {
  const devtools = await context.newCDPSession(page)
  await devtools.send('Page.resetNavigationHistory')
  await devtools.detach()
}

/** For what may find the browser gone already, which is then as good as done. */
function quietly(done: Promise<unknown>): void {
  done.catch(() => undefined)
}

async function launch(options: ChromiumHostOptions, headless: boolean): Promise<BrowserContext> {
  const executablePath = options.executablePath ?? findBrowser()
  if (!executablePath) {
    throw new LanyardError(
      'no-browser',
      'There is no Chrome, Edge or Chromium on this computer. Install one and try again.',
    )
  }
  const settings = launchSettings(executablePath, options, headless)
  return chromium.launchPersistentContext(options.testProfile ?? '', settings).catch(() => {
    throw new LanyardError(
      'no-browser',
      `The browser ${executablePath} did not start. Start it by itself to see why, or put the path of another into LANYARD_BROWSER.`,
    )
  })
}

function launchSettings(executablePath: string, options: ChromiumHostOptions, headless: boolean): LaunchSettings {
  return {
    executablePath,
    headless,
    chromiumSandbox: !isRootOnLinux(),
    viewport: headless ? CONTENT_SIZE : null,
    // The person's own settings hold, not Playwright's.
    colorScheme: null,
    reducedMotion: null,
    forcedColors: null,
    contrast: null,
    acceptDownloads: false,
    serviceWorkers: 'block',
    handleSIGINT: false, // the program closes its records first
    handleSIGTERM: false,
    handleSIGHUP: false,
    ignoreDefaultArgs: ['--disable-popup-blocking', '--unsafely-disable-devtools-self-xss-warnings'],
    args: [
      ...(headless ? [] : ['--app=data:text/html,<title>Lanyard</title>', '--window-size=1280,720']),
      ...(options.testProfile ? ['--remote-debugging-port=0'] : []),
      // Whatever slips past the routes below finds no way out of the machine.
      ...(options.devServer ? [] : ['--proxy-server=nowhere.invalid:1', '--proxy-bypass-list=<-loopback>']),
      '--deny-permission-prompts',
      // No content policy holds for what WebRTC sends. The second is what the switch was called before.
      '--webrtc-ip-handling-policy=disable_non_proxied_udp',
      '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
    ],
  }
}

/** The window that the browser opened with. */
async function onePage(context: BrowserContext): Promise<Page> {
  const page = context.pages()[0] ?? (await context.newPage())
  context.on('page', (other) => quietly(other.close()))
  return page
}

/** Answers what the page asks for: its files, and its calls. All else is refused. */
async function answer(context: BrowserContext, page: Page, door: Door, options: ChromiumHostOptions): Promise<void> {
  const { rendererFolder, devServer } = options
  await context.route('**/*', async (route) => {
    const url = route.request().url()
    if (devServer && url.startsWith(devServer)) await route.continue()
    else if (url.startsWith(HOME)) await route.fulfill(await serve(rendererFolder, new URL(url).pathname, door))
    else await route.abort('aborted') // unlike a failure, this leaves the page that is there
  })
  const home = devServer ?? HOME
  await context.exposeBinding('lanyardCall', ({ frame }, name: unknown, input: unknown) =>
    frame === page.mainFrame() && frame.url().startsWith(home) ? door(name, input) : REFUSED,
  )
  await context.addInitScript({ content: BRIDGE })
}

/** Makes `window.lanyard` as preload.ts does. A frame keeps the bare binding, which refuses it. */
const BRIDGE = `if (window === window.top) {
  const send = window.lanyardCall
  delete window.lanyardCall
  const call = async (name, input) => send(name, structuredClone(input))
  Object.defineProperty(window, 'lanyard', { value: Object.freeze({ call }), enumerable: true })
}`

/** Makes the page itself, not the window with its frame, as large as designed. */
async function resizeContent(context: BrowserContext, page: Page): Promise<void> {
  const browser = await context.newCDPSession(page)
  const { windowId, bounds } = await browser.send('Browser.getWindowForTarget')
  const content = await page.evaluate<typeof CONTENT_SIZE>('({ width: innerWidth, height: innerHeight })')
  await browser.send('Browser.setWindowBounds', {
    windowId,
    bounds: {
      width: (bounds.width ?? 0) + CONTENT_SIZE.width - content.width,
      height: (bounds.height ?? 0) + CONTENT_SIZE.height - content.height,
    },
  })
  await browser.detach()
}

async function pdf(page: Page, paper: Paper): Promise<Uint8Array> {
  const { top, right, bottom, left } = PDF_MARGINS
  const printed = () =>
    page.pdf({
      format: paper.size ?? 'A4',
      preferCSSPageSize: true,
      printBackground: true,
      tagged: true,
      outline: true,
      displayHeaderFooter: true,
      headerTemplate: NO_HEADER,
      footerTemplate: footerTemplate(paper),
      margin: { top: `${top}mm`, right: `${right}mm`, bottom: `${bottom}mm`, left: `${left}mm` },
    })
  try {
    return await asPaper((script) => page.evaluate(script), paper, printed)
  } catch (error) {
    throw saveFailed(error)
  }
}

function defaultSaveFolder(): string {
  const home = homedir()
  return [join(home, 'Downloads'), join(home, 'Documents')].find((folder) => existsSync(folder)) ?? home
}
