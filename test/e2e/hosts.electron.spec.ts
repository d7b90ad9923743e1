/** The guards of Electron's host, each against a small program in real Electron: Electron's security checklist, item by item. */
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, expect, test, type ElectronApplication, type Page } from 'playwright/test'
import { build } from 'vite'
import type { Bridge } from '../../src-main/hosts/host.ts'
import { electronArguments, electronProgram } from '../../src-main/hosts/electron-program.ts'
import { outsideServer } from '../support/outside.ts'
import { faultsIn } from '../support/pdf-faults.ts'
import { readPdf } from '../support/pdf.ts'
import { ROOT, displayForTests, whyNoElectron } from '../support/electron.ts'
import { mailtoOf } from '../../src-main/mail.ts'
import { SMALL_FILE, SMALL_PAPER } from '../support/small-program.ts'

let folder: string
let app: ElectronApplication
let page: Page

test.beforeAll(async () => {
  const why = whyNoElectron()
  if (why) console.log(why)
  test.skip(why !== null, why ?? '')
  folder = mkdtempSync(join(tmpdir(), 'lanyard-electron-'))
  await bundle('test/support/small-electron.ts', 'es', 'main.mjs')
  await bundle('src-main/preload.ts', 'cjs', 'preload.cjs')
  app = await _electron.launch({
    executablePath: electronProgram(ROOT) ?? '',
    args: [
      ...electronArguments(ROOT, join(folder, 'main.mjs')),
      join(ROOT, 'test/support/small-window'),
      join(folder, 'preload.cjs'),
    ],
    env: {
      ...(process.env as Record<string, string>),
      ...(await displayForTests()),
      XDG_CONFIG_HOME: join(folder, 'profile'),
    },
  })
  page = await app.firstWindow()
  await page.waitForSelector('html[data-ready]', { state: 'attached' })
})

test.afterAll(async () => {
  await app?.close()
  if (folder) rmSync(folder, { recursive: true, force: true })
})

const bundle = (entry: string, format: 'es' | 'cjs', name: string) =>
  build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: entry,
      outDir: folder,
      emptyOutDir: false,
      target: 'node20',
      rolldownOptions: { external: ['electron'], output: { format, entryFileNames: name } },
    },
  })

const call = (name: string, input?: unknown) =>
  page.evaluate(
    ([called, given]) => (window as unknown as { lanyard: Bridge }).lanyard.call(called, given),
    [name, input],
  )

/** Loads an address in a window of its own with the same preload script, and gives what a call from there answers. */
const callFromElsewhere = (address: string) =>
  app.evaluate(
    async ({ BrowserWindow }, [url, preload]) => {
      const other = new BrowserWindow({ show: false, webPreferences: { preload, partition: 'lanyard' } })
      await other.loadURL(url).catch(() => undefined)
      const answer: unknown = await other.webContents.executeJavaScript("window.lanyard.call('echo', 1)").catch(String)
      other.destroy()
      return answer
    },
    [address, join(folder, 'preload.cjs')] as const,
  )

test('a call goes through and its answer comes back', async () => {
  expect(await call('echo', { a: [1, null, 'é'] })).toEqual({ ok: true, value: { a: [1, null, 'é'] } })
})

test('the window is 1280 by 720 inside, titled, and on the screen', async () => {
  const window = await app.browserWindow(page)
  expect(await window.evaluate((shown) => [shown.isVisible(), shown.getTitle(), ...shown.getContentSize()])).toEqual([
    true,
    'A small window',
    1280,
    720,
  ])
  expect(await page.evaluate(() => [innerWidth, innerHeight])).toEqual([1280, 720])
})

test('the page has the bridge and nothing of Node or Electron', async () => {
  expect(await page.evaluate(() => Object.keys((window as unknown as { lanyard: Bridge }).lanyard))).toEqual(['call'])
  expect(
    await page.evaluate(() => ['require', 'process', 'module', 'electron', 'Buffer'].filter((name) => name in window)),
  ).toEqual([])
})

test('sandbox, context isolation and web security are on, Node integration and web views off', async () => {
  const window = await app.browserWindow(page)
  const preferences = await window.evaluate((shown) => {
    return (
      shown.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> }
    ).getLastWebPreferences()
  })
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
  })
  expect(preferences.allowRunningInsecureContent).not.toBe(true)
  expect(preferences.experimentalFeatures).not.toBe(true)
})

test('the developer tools cannot be opened', async () => {
  const window = await app.browserWindow(page)
  const opened = await window.evaluate((shown) => {
    shown.webContents.openDevTools()
    return shown.webContents.isDevToolsOpened()
  })
  expect(opened).toBe(false)
})

test('a call from another window or another address is refused', async () => {
  const refused = { ok: false, error: { code: 'not-allowed' } }
  expect(await callFromElsewhere('app://lanyard/')).toMatchObject(refused)
  expect(await callFromElsewhere('about:blank')).toMatchObject(refused)
})

test('a call from our own window at another address is refused', async () => {
  const window = await app.browserWindow(page)
  const answer = await window.evaluate(async (shown) => {
    await shown.loadURL('about:blank')
    const said: unknown = await shown.webContents.executeJavaScript("window.lanyard.call('echo', 1)")
    await shown.loadURL('app://lanyard/')
    return said
  })
  expect(answer).toMatchObject({ ok: false, error: { code: 'not-allowed' } })
  await page.waitForSelector('html[data-ready]', { state: 'attached' })
})

test('navigation elsewhere is refused', async () => {
  for (const address of ['https://example.com/', 'data:text/html,x', 'file:///etc/hostname']) {
    await page.evaluate((to) => void (location.href = to), address)
    await page.waitForTimeout(150)
    expect(page.url(), address).toBe('app://lanyard/')
  }
})

test('a new window is refused', async () => {
  expect(await page.evaluate(() => window.open('app://lanyard/') === null)).toBe(true)
  expect(app.windows()).toHaveLength(1)
})

test('every permission is refused', async () => {
  const states = await page.evaluate(async () => {
    const names = ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read', 'midi']
    return Promise.all(
      names.map(async (name) => (await navigator.permissions.query({ name } as PermissionDescriptor)).state),
    )
  })
  expect(new Set(states)).toEqual(new Set(['denied']))
  expect(await page.evaluate(() => Notification.requestPermission())).toBe('denied')
})

test('no request leaves: only the program’s own files are answered', async () => {
  const outside = await outsideServer()
  const answered = await app.evaluate(async ({ BrowserWindow }, server) => {
    const inWindow = async <Got>(use: (window: Electron.BrowserWindow) => Promise<Got>) => {
      const window = new BrowserWindow({ show: false, webPreferences: { partition: 'lanyard' } })
      return use(window).finally(() => window.destroy())
    }
    const got: string[] = []
    // A window each: a refused address is still failing when the next one starts, and fails that too.
    for (const url of [server, 'file:///etc/hostname', 'https://example.com/']) {
      await inWindow((window) => window.loadURL(url)).then(
        () => got.push(url),
        () => undefined,
      )
    }
    const fetched = `fetch(${JSON.stringify(server)}, { mode: 'no-cors' }).then(() => 'fetched', () => '')`
    got.push(
      await inWindow(async (window) => {
        await window.loadURL('about:blank')
        return (await window.webContents.executeJavaScript(fetched)) as string
      }),
    )
    return got
  }, outside.address)
  expect(answered).toEqual([''])
  expect(outside.requests()).toBe(0)
  outside.close()
})

test('files outside the renderer’s folder are not served, and each file has the content policy', async () => {
  const answers = await app.evaluate(async ({ session }) => {
    const get = async (path: string) => {
      const answer = await session.fromPartition('lanyard').fetch(`app://lanyard/${path}`)
      return { status: answer.status, policy: answer.headers.get('content-security-policy') }
    }
    return Promise.all(['', '%2e%2e%2fsmall-program.ts', '..%2fhosts.ts', 'nothing.js'].map(get))
  })
  expect(answers.map(({ status }) => status)).toEqual([200, 404, 404, 404])
  for (const { policy } of answers) expect(policy).toContain("default-src 'none'")
})

test('the content policy keeps inline scripts, remote scripts and frames out', async () => {
  const broken = await page.evaluate(async () => {
    const seen: string[] = []
    document.addEventListener('securitypolicyviolation', (event) => seen.push(event.effectiveDirective))
    const script = document.createElement('script')
    script.textContent = 'window.ran = true'
    const remote = document.createElement('script')
    remote.src = 'https://example.com/x.js'
    const frame = document.createElement('iframe')
    frame.src = 'app://lanyard/'
    document.body.append(script, remote, frame)
    await new Promise((resolve) => setTimeout(resolve, 300))
    for (const one of [script, remote, frame]) one.remove()
    return { seen, ran: 'ran' in window }
  })
  expect(broken.ran).toBe(false)
  expect(broken.seen.sort()).toEqual(['frame-src', 'script-src-elem', 'script-src-elem'])
})

test('a PDF is A4 or A3, tagged, with title, bookmarks, and words and page numbers at its foot', async () => {
  const path = join(folder, 'paper.pdf')
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath })
  }, path)
  for (const size of ['A3', 'A4']) {
    expect(await call('savePdf', { size })).toEqual({ ok: true, value: path })
    expect(readPdf(path)).toMatchObject({ a4: size === 'A4', a3: size === 'A3', pages: 2 })
    expect(faultsIn(path, { title: SMALL_PAPER.name, footer: SMALL_PAPER.footer })).toEqual([])
    // asked of the page itself: after a navigation that was refused, page.title() is empty
    expect(await page.evaluate(() => document.title)).toBe('A small window')
  }
  expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([])
})

test('a PDF that cannot be written says so; none is written where the person changes their mind', async () => {
  const answerWith = (filePath: string) =>
    app.evaluate(({ dialog }, path) => {
      dialog.showSaveDialog = async () => ({ canceled: path === '', filePath: path })
    }, filePath)
  await answerWith(join(folder, 'not there', 'paper.pdf'))
  const answer = await call('savePdf')
  expect(answer).toMatchObject({ ok: false, error: { code: 'save-failed' } })
  expect(JSON.stringify(answer)).toContain('that folder is not there any more')
  await answerWith('')
  expect(await call('savePdf')).toEqual({ ok: true, value: null })
})

test('a file is saved byte for byte; an ending that was left off is put back', async () => {
  const seen = await app.evaluateHandle(
    ({ dialog }, filePath) => {
      const seen: { asked?: Electron.SaveDialogOptions } = {}
      dialog.showSaveDialog = (async (_window: unknown, options: Electron.SaveDialogOptions) => {
        seen.asked = options
        return { canceled: false, filePath }
      }) as typeof dialog.showSaveDialog
      return seen
    },
    join(folder, 'list'),
  )
  expect(await call('saveFile')).toEqual({ ok: true, value: join(folder, 'list.csv') })
  expect(readFileSync(join(folder, 'list.csv'), 'utf8')).toBe(SMALL_FILE.text)
  const { asked } = await seen.jsonValue()
  expect(asked).toMatchObject({ title: 'Save as CSV', filters: [{ name: 'CSV', extensions: ['csv'] }] })
  expect(asked?.defaultPath).toContain('A “small” list- 1-2.csv')
})

test('a prepared e-mail is opened as a mailto address; nothing else is ever opened outside', async () => {
  const opened = await app.evaluateHandle(({ shell }) => {
    const opened: string[] = []
    shell.openExternal = async (address) => void opened.push(address)
    return opened
  })
  const mail = {
    to: ['https://example.com/'],
    bcc: [],
    subject: 'file:///etc/hostname',
    text: 'Dear Ada,\nplease sign.',
  }
  expect(await call('writeMail', mail)).toMatchObject({ ok: true })
  expect(await opened.jsonValue()).toEqual([mailtoOf(mail)])
  expect(mailtoOf(mail)).toMatch(/^mailto:/)
  await page.evaluate((address) => void (location.href = address), mailtoOf(mail))
  await page.evaluate((address) => window.open(address), mailtoOf(mail))
  await page.waitForTimeout(150)
  expect(await opened.jsonValue()).toHaveLength(1)
  expect(page.url()).toBe('app://lanyard/')
  await app.evaluate(({ shell }) => {
    shell.openExternal = async () => {
      throw new Error('no program for it')
    }
  })
  expect(await call('writeMail', mail)).toMatchObject({ ok: false, error: { code: 'mail-failed' } })
})

test('a page that crashes comes back', async () => {
  const window = await app.browserWindow(page)
  const loaded = window.evaluate(
    (shown) =>
      new Promise((resolve) => shown.webContents.once('did-finish-load', () => resolve(shown.webContents.getURL()))),
  )
  await window.evaluate((shown) => shown.webContents.forcefullyCrashRenderer())
  expect(await loaded).toBe('app://lanyard/')
})
