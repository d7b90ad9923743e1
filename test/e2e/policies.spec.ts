/** Policies: the school's own rule by rule, and side by side with the other packs that come with the program. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import type { Page } from 'playwright/test'
import { readSchools } from '../../src-main/policies/content/schools.ts'
import { ROOT } from '../support/electron.ts'
import { readPdf } from '../support/pdf.ts'
import { expect, test } from './fixtures.ts'
import * as at from './pages.ts'

const SCHOOLS = readSchools(join(ROOT, 'content')).map(({ name }) => name)

async function toPolicies(page: Page): Promise<void> {
  await at.setUpSchool(page)
  await page.getByRole('link', { name: 'Policies' }).click()
  await expect(at.heading(page)).toHaveText('Policies')
}

test('a governor finds a rule by what it says, by whom it binds and by its clause', async ({ pc }) => {
  const page = await pc.open()
  await toPolicies(page)
  await page.getByRole('link', { name: 'Its rules' }).click()
  const cards = page.locator('.rule')
  await expect(cards).toHaveCount(at.pack.rules.length)
  await expect(page.getByRole('status')).toHaveText(`${at.pack.rules.length} of ${at.pack.rules.length} rules`)

  const rule = at.pack.rules.find(({ id }) => id === 'ask-before-answering-a-leaver')!
  await page.getByLabel('Search the rules').fill(rule.ref)
  await expect(cards.filter({ hasText: rule.text })).toHaveCount(1)
  await page.getByLabel('Search the rules').fill('zebra')
  await expect(page.locator('main')).toContainText('No rule fits.')
  await page.getByRole('button', { name: 'Show all rules' }).click()

  await page.getByLabel('Whom they bind').selectOption('volunteer')
  await expect(cards).toHaveCount(at.pack.rules.filter(({ audiences }) => audiences.includes('volunteer')).length)
  await page.getByRole('button', { name: 'By topic' }).click()
  const topic = at.pack.topics.find(({ id }) => id === rule.topic)!
  await expect(page.getByRole('heading', { name: topic.title, exact: true })).toBeVisible()

  await page.getByRole('link', { name: 'Facts and oddities' }).click()
  await expect(page.locator('main')).toContainText('Next review')
  for (const { text } of at.pack.policy.notes) await expect(page.locator('main')).toContainText(text)
})

test('the policies on this PC stand side by side: on the screen, on paper and as CSV', async ({ pc }) => {
  const page = await pc.open()
  await toPolicies(page)
  await page.getByRole('link', { name: 'Compare policies' }).click()
  const columns = page.getByRole('columnheader')
  await expect(columns).toHaveCount(1 + SCHOOLS.length)
  await expect(columns.nth(1)).toContainText(at.SCHOOL) // the school's own comes first
  const former = page.getByRole('row', { name: /^Former pupils/ })
  await expect(former).toContainText('Answers differ')
  await expect(former).toContainText('Not with one who is under 18')
  await expect(former.getByRole('cell').nth(SCHOOLS.length - 1)).toBeVisible()

  await page.getByRole('button', { name: 'Save as CSV' }).click()
  await expect(page.getByText('Saved as')).toBeVisible()
  const file = join(pc.saveFolder, 'Policies compared 2026-11-23.csv')
  const rows = parse<Record<string, string>>(readFileSync(file), { columns: true, bom: true })
  expect(new Set(rows.map(({ school }) => school))).toEqual(new Set(SCHOOLS))

  await page.getByRole('button', { name: 'Save as PDF' }).click()
  await expect(page.getByText('.pdf')).toBeVisible()
  const paper = readPdf(join(pc.saveFolder, 'Policies compared 2026-11-23.pdf'))
  expect(paper.a4).toBe(true)
  expect(paper.sideways).toBe(true)
  for (const name of SCHOOLS) expect(paper.text.replace(/\s+/g, ' ')).toContain(name)

  await page.getByRole('checkbox', { name: /Westacre/ }).uncheck()
  await expect(columns).toHaveCount(SCHOOLS.length)
  await page.getByRole('link', { name: 'Former pupils' }).click()
  await expect(at.heading(page)).toHaveText('Former pupils')
  await expect(page.getByRole('region', { name: 'The Westgate School' })).toContainText('Silent.')
})
