/** The register of official accounts: kept by the administrator, read by governors, printed and saved. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import type { Page } from 'playwright/test'
import { readPdf } from '../support/pdf.ts'
import { expect, test } from './fixtures.ts'
import * as at from './pages.ts'

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click()
const toAccounts = (page: Page) => page.getByRole('link', { name: 'Accounts', exact: true }).click()

async function toForm(page: Page): Promise<void> {
  await toAccounts(page)
  await page.getByRole('link', { name: 'Add an account' }).click()
  await expect(at.heading(page)).toHaveText('Add an account')
}

test('an account is added, checked, edited and closed; a governor reads, prints and saves the register', async ({
  pc,
}) => {
  const page = await pc.open()
  await at.setUpSchool(page)
  await toAccounts(page)
  const main = page.locator('main')
  await expect(main).toContainText('No account is on the register yet')
  const rule = at.pack.rules.find(({ id }) => id === 'multi-factor-authentication')!
  const card = page.locator('.rule').filter({ hasText: rule.text })
  await expect(card).toContainText(/should/i)
  await expect(card).toContainText(`Clause ${rule.ref}`)

  await toForm(page)
  await page.getByLabel('Platform').fill('Facebook')
  await page.getByLabel('Name of the account or page').fill('Westhouses <b>Primary</b>')
  await page.getByLabel('Address').fill('facebook.example/westhouses')
  await page.getByLabel('Who administers it').fill('Headteacher')
  await page.getByLabel('Who may post').fill('Office manager\n\nDeputy head')
  await page.getByRole('radio', { name: 'Off', exact: true }).check()
  await at.typeDay(page, 'Opened on', '1 1 2018')
  await at.typeDay(page, 'Last checked on', '22 11 2025')
  await page.getByLabel('Note').fill('=1+1\nNews of events.')
  await press(page, 'Add this account')
  await expect(at.heading(page)).toHaveText('Westhouses <b>Primary</b>')
  await expect(main).toContainText('Multi-factor is off')
  await expect(main).toContainText('Not checked for over a year')

  await press(page, /^Checked today/)
  await expect(main).toContainText('Checked on 23 November 2026')
  await expect(main).not.toContainText('Not checked for over a year')
  await page.getByRole('link', { name: 'Edit' }).click()
  await expect(page.getByLabel('Who may post')).toHaveValue('Office manager\nDeputy head')
  await page.getByLabel('Who administers it').fill('Office manager')
  await press(page, 'Save the changes')
  await expect(main).toContainText('Who administers it changed')

  await toForm(page)
  await at.addAccount(page, 'Vine', '@westhouses')
  await press(page, 'It was closed')
  const dialog = page.getByRole('dialog')
  await at.typeDay(page, 'Closed on', '24 11 2026')
  await dialog.getByRole('button', { name: 'Record that it was closed' }).click()
  await expect(dialog).toContainText('24 November 2026 is still to come')
  await at.typeDay(page, 'Closed on', '17 1 2017')
  await dialog.getByRole('button', { name: 'Record that it was closed' }).click()
  await expect(page.getByText('The account is closed.')).toBeVisible()
  await expect(at.heading(page)).toBeFocused()
  await at.stop(page)

  await page.getByRole('link', { name: 'See the governors’ report' }).click()
  await page.getByLabel('passphrase').fill(at.GOVERNOR)
  await press(page, /report/)
  await toAccounts(page)
  await expect(main).toContainText('One account is open. It was checked in the past year. Multi-factor is off on one.')
  await expect(page.getByRole('link', { name: '@westhouses' })).toBeHidden()
  await page.getByText('1 closed account').click()
  await expect(page.getByRole('listitem').filter({ hasText: '@westhouses' })).toContainText('Closed on 17 January 2017')
  await expect(page.getByRole('button', { name: /Checked today/ })).toHaveCount(0)
  await expect(page.getByRole('link', { name: 'Add an account' })).toHaveCount(0)

  await press(page, 'Save as PDF')
  await expect(page.getByText('.pdf')).toBeVisible()
  const paper = readPdf(join(pc.saveFolder, `${at.SCHOOL} official accounts 2026-11-23.pdf`))
  expect(paper).toMatchObject({ a4: true, tagged: true, pages: 1 })
  // the words at the foot may run over a line, beside the page's number
  const text = paper.text.replace(/\s+/g, ' ').replace('Page 1 of 1 printed', 'printed')
  for (const words of [
    'As at Monday 23 November 2026',
    'Multi-factor is off on one.',
    '@westhouses',
    '17 January 2017',
    `${at.SCHOOL}: official accounts as at 23 November 2026, printed 23 November`,
  ])
    expect(text).toContain(words)
  expect(text).toMatch(/Record: \d+ entries, [0-9a-f]{8} [0-9a-f]{8}/)

  await press(page, 'Save as CSV')
  await expect(page.getByText('.csv')).toBeVisible()
  const file = readFileSync(join(pc.saveFolder, 'Official accounts 2026-11-23.csv'))
  expect(parse<Record<string, string>>(file, { columns: true, bom: true })).toMatchObject([
    { account: 'Westhouses <b>Primary</b>', multi_factor: 'off', note: "'=1+1\nNews of events." },
    { account: "'@westhouses", closed_on: '2017-01-17' },
  ])

  await at.typeDay(page, 'As at', '22 11 2026')
  await press(page, 'Show this day')
  await expect(at.heading(page)).toHaveText('Official accounts as at 22 November 2026')
  await expect(main).toContainText('No account was on the register on this day.')
})

test('what cannot be is told at its field, and what was typed stays', async ({ pc }) => {
  const page = await pc.open()
  await at.setUpSchool(page)
  await toForm(page)
  await at.addAccount(page, 'Facebook', at.SCHOOL)
  await toForm(page)
  const alert = page.getByRole('alert')
  await press(page, 'Add this account')
  await expect(alert).toContainText('Three things to put right')
  await page.getByLabel('Platform').fill('FACEBOOK')
  await page.getByLabel('Name of the account or page').fill(at.SCHOOL)
  await page.getByLabel('Who administers it').fill('Headteacher')
  await at.typeDay(page, 'Opened on', '30 2 2020')
  await press(page, 'Add this account')
  await expect(alert).toContainText('Give a date that exists')
  await at.typeDay(page, 'Opened on', '')
  await press(page, 'Add this account')
  await expect(alert).toContainText(`${at.SCHOOL} on Facebook is on the register already, and open.`)
  await alert.getByRole('link').click()
  await expect(page.getByLabel('Name of the account or page')).toBeFocused()
  await page.getByLabel('Name of the account or page').fill('x'.repeat(10_000))
  await press(page, 'Add this account')
  await expect(alert).toContainText('At most 200 characters')
  await expect(page.getByLabel('Platform')).toHaveValue('FACEBOOK')
  await page.getByLabel('Name of the account or page').fill('x'.repeat(200))
  await press(page, 'Add this account')
  await expect(at.heading(page)).toHaveText('x'.repeat(200))
})

test('an account is added and checked by keyboard alone', async ({ pc }) => {
  const page = await pc.open()
  await at.setUpSchool(page)
  const enter = async (name: string | RegExp, role: 'link' | 'button' = 'button') => {
    await at.tabTo(page, page.getByRole(role, { name }))
    await page.keyboard.press('Enter')
  }
  const type = async (label: string, text: string) => {
    await at.tabTo(page, page.getByLabel(label))
    await page.keyboard.type(text)
  }
  await enter(/^Accounts$/, 'link')
  await expect(at.heading(page)).toHaveText('Official accounts')
  await enter('Add an account', 'link')
  await expect(at.heading(page)).toHaveText('Add an account')
  await type('Platform', 'YouTube')
  await page.keyboard.press('Escape') // puts the suggestions away
  await type('Name of the account or page', 'Westhouses films')
  await type('Who administers it', 'Computing lead')
  await enter('Add this account')
  await expect(at.heading(page)).toHaveText('Westhouses films')
  await enter(/^Accounts$/, 'link')
  await expect(at.heading(page)).toHaveText('Official accounts')
  const check = page.getByRole('button', { name: 'Checked today Westhouses films on YouTube' })
  await at.tabTo(page, check)
  await page.keyboard.press('Enter')
  await expect(
    page.getByRole('status').filter({ hasText: 'Westhouses films on YouTube: checked today.' }),
  ).toBeAttached()
  await expect(check).toBeFocused()
})
