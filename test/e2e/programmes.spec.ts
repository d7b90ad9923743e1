/** What each group is asked, and who is not asked for now. */
import { join } from 'node:path'
import type { Page } from 'playwright/test'
import { readPdf } from '../support/pdf.ts'
import { expect, test } from './fixtures.ts'
import * as at from './pages.ts'

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click()
const link = (page: Page, name: string) => page.getByRole('link', { name, exact: true }).click()

async function toProgrammes(page: Page): Promise<void> {
  await link(page, 'Policies')
  await link(page, 'Programmes')
  await expect(at.heading(page)).toHaveText('Programmes')
  await expect(page.getByRole('link', { name: 'Policies', exact: true })).toHaveAttribute('aria-current', 'page')
}

test('days allowed are changed with a preview; a person is waived, and stands so in list, report and own induction', async ({
  pc,
}) => {
  const page = await pc.open()
  await at.setUpSchool(page)
  const pin = await at.addPerson(page, 'Amina Inkwell', 'Teacher, Year 6', 'Staff')
  await at.addPerson(page, 'Mei Thistledown', 'Parent helper', 'Volunteer')
  const main = page.locator('main')

  await toProgrammes(page)
  await page.getByRole('link', { name: 'Change the programme of staff' }).click()
  await page.getByLabel('Days allowed').fill('366')
  await press(page, 'See whom this touches')
  await expect(page.getByRole('alert')).toContainText('Days allowed: a whole number from 0 to 365')
  await page.getByLabel('Days allowed').fill('7')
  await page.getByRole('radio', { name: 'Each year' }).check()
  const renewal = page.getByRole('group', { name: 'Day of the year' })
  await renewal.getByLabel('Day').fill('1')
  await renewal.getByLabel('Month').fill('9')
  await press(page, 'See whom this touches')
  await expect(at.heading(page)).toHaveText('Whom this touches')
  await expect(at.heading(page)).toBeFocused()
  await expect(main).toContainText('1 person is touched on 23 November 2026')
  await expect(page.getByRole('row', { name: 'Amina Inkwell' })).toContainText(
    'due 30 November 2026 rather than 7 December 2026',
  )
  await expect(main).not.toContainText('Mei Thistledown')
  await expect(main).toContainText('The first day of signing again is 1 September 2027')
  await press(page, 'Go back and change it')
  await expect(page.getByLabel('Days allowed')).toHaveValue('7')
  await page.getByLabel('Days allowed').fill('10')
  await press(page, 'See whom this touches')
  await press(page, 'Save this programme')
  await expect(at.heading(page)).toHaveText('Programmes')
  const staff = page.getByRole('region', { name: 'Staff' })
  await expect(staff).toContainText('10 days from the start date')
  await expect(staff).toContainText('Each year on 1 September')

  await link(page, 'People')
  await link(page, 'Amina Inkwell')
  await expect(main).toContainText('3 December 2026')
  await at.waive(page, 'On leave', '12 4 2027')
  await expect(page.getByRole('row', { name: 'Waived' })).toContainText('Until 12 April 2027')
  await link(page, 'People')
  await expect(page.getByRole('row', { name: 'Amina Inkwell' })).toContainText('Waived')
  await expect(page.getByRole('row', { name: 'Amina Inkwell' })).toContainText('0 of 1')
  await at.stop(page)

  await page.getByRole('link', { name: 'See the governors’ report' }).click()
  await page.getByLabel('passphrase').fill(at.GOVERNOR)
  await press(page, /report/)
  await expect(main).toContainText('0 of 2 people have finished their induction, and one is waived.')
  const table = page.getByRole('table', { name: /audience/i })
  await expect(table.getByRole('columnheader').last()).toHaveText('Waived')
  await expect(table.getByRole('row', { name: 'Staff' })).toContainText(/Staff\s*1\s*0\s*0\s*0\s*0\s*1/)
  await at.toReportOnPaper(page, 'With names')
  await press(page, 'Save as PDF')
  await expect(page.getByText('Saved as')).toBeVisible()
  const paper = readPdf(join(pc.saveFolder, `${at.SCHOOL} induction report 2026-11-23.pdf`)).text.replace(/\s+/g, ' ')
  for (const words of ['and one is waived', 'On leave', '12 April 2027', 'Headteacher']) expect(paper).toContain(words)
  await toProgrammes(page)
  await expect(page.getByRole('region', { name: 'Staff' })).toContainText('10 days')
  await expect(page.getByRole('link', { name: /^Change/ })).toHaveCount(0)
  await at.stop(page)

  await at.signIn(page, 'Amina Inkwell', pin)
  await expect(at.heading(page)).toHaveText('Hello Amina. Nothing to do for now.')
  await expect(main).toContainText('until 12 April 2027: On leave (Headteacher)')
  await page.getByRole('link', { name: 'Do it all the same' }).click()
  await expect(at.heading(page)).toHaveText(at.pack.module.pages[0]!.title)
})

test('a waiver is given and ended by keyboard alone, and so is a programme', async ({ pc }) => {
  const page = await pc.open()
  await at.setUpSchool(page)
  await at.addPerson(page, 'Amina Inkwell', 'Teacher, Year 6', 'Staff')
  const enter = async (name: string | RegExp, role: 'link' | 'button' = 'button') => {
    await at.tabTo(page, page.getByRole(role, { name }))
    await page.keyboard.press('Enter')
  }
  const type = async (label: string, text: string) => {
    await at.tabTo(page, page.getByLabel(label))
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.type(text)
  }
  await enter(/^People$/, 'link')
  await expect(at.heading(page)).toHaveText('People')
  await enter('Amina Inkwell', 'link')
  await expect(at.heading(page)).toHaveText('Amina Inkwell')
  await enter(/^Waive/)
  await enter('Waive it')
  await expect(page.getByRole('alert')).toContainText('Three things to put right')
  await type('Why', 'On leave')
  for (const [part, digits] of [['Day', '31'], ['Month', '12'], ['Year', '2026']] as const) await type(part, digits) // prettier-ignore
  await type('Whose decision it is', 'Headteacher')
  await enter('Waive it')
  await expect(page.getByRole('row', { name: 'Waived' })).toBeVisible()
  await enter(/^End the waiver/)
  await type('Whose decision it is', 'Headteacher')
  await enter(/^End the waiver$/)
  await expect(page.getByRole('row', { name: 'Not started' })).toBeVisible()

  await enter(/^Policies$/, 'link')
  await expect(at.heading(page)).toHaveText('Policies')
  await enter('Programmes', 'link')
  await expect(at.heading(page)).toHaveText('Programmes')
  await enter('Change the programme of governors', 'link')
  await expect(at.heading(page)).toHaveText('Change what governors are asked')
  await type('Days allowed', '30')
  await page.keyboard.press('Enter')
  await expect(at.heading(page)).toHaveText('Whom this touches')
  await expect(page.locator('main')).toContainText('Nobody who is here is touched')
  await enter('Save this programme')
  await expect(page.getByRole('region', { name: 'Governors' })).toContainText('30 days')
})
