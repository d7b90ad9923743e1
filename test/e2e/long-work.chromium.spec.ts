/** Long work that nobody waits for any more is stopped: by whoever goes to another screen, and by whoever closes their sitting. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, expect, test, type Browser, type Page } from 'playwright/test'
import { buildExample } from '../../src-main/example/build.ts'
import { chromiumHost } from '../../src-main/hosts/chromium.ts'
import { NO_PAPERS, type Door, type Host } from '../../src-main/hosts/host.ts'
import { findBrowser } from '../../src-main/hosts/machine.ts'
import { packsIn } from '../../src-main/policies/pack-source.ts'
import { openProgram, type Program } from '../../src-main/program.ts'
import { ROOT } from '../support/electron.ts'
import { debuggingAddress } from '../support/hosts.ts'

const TODAY = '2026-11-23'
const folder = mkdtempSync(join(tmpdir(), 'lanyard-long-work-'))
let program: Program
let host: Host
let browser: Browser
let page: Page
/** The name of the work that the window waits for; and what was asked of it, with whether it was done. */
let asked = ''
let stops: { workId: string; ok: boolean }[] = []
let held: (() => void)[] = []

/** The program's own door, at which the report, a file of evidence and an erasure are kept waiting. */
const HELD: unknown[] = ['reports.report', 'papers.saveEvidence', 'erasure.eraseOnRequest']
const door: Door = async (name, input) => {
  const { workId } = input as { workId: string }
  if (HELD.includes(name)) {
    asked = workId
    await new Promise<void>((resolve) => held.push(resolve))
  }
  const answer = await program.door(name, input)
  if (name === 'work.stop') stops.push({ workId, ok: answer.ok })
  return answer
}

const go = (hash: string) => page.evaluate((to) => void (window.location.hash = to), hash)

test.beforeAll(async () => {
  test.skip(!findBrowser(), 'Not run in a browser: no Chrome, Edge or Chromium on this machine.')
  const dataFolder = join(folder, 'records')
  await buildExample({
    folder: dataFolder,
    packs: packsIn(join(ROOT, 'content')),
    schoolId: 'westhouses',
    today: TODAY,
  })
  const clock = { now: () => new Date(`${TODAY}T09:00:00Z`) }
  program = await openProgram({ dataFolder, papers: NO_PAPERS, create: false, clock })
  const testProfile = join(folder, 'profile')
  host = chromiumHost({ rendererFolder: join(ROOT, 'out/renderer'), headless: true, saveFolder: folder, testProfile })
  await host.show(door)
  browser = await chromium.connectOverCDP(await debuggingAddress(testProfile))
  page = browser.contexts()[0]!.pages()[0]!
  page.setDefaultTimeout(20_000)
  await page.getByRole('link', { name: 'See the governors’ report' }).click()
  await page.getByRole('textbox').fill('example governors')
  await page.getByRole('textbox').press('Enter')
  await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible()
})
test.afterEach(() => {
  for (const goOn of held) goOn()
  held = []
})
test.afterAll(async () => {
  await browser?.close()
  await host?.close()
  await program?.close()
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

/** The governors' report, which does not come. */
async function waitForReport(): Promise<void> {
  await go('#/report')
  await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible()
}

test('by pressing Stop: the making of a file', async () => {
  await go('#/report/evidence')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('List of evidence')
  stops = []
  await page.getByRole('button', { name: 'Save as CSV' }).click()
  await expect(page.getByRole('progressbar', { name: 'Making the file' })).toBeVisible()
  await page.getByRole('button', { name: 'Stop' }).click()
  await expect.poll(() => stops).toEqual([{ workId: asked, ok: true }])
})

test('by going to another screen', async () => {
  await waitForReport()
  stops = []
  await go('#/policies')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Policies')
  await expect.poll(() => stops).toEqual([{ workId: asked, ok: true }])
})

test('by closing the sitting', async () => {
  await waitForReport()
  stops = []
  await page.getByRole('button', { name: 'Close' }).click()
  await expect(page.getByRole('link', { name: 'See the governors’ report' })).toBeVisible()
  await expect.poll(() => stops).toEqual([{ workId: asked, ok: true }])
})

test('an erasure that goes on keeps its Stop, however often Escape is pressed', async () => {
  await go('#/')
  await page.getByRole('link', { name: 'Manage people and policies' }).click()
  await page.getByRole('textbox').fill('example administrator')
  await page.getByRole('textbox').press('Enter')
  await page.getByRole('button', { name: /^Have left/ }).click()
  await page.getByRole('row').nth(1).getByRole('link').first().click()
  await page.getByRole('link', { name: 'Erase on request' }).click()
  await page.getByRole('button', { name: 'Help' }).click()
  await expect(page.getByRole('heading', { name: 'When somebody asks to be erased' })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByLabel('Who decided it').fill('Headteacher')
  await page.getByLabel('Administrator’s passphrase', { exact: true }).fill('anything, since it is kept waiting')
  await page.getByRole('button', { name: 'Erase what is held on them' }).click()
  await page.getByRole('button', { name: 'Erase for good' }).click()
  const stop = page.getByRole('button', { name: 'Stop, and erase nothing' })
  await expect(stop).toBeVisible()
  for (let press = 0; press < 4; press++) {
    await page.keyboard.press('Escape')
    await expect(stop).toBeVisible()
  }
  stops = []
  await stop.click()
  await expect.poll(() => stops).toEqual([{ workId: asked, ok: true }])
})
