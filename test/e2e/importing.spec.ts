/** Importing people from a school system's export, and giving them their first PINs. */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright/test'
import { readPdf } from '../support/pdf.ts'
import { expect, test } from './fixtures.ts'
import { look } from './look.ts'
import * as at from './pages.ts'

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click()
const chip = (page: Page, name: string) => page.getByRole('group', { name: /^Show rows/ }).getByRole('button', { name })
const choose = (page: Page, name: string, bytes: Buffer) =>
  page.getByLabel('The file', { exact: true }).setInputFiles({ name, mimeType: 'text/csv', buffer: bytes })

/** As a school system saves it on Windows: the letters with accents are not UTF-8. */
const EXPORT = Buffer.from(
  `Forename,Legal Surname,Staff Code,Job title,Work email,Start date,Leaving date
Zo\xeb,Thistledown,ZT1,"Teacher, Year 2",zoe@hill.example,01/09/2026,
Tomasz,Larkspur,TL1,Site manager,,02/11/2026,
Grace,Candlewick,,,,,18/12/2026
Amina,Inkwell,AI1,Cook,,31/02/2026,
`,
  'latin1',
)

/** A school with one Grace Candlewick, and the form that takes the file. */
async function openImport(page: Page): Promise<void> {
  await at.setUpSchool(page)
  await at.addPerson(page, 'Grace Candlewick', 'Cook', 'Staff')
  await page.getByRole('link', { name: 'Back to people' }).click()
  await page.getByRole('link', { name: 'Import from a file' }).click()
  await expect(at.heading(page)).toHaveText('Import people')
}

test('an export is read, looked at, settled, imported; PINs are given; and the same file changes nothing', async ({
  pc,
}) => {
  test.setTimeout(180_000)
  const page = await pc.open()
  await openImport(page)
  await look(page, 'import: the file', { heading: false })
  await press(page, 'Read the file')
  await expect(page.getByRole('alert')).toContainText('Choose the file to import')
  await choose(page, 'staff.xlsx', Buffer.from('504b030414000600', 'hex'))
  await press(page, 'Read the file')
  await expect(page.getByRole('alert')).toContainText('save it as CSV')
  await look(page, 'import: the file, with an error', { heading: false })

  await choose(page, 'staff.csv', EXPORT)
  await press(page, 'Read the file')
  await expect(at.heading(page)).toHaveText('What the columns hold')
  await expect(page.getByLabel('First name')).toHaveValue('0')
  await expect(page.getByLabel('Last day')).toHaveValue('6')
  await expect(page.getByRole('table', { name: 'Doubtful text' }).getByRole('row')).toHaveText([/Line/, /2.*Forename.*Zoë.*Windows/]) // prettier-ignore
  await look(page, 'import: the columns', { heading: false })
  await page.getByLabel('How the file is written').selectOption('utf-8')
  await expect(page.getByRole('table', { name: 'Doubtful text' })).toContainText('A letter is lost')
  await page.getByLabel('How the file is written').selectOption('windows-1252')
  await expect(page.getByText('Every letter in the file can be read')).toBeVisible()
  await press(page, 'See what would be imported')
  await expect(page.getByRole('alert')).toContainText('Choose at least one: staff, volunteers or governors')
  await page.getByRole('checkbox', { name: 'Staff' }).check()
  await press(page, 'See what would be imported')

  await expect(at.heading(page)).toHaveText('What would be imported')
  await expect(page.locator('.lead')).toContainText('would add 2 people. Nothing is written yet. Left out: 1 faulty row and 1 row that nobody has settled.') // prettier-ignore
  await look(page, 'import: what would be imported', { heading: false })
  await chip(page, 'Faulty').click()
  await expect(page.getByRole('row', { name: /Amina Inkwell|AI1/ })).toContainText('there is no 31 February 2026')
  await press(page, /^Save what was left out/)
  await expect(page.getByText('Saved as')).toBeVisible()
  const saved = readdirSync(pc.saveFolder).find((name) => name.startsWith('Rows to mend'))
  expect(readFileSync(join(pc.saveFolder, saved!), 'utf8')).toContain('there is no 31 February 2026')
  await chip(page, 'To settle').click()
  await look(page, 'import: a row to settle', { heading: false })
  await page.getByRole('radio', { name: /^It is Grace Candlewick, Cook/ }).check()
  await press(page, 'Import: add 2 people and change 1 person')
  await expect(at.heading(page)).toHaveText('The import is done')
  await expect(page.locator('main')).toContainText('2 people were added and 1 changed')
  await look(page, 'import: done', { heading: false })

  await page.getByRole('link', { name: 'Make their PIN slips' }).click()
  await expect(page.locator('main')).toContainText('Two people have no PIN yet')
  await look(page, 'PIN slips to make', { heading: false })
  await press(page, 'Make 2 PIN slips')
  await expect(at.heading(page)).toHaveText('2 PIN slips', { timeout: 60_000 })
  await look(page, 'PIN slips', { heading: false })
  const slip = page.getByRole('article').filter({ hasText: 'Zoë Thistledown' })
  const pin = /(\d{3})\s?(\d{3})/.exec(await slip.innerText())!
  await press(page, 'Save as PDF')
  await expect(page.getByText('Saved as')).toBeVisible()
  const slips = readPdf(
    join(
      pc.saveFolder,
      readdirSync(pc.saveFolder).find((name) => name.endsWith('.pdf'))!,
    ),
  )
  expect(slips.text).toContain('Zoë Thistledown')
  expect(slips.text).toContain('Tomasz Larkspur')

  await page.getByRole('link', { name: 'People', exact: true }).click()
  await expect(page.getByRole('row', { name: /Zoë Thistledown.*Teacher, Year 2 · ZT1/ })).toBeVisible()
  await page.getByRole('link', { name: 'Import from a file' }).click()
  await choose(page, 'staff.csv', EXPORT)
  await press(page, 'Read the file')
  await expect(page.getByText('As the last time.')).toBeVisible()
  await press(page, 'See what would be imported')
  await expect(page.locator('.lead')).toContainText('staff.csv would change nothing')
  await expect(chip(page, 'Same')).toContainText('2')
  await at.stop(page)
  await at.signIn(page, 'Zoë Thistledown', pin[1]! + pin[2]!)
})

test('by keyboard alone: the columns are mended by hand', async ({ pc }) => {
  const page = await pc.open()
  await openImport(page)
  await choose(page, 'people.csv', Buffer.from('Wer;Was\nMei Thistledown;Parent helper\n')) // the machine's own dialog
  await at.tabTo(page, page.getByRole('button', { name: 'Read the file' }))
  await page.keyboard.press('Enter')
  await expect(page.getByText('No column is known by its name.')).toBeVisible()
  await at.tabTo(page, page.getByRole('button', { name: 'See what would be imported' }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toBeFocused()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Full name')).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByLabel('Full name')).toHaveValue('0')
  await at.tabTo(page, page.getByRole('checkbox', { name: 'Volunteers' }))
  await page.keyboard.press('Space')
  await at.tabTo(page, page.getByRole('button', { name: 'See what would be imported' }))
  await page.keyboard.press('Enter')
  await expect(at.heading(page)).toBeFocused()
  await expect(at.heading(page)).toHaveText('What would be imported')
  await at.tabTo(page, page.getByRole('button', { name: 'Import: add 1 person' }))
  await page.keyboard.press('Enter')
  await expect(at.heading(page)).toHaveText('The import is done')
  await at.tabTo(page, page.getByRole('link', { name: 'Back to people' }))
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: /^No PIN yet/ }).click()
  await page.getByRole('link', { name: /Mei Thistledown/ }).click()
  await expect(page.getByText('No PIN given out yet.')).toBeVisible()
})
