/** A new version of a policy, at the side of somebody who signed the one before. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { readPdf } from '../support/pdf.ts'
import { expect, test } from './fixtures.ts'
import { byKeyboard } from './keys.ts'
import { look } from './look.ts'
import { NEW_RULE, NEW_TEXT, signedThenRevised, touched } from './new-version.ts'
import * as at from './pages.ts'

const TITLE = 'What changed since you last signed'

test('a teacher reads what changed, plays what it touches, signs again, and finds what she signed before', async ({
  pc,
}) => {
  const [pin] = await signedThenRevised(pc.folder, [{ name: 'Amina Inkwell', audience: 'staff' }])
  const page = await pc.open()
  await at.typePin(page, 'Amina Inkwell', pin!)
  await expect(page.getByText('You signed version 1.3 on 1 September 2026.')).toBeVisible()
  await expect(page.getByText('Due Monday 30 November, in 7 days')).toBeVisible()
  await at.carryOn(page)

  await expect(at.heading(page)).toHaveText(TITLE)
  await expect(page.locator('main')).toContainText(
    'Since then one rule is new, two ask something else and one is gone.',
  )
  await expect(page.getByRole('listitem').filter({ hasText: NEW_RULE })).toContainText('Headteacher')
  const changed = page.getByRole('listitem').filter({ has: page.locator('ins') })
  await expect(changed).toContainText('should') // the force before
  await expect(changed.locator('ins').filter({ hasText: 'must' })).toHaveCount(1)
  await expect(changed.locator('del').filter({ hasText: 'should' })).toHaveText('should be on wherever possible')
  await expect(page.getByText('Privacy Notice will list')).toHaveCount(1)

  // The module is there to look things up, and comes back to where she was.
  const shown = at.pack.module.pages.filter(({ audiences }) => audiences.includes('staff'))
  await page.getByRole('link', { name: shown[0]!.title }).click()
  await expect(at.heading(page)).toHaveText(shown[0]!.title)
  await page.getByRole('link', { name: new RegExp(TITLE) }).click()
  await expect(at.heading(page)).toHaveText(TITLE)
  await page.getByRole('button', { name: 'Carry on to the scenarios' }).click()

  expect(await at.playAll(page, at.rightly)).toEqual(touched('staff'))
  await page.getByRole('button', { name: 'Go on to sign' }).click()
  await expect(page.locator('main')).toContainText('You have read what changed since version 1.3')
  await page.getByRole('button', { name: /^Read all \d+ rules again/ }).click()
  await expect(page.getByRole('dialog')).toContainText(NEW_TEXT)
  await page.getByRole('button', { name: 'Back to the signature' }).click()
  await at.sign(page, 'Amina Inkwell', pin!)
  await expect(at.heading(page)).toContainText('Signed')
  await expect(page.getByText('What changed since version 1.3').first()).toBeVisible()
  await page.getByRole('button', { name: 'Save as PDF' }).click()
  await expect(page.getByText('Saved as')).toBeVisible()
  const receipt = readPdf(
    join(
      pc.saveFolder,
      readdirSync(pc.saveFolder).find((name) => name.endsWith('.pdf'))!,
    ),
  )
  expect(receipt.text).toContain('version 1.4')
  expect(receipt.text).toContain(`What changed since version 1.3, and ${touched('staff').length} scenarios about it`)

  await page.getByRole('link', { name: 'Back to my induction' }).click()
  const before = page.getByRole('region', { name: 'Signed before' })
  await expect(before).toContainText('You signed on Tuesday 1 September 2026')
  await before.getByRole('link', { name: /^Rules as they were/ }).click()
  await expect(page.locator('main')).toContainText('Version 1.4 is in force now')
  await expect(page.locator('main')).not.toContainText(NEW_TEXT)
  await page.getByRole('link', { name: 'Back to my induction' }).click()
  await before.getByRole('link', { name: /^Receipt/ }).click()
  await expect(page.getByText('This is your receipt for version 1.3.')).toBeVisible()
})

test('a link to the version before says so, and leads back', async ({ pc }) => {
  const [pin] = await signedThenRevised(pc.folder, [{ name: 'Mei Thistledown', audience: 'volunteer' }])
  const page = await pc.open()
  await at.typePin(page, 'Mei Thistledown', pin!)
  const link = await page.getByRole('link', { name: /^Rules as they were/ }).getAttribute('href')
  await page.evaluate((hash) => (window.location.hash = hash), link!.replace(/\/rules$/, '/result'))
  await expect(at.heading(page)).toHaveText('This cannot be shown')
  await expect(page.locator('main')).toContainText(
    'A new version of this policy, 1.4, has been in force since 2 November 2026. What you have done is kept.',
  )
  await page.getByRole('link', { name: 'Back to my induction' }).click()
  await expect(at.heading(page)).toContainText('Hello Mei.')
})

test('by keyboard alone', async ({ pc }) => {
  const [pin] = await signedThenRevised(pc.folder, [{ name: 'Mei Thistledown', audience: 'volunteer' }])
  const page = await pc.open()
  const { press, type, mark } = byKeyboard(page)
  await press(page.getByRole('link', { name: 'Start or continue my induction' }))
  await type(page.getByLabel('Your name'), 'Mei')
  await page.getByRole('button', { name: /Mei Thistledown/ }).waitFor()
  await press(page.getByRole('button', { name: /Mei Thistledown/ }))
  await type(page.getByLabel('Your PIN'), pin!)
  await page.keyboard.press('Enter')
  await expect(at.heading(page)).toContainText('Hello Mei.')
  await press(page.getByRole('link', { name: /^Start/ }).first())
  await expect(at.heading(page)).toHaveText(TITLE)
  await expect(at.heading(page)).toBeFocused()
  await press(page.getByRole('button', { name: 'Carry on to the scenarios' }))
  expect(await at.playAll(page, at.rightly, undefined, { mark, press })).toEqual(touched('volunteer'))
  await press(page.getByRole('button', { name: 'Go on to sign' }))
  await expect(at.heading(page)).toHaveText(/^Sign the/)
  for (const question of await page.getByRole('group').all()) {
    const no = question.getByRole('radio', { name: 'No', exact: true })
    if (await no.count()) await mark(no)
  }
  for (const box of await page.getByRole('checkbox').all()) await mark(box)
  await type(page.getByLabel('Your full name'), 'Mei Thistledown')
  await type(page.getByLabel('Your PIN, once more'), pin!)
  await press(page.getByRole('button', { name: 'Sign the policy' }))
  await expect(at.heading(page)).toContainText('Signed')
  await press(page.getByRole('link', { name: 'Back to my induction' }))
  await press(page.getByRole('link', { name: /^Receipt/ }))
  await expect(page.getByText('This is your receipt for version 1.3.')).toBeVisible()
})

test('every screen of a new version, for whoever signed the one before', async ({ pc }) => {
  test.setTimeout(240_000)
  const [pin] = await signedThenRevised(pc.folder, [{ name: 'Mei Thistledown', audience: 'volunteer' }])
  const page = await pc.open()
  await at.typePin(page, 'Mei Thistledown', pin!)
  await expect(at.heading(page)).toContainText('Hello Mei.')
  await look(page, 'my induction, with a new version')
  await at.carryOn(page)
  await look(page, 'what changed')
  await page.getByRole('link', { name: at.pack.module.pages[0]!.title }).click()
  await look(page, 'a page to look up')
  await page.goBack()
  await page.getByRole('button', { name: 'Carry on to the scenarios' }).click()
  await at.playAll(page, at.rightly)
  await look(page, 'how it went, of what changed')
  await page.getByRole('button', { name: 'Go on to sign' }).click()
  await look(page, 'sign again')
  await at.sign(page, 'Mei Thistledown', pin!)
  await look(page, 'the receipt for a new version')
  await page.getByRole('link', { name: 'Back to my induction' }).click()
  await look(page, 'my induction, with what was signed before')
  await page.getByRole('link', { name: /^What changed/ }).click()
  await look(page, 'what changed, once it is signed')
  await page.getByRole('link', { name: 'Back to my induction' }).click()
  await page.getByRole('link', { name: /^Rules as they were/ }).click()
  await look(page, 'the rules of an earlier version')
  await page.getByRole('link', { name: 'Back to my induction' }).click()
  await page.getByRole('link', { name: /^Receipt/ }).click()
  await look(page, 'the receipt for an earlier version')
})
