/** The school's settings: what is entered here stands on screens and papers from then on. */
import { join } from 'node:path'
import type { Page } from 'playwright/test'
import { rulesOn } from '../../src-main/policies/concerns.ts'
import { logoFile, plainPng } from '../support/logos.ts'
import { readPdf } from '../support/pdf.ts'
import { expect, test } from './fixtures.ts'
import * as at from './pages.ts'

/** Who is said to stand behind a role, as the cards show it. */
const WHO: Record<string, RegExp> = {
  headteacher: /Headteacher\s*Imogen Larch\s*01773 555 0100\s*head@westhouses\.example/,
  'senior-leader': /A member of SLT \(the senior leadership team\)\s*Owen Thatch/,
}
const ACADEMY = 'Westhouses Academy'
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true }).click()
const saved = (page: Page) => expect(page.getByRole('status').filter({ hasText: 'Saved.' })).toBeVisible()

/** From any screen of the administrator to the form of one setting. */
async function change(page: Page, setting: string | RegExp): Promise<void> {
  await page.getByRole('link', { name: 'Settings', exact: true }).click()
  await page.getByRole('link', { name: setting }).click()
  await expect(at.heading(page)).toBeFocused()
}

/** The pixels that a picture on the screen is made of; 0 where it could not be shown. */
const shownWidth = (page: Page, selector: string): Promise<number> =>
  page.locator(selector).evaluate((image: HTMLImageElement) => image.naturalWidth)

test('a name and a logo stand on screens and papers from then on', async ({ pc }) => {
  test.setTimeout(180_000)
  const page = await pc.open()
  await at.setUpSchool(page)
  await change(page, 'Change the name')
  await page.getByLabel('Name of the school').fill(' ')
  await press(page, 'Save the name')
  await expect(page.getByRole('alert')).toContainText('Type the school’s name')
  await page.getByLabel('Name of the school').fill(ACADEMY)
  await press(page, 'Save the name')
  await saved(page)
  await expect(page.getByRole('banner')).toContainText(ACADEMY)

  await change(page, 'Add the logo')
  const file = page.getByLabel(/file with the logo/)
  const alert = page.getByRole('alert')
  const asFile = (name: string, buffer: Buffer) => ({ name, mimeType: '', buffer })
  for (const [chosen, words] of [
    [[], 'Choose a file'],
    [asFile('logo.png', Buffer.alloc(5_000_001)), 'larger than 5 MB'],
    [asFile('logo.png', Buffer.from('our logo')), 'neither a PNG nor an SVG'],
    [asFile('logo.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>')), 'There is a script'],
    [asFile('logo.png', plainPng(60, 30).subarray(0, 70)), 'damaged, or cut off'],
  ] as const) {
    await file.setInputFiles(chosen)
    await press(page, 'Use this logo')
    await expect(alert).toContainText(words)
    await expect(alert).toBeFocused()
    await expect(page.locator('img')).toHaveCount(0)
  }
  await alert.getByRole('link').click()
  await expect(file).toBeFocused()
  await file.setInputFiles(asFile('logo of any name', logoFile))
  await press(page, 'Use this logo')
  await saved(page)
  await expect(page.getByRole('img', { name: `Logo of ${ACADEMY}` })).toBeVisible()
  expect(await shownWidth(page, 'main img')).toBe(600)
  expect(await shownWidth(page, 'header img')).toBe(600)

  await page.getByRole('link', { name: 'Report' }).click()
  await page.getByRole('link', { name: 'Report on paper' }).click()
  await expect(page.getByRole('img', { name: ACADEMY })).toBeVisible()
  expect(await shownWidth(page, '.paper-top img')).toBe(600)
  await press(page, 'Save as PDF')
  await expect(page.locator('.paper-bar')).toContainText('Saved as')
  const report = readPdf(join(pc.saveFolder, `${ACADEMY} induction report 2026-11-23.pdf`))
  expect(report).toMatchObject({ a4: true, tagged: true })
  expect(report.text).toContain(ACADEMY)
  expect(report.alternatives).toContain(ACADEMY)
  expect(report.text).not.toContain(at.SCHOOL)

  await at.stop(page)
  await expect(page.getByRole('banner')).toContainText(ACADEMY)
  expect(await shownWidth(page, 'header img')).toBe(600)
  await pc.close()
  const again = await pc.open()
  await expect(again.getByRole('banner')).toContainText(ACADEMY)
  expect(await shownWidth(again, 'header img')).toBe(600)
  await again.getByRole('link', { name: 'Manage people and policies' }).click()
  await again.getByLabel('passphrase').fill(at.ADMINISTRATOR)
  await again.keyboard.press('Enter')
  await change(again, 'Change the logo')
  await press(again, 'Remove the logo')
  await again.getByRole('dialog').getByRole('button', { name: 'Remove the logo' }).click()
  await expect(again.locator('img')).toHaveCount(0)
})

test('a learner sees who stands behind a role, and by keyboard alone it is said who', async ({ pc }) => {
  test.setTimeout(180_000)
  const page = await pc.open()
  await at.setUpSchool(page)
  const pin = await at.addPerson(page, 'Amina Inkwell', 'Teacher, Year 6', 'Staff')
  await page.getByRole('link', { name: 'Settings', exact: true }).click()
  await expect(page.locator('main')).toContainText('0 of 4 roles named')
  await at.tabTo(page, page.getByRole('link', { name: 'Change the contacts' }))
  await page.keyboard.press('Enter')
  await expect(at.heading(page)).toHaveText('Contacts')
  const type = async (role: string, field: string, text: string) => {
    await at.tabTo(page, page.getByRole('group', { name: role, exact: true }).getByLabel(field))
    await page.keyboard.press('Control+A')
    await page.keyboard.type(text)
  }
  await type('Headteacher', 'Name, or names', 'Imogen Larch')
  await type('Headteacher', 'Telephone', '01773 555 0100')
  await type('Headteacher', 'E-mail', 'head at school')
  await type('A member of SLT (the senior leadership team)', 'Name, or names', 'Owen Thatch')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toContainText('Type an e-mail address')
  await at.tabTo(page, page.getByRole('alert').getByRole('link'))
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('E-mail').first()).toBeFocused()
  await expect(page.getByLabel('Name, or names').nth(1)).toHaveValue('Owen Thatch')
  await page.keyboard.press('Control+A')
  await page.keyboard.type('head@westhouses.example')
  await page.keyboard.press('Enter')
  await saved(page)

  await at.stop(page)
  await at.signIn(page, 'Amina Inkwell', pin)
  await at.carryOn(page)
  const told = new Set<string>()
  const forStaff = <Item extends { audiences: readonly string[] }>({ audiences }: Item) => audiences.includes('staff')
  for (const { title, body } of at.pack.module.pages.filter(forStaff)) {
    await expect(at.heading(page)).toHaveText(title)
    const rules = at.pack.rules.filter((rule) => rulesOn(body).includes(rule.id) && forStaff(rule))
    for (const { tell } of rules) if (tell && WHO[tell]) await expect(page.locator('main')).toContainText(WHO[tell])
    for (const { tell } of rules) if (tell) told.add(tell)
    await at.readPages(page, 1)
  }
  expect([...told]).toEqual(expect.arrayContaining(Object.keys(WHO)))
})

test('retention rules and the day of renewal are kept as entered; nothing is preset and no programme changes', async ({
  pc,
}) => {
  const page = await pc.open()
  await at.setUpSchool(page)
  await change(page, 'Change how long records are kept')
  const staff = page.getByRole('group', { name: 'Staff', exact: true })
  for (const field of await page.locator('main input, main textarea').all()) await expect(field).toHaveValue('')
  await staff.getByLabel('Years after leaving').fill('six')
  await press(page, 'Save the rules')
  const alert = page.getByRole('alert')
  await expect(alert).toContainText('Staff: give whole years from 0 to 100')
  await expect(alert).toContainText('Staff: say where the rule comes from')
  await staff.getByLabel('Years after leaving').fill('6')
  await staff.getByLabel('Where the rule comes from').fill('Retention schedule, line 4')
  await press(page, 'Save the rules')
  await saved(page)

  await change(page, 'Change the day of the yearly renewal')
  await page.getByRole('radio', { name: 'Yes, each year' }).check()
  const day = page.getByRole('group', { name: 'Day of the year' })
  await day.getByLabel('Day').fill('30')
  await day.getByLabel('Month').fill('2')
  await press(page, 'Save the day')
  await expect(alert).toContainText('Give a day and a month that exist')
  await day.getByLabel('Day').fill('1')
  await day.getByLabel('Month').fill('9')
  await press(page, 'Save the day')
  await saved(page)

  await page.getByRole('link', { name: 'Settings', exact: true }).click()
  await expect(page.locator('main')).toContainText('Staff: 6 years after leaving (Retention schedule, line 4)')
  await expect(page.locator('main')).toContainText('1 September')
  await page.getByText('What was changed, and when: 3 entries').click()
  await expect(page.locator('details li').first()).toContainText('Day of the yearly renewal: 1 September')

  await page.getByRole('link', { name: 'Policies', exact: true }).click()
  await page.getByRole('link', { name: 'Programmes' }).click()
  await expect(page.locator('main')).not.toContainText('1 September')
  await page.getByRole('link', { name: 'Change the programme of staff' }).click()
  await page.getByRole('radio', { name: 'Each year' }).check()
  await expect(page.getByRole('group', { name: 'Day of the year' }).getByLabel('Month')).toHaveValue('9')
})
