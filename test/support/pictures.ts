/** `npm run pictures`: the pictures in README.md, taken anew from the running program with example data. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildExample } from '../../src-main/example/build.ts'
import { packsIn } from '../../src-main/policies/pack-source.ts'
import { ROOT } from './electron.ts'
import { openInChromium } from './hosts.ts'

const TODAY = '2026-11-23'
const LEARNER = 'Zsofia Bluebell' // has read six pages
const PIN = '258036'

const pictures = join(ROOT, 'docs/pictures')
mkdirSync(pictures, { recursive: true })
const home = mkdtempSync(join(tmpdir(), 'lanyard-pictures-'))
const folder = join(home, 'records')
await buildExample({ folder, packs: packsIn(join(ROOT, 'content')), schoolId: 'westhouses', today: TODAY })
const { page, close } = await openInChromium(folder, { now: `${TODAY}T09:14:00Z` })
try {
  await page.setViewportSize({ width: 1280, height: 720 })
  const ready = () => page.locator('html[data-ready]').waitFor({ state: 'attached' })
  const picture = async (name: string) => {
    await ready()
    await page.screenshot({ path: join(pictures, `${name}.png`) })
  }
  await picture('first-screen')

  await page.getByRole('link', { name: 'Start or continue my induction' }).click()
  await page.getByLabel('Your name').fill(LEARNER)
  await page.getByRole('button', { name: new RegExp(LEARNER) }).click()
  await page.getByLabel('Your PIN').fill(PIN)
  await page.getByRole('button', { name: 'Go to my induction' }).click()
  await page
    .getByRole('link', { name: /^Carry on/ })
    .first()
    .click()
  await page.getByText(/^Page \d+ of/).waitFor()
  await picture('module-page')
  await page.getByRole('button', { name: 'Stop for now' }).click()

  await page.getByRole('link', { name: 'See the governors’ report' }).click()
  await page.getByRole('textbox').fill('example governors')
  await page.getByRole('button', { name: /report/ }).click()
  await page.getByText('Who has finished').waitFor()
  await picture('report')

  await page.getByRole('link', { name: 'Policies' }).click()
  await page.getByRole('link', { name: 'Compare policies' }).click()
  await page.getByRole('button', { name: /^Answers differ/ }).click()
  await picture('policies-compared')
} finally {
  await close()
  rmSync(home, { recursive: true, force: true })
}
console.log(`Wrote four pictures to ${pictures}`)
