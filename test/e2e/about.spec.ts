/** About Lanyard: what it is made of, and what somebody who helps needs to know. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './fixtures.ts'
import { look } from './look.ts'
import * as at from './pages.ts'

test('anyone reads what it is made of, and copies the details for support', async ({ pc }) => {
  test.setTimeout(150_000)
  const page = await pc.open()
  await page.getByRole('link', { name: /^About Lanyard \d/ }).click()
  await expect(at.heading(page)).toHaveText('About Lanyard')
  await look(page, 'about')

  // By keyboard alone.
  const summary = page.locator('summary').filter({ hasText: /^@fontsource-variable.*: OFL-1\.1$/ })
  await summary.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText('SIL OPEN FONT LICENSE Version 1.1')).toBeVisible()
  await look(page, 'about, with a licence', { heading: false })
  await page
    .locator('summary')
    .filter({ hasText: /^FFmpeg/ })
    .click()
  await expect(page.getByText('stands in LICENSES.chromium.html')).toBeVisible()

  const box = page.getByLabel('What will be copied')
  await expect(box).toHaveValue(/^Lanyard \d[^]*Records: open[^]*opened state=new/)
  await page.getByRole('button', { name: 'Copy details for support' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('status')).toContainText('Copied')
  // What was copied is what was shown: it is pasted where there is room for it.
  const shown = await box.inputValue()
  await page.evaluate(() => {
    const paste = document.createElement('textarea')
    paste.id = 'paste'
    document.body.append(paste)
    paste.focus()
  })
  await page.keyboard.press('Control+V')
  await expect(page.locator('#paste')).toHaveValue(shown)
})

test('records that cannot be opened leave the details in reach', async ({ pc }) => {
  mkdirSync(pc.folder, { recursive: true })
  writeFileSync(join(pc.folder, 'lanyard.db'), Buffer.alloc(8192, 'not a database '))
  const page = await pc.open()
  await page.getByRole('link', { name: 'Details for whoever helps you' }).click()
  await expect(page.getByLabel('What will be copied')).toHaveValue(/could not be opened \(database-damaged\)/)
  await page.getByRole('link', { name: 'Back to the first screen' }).click()
  await expect(at.heading(page)).toHaveText('The records could not be opened')
})
