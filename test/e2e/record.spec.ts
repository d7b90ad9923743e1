/** The record: checked, held against paper, and what a governor is told where it is not what it was. */
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Page } from 'playwright/test'
import { DATABASE_FILE, HEADS_FILE } from '../../src-main/database/open.ts'
import { buildExample } from '../../src-main/example/build.ts'
import { packsIn } from '../../src-main/policies/pack-source.ts'
import { ROOT } from '../support/electron.ts'
import { NOW, expect, test, type Pc } from './fixtures.ts'
import { byKeyboard } from './keys.ts'
import { look } from './look.ts'
import * as at from './pages.ts'

const link = (page: Page, name: string) => page.getByRole('link', { name, exact: true })
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const verdict = (page: Page, words: string) => page.getByRole('heading', { level: 2, name: words })
const CHECK = 'Check the whole record'

async function exampleYear({ folder }: Pc): Promise<void> {
  const packs = packsIn(join(ROOT, 'content'))
  await buildExample({ folder, packs, schoolId: at.pack.school.id, today: NOW.slice(0, 10) })
}

async function asGovernor(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'See the governors’ report' }).click()
  await page.getByRole('textbox').fill('example governors')
  await page.getByRole('textbox').press('Enter')
  await expect(at.heading(page)).toContainText('Induction report')
}

test('is whole, agrees with what the minutes say, and says what that proves; by keyboard alone', async ({ pc }) => {
  test.setTimeout(180_000)
  await exampleYear(pc)
  const page = await pc.open()
  await asGovernor(page)
  const hands = byKeyboard(page)
  await hands.press(link(page, 'Record'))
  await expect(at.heading(page)).toHaveText('The record')
  await look(page, 'the record')

  await hands.press(button(page, CHECK))
  await expect(verdict(page, 'The record is whole.')).toBeFocused()
  await expect(page.getByText('no fingerprint from paper was typed in for this check')).toBeVisible()

  const groups = (await page.locator('dd.hash').innerText()).split(/\s+/)
  const length = await page.getByRole('region', { name: 'As it is now' }).getByRole('definition').first().innerText()
  await hands.type(page.getByLabel('Entries the record then had'), length)
  await hands.type(page.getByRole('textbox', { name: 'Fingerprint' }), `${groups.slice(0, 3).join(' ')} oops`)
  await hands.press(button(page, CHECK))
  await expect(page.getByRole('alert')).toBeFocused()
  await expect(page.getByRole('alert')).toContainText('this has “o”. On the paper it is perhaps a 0')
  await look(page, 'the record, with a slip in typing', { heading: false })
  await hands.press(page.getByRole('alert').getByRole('link'))
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type(groups.slice(0, 4).join(' ').toUpperCase())
  await page.keyboard.press('Enter')
  await expect(verdict(page, 'The record is whole, and agrees with the fingerprint that was typed in.')).toBeFocused()
  await expect(page.getByRole('row', { name: /Typed in from paper on 23 November 2026/ })).toContainText('Agrees')
  await look(page, 'the record, checked', { heading: false })
})

test('names a row that was changed behind its back, and what to do', async ({ pc }) => {
  test.setTimeout(180_000)
  await exampleYear(pc)
  const database = new Database(join(pc.folder, DATABASE_FILE))
  database.exec(`DROP TRIGGER acknowledgement_no_update;
    UPDATE acknowledgement SET signed_at = '2026-01-05T09:00:00.000Z' WHERE id = (SELECT MIN(id) FROM acknowledgement)`)
  database.close()
  const page = await pc.open()
  await asGovernor(page)
  await link(page, CHECK).click()
  await expect(at.heading(page)).toHaveText('The record')
  await button(page, CHECK).click()
  await expect(verdict(page, 'The record is not whole.')).toBeFocused()
  await expect(page.locator('main')).toContainText(
    /The signature of entry \d+ \(.+\) has another time of signing in the records than in the ledger\./,
  )
  await expect(page.locator('main')).toContainText('Keep a copy of the whole folder as it is')
  await look(page, 'the record, not whole', { heading: false })
})

test('other records than were here before: said on each screen, until a governor has read it', async ({ pc }) => {
  test.setTimeout(180_000)
  await exampleYear(pc)
  const seen = { at: '2026-11-20T10:00:00.000Z', length: 999, hash: 'ab'.repeat(32) }
  appendFileSync(join(pc.folder, HEADS_FILE), `${JSON.stringify(seen)}\n`)
  const page = await pc.open()
  const strap = page.getByRole('complementary', { name: 'The record' })
  await expect(strap).toHaveCount(0)
  await asGovernor(page)
  await look(page, 'the report, with something noticed')
  await strap.getByRole('link', { name: 'Read what' }).click()
  await expect(page.locator('main')).toContainText(
    'Seen on this PC on 20 November 2026, 10.00 am, they had 999 entries',
  )
  await look(page, 'the record, with something noticed')
  await button(page, 'I have read this').click()
  await expect(at.heading(page)).toBeFocused()
  await expect(button(page, 'I have read this')).toHaveCount(0)
  await expect(page.getByRole('row', { name: /Seen on this PC on 20 November 2026/ })).toContainText(
    'Noted by a governor on 23 November 2026',
  )
  await button(page, CHECK).click()
  await expect(
    verdict(page, 'differs from a fingerprint seen on this PC before, noted by a governor on 23 November 2026.'),
  ).toBeFocused()
  await look(page, 'the record, with something noted', { heading: false })
  await link(page, 'Policies').click()
  await expect(at.heading(page)).toHaveText('Policies')
  await expect(strap).toHaveCount(0)
})
