/** The page that goes with an export, opened from the disk in a browser that knows nothing of Lanyard. */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium, expect, test, type Browser, type Page } from 'playwright/test'
import { findBrowser, isRootOnLinux } from '../../src-main/hosts/machine.ts'
import { verifyExport } from '../../src-main/ledger/exported.ts'
import { verifyPage } from '../../src-main/ledger/verify-page.ts'
import { ROOT } from '../support/electron.ts'
import { readPdf } from '../support/pdf.ts'
import { byKeyboard } from './keys.ts'
import { lookAt } from './look.ts'

let home: string
/** An export as the program writes it, and its head. */
let exported: string
let head: { length: number; hash: string }
let browser: Browser
let page: Page
let errors: string[]

const inGroups = (hash: string) => hash.match(/.{8}/g)!.join(' ')
const result = () => page.getByRole('region', { name: /^(Yes|No)/ })
const verdict = () => page.locator('#result-title')
const chosen = () => page.locator('#chosen')
const check = () => page.getByRole('button', { name: 'Check the record' }).click()

test.beforeAll(async () => {
  const executablePath = findBrowser()
  test.skip(executablePath === null, 'Not run in a browser: no Chrome, Edge or Chromium on this machine.')
  home = mkdtempSync(join(tmpdir(), 'lanyard-verify-page-'))
  exported = join(home, 'export')
  const lanyard = (...argv: string[]) =>
    execFileSync(process.execPath, [join(ROOT, 'src-main/command-line.ts'), ...argv], { encoding: 'utf8' })
  lanyard('example', '--data', join(home, 'records'))
  const [, length, hash] = /^Head: (\d+):(\w+)$/m.exec(
    lanyard('export', '--data', join(home, 'records'), '--out', exported),
  )!
  head = { length: Number(length), hash: hash! }
  browser = await chromium.launch({ executablePath: executablePath!, chromiumSandbox: !isRootOnLinux() })
})

test.afterAll(async () => {
  await browser?.close()
  if (home) rmSync(home, { recursive: true, force: true, maxRetries: 5 })
})

test.beforeEach(async () => {
  page = await browser.newPage({ viewport: { width: 1280, height: 720 } })
  errors = []
  page.on('pageerror', ({ message }) => errors.push(message))
  await page.goto(pathToFileURL(join(exported, 'verify.html')).href)
})
test.afterEach(async () => {
  await page.close()
  expect(errors).toEqual([])
})

/** A copy of the export in which something was changed. */
function damaged(name: string, change: (folder: string) => void): string {
  const folder = join(home, name)
  cpSync(exported, folder, { recursive: true })
  change(folder)
  return folder
}

test('by keyboard alone: an export, the figures from the report, and the verdict', async () => {
  const { press, type } = byKeyboard(page)
  const asked = page.waitForEvent('filechooser')
  await press(page.getByLabel('The folder of the export'))
  await (await asked).setFiles(exported)
  await expect(chosen()).toHaveText(/^Chosen: ledger\.jsonl \(\d+ kB\) and payloads\.jsonl \([\d.]+ [kM]B\)$/)
  await type(page.getByLabel('Entries'), head.length.toLocaleString('en-GB'))
  await type(page.getByLabel('Fingerprint of the last entry'), inGroups(head.hash.slice(0, 32)).toUpperCase())
  await press(page.getByRole('button', { name: 'Check the record' }))
  await expect(verdict()).toHaveText('Yes, and it agrees with the report')
  await expect(verdict()).toBeFocused()
  for (const words of verifyExport(exported, `${head.length}:${head.hash.slice(0, 32)}`).words.slice(0, -1))
    await expect(result()).toContainText(words)
  await expect(result()).toContainText(inGroups(head.hash))
})

test('with no report, and then with one of another day', async () => {
  await page.getByLabel('The folder of the export').setInputFiles(exported)
  await check()
  await expect(verdict()).toHaveText('Yes, compared with itself alone')
  await page.getByLabel('Entries').fill(`${head.length}`)
  await expect(result(), 'a verdict goes when what it speaks of is changed').toBeHidden()
  await page.getByLabel('Fingerprint of the last entry').fill('0'.repeat(64))
  await check()
  await expect(verdict()).toHaveText('No: it does not agree with the report')
  await expect(result()).toContainText('the record has another fingerprint')
  // As `lanyard verify` and `lanyard export` say it
  await page.getByLabel('Entries').fill('')
  await page.getByLabel('Fingerprint of the last entry').fill(`${head.length}:${head.hash}`)
  await check()
  await expect(verdict()).toHaveText('Yes, and it agrees with the report')
})

test('a damaged record, as its two files, in the words of the command', async () => {
  const folder = damaged('damaged', (inside) => {
    const payloads = join(inside, 'payloads.jsonl')
    writeFileSync(payloads, readFileSync(payloads, 'utf8').replaceAll('\\"id\\"', '\\"ID\\"'))
  })
  const files = ['ledger.jsonl', 'payloads.jsonl'].map((name) => join(folder, name))
  await page.getByLabel('Or the two files in it').setInputFiles(files)
  await check()
  await expect(verdict()).toHaveText('No')
  const { words } = verifyExport(folder)
  expect(words.some((one) => /more findings/.test(one))).toBe(true)
  const listed = await page.locator('#findings li').allTextContents()
  expect(listed).toEqual(words.slice(1, 22))
})

test('a folder or two files that are dragged onto the page', async () => {
  const other = damaged('dragged', (inside) => writeFileSync(join(inside, 'ledger.jsonl'), 'hello\n'))
  const session = await page.context().newCDPSession(page)
  const drop = async (...files: string[]) => {
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await session.send('Input.dispatchDragEvent', {
        type,
        x: 300,
        y: 300,
        data: { items: [], files, dragOperationsMask: 1 },
      })
  }
  await drop(other)
  await expect(chosen()).toContainText('Chosen: ledger.jsonl (1 kB)')
  await check()
  await expect(verdict()).toHaveText('No')
  await drop(join(exported, 'ledger.jsonl'), join(exported, 'payloads.jsonl'))
  await expect(result()).toBeHidden()
  await expect(chosen()).not.toContainText('(1 kB)')
  await check()
  await expect(verdict()).toHaveText('Yes, compared with itself alone')
  await drop(join(exported, 'people.csv'))
  await expect(chosen()).toContainText('There is no ledger.jsonl and no payloads.jsonl among what you chose.')
})

test('what cannot be checked is said at its field and in a list that leads there', async () => {
  await page.getByLabel('Fingerprint of the last entry').fill('<img src=x> 3d96')
  await check()
  const summary = page.getByRole('alert')
  await expect(summary).toBeFocused()
  await expect(summary.getByRole('link')).toHaveText([
    'Choose the folder of an export, or its two files',
    'Type how many entries the report says there were, such as 1,284',
    'A fingerprint has the digits 0 to 9 and the letters a to f. There is “<” in it',
  ])
  await summary.getByRole('link', { name: /^Type how many/ }).click()
  await expect(page.getByLabel('Entries')).toBeFocused()
  await expect(page.getByLabel('Entries')).toHaveAccessibleDescription(/Type how many entries/)
  await page.getByLabel('Fingerprint of the last entry').fill('3d96e799')
  await check()
  await expect(summary).toContainText('A fingerprint has 64 digits, and 32 are enough. There are 8')

  const two = join(home, 'two')
  for (const name of ['one', 'other']) cpSync(exported, join(two, name), { recursive: true })
  await page.getByLabel('The folder of the export').setInputFiles(two)
  await check()
  await expect(summary).toContainText('There is more than one record in what you chose.')
})

test('long work shows how far it is, and can be stopped', async () => {
  await page.getByLabel('The folder of the export').setInputFiles(exported)
  await page.evaluate(() => {
    const line = new TextEncoder().encode('hello\n')
    File.prototype.stream = () => new ReadableStream({ pull: (controller) => controller.enqueue(line) }) as never
  })
  await check()
  await expect(page.getByText(/^Checking the record: \d+ kB of/)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Stop' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByText('The check was stopped. Nothing is said of the record.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Check the record' })).toBeFocused()
  await expect(result()).toBeHidden()
})

test('files that change while they are read give no verdict', async () => {
  const folder = damaged('changed', () => undefined)
  await page.getByLabel('The folder of the export').setInputFiles(folder)
  writeFileSync(join(folder, 'payloads.jsonl'), 'shorter\n')
  await check()
  await expect(page.getByText(/^The check could not be finished, and nothing is said of the record: /)).toBeVisible()
  await expect(result()).toBeHidden()
})

test('the page can reach nothing, and makes no markup of a text', async () => {
  const stopped = await page.evaluate(async () => {
    const seen: string[] = []
    document.addEventListener('securitypolicyviolation', (event) => seen.push(event.effectiveDirective))
    await fetch('https://example.invalid/').catch(() => undefined)
    new Image().src = 'https://example.invalid/'
    document.head.append(Object.assign(document.createElement('style'), { textContent: 'h1 { color: red }' }))
    try {
      document.body.innerHTML = '<p>replaced'
    } catch {
      seen.push('innerHTML')
    }
    await new Promise((resolve) => setTimeout(resolve, 200))
    return seen.sort()
  })
  expect(stopped).toEqual(['connect-src', 'img-src', 'innerHTML', 'require-trusted-types-for', 'style-src-elem'])
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Is this record whole?')
})

test('every screen of it, and the result on paper', async () => {
  await lookAt(page, 'empty')
  await page.getByLabel('Entries').fill('many')
  await check()
  await lookAt(page, 'with errors')
  await page.getByLabel('Entries').fill('')
  const folder = damaged('looked-at', (inside) => writeFileSync(join(inside, 'ledger.jsonl'), 'hello\n'.repeat(30)))
  await page.getByLabel('The folder of the export').setInputFiles(folder)
  await check()
  await expect(verdict()).toHaveText('No')
  await lookAt(page, 'not whole')
  await page.getByLabel('The folder of the export').setInputFiles(exported)
  await check()
  await expect(verdict()).toHaveText(/^Yes/)
  await lookAt(page, 'whole')
  const paper = join(home, 'result.pdf')
  await page.pdf({ path: paper, format: 'A4', tagged: true })
  const { text, pages } = readPdf(paper)
  expect(pages).toBe(1)
  expect(text).toContain('Yes, compared with itself alone')
  expect(text).toContain('What it cannot show')
  expect(text).not.toContain('Check the record')
})

test('the built program has the same page', () => {
  mkdirSync(home, { recursive: true })
  expect(readFileSync(join(ROOT, 'out/main/verify.html'))).toEqual(readFileSync(verifyPage()))
})
