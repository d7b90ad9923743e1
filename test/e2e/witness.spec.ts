/** Printed reports as witnesses: each is asked for its minute, at once or later, and held against the record. */
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Page } from 'playwright/test'
import { DATABASE_FILE } from '../../src-main/database/open.ts'
import { readPdf } from '../support/pdf.ts'
import { expect, test } from './fixtures.ts'
import { byKeyboard } from './keys.ts'
import { look } from './look.ts'
import * as at from './pages.ts'

const link = (page: Page, name: string | RegExp) => page.getByRole('link', { name })
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })
const dialog = (page: Page) => page.getByRole('dialog', { name: 'Which minute records it?' })
const LIST = 'Printed reports, and which minute records each'

/** From the first screen to the report, as a governor. */
async function toReport(page: Page): Promise<void> {
  await link(page, 'See the governors’ report').click()
  await page.getByRole('textbox').fill(at.GOVERNOR)
  await page.getByRole('textbox').press('Enter')
  await expect(at.heading(page)).toHaveText(/^Induction report/)
}

async function openSetUp(page: Page): Promise<void> {
  await at.setUpSchool(page)
  await button(page, 'Close').click()
}

test('a printed report is asked for its minute, which the next report names; a record that was changed does not agree', async ({
  pc,
}) => {
  test.setTimeout(120_000)
  let page = await pc.open()
  await openSetUp(page)
  await toReport(page)
  await link(page, LIST).click()
  await expect(at.heading(page)).toHaveText('Printed reports')
  await expect(page.locator('main')).toContainText('No report has been printed yet')
  await link(page, 'Back to the report').click()

  // Asked once, under the buttons, and not in the way.
  await link(page, 'Report on paper').click()
  await expect(page.getByText('Which minute records it?')).toHaveCount(0)
  await button(page, 'Save as PDF').click()
  await expect(page.locator('.paper-bar')).toContainText('Saved as')
  await button(page, 'Enter the minute').click()
  await button(page, 'Not now').click()
  await expect(dialog(page)).toHaveCount(0)
  await link(page, 'Printed reports').click()

  const row = page.getByRole('row').filter({ hasText: 'As at 23 November 2026' })
  await expect(row).toContainText('Agrees')
  await expect(page.getByRole('status').first()).toContainText('One without a minute.')
  const [, head] = /fingerprint\s+((?:[0-9a-f]{8}\s+){7}[0-9a-f]{8})/.exec(await row.innerText())!
  const first = readPdf(join(pc.saveFolder, `${at.SCHOOL} induction report 2026-11-23.pdf`)).text
  expect(first.replace(/\s+/g, ' ')).toContain(head!.replace(/\s+/g, ' ').slice(0, 35)) // as the paper has it
  expect(first.replace(/\s+/g, ' ')).toContain('Nobody has entered yet which minute records a printed report')

  await button(page, /^Enter the minute/).click()
  await at.typeDay(page, 'Day of the meeting', '24 11 2026')
  await dialog(page).getByLabel('Minute reference').fill('Full governing body, item 7.2')
  await button(page, 'Save the minute').click()
  await expect(page.getByRole('alert')).toBeFocused()
  await expect(dialog(page).getByRole('group')).toContainText('24 November 2026 is still to come')
  await expect(dialog(page).getByLabel('Minute reference')).toHaveValue('Full governing body, item 7.2')
  await at.typeDay(page, 'Day of the meeting', '23 11 2026')
  await button(page, 'Save the minute').click()
  await expect(row).toContainText('Full governing body, item 7.2')
  await expect(row).toContainText('Meeting of 23 November 2026')
  await expect(page.getByRole('status').first()).toContainText('The minute of each is entered.')

  await link(page, 'Back to the report').click()
  await expect(page.locator('main')).toContainText(
    /Minuted on 23 November 2026 \(Full governing body, item 7\.2\): the report as at 23 November 2026, of \d+ entries\. The record agrees with what it noted of it; only the printed page can prove more\./,
  )

  await pc.close()
  const database = new Database(join(pc.folder, DATABASE_FILE))
  database.exec('DROP TRIGGER ledger_entry_no_update')
  database.exec(`UPDATE ledger_entry SET hash = '${'0'.repeat(64)}'
    WHERE seq = (SELECT head_length FROM report_made)`)
  database.close()
  page = await pc.open()
  await toReport(page)
  await expect(page.locator('main .notice').first()).toContainText('The record does not hold together.')
  await expect(page.locator('main')).toContainText('The record does not agree with it any more.')
  await link(page, LIST).click()
  await expect(page.locator('main .notice')).toContainText('The record does not agree with one printed report.')
  await expect(page.getByRole('row').filter({ hasText: 'Does not agree' })).toContainText('has another fingerprint')
  await look(page, 'printed reports, one that the record does not agree with')
})

test('by keyboard alone a minute is entered and corrected; each state is looked at', async ({ pc }) => {
  test.setTimeout(180_000)
  const page = await pc.open()
  await openSetUp(page)
  const { press, type } = byKeyboard(page)
  await toReport(page)
  await press(link(page, LIST))
  await look(page, 'printed reports, none yet')
  await press(link(page, 'Back to the report'))
  await press(link(page, 'Report on paper'))
  await press(button(page, 'Save as PDF'))
  await button(page, 'Enter the minute').waitFor()
  await look(page, 'a report that was printed', { heading: false })
  await press(button(page, 'Enter the minute'))
  await look(page, 'which minute?', { heading: false })
  await press(button(page, 'Save the minute'))
  await expect(page.getByRole('alert')).toBeFocused()
  await look(page, 'which minute, with errors', { heading: false })
  await press(dialog(page).getByRole('link', { name: /^Type where/ }))
  await expect(dialog(page).getByLabel('Minute reference')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(button(page, 'Enter the minute')).toBeFocused()
  await press(link(page, 'Printed reports'))
  await expect(at.heading(page)).toHaveText('Printed reports')
  await press(button(page, /^Enter the minute/))
  for (const [label, text] of [
    ['Day', '23'],
    ['Month', '11'],
    ['Year', '2026'],
    ['Minute reference', 'Item 7'],
  ] as const)
    // prettier-ignore
    await type(dialog(page).getByLabel(label, { exact: true }), text)
  await page.keyboard.press('Enter')
  const correct = button(page, /^Correct it/)
  await expect(correct).toBeFocused()
  await look(page, 'printed reports, one with its minute', { heading: false })
  await press(correct)
  await expect(dialog(page)).toContainText('the record keeps what was entered before')
  const reference = dialog(page).getByLabel('Minute reference')
  await at.tabTo(page, reference)
  await page.keyboard.press('End')
  await type(reference, '.2')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('table')).toContainText('Item 7.2')
})
