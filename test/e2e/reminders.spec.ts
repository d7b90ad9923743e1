/** Reminders: who is due, and what is printed, saved and prepared for them. Nothing leaves the PC by itself. */
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright/test'
import { readPdf } from '../support/pdf.ts'
import { expect, test, type Pc } from './fixtures.ts'
import * as at from './pages.ts'

const LATER = '2026-12-01T09:00:00Z' // a week and a day after set-up: staff and volunteers have 14 days
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click()
const follow = (page: Page, name: string) => page.getByRole('link', { name, exact: true }).click()

/** Opens a school with three people who were added on 23 November, on a later day, with the administrator at the PC. */
async function openLater(pc: Pc, now = LATER, options: { programs?: string } = {}): Promise<Page> {
  const first = await pc.open()
  await at.setUpSchool(first)
  await at.addPerson(first, 'Amina Inkwell', 'Teacher, Year 6', 'Staff')
  await at.addPerson(first, 'Mei Thistledown', 'Parent helper', 'Volunteer')
  await at.addPerson(first, 'Amina Inkwell', 'Cook', 'Staff', 'Governor')
  await pc.close()
  const page = await pc.open({ now, ...options })
  await page.getByRole('link', { name: 'Manage people and policies' }).click()
  await page.getByLabel('passphrase').fill(at.ADMINISTRATOR)
  await press(page, 'Manage people and policies')
  await follow(page, 'Reminders')
  await expect(at.heading(page)).toHaveText('Reminders')
  return page
}

/** A folder of programs with a mail program in it: this script. */
function mailProgram(folder: string, script: string): void {
  mkdirSync(folder)
  for (const name of ['xdg-open', 'xdg-email']) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`)
    chmodSync(join(folder, name), 0o755)
  }
}

/** Words of a PDF, with single spaces. */
const wordsOf = (path: string) => readPdf(path).text.replace(/\s+/g, ' ')
const saved = (page: Page) => page.getByText('Saved as').locator('..')

test('the list has who is due; letters, slips, the list and the calendar file are for those who are chosen', async ({
  pc,
}) => {
  test.setTimeout(120_000)
  const page = await openLater(pc)
  const [main, chosen] = [page.locator('main'), page.getByText(/of \d+ chosen/)]
  await expect(chosen).toHaveText('3 of 3 chosen')
  const cook = page.getByRole('checkbox', { name: 'Amina Inkwell, Cook (staff, governor)' })
  await expect(page.getByRole('row').filter({ has: cook })).toContainText('7 December 2026in 6 days')
  await expect(page.getByRole('button', { name: 'Due by 15 December 3' })).toBeVisible()

  await page.getByLabel('Due within').fill('5')
  await press(page, 'Look')
  await expect(main).toContainText('Nobody is overdue, and nothing is due by 6 December 2026.')
  await page.getByLabel('Due within').fill('91')
  await press(page, 'Look')
  const alert = page.getByRole('alert')
  await expect(alert).toContainText('Give a number of days from 1 to 90')
  await alert.getByRole('link').click()
  await expect(page.getByLabel('Due within')).toBeFocused()
  await expect(page.getByLabel('Due within')).toHaveValue('91')
  await page.getByLabel('Due within').fill('14')
  await press(page, 'Look')
  await expect(chosen).toHaveText('3 of 3 chosen')

  await cook.uncheck()
  await expect(chosen).toHaveText('2 of 3 chosen')
  await page.getByLabel('Who', { exact: true }).selectOption('Staff')
  await expect(chosen).toHaveText('1 of 2 chosen')
  await page.getByLabel('Find by name').fill('nobody')
  await press(page, 'Show everyone')
  await expect(chosen).toHaveText('3 of 3 chosen')
  await cook.uncheck()

  await follow(page, 'Letters')
  await expect(at.heading(page)).toHaveText('2 letters')
  await expect(main).toContainText('please ask the Headteacher.')
  await page.getByLabel('Whom they can ask').fill(' ')
  await press(page, 'Use these words')
  await expect(page.getByRole('alert')).toContainText('Say whom they can ask')
  await page.getByLabel('Whom they can ask').fill('Ms Moss, extension 12')
  await press(page, 'Use these words')
  await expect(main).toContainText('please ask Ms Moss, extension 12.')
  await press(page, 'Save as PDF')
  await expect(saved(page)).toBeVisible()
  const letters = join(pc.saveFolder, 'Induction letters 2026-12-01.pdf')
  expect(readPdf(letters)).toMatchObject({ a4: true, tagged: true, pages: 2 })
  const words = wordsOf(letters)
  for (const said of [
    'Amina Inkwell Teacher, Year 6',
    'Mei Thistledown Parent helper',
    'Please read and sign the Social media policy by 7 December 2026.',
    'On a school computer, open Lanyard and choose “Start or continue my induction”.',
    'please ask Ms Moss, extension 12.',
  ])
    expect(words).toContain(said)
  expect(words).not.toMatch(/Cook|Page 1 of|overdue/)

  await follow(page, 'Back to reminders')
  await expect(chosen).toHaveText('2 of 3 chosen')
  await follow(page, 'Slips')
  await expect(main).toContainText('please ask Ms Moss, extension 12.')
  await press(page, 'Save as PDF')
  await expect(saved(page)).toBeVisible()
  const slips = join(pc.saveFolder, 'Induction slips 2026-12-01.pdf')
  expect(readPdf(slips)).toMatchObject({ a4: true, tagged: true, pages: 1 })
  expect(wordsOf(slips)).toContain('On a school computer: open Lanyard, choose your name, type your PIN.')

  await follow(page, 'Back to reminders')
  await press(page, 'Choose all')
  await follow(page, 'List for a meeting')
  await press(page, 'Save as PDF')
  await expect(saved(page)).toBeVisible()
  const list = wordsOf(join(pc.saveFolder, 'Induction list 2026-12-01.pdf'))
  for (const said of ['This list has names.', 'Due by 15 December 2026: 3 signatures', 'Not begun', 'Page 1 of 1'])
    expect(list).toContain(said)

  await follow(page, 'Back to reminders')
  await follow(page, 'Calendar file')
  await expect(main).toContainText('Monday 7 December 2026: Induction: 3 people due')
  await expect(main).not.toContainText('Mei')
  await press(page, 'Save the calendar file')
  await expect(saved(page)).toBeVisible()
  const file = readFileSync(join(pc.saveFolder, 'Induction due 2026-12-01.ics'), 'utf8')
  expect(file).toContain('DTSTART;VALUE=DATE:20261207')
  expect(file).not.toMatch(/Mei|Amina/)
  await page.getByRole('radio', { name: 'Their names as well' }).check()
  await expect(main).toContainText(
    'Social media: Amina Inkwell (Cook); Amina Inkwell (Teacher, Year 6); Mei Thistledown',
  )
})

test('what is overdue comes first, and nothing is made for nobody', async ({ pc }) => {
  const page = await openLater(pc, '2026-12-10T09:00:00Z')
  await expect(page.getByRole('button', { name: 'Overdue 3' })).toBeVisible()
  await press(page, 'Choose none')
  await expect(page.locator('main')).toContainText('Choose somebody to print or write for.')
  await expect(page.getByRole('link', { name: 'Letters' })).toHaveCount(0)
  await page.evaluate(() => window.location.replace('#/reminders/letters'))
  await expect(page.locator('main')).toContainText('Choose at least one person.')
  await follow(page, 'Back to reminders')
  await page.getByRole('checkbox', { name: /Mei/ }).check()
  await follow(page, 'Letters')
  await expect(page.locator('main')).toContainText(
    'Please read and sign the Social media policy. It was due on 7 December 2026.',
  )
})

test('an e-mail is opened in the PC’s own mail program, by name to one and without names to several', async ({
  pc,
}) => {
  test.skip(process.platform !== 'linux', 'the mail program is a script that stands in for those of Linux')
  const programs = join(pc.saveFolder, 'programs')
  const given = join(programs, 'given')
  mailProgram(programs, `printf '%s' "$1" > '${given}.part' && mv '${given}.part' '${given}'`)
  const page = await openLater(pc, LATER, { programs })
  const opened = () => decodeURIComponent(readFileSync(given, 'utf8')).replaceAll('\r\n', '\n')

  await follow(page, 'E-mail')
  await expect(at.heading(page)).toHaveText('One e-mail to three people')
  await expect(page.locator('main')).toContainText('Put all addresses under Bcc')
  await expect(page.getByLabel('Text')).not.toHaveValue(/Amina|Mei|7 December/)
  await press(page, 'Open it in my mail program')
  await expect(page.getByText('Handed to the mail program.')).toBeVisible()
  await expect
    .poll(opened)
    .toBe(`mailto:?subject=Your induction at ${at.SCHOOL}&body=${await page.getByLabel('Text').inputValue()}`)

  await follow(page, 'Back to reminders')
  await press(page, 'Choose none')
  await page.getByRole('checkbox', { name: /Mei/ }).check()
  await follow(page, 'E-mail')
  await expect(at.heading(page)).toHaveText('An e-mail to Mei Thistledown')
  await press(page, 'Open it in my mail program')
  await expect
    .poll(opened)
    .toContain('body=Dear Mei Thistledown,\n\nPlease read and sign the Social media policy by 7 December')
})

test('where no mail program opens, the text stays to be copied', async ({ pc }, testInfo) => {
  test.skip(process.platform !== 'linux', 'the mail program is a script that stands in for those of Linux')
  const programs = join(pc.saveFolder, 'programs')
  mailProgram(programs, 'exit 3')
  const page = await openLater(pc, LATER, { programs })
  await follow(page, 'E-mail')
  await press(page, 'Open it in my mail program')
  // On Linux, Electron does not hear how its opener ended.
  const isTold = testInfo.project.metadata.host !== 'electron'
  await expect(page.locator('main')).toContainText(
    isTold ? 'No mail program opened on this PC. Nothing was sent.' : 'If no window opens, copy the text below.',
  )
  await page.getByLabel('Text').focus()
  expect(await page.evaluate(() => getSelection()?.toString())).toMatch(/^Hello,/)
})

test('one person is chosen and their letter saved by keyboard alone', async ({ pc }) => {
  const page = await openLater(pc)
  const enter = async (name: string | RegExp, role: 'link' | 'button' = 'button') => {
    await at.tabTo(page, page.getByRole(role, { name }))
    await page.keyboard.press('Enter')
  }
  await enter('Choose none')
  await at.tabTo(page, page.getByRole('checkbox', { name: /Mei/ }))
  await page.keyboard.press('Space')
  await expect(page.getByText('1 of 3 chosen')).toBeVisible()
  await page.getByRole('heading', { level: 1 }).focus()
  await enter('Letters', 'link')
  await expect(at.heading(page)).toBeFocused()
  await at.tabTo(page, page.getByLabel('Whom they can ask'))
  await page.keyboard.press('Control+A')
  await page.keyboard.type('the school office')
  await page.keyboard.press('Enter')
  await expect(page.locator('main')).toContainText('please ask the school office.')
  await enter('Save as PDF')
  await expect(saved(page)).toBeVisible()
  expect(wordsOf(join(pc.saveFolder, 'Induction letters 2026-12-01.pdf'))).toContain('please ask the school office.')
})
