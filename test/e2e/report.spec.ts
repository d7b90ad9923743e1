/** The report on the screen: an answer at first sight, narrowed, with the people behind its figures, and on to the paper. */
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Page } from 'playwright/test'
import { buildExample } from '../../src-main/example/build.ts'
import { packsIn } from '../../src-main/policies/pack-source.ts'
import { DATABASE_FILE } from '../../src-main/database/open.ts'
import { ROOT } from '../support/electron.ts'
import { readPdf } from '../support/pdf.ts'
import { expect, NOW, test, type Pc } from './fixtures.ts'
import { byKeyboard } from './keys.ts'
import { look } from './look.ts'
import * as at from './pages.ts'

const link = (page: Page, name: string | RegExp) => page.getByRole('link', { name })
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click()
const CHANGE = 'Change the day, the people or the names'

/** A year of made-up records. */
async function openYear(pc: Pc, spoil?: (database: Database.Database) => void): Promise<Page> {
  const packs = packsIn(join(ROOT, 'content'))
  await buildExample({ folder: pc.folder, packs, schoolId: at.pack.school.id, today: NOW.slice(0, 10) })
  if (spoil) {
    const database = new Database(join(pc.folder, DATABASE_FILE))
    spoil(database)
    database.close()
  }
  return pc.open()
}

/** From the first screen to the report, as a governor. */
async function toReport(page: Page): Promise<void> {
  await link(page, 'See the governors’ report').click()
  await page.getByRole('textbox').fill('example governors')
  await press(page, /report/)
  await expect(at.heading(page)).toHaveText('Induction report as at 23 November 2026')
}

test('answers at first sight; is narrowed, named and looked behind; and what was printed stands beside the next', async ({
  pc,
}) => {
  test.setTimeout(120_000)
  const page = await openYear(pc)
  await page.setViewportSize({ width: 1280, height: 720 })
  await toReport(page)
  const main = page.locator('main')
  const figure = (words: string) => main.locator('dl').first().locator('div').filter({ hasText: words })
  for (const name of ['What needs the governors’ decision', 'Got wrong most', 'Can this be trusted?'])
    await expect(page.getByRole('heading', { name })).toBeInViewport({ ratio: 1 })
  await expect(page.getByText('entries were read again').first()).toBeInViewport({ ratio: 1 })
  await expect(figure('people have finished')).toContainText('29 of 37')
  await expect(figure('overdue')).toContainText('No earlier report')
  await expect(link(page, /see who/)).toHaveCount(0)

  await press(page, 'What people get wrong')
  const heading = page.getByRole('heading', { name: 'What people get wrong' })
  await expect(heading).toBeFocused()
  await expect(heading).toBeInViewport()

  await page.getByText(CHANGE).click()
  await at.typeDay(page, 'As at', '24 11 2026')
  await page.getByLabel('Who').selectOption('Staff')
  await press(page, 'Show this report')
  await expect(page.getByRole('alert')).toBeFocused()
  await expect(page.getByRole('group', { name: 'As at' })).toContainText('24 November 2026 is still to come')
  await expect(page.getByRole('group', { name: 'As at' }).getByLabel('Day')).toHaveValue('24')
  await expect(figure('people have finished')).toContainText('29 of 37')
  await at.typeDay(page, 'As at', '30 9 2026')
  await press(page, 'Show this report')
  await expect(at.heading(page)).toHaveText('Induction report as at 30 September 2026')
  await expect(main).toContainText('it counts staff alone, and every policy')
  await expect(figure('people have finished')).toContainText('17 of 18')

  await page.getByText(CHANGE).click()
  await page.getByRole('radio', { name: /^With names/ }).check()
  const overdue = link(page, '1 overdue: see who')
  await overdue.click()
  await expect(at.heading(page)).toHaveText('Overdue')
  await expect(main).toContainText('1 person, as at 30 September 2026: staff alone.')
  await expect(page.getByRole('row').filter({ hasText: 'Overdue' })).toHaveCount(1)
  await expect(page.getByRole('table').getByRole('link')).toHaveCount(0)
  await link(page, 'Back to the report').click()
  await expect(overdue).toBeFocused()
  await expect(main).toContainText('it counts staff alone')

  await link(page, 'Report on paper').click()
  await expect(page.locator('.paper')).toContainText('With names, for the safeguarding link governor')
  await expect(page.locator('.paper')).toContainText('staff alone')
  await page.goBack()
  await expect(main).toContainText('it counts staff alone')

  // A whole report that was printed stands beside the next one.
  await page.getByText(CHANGE).click()
  await page.getByLabel('Who').selectOption('Everyone')
  await page.getByRole('radio', { name: /^Without names/ }).check()
  await press(page, 'Show this report')
  await expect(main).toContainText('This report counts everybody')
  const said = (await figure('people have finished').innerText()).replace(/\s+/g, ' ')
  const then = said.match(/\d+ of \d+/)![0]
  await at.toReportOnPaper(page, 'Without names')
  await press(page, 'Save as PDF')
  await expect(page.locator('.paper-bar')).toContainText('Saved as')
  const { text } = readPdf(join(pc.saveFolder, `${at.SCHOOL} induction report 2026-09-30.pdf`))
  expect(text).toContain(`${then} people have finished`)
  await link(page, 'Back to the report').click()
  await page.getByText(CHANGE).click()
  await at.typeDay(page, 'As at', '23 11 2026')
  await press(page, 'Show this report')
  await expect(figure('people have finished')).toContainText(`${then} on 30 September 2026`)
})

test('by keyboard alone an administrator goes from a figure to a person and back; each state is looked at', async ({
  pc,
}) => {
  test.setTimeout(180_000)
  const page = await openYear(pc)
  const { press: enter, mark, type } = byKeyboard(page)
  await enter(link(page, 'Manage people and policies'))
  await type(page.getByRole('textbox'), 'example administrator')
  await page.keyboard.press('Enter')
  await enter(page.getByRole('link', { name: 'Report', exact: true }))
  await expect(at.heading(page)).toHaveText(/^Induction report/)
  await look(page, 'the report without names')
  await enter(page.locator('summary').filter({ hasText: CHANGE }))
  await mark(page.getByRole('radio', { name: /^With names/ }))
  await enter(page.locator('summary').filter({ hasText: 'Every rule that was asked about' }))
  await look(page, 'the report with names, everything open', { heading: false })
  await page.getByRole('group', { name: 'As at' }).getByLabel('Year').focus()
  await page.keyboard.press('Control+A')
  await page.keyboard.type('2027')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').waitFor()
  await look(page, 'the report, a day refused', { heading: false })

  await enter(link(page, /overdue, volunteers: see who$/).first())
  await expect(at.heading(page)).toHaveText('Overdue')
  await look(page, 'the people behind a figure')
  const person = page.getByRole('table').getByRole('link').last()
  const name = await person.innerText()
  await enter(person)
  await expect(at.heading(page)).toHaveText(name)
  await page.goBack()
  await expect(person).toBeFocused()
  await enter(link(page, 'Back to the report'))
  await expect(link(page, /overdue, volunteers: see who$/).first()).toBeFocused()
  await enter(link(page, 'Report on paper'))
  await expect(page.getByRole('combobox', { name: 'Names' })).toHaveValue('true')
  await look(page, 'the report on paper')
})

test('a record that does not hold together is what the report leads with', async ({ pc }) => {
  const page = await openYear(pc, (database) => {
    const triggers = database.prepare(`SELECT name FROM sqlite_schema WHERE type = 'trigger'`).pluck().all()
    for (const name of triggers) database.exec(`DROP TRIGGER "${name as string}"`)
    database.exec(`UPDATE ledger_payload SET payload = '{}' WHERE seq = 20`)
  })
  await toReport(page)
  await expect(page.locator('main .notice').first()).toContainText('The record does not hold together.')
  await expect(page.locator('main .notice').first()).toContainText('entry 20')
  await expect(page.getByRole('heading', { name: 'What needs the governors’ decision' })).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: 'Do not rely on a figure' })).toBeVisible()
})
