/** What Electron's host does, against a small program in real Electron. Most of its guards are in security.electron.spec.ts. */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type ElectronApplication, type Page } from 'playwright/test'
import { openSmallElectron, type SmallElectron } from '../support/open-small-electron.ts'
import { faultsIn } from '../support/pdf-faults.ts'
import { readPdf } from '../support/pdf.ts'
import { whyNoElectron } from '../support/electron.ts'
import { SMALL_FILE, SMALL_PAPER } from '../support/small-program.ts'

let small: SmallElectron
let app: ElectronApplication
let page: Page
let folder: string

test.beforeAll(async () => {
  const why = whyNoElectron()
  if (why) console.log(why)
  test.skip(why !== null, why ?? '')
  small = await openSmallElectron()
  ;({ app, page, folder } = small)
})

test.afterAll(() => small?.close())

const call = (name: string, input?: unknown) => small.call(name, input)

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

test('the developer tools cannot be opened', async () => {
  const opened = await app.evaluate(async ({ BrowserWindow }) => {
    const [own, other] = [BrowserWindow.getAllWindows()[0]!, new BrowserWindow({ show: false })]
    await other.loadURL('about:blank')
    const openedThere = new Promise((resolve) => other.webContents.once('devtools-opened', () => resolve(true)))
    own.webContents.openDevTools()
    other.webContents.openDevTools() // where they may be; by the time they are, they would be in our own
    await openedThere
    other.destroy()
    return own.webContents.isDevToolsOpened()
  })
  expect(opened).toBe(false)
})

test('a download is refused', async () => {
  const seen = await app.evaluateHandle(({ session }) => {
    const seen: { isRefused?: boolean } = {}
    // The host's own listener was there first.
    session.fromPartition('lanyard').once('will-download', (event) => (seen.isRefused = event.defaultPrevented))
    return seen
  })
  await page.evaluate(() => Object.assign(document.createElement('a'), { href: '/window.js', download: 'x' }).click())
  await expect.poll(async () => (await seen.jsonValue()).isRefused).toBe(true)
})

test('the window’s session is kept in memory, and spells in no language whose dictionary would be fetched', async () => {
  const found = await app.evaluate(({ session }) => {
    const { storagePath } = session.fromPartition('lanyard')
    const sessions = [session.fromPartition('lanyard'), session.defaultSession]
    return { storagePath, languages: sessions.map((each) => each.getSpellCheckerLanguages()) }
  })
  expect(found).toEqual({ storagePath: null, languages: [[], []] })
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
