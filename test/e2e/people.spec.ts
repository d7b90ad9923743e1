/** The administrator and the governor; and what one person leaves behind for the next: nothing. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { readPdf } from '../support/pdf.ts'
import { expect, test } from './fixtures.ts'
import * as at from './pages.ts'

test('the governor’s report is true to the records, on screen and as a PDF', async ({ pc }) => {
  const page = await pc.open()
  await at.setUpSchool(page)
  await at.addPerson(page, 'Amina Inkwell', 'Teacher, Year 6', 'Staff')
  await at.addPerson(page, 'Tomasz Larkspur', 'Chair of governors', 'Volunteer', 'Governor')
  await at.stop(page)

  await page.getByRole('link', { name: 'See the governors’ report' }).click()
  await page.getByLabel('passphrase').fill('not the passphrase')
  await page.getByRole('button', { name: /report/ }).click()
  await expect(page.getByRole('alert')).toContainText('you have 9 tries left')
  await page.getByLabel('passphrase').fill(at.GOVERNOR)
  await page.getByRole('button', { name: /report/ }).click()

  const main = page.locator('main')
  await expect(main).toContainText(
    '0 of 2 people have finished their induction. Nobody is overdue, and no policy is past its review date.',
  )
  const rows = page.getByRole('table', { name: /audience/i }).getByRole('row')
  await expect(rows.filter({ hasText: 'Staff' })).toContainText(/Staff\s*1\s*0\s*1/)
  await expect(rows.last()).toContainText(/2\s*0\s*2/)

  await page.getByRole('button', { name: 'Save as PDF' }).click()
  await expect(page.getByText('Saved as')).toBeVisible()
  const file = readdirSync(pc.saveFolder).find((name) => name.endsWith('.pdf'))
  const report = readPdf(join(pc.saveFolder, file!))
  expect(report.tagged).toBe(true)
  expect(report.text).toContain('0 of 2 people have finished')
  expect(report.text).toContain('Tomasz Larkspur')
  expect(report.text).toContain('Page 1 of')
  const fingerprint = (await page.locator('.hash').last().innerText())
    .split(/\s+/)
    .filter((group) => /^[0-9a-f]{8}$/.test(group))
  expect(fingerprint).toHaveLength(8)
  for (const group of fingerprint) expect(report.text).toContain(group)
})

test('the next person sees nothing of the last one, nor one step back', async ({ pc }) => {
  const page = await pc.open()
  await at.setUpSchool(page)
  const pin = await at.addPerson(page, 'Amina Inkwell', 'Teacher, Year 6', 'Staff')
  const other = await at.addPerson(page, 'Mei Thistledown', 'Parent helper', 'Volunteer')
  await at.stop(page)
  await at.signIn(page, 'Amina Inkwell', pin)
  await at.carryOn(page)
  await at.readPages(page, 2)
  const address = page.url()
  await at.stop(page)
  await expect(page.locator('body')).not.toContainText('Amina')
  for (let step = 0; step < 4; step++) {
    await page.goBack().catch(() => null)
    await expect(at.heading(page)).toBeVisible()
    await expect(page.locator('body')).not.toContainText('Amina')
  }
  await page.evaluate((hash) => window.location.replace(hash), new URL(address).hash)
  await expect(at.heading(page)).toHaveText('What have you come to do?')
  await at.signIn(page, 'Mei Thistledown', other)
  await expect(page.locator('body')).not.toContainText('Amina')
  await page.evaluate((hash) => window.location.replace(hash), new URL(address).hash)
  await expect(page.locator('body')).not.toContainText('Amina')
})

test('somebody who left cannot come in, and a new PIN replaces the old', async ({ pc }) => {
  const page = await pc.open()
  await at.setUpSchool(page)
  const pin = await at.addPerson(page, 'Amina Inkwell', 'Teacher, Year 6', 'Staff')
  await page.getByRole('link', { name: 'Back to people' }).click()
  await page.getByRole('link', { name: 'Amina Inkwell' }).click()
  await page.getByRole('button', { name: /new PIN/i }).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /new PIN/i })
    .click()
  await expect(at.heading(page)).toContainText('Amina Inkwell')
  await expect(page.locator('main')).toContainText(/\d{3}\s?\d{3}/)
  const fresh = await at.pinOnSlip(page)
  expect(fresh).not.toBe(pin)
  await at.stop(page)
  await page.getByRole('link', { name: 'Start or continue my induction' }).click()
  await page.getByLabel('Your name').pressSequentially('Ink')
  await page.getByRole('button', { name: /Amina Inkwell/ }).click()
  await page.getByLabel('Your PIN').fill(pin)
  await page.getByRole('button', { name: 'Go to my induction' }).click()
  await expect(page.getByRole('alert')).toContainText('you have 9 tries left')
  await page.getByLabel('Your PIN').fill(fresh)
  await page.getByRole('button', { name: 'Go to my induction' }).click()
  await at.choosePin(page, fresh)
  await expect(at.heading(page)).toContainText('Amina')
})

test('names that are empty or absurd, and two people of one name', async ({ pc }) => {
  const page = await pc.open()
  await at.setUpSchool(page)
  await page.getByRole('button', { name: 'Add this person' }).click()
  await expect(page.getByRole('alert')).toContainText('Type the person’s name')
  for (const name of ['   ', '12345', 'Amina\u202EllewknI', '😀😀']) {
    await page.getByLabel('Full name').fill(name)
    await page.getByRole('checkbox', { name: /^Staff/ }).check()
    await page.getByRole('button', { name: 'Add this person' }).click()
    await expect(page.getByRole('alert')).toContainText(/name/)
    await expect(page.getByLabel('Full name')).toHaveValue(name)
  }
  await at.addPerson(page, 'Grace Candlewick', 'Cook', 'Staff')
  await page.getByLabel('Full name').fill('Grace Candlewick')
  await page.getByLabel('What they do here').fill('Friends of the school')
  await page.getByRole('checkbox', { name: /^Volunteer/ }).check()
  await page.getByRole('button', { name: 'Add this person' }).click()
  await expect(page.getByText('One other person is called Grace Candlewick too.')).toBeVisible()
  await at.stop(page)
  await page.getByRole('link', { name: 'Start or continue my induction' }).click()
  await page.getByLabel('Your name').pressSequentially('Candle')
  await expect(page.getByRole('button', { name: /Grace Candlewick.*Cook/ })).toBeVisible()
  await expect(page.getByRole('button', { name: /Grace Candlewick.*Friends of the school/ })).toBeVisible()
})

test('example data opens in a folder of its own, and leaves the real records as they are', async ({ pc }) => {
  const page = await pc.open()
  await page
    .getByRole('link', { name: /Look around/ })
    .or(page.getByRole('button', { name: /Look around/ }))
    .first()
    .click()
  await expect(page.getByRole('complementary', { name: 'Example data' })).toBeVisible({ timeout: 60_000 })
  await page.getByRole('link', { name: 'See the governors’ report' }).click()
  await page.getByRole('button', { name: 'Leave the example' }).click()
  await expect(at.heading(page)).toHaveText('Welcome to Lanyard')
  expect(existsSync(`${pc.folder}-example`)).toBe(true)
  await at.setUpSchool(page)
})

test('a lost administrator’s passphrase: the printed code lets a new one in', async ({ pc }) => {
  const page = await pc.open()
  const code = await at.setUpSchool(page)
  await at.stop(page)
  await page.getByRole('link', { name: 'Manage people and policies' }).click()
  await page.getByRole('link', { name: 'Use the recovery sheet' }).click()
  await page.getByLabel('The code on the sheet').fill(code.toLowerCase().replaceAll('-', ' '))
  await page.getByRole('textbox', { name: 'The administrator’s new passphrase' }).fill('another kettle violet')
  await page.getByRole('button', { name: 'Change the passphrase' }).click()
  await expect(page.locator('main')).toContainText(/([0-9A-Z]{4}-){5}[0-9A-Z]{4}/)
  expect(await page.locator('main').innerText()).not.toContain(code)
})
