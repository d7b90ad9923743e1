/** `npm run pictures`: the pictures in README.md and in the help, taken anew from the running program with example data. */
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildExample } from '../../src-main/example/build.ts'
import { packsIn } from '../../src-main/policies/pack-source.ts'
import { ROOT } from './electron.ts'
import { playAll, readPages, rightly, stop } from '../e2e/pages.ts'
import { openInChromium } from './hosts.ts'

const TODAY = '2026-11-23'
const LEARNER = 'Zsofia Bluebell' // has read six pages
const PIN = '258036'
/** What a school's own system gives out, with a new colleague, one who is on the roll, and a slip. */
const EXPORT = `Staff code,Forename,Surname,Job title,Start date
1041,Orla,Meadowsweet,"Teacher, Year 3",1/12/2026
1042,Idris,Quince,Lunchtime supervisor,31/11/2026
1043,Marta,Lovage,Librarian,2026-12-01
`

const pictures = join(ROOT, 'docs/pictures')
const help = join(ROOT, 'src-renderer/help/pictures')
for (const folder of [pictures, help]) mkdirSync(folder, { recursive: true })
const home = mkdtempSync(join(tmpdir(), 'lanyard-pictures-'))
const folder = join(home, 'records')
await buildExample({ folder, packs: packsIn(join(ROOT, 'content')), schoolId: 'westhouses', today: TODAY })
const { page, close } = await openInChromium(folder, { now: `${TODAY}T09:14:00Z` })
try {
  await page.setViewportSize({ width: 1280, height: 720 })
  const ready = () => page.locator('html[data-ready]').waitFor({ state: 'attached' })
  const picture = async (name: string, folder = help) => {
    await ready()
    await page.mouse.move(0, 0) // else what lies under it is lit
    await page.screenshot({ path: join(folder, `${name}.png`) })
  }
  /** One that stands in both. */
  const pictureTwice = async (name: string) => {
    await picture(name)
    cpSync(join(help, `${name}.png`), join(pictures, `${name}.png`))
  }
  await picture('first-screen', pictures)

  await page.getByRole('link', { name: 'Start or continue my induction' }).click()
  await page.getByLabel('Your name').fill(LEARNER.slice(0, 2))
  await page.getByRole('button', { name: new RegExp(LEARNER) }).waitFor()
  await picture('find-name')
  await page.getByLabel('Your name').fill(LEARNER)
  await page.getByRole('button', { name: new RegExp(LEARNER) }).click()
  await page.getByLabel('Your PIN').fill(PIN)
  await page.getByRole('button', { name: 'Go to my induction' }).click()
  await page
    .getByRole('link', { name: /^Carry on/ })
    .first()
    .waitFor()
  await picture('my-induction')
  await page
    .getByRole('link', { name: /^Carry on/ })
    .first()
    .click()
  await page.getByText(/^Page \d+ of/).waitFor()
  await pictureTwice('module-page')

  await readPages(page)
  await picture('scenario')
  await playAll(page, rightly)
  await page.getByRole('button', { name: /sign/ }).click()
  await page.getByLabel('Your full name').waitFor()
  await picture('sign')
  await stop(page)

  await page.getByRole('link', { name: 'See the governors’ report' }).click()
  await page.getByRole('textbox').fill('example governors')
  await page.getByRole('button', { name: /report/ }).click()
  await page.getByRole('heading', { name: 'Who has finished' }).waitFor()
  await pictureTwice('report')

  await page.getByRole('link', { name: 'Policies' }).click()
  await page.getByRole('link', { name: 'Compare policies' }).click()
  await page.getByRole('button', { name: /^Answers differ/ }).click()
  await pictureTwice('policies-compared')
  await stop(page)

  await page.getByRole('link', { name: 'Manage people and policies' }).click()
  await page.getByRole('textbox').fill('example administrator')
  await page.getByRole('button', { name: /people/ }).click()
  await page.getByLabel('Find by name, job or number').waitFor()
  await picture('people')
  await page.getByRole('link', { name: 'Reminders' }).click()
  await page.getByRole('heading', { name: 'Reminders' }).waitFor()
  await picture('reminders')
  await page.getByRole('link', { name: 'People', exact: true }).click()
  await page.getByRole('link', { name: 'Import from a file' }).click()
  await page
    .getByLabel('The file')
    .setInputFiles({ name: 'staff.csv', mimeType: 'text/csv', buffer: Buffer.from(EXPORT) })
  await page.getByRole('button', { name: 'Read the file' }).click()
  await page.getByRole('checkbox', { name: 'Staff' }).check()
  await page.getByRole('button', { name: 'See what would be imported' }).click()
  await page.getByRole('heading', { name: 'What would be imported' }).waitFor()
  await picture('import')
} finally {
  await close()
  rmSync(home, { recursive: true, force: true })
}
console.log(`Wrote the pictures to ${pictures} and ${help}`)
