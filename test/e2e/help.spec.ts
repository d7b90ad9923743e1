/** Help: over what is being done, about the place one is at; and the guide to print. */
import { join } from 'node:path'
import { readPdf } from '../support/pdf.ts'
import { expect, test } from './fixtures.ts'
import * as at from './pages.ts'

test('help comes over what is being done, and nothing typed is lost', async ({ pc }) => {
  const page = await pc.open()
  await at.setUpSchool(page)
  await page.getByLabel('Full name').fill('Ben Oak')

  const ask = page.getByRole('button', { name: 'Help' })
  await at.tabTo(page, ask)
  await page.keyboard.press('Enter')
  const help = page.getByRole('dialog', { name: 'Help' })
  await expect(help.getByRole('heading', { name: 'Add people and keep the list' })).toBeVisible()
  await at.tabTo(page, help.getByRole('button', { name: 'All help' }))
  await page.keyboard.press('Enter')
  await at.tabTo(page, help.getByRole('button', { name: 'Lost PINs and passphrases' }))
  await page.keyboard.press('Enter')
  await expect(help.getByRole('heading', { name: 'Lost PINs and passphrases' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(help).toBeHidden()
  await expect(ask).toBeFocused()
  await expect(page.getByLabel('Full name')).toHaveValue('Ben Oak')
})

test('the guide has every page with its pictures, and is saved as a PDF', async ({ pc }) => {
  const page = await pc.open()
  await page.getByRole('button', { name: 'Help' }).click()
  await page.getByRole('link', { name: 'The whole guide, to print' }).click()
  await expect(at.heading(page)).toHaveText('The guide')
  const pictures = page.locator('.guide img')
  expect(await pictures.count()).toBeGreaterThan(5)
  for (const picture of await pictures.all())
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1280)
  await page.getByRole('button', { name: 'Save as PDF' }).click()
  await expect(page.locator('.paper-bar')).toContainText('Saved as')
  const { text } = readPdf(join(pc.saveFolder, 'Lanyard guide.pdf'))
  expect(text).toContain('Your first time: find your name and choose a PIN')
  expect(text).toContain('Deal with a declaration')
})
