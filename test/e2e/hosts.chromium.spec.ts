/** The guards of the browser's host, each against a small program in the installed browser. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, expect, test, type Browser, type Page } from 'playwright/test'
import { chromiumHost, renderPdf } from '../../src-main/hosts/chromium.ts'
import type { Bridge, Host } from '../../src-main/hosts/host.ts'
import { findBrowser } from '../../src-main/hosts/machine.ts'
import { ROOT, displayForTests } from '../support/electron.ts'
import { debuggingAddress } from '../support/hosts.ts'
import { gatherWays, outsideServer } from '../support/outside.ts'
import { faultsIn } from '../support/pdf-faults.ts'
import { readPdf } from '../support/pdf.ts'
import { portsOfOwnProcesses } from '../support/sockets.ts'
import { SMALL_FILE, SMALL_PAPER, smallDoor } from '../support/small-program.ts'

const rendererFolder = join(ROOT, 'test/support/small-window')
let folder: string
let host: Host
let browser: Browser
let page: Page

async function open(headless: boolean): Promise<void> {
  folder = mkdtempSync(join(tmpdir(), 'lanyard-chromium-'))
  const testProfile = join(folder, 'profile')
  host = chromiumHost({ rendererFolder, headless, saveFolder: folder, testProfile })
  await host.show(smallDoor(host))
  browser = await chromium.connectOverCDP(await debuggingAddress(testProfile))
  page = browser.contexts()[0]!.pages()[0]!
  await page.waitForSelector('html[data-ready]', { state: 'attached' })
}

async function shut(): Promise<void> {
  await browser.close()
  await host.close()
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}

const call = (name: string, input?: unknown) =>
  page.evaluate(
    ([called, given]) => (window as unknown as { lanyard: Bridge }).lanyard.call(called, given),
    [name, input],
  )

test.describe('without a window on the screen', () => {
  test.beforeAll(() => {
    const why = findBrowser() ? null : 'Not run in a browser: no Chrome, Edge or Chromium on this machine.'
    if (why) console.log(why)
    test.skip(why !== null, why ?? '')
    return open(true)
  })
  test.afterAll(() => (page ? shut() : undefined))

  test('a call goes through and its answer comes back', async () => {
    expect(await call('echo', { a: [1, null, 'é'] })).toEqual({ ok: true, value: { a: [1, null, 'é'] } })
  })

  test('the page has the bridge alone, and cannot replace it', async () => {
    const found = await page.evaluate(() => {
      const { lanyard } = window as unknown as { lanyard: Bridge }
      return { keys: Object.keys(lanyard), frozen: Object.isFrozen(lanyard), bare: 'lanyardCall' in window }
    })
    expect(found).toEqual({ keys: ['call'], frozen: true, bare: false })
  })

  test('a call from a frame inside the page is refused, even one that has taken our address', async () => {
    const answers = await page.evaluate(async () => {
      const frame = document.body.appendChild(document.createElement('iframe'))
      const inside = frame.contentWindow as unknown as { lanyard?: Bridge; lanyardCall: Bridge['call'] }
      const blank = [inside.lanyard, await inside.lanyardCall('echo', 1)]
      frame.contentDocument?.open() // gives it the address of the page
      const taken = [frame.contentWindow?.location.href, await inside.lanyardCall('echo', 1)]
      frame.remove()
      return [...blank, ...taken]
    })
    const refused = expect.objectContaining({ ok: false, error: expect.objectContaining({ code: 'not-allowed' }) })
    expect(answers).toEqual([undefined, refused, 'https://lanyard.invalid/', refused])
  })

  test('navigation elsewhere is refused', async () => {
    for (const address of ['https://example.com/', 'http://127.0.0.1/', 'data:text/html,x', 'file:///etc/hostname']) {
      await page.evaluate((to) => void (location.href = to), address)
      await page.waitForTimeout(150)
      expect(page.url(), address).toBe('https://lanyard.invalid/')
    }
  })

  test('a new window is closed at once', async () => {
    const pages = () => browser.contexts().flatMap((context) => context.pages()).length
    await page.evaluate(() => {
      const link = Object.assign(document.createElement('a'), { href: '/', target: '_blank', textContent: 'Elsewhere' })
      document.body.prepend(link)
    })
    const opened = page.context().waitForEvent('page')
    await page.getByRole('link', { name: 'Elsewhere' }).click()
    await opened
    await expect.poll(pages).toBe(1)
  })

  test('no request leaves: only the program’s own files are answered', async () => {
    const outside = await outsideServer()
    const stopped = await page.evaluate(async (address) => {
      const seen: string[] = []
      document.addEventListener('securitypolicyviolation', (event) => seen.push(event.effectiveDirective))
      const image = new Image()
      image.src = address
      await fetch(address, { mode: 'no-cors' }).catch(() => undefined)
      await new Promise((resolve) => setTimeout(resolve, 200))
      return seen.sort()
    }, outside.address)
    expect(stopped).toEqual(['connect-src', 'img-src']) // by the content policy
    await page.goto(outside.address).catch(() => undefined) // by the host
    expect(outside.requests()).toBe(0)
    outside.close()
    await page.goto('https://lanyard.invalid/')
  })

  test('WebRTC, which no content policy holds, sends nothing', async () => {
    const outside = await outsideServer()
    expect(await gatherWays(page, outside.stun)).toBe('complete')
    expect(outside.reached()).toBe(0)
    outside.close()
  })

  test('files outside the renderer’s folder are not served', async () => {
    for (const path of ['%2e%2e%2fsmall-program.ts', '..%2fhosts.ts', 'nothing.js']) {
      expect((await page.goto(`https://lanyard.invalid/${path}`))?.status()).toBe(404)
    }
    const answer = await page.goto('https://lanyard.invalid/')
    expect(answer?.headers()['content-security-policy']).toContain("default-src 'none'")
  })

  test('a PDF is A4, tagged, with title, bookmarks, and words and page numbers at its foot, and replaces none', async () => {
    const path = join(folder, 'A “small” paper- 1-2.pdf')
    expect(await call('savePdf')).toEqual({ ok: true, value: path })
    expect(readPdf(path)).toMatchObject({ a4: true, pages: 2 })
    expect(faultsIn(path, { title: SMALL_PAPER.name, footer: SMALL_PAPER.footer })).toEqual([])
    expect(await call('savePdf')).toEqual({ ok: true, value: join(folder, 'A “small” paper- 1-2 (2).pdf') })
  })

  test('a PDF is A3 where it is asked, and the window is as it was before', async () => {
    const answer = (await call('savePdf', { name: 'A large “paper” </script>', size: 'A3' })) as { value: string }
    expect(readPdf(answer.value)).toMatchObject({ a3: true, pages: 2, title: 'A large “paper” </script>' })
    expect(await page.title()).toBe('A small window')
    const again = (await call('savePdf')) as { value: string }
    expect(readPdf(again.value)).toMatchObject({ a4: true })
  })

  test('a file is saved byte for byte under its own ending, and replaces none', async () => {
    const path = join(folder, 'A “small” list- 1-2.csv')
    expect(await call('saveFile')).toEqual({ ok: true, value: path })
    expect(readFileSync(path, 'utf8')).toBe(SMALL_FILE.text)
    expect(await call('saveFile')).toEqual({ ok: true, value: join(folder, 'A “small” list- 1-2 (2).csv') })
  })

  test('printing without a window says that it cannot', async () => {
    expect(await call('print')).toMatchObject({ ok: false, error: { code: 'print-failed' } })
  })
})

test('a PDF for the command line waits until the screen is ready', async () => {
  test.skip(!findBrowser(), 'no browser')
  const hashes: unknown[] = []
  const bytes = await renderPdf({
    rendererFolder,
    door: async (_name, input) => {
      await new Promise((resolve) => setTimeout(resolve, 300))
      hashes.push(input)
      return { ok: true, value: 'the answer' }
    },
    hash: '/report/2026-09-01/paper/with-names/everyone/all',
    paper: SMALL_PAPER,
  })
  expect(hashes).toEqual([{ hash: '#/report/2026-09-01/paper/with-names/everyone/all' }])
  const path = join(mkdtempSync(join(tmpdir(), 'lanyard-pdf-')), 'report.pdf')
  writeFileSync(path, bytes)
  expect(readPdf(path)).toMatchObject({ a4: true, tagged: true })
  expect(readPdf(path).text).toContain('the answer')
})

test('without the built window it says so', async () => {
  test.skip(!findBrowser(), 'no browser')
  const own = chromiumHost({ rendererFolder: join(ROOT, 'nothing here'), headless: true })
  await expect(own.show(smallDoor(own))).rejects.toThrow('npm run build')
  await own.close()
})

test('a window on the screen is 1280 by 720 inside and refuses every permission; closing it ends the program’s wait', async () => {
  test.skip(!findBrowser(), 'no browser')
  Object.assign(process.env, await displayForTests())
  await open(false)
  await expect.poll(() => page.evaluate(() => [innerWidth, innerHeight])).toEqual([1280, 720])

  // Only with a window can the browser ask the person.
  expect(await page.evaluate(() => Notification.requestPermission())).toBe('denied')
  const place = () =>
    new Promise((resolve) =>
      navigator.geolocation.getCurrentPosition(
        () => resolve('told'),
        () => resolve('denied'),
      ),
    )
  expect(await page.evaluate(place)).toBe('denied')

  await page.close().catch(() => undefined) // as its own button does, and the browser with it
  await host.closed
  await shut()
})

test('the product opens no port; only a test’s profile has one', async () => {
  test.skip(!findBrowser() || process.platform !== 'linux', 'no browser, or not Linux')
  const before = portsOfOwnProcesses()
  const own = chromiumHost({ rendererFolder, headless: true })
  await own.show(smallDoor(own))
  const withWindow = portsOfOwnProcesses()
  await own.close()
  expect(withWindow).toBe(before)

  await open(true)
  const inTest = portsOfOwnProcesses()
  await shut()
  expect(inTest).toBe(before + 1)
})
