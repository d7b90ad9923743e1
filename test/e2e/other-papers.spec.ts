/** The papers beside the report: certificate, training record, list of evidence, notice. Each is seen, printed and saved. */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright/test'
import type { TrainingRecord } from '../../src-main/papers/record-contract.ts'
import { readPdf } from '../support/pdf.ts'
import { LEARNER, LONG, fiveSigned } from './five-policies.ts'
import { expect, test } from './fixtures.ts'
import * as at from './pages.ts'

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click()
const saved = (folder: string, name: RegExp) =>
  join(
    folder,
    readdirSync(folder).find((one) => name.test(one))!,
  )

/** Saves the paper on the screen, and reads it. */
async function pdf(page: Page, folder: string, name: RegExp) {
  await press(page, 'Save as PDF')
  await expect(page.locator('main')).toContainText('Saved as')
  return readPdf(saved(folder, name))
}

async function administrator(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Manage people and policies' }).click()
  await page.getByRole('textbox').fill(at.ADMINISTRATOR)
  await page.getByRole('textbox').press('Enter')
  await expect(at.heading(page)).toHaveText('People')
}

const go = (page: Page, hash: string) => page.evaluate((to) => (window.location.hash = to), hash)

test('five policies on one page, all that is held, what happened in a range of days, and a page for the wall', async ({
  pc,
}) => {
  test.setTimeout(150_000)
  const pin = await fiveSigned(pc.folder)
  const page = await pc.open()
  await administrator(page)
  await page.getByRole('link', { name: LONG }).click()
  await page.getByRole('link', { name: 'Certificate' }).click()
  await expect(at.heading(page)).toHaveText(`Certificate for ${LONG}`)
  expect(await pdf(page, pc.saveFolder, /^Certificate W/)).toMatchObject({ a4: true, tagged: true, pages: 1 })

  await page.getByRole('link', { name: 'Back to the person' }).click()
  await page.getByRole('link', { name: 'Training record' }).click()
  await expect(at.heading(page)).toHaveText(`Training record: ${LONG}`)
  const record = await pdf(page, pc.saveFolder, /^Training record W.*pdf$/)
  expect(record).toMatchObject({ a4: true, tagged: true })
  for (const part of [
    'What is not.',
    'Signatures and declarations',
    'Where else to look',
    'End of the training record',
  ])
    expect(record.text).toContain(part)
  await press(page, 'Save as JSON')
  await expect(page.locator('main')).toContainText('.json')
  const held = JSON.parse(readFileSync(saved(pc.saveFolder, /^Training record W.*json$/), 'utf8')) as TrainingRecord
  expect([held.format, held.person.name, held.signatures.length]).toEqual(['lanyard-training-record-1', LONG, 5])

  await go(page, '#/report/notice')
  await expect(at.heading(page)).toHaveText('Notice for the staff room')
  const notice = await pdf(page, pc.saveFolder, /^Induction notice/)
  expect(notice).toMatchObject({ a4: true, tagged: true, pages: 1 })
  expect(notice.text).toContain('Yours still open?')

  await go(page, '#/report/evidence')
  await expect(at.heading(page)).toHaveText('List of evidence')
  await expect(page.getByText('entries from 2 November 2026 to 23 November 2026')).toBeVisible()
  await press(page, 'Save as CSV')
  await expect(page.locator('main')).toContainText('.csv')
  const csv = readFileSync(saved(pc.saveFolder, /^Evidence .*csv$/), 'utf8')
  expect(csv.match(/Signed on paper, and entered/g)).toHaveLength(10)
  expect(csv).not.toContain('WWW')

  await at.stop(page)
  await page.getByRole('link', { name: 'Start or continue my induction' }).click()
  await page.getByLabel('Your name').pressSequentially('Nour')
  await page.getByRole('button', { name: new RegExp(LEARNER) }).click()
  await page.getByLabel('Your PIN').fill(pin)
  await press(page, 'Go to my induction')
  await page.getByRole('link', { name: 'See my certificate' }).click()
  await expect(at.heading(page)).toHaveText('Your certificate')
  await expect(page.locator('.paper')).toContainText('has completed everything that the school asks of them')
  const own = await pdf(page, pc.saveFolder, /^Certificate Nour/)
  expect(own.pages).toBe(1)
  expect(own.text.replace(/\s+/g, ' ')).toContain('It does not prove who sat at the PC.')
})

test('days for a list of evidence are given by keyboard alone, and put right', async ({ pc }) => {
  const page = await pc.open()
  await at.setUpSchool(page)
  await go(page, '#/report/evidence')
  await expect(at.heading(page)).toHaveText('List of evidence')
  const from = page.getByRole('group', { name: 'From' }).getByLabel('Day')
  const show = page.getByRole('button', { name: 'Show these days' })
  const type = async (day: string) => {
    await at.tabTo(page, from)
    await page.keyboard.press('ControlOrMeta+A')
    await page.keyboard.type(day)
    await at.tabTo(page, show)
    await page.keyboard.press('Enter')
  }
  await type('31')
  await expect(page.getByRole('alert')).toContainText('Give a date that exists')
  await expect(page.getByRole('alert')).toBeFocused()
  await type('22')
  await expect(page.getByRole('alert')).toContainText('The record begins on 23 November 2026')
  await page.getByRole('alert').getByRole('link').press('Enter')
  await expect(from).toBeFocused()
  await type('23')
  await expect(page.getByRole('status').filter({ hasText: 'The list below has' })).toBeVisible()
  await expect(page.getByRole('alert')).toHaveCount(0)
})
