/**
 * Electron's security checklist, item by item, under its own names and numbers (electronjs.org/docs/latest/tutorial/security),
 * against the product's host and preload script around a small program, in real Electron. Each fails without its guard.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type ElectronApplication, type Page } from 'playwright/test'
import { mailtoOf } from '../../src-main/mail.ts'
import type { Bridge } from '../../src-main/hosts/host.ts'
import { ROOT, whyNoElectron } from '../support/electron.ts'
import { openSmallElectron, type SmallElectron } from '../support/open-small-electron.ts'
import { gatherWays, outsideServer } from '../support/outside.ts'

const HOME = 'app://lanyard/'
/** Calls from elsewhere that are tried; a long run tries ten times as many. */
const CALLS = Number(process.env.LANYARD_FUZZ ?? 1_000)

let small: SmallElectron
let app: ElectronApplication
let page: Page

test.beforeAll(async () => {
  const why = whyNoElectron()
  if (why) console.log(why)
  test.skip(why !== null, why ?? '')
  small = await openSmallElectron()
  ;({ app, page } = small)
})

test.afterAll(() => small?.close())

/** What the window was made with, as Electron has it. */
const preferences = async (): Promise<Record<string, unknown>> =>
  (await app.browserWindow(page)).evaluate((shown) =>
    (shown.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> }).getLastWebPreferences(),
  )

/** Loads an address in a window of its own with the product's preload script; gives what each of so many calls from there answers, once. */
const callsFromElsewhere = (address: string, count: number) =>
  app.evaluate(
    async ({ BrowserWindow }, [url, preload, times]) => {
      const other = new BrowserWindow({ show: false, webPreferences: { preload, partition: 'lanyard' } })
      await other.loadURL(url).catch(() => undefined)
      const script = `(async () => {
        const given = [undefined, null, 1, 'x', {}, [], { hash: '' }, new Map([[1, 2]]), 10n, new Date(0), 'x'.repeat(10_000)]
        const names = ['echo', 'savePdf', 'writeMail', '', '__proto__', 'constructor', 7, null, {}]
        const answers = new Set()
        for (let n = 0; n < ${times}; n++)
          answers.add(JSON.stringify(await window.lanyard.call(names[n % names.length], given[n % given.length])))
        return [...answers]
      })()`
      const answers = (await other.webContents.executeJavaScript(script)) as string[]
      other.destroy()
      return answers.map((answer) => JSON.parse(answer) as unknown)
    },
    [address, small.preloadFile, count] as const,
  )

/** Sends the page to an address; gives whether the host refused it, once it was asked. */
async function isRefused(go: (address: string) => void, address: string): Promise<boolean> {
  const window = await app.browserWindow(page)
  const asked = await window.evaluateHandle((shown) => {
    const asked: { isRefused?: boolean } = {}
    // The host's own listener was there first.
    shown.webContents.once('will-frame-navigate', (event: Electron.Event) => (asked.isRefused = event.defaultPrevented))
    return asked
  })
  await page.evaluate(go, address)
  await expect.poll(async () => (await asked.jsonValue()).isRefused).toBeDefined()
  return (await asked.jsonValue()).isRefused!
}

const REFUSED = { ok: false, error: { code: 'not-allowed' } }

test('1. Only load secure content: nothing is loaded but the program’s own files, in any session', async () => {
  const outside = await outsideServer()
  const answered = await app.evaluate(async ({ BrowserWindow }, server) => {
    const got: string[] = []
    const inWindow = async (
      partition: string | undefined,
      use: (window: Electron.BrowserWindow) => Promise<unknown>,
    ) => {
      const window = new BrowserWindow({ show: false, webPreferences: { ...(partition && { partition }) } })
      await use(window).finally(() => window.destroy())
    }
    // A window each: a refused address is still failing when the next one starts, and fails that too.
    for (const partition of ['lanyard', undefined])
      for (const url of [server, 'file:///etc/hostname', 'https://example.com/'])
        await inWindow(partition, (window) =>
          window.loadURL(url).then(
            () => got.push(url),
            () => undefined,
          ),
        )
    const tries = `Promise.allSettled([
      fetch(${JSON.stringify(server)}, { mode: 'no-cors' }),
      new Promise((done, failed) => Object.assign(new Image(), { src: ${JSON.stringify(server)}, onload: done, onerror: failed })),
      new Promise((done, failed) => Object.assign(new WebSocket(${JSON.stringify(server.replace('http', 'ws'))}), { onopen: done, onerror: failed })),
    ])`
    await inWindow('lanyard', async (window) => {
      await window.loadURL('about:blank') // which no content policy keeps
      await window.webContents.executeJavaScript(tries)
    })
    return got
  }, outside.address)
  expect(answered).toEqual([])
  expect(outside.reached()).toBe(0)
  outside.close()
})

test('1. Only load secure content: WebRTC, which no content policy holds, sends nothing', async () => {
  const outside = await outsideServer()
  expect(await gatherWays(page, outside.stun)).toBe('complete')
  expect(outside.reached()).toBe(0)
  outside.close()
})

test('2. Do not enable Node.js integration for remote content', async () => {
  const { nodeIntegration, nodeIntegrationInSubFrames, nodeIntegrationInWorker } = await preferences()
  expect([nodeIntegration, nodeIntegrationInSubFrames, nodeIntegrationInWorker ?? false]).toEqual([false, false, false])
  const found = () => ['require', 'process', 'module', 'electron', 'Buffer', 'global'].filter((name) => name in window)
  expect(await page.evaluate(found)).toEqual([])
})

test('3. Enable Context Isolation', async () => {
  expect((await preferences()).contextIsolation).toBe(true)
  const found = await page.evaluate(() => {
    const { call } = (window as unknown as { lanyard: Bridge }).lanyard
    const made = (call as unknown as { constructor: FunctionConstructor }).constructor
    return made === Function // of the page, not of the preload script, whose own would lead to what it may do
  })
  expect(found).toBe(true)
})

test('4. Enable process sandboxing', async () => {
  expect((await preferences()).sandbox).toBe(true)
})

test('5. Handle session permission requests from remote content', async () => {
  const states = await page.evaluate(async () => {
    const names = ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read', 'midi', 'idle-detection']
    return Promise.all(
      names.map(async (name) => (await navigator.permissions.query({ name } as PermissionDescriptor)).state),
    )
  })
  expect(new Set(states)).toEqual(new Set(['denied']))
  const asked = await page.evaluate(async () => {
    const named = (error: unknown) => (error as Error).name
    return {
      notifications: await Notification.requestPermission(),
      midi: await navigator.requestMIDIAccess({ sysex: true }).then(String, named),
      screen: await navigator.mediaDevices.getDisplayMedia().then(String, named),
      clipboard: await navigator.clipboard.readText().then(String, named),
      place: await new Promise((resolve) =>
        navigator.geolocation.getCurrentPosition(
          () => resolve('told'),
          ({ code }) => resolve(code), // 1: denied
        ),
      ),
    }
  })
  const no = 'NotAllowedError'
  expect(asked).toEqual({ notifications: 'denied', midi: no, screen: no, clipboard: no, place: 1 })
})

test('6. Do not disable webSecurity', async () => {
  expect((await preferences()).webSecurity).toBe(true)
})

// What it keeps out, try by try and in either host, is in content-policy.spec.ts.
test('7. Define a Content Security Policy: each file is served with it, and is framed by nobody', async () => {
  const answers = await app.evaluate(async ({ session }) => {
    const get = async (path: string) => {
      const answer = await session.fromPartition('lanyard').fetch(`app://lanyard/${path}`)
      return answer.headers.get('content-security-policy')
    }
    return Promise.all(['', 'window.js', 'window.css', 'nothing.js'].map(get))
  })
  for (const policy of answers) expect(policy).toMatch(/^default-src 'none'; script-src 'self';/)

  const framed = await app.evaluate(async ({ BrowserWindow }, home) => {
    const other = new BrowserWindow({ show: false, webPreferences: { partition: 'lanyard' } })
    await other.loadURL('about:blank') // which has no policy of its own to refuse a frame
    const script = `new Promise((resolve) => {
      const frame = document.createElement('iframe')
      frame.onload = () => resolve(true)
      frame.src = ${JSON.stringify(home)}
      document.body.append(frame)
    })`
    await other.webContents.executeJavaScript(script)
    const [frame] = other.webContents.mainFrame.frames
    const words = (await frame?.executeJavaScript('document.body?.innerText ?? ""').catch(() => '')) as string
    other.destroy()
    return words
  }, HOME)
  expect(framed).not.toContain('A small window')
})

test('8. Do not enable allowRunningInsecureContent', async () => {
  expect((await preferences()).allowRunningInsecureContent ?? false).toBe(false)
})

test('9. Do not enable experimental features', async () => {
  expect((await preferences()).experimentalFeatures ?? false).toBe(false)
})

test('10. Do not use enableBlinkFeatures', async () => {
  expect((await preferences()).enableBlinkFeatures ?? '').toBe('')
})

test('11. Do not use allowpopups for WebViews: the window has no web view at all', async () => {
  expect((await preferences()).webviewTag).toBe(false)
  const found = await page.evaluate(() => {
    const view = document.createElement('webview')
    view.setAttribute('allowpopups', '')
    view.setAttribute('src', 'about:blank')
    document.body.append(view)
    const can = 'loadURL' in view
    view.remove()
    return can
  })
  expect(found).toBe(false)
})

test('12. Verify WebView options before creation: none is attached, whatever its options', async () => {
  const kinds = await app.evaluate(async ({ BrowserWindow, webContents }, home) => {
    const other = new BrowserWindow({ show: false, webPreferences: { partition: 'lanyard', webviewTag: true } })
    const asked = new Promise((resolve) => other.webContents.once('will-attach-webview', resolve))
    await other.loadURL(home)
    const script = `document.body.append(Object.assign(document.createElement('webview'), { src: 'about:blank' }))`
    await other.webContents.executeJavaScript(script)
    await asked
    await new Promise((resolve) => setImmediate(resolve))
    const kinds = webContents.getAllWebContents().map((contents) => contents.getType())
    other.destroy()
    return kinds
  }, HOME)
  expect(kinds).not.toContain('webview')
})

test('13. Disable or limit navigation', async () => {
  const elsewhere = ['https://example.com/', 'http://127.0.0.1:9/', 'app://elsewhere/', 'app://lanyard.example/']
  for (const address of elsewhere) {
    expect(await isRefused((to) => void (location.href = to), address), address).toBe(true)
    expect(page.url(), address).toBe(HOME)
  }
})

test('14. Disable or limit creation of new windows', async () => {
  for (const address of [HOME, 'about:blank', 'https://example.com/'])
    expect(await page.evaluate((to) => window.open(to) === null, address), address).toBe(true)
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})

test('15. Do not use shell.openExternal with untrusted content: a mailto address made of its parts, and nothing else', async () => {
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
  expect(await small.call('writeMail', mail)).toMatchObject({ ok: true })
  expect(await opened.jsonValue()).toEqual([mailtoOf(mail)])
  expect(mailtoOf(mail)).toMatch(/^mailto:/)
  expect(await isRefused((to) => void (location.href = to), mailtoOf(mail))).toBe(true)
  expect(await page.evaluate((to) => window.open(to) === null, mailtoOf(mail))).toBe(true)
  expect(await opened.jsonValue()).toHaveLength(1)
  await app.evaluate(({ shell }) => {
    shell.openExternal = async () => {
      throw new Error('no program for it')
    }
  })
  expect(await small.call('writeMail', mail)).toMatchObject({ ok: false, error: { code: 'mail-failed' } })
})

// Which is the newest is looked up for each release; here, that what is asked for is what would be installed.
test('16. Use a current version of Electron', async () => {
  const read = (name: string) => JSON.parse(readFileSync(join(ROOT, name), 'utf8'))
  const asked = /^\^(\d+)\.(\d+)\.(\d+)$/.exec(read('package.json').devDependencies.electron as string)
  const locked = /^(\d+)\./.exec(read('package-lock.json').packages['node_modules/electron'].version as string)
  expect(Number(asked?.[1])).toBeGreaterThanOrEqual(45)
  expect(locked?.[1]).toBe(asked?.[1])
  const runs = await app.evaluate(() => process.versions.electron)
  // An Electron that a machine was given in place of the project's own may be older.
  if (!process.env.ELECTRON_OVERRIDE_DIST_PATH) expect(runs.split('.')[0]).toBe(asked?.[1])
})

test(`17. Validate the sender of all IPC messages: ${CALLS} calls from another window, and from our own elsewhere, are refused`, async () => {
  for (const address of [HOME, 'about:blank']) {
    const answers = await callsFromElsewhere(address, CALLS)
    expect(answers, address).toHaveLength(1)
    expect(answers[0], address).toMatchObject(REFUSED)
  }
  const window = await app.browserWindow(page)
  const answer = await window.evaluate(async (shown, home) => {
    await shown.loadURL('about:blank')
    const said: unknown = await shown.webContents.executeJavaScript("window.lanyard.call('echo', 1)")
    await shown.loadURL(home)
    return said
  }, HOME)
  expect(answer).toMatchObject(REFUSED)
  await page.waitForSelector('html[data-ready]', { state: 'attached' })
})

test('18. Avoid usage of the file:// protocol and prefer usage of custom protocols: app:// serves the window’s folder alone', async () => {
  expect(page.url()).toBe(HOME)
  const answers = await app.evaluate(async ({ session }) => {
    const paths = [
      '',
      'window.js',
      '%2e%2e%2f%2e%2e%2f%2e%2e%2fpackage.json',
      '..%2fhosts.ts',
      '%2fetc%2fhostname',
      'nothing.js',
    ]
    const get = (path: string) => session.fromPartition('lanyard').fetch(`app://lanyard/${path}`)
    return Promise.all(paths.map(async (path) => (await get(path)).status))
  })
  expect(answers).toEqual([200, 200, 404, 404, 404, 404])
})

test('20. Do not expose Electron APIs to untrusted web content', async () => {
  const found = await page.evaluate(() => {
    const { lanyard } = window as unknown as { lanyard: Bridge }
    return { ...Object.getOwnPropertyDescriptors(lanyard), frozen: Object.isFrozen(lanyard), call: typeof lanyard.call }
  })
  expect(found).toEqual({ call: 'function', frozen: true })
  const replaced = await page.evaluate(() => {
    const before = (window as any).lanyard
    try {
      ;(window as any).lanyard = { call: () => 'taken' }
    } catch {
      // a module is strict
    }
    return (window as any).lanyard !== before
  })
  expect(replaced).toBe(false)
})
