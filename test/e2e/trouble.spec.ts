/** Records that cannot be opened: said in the window, with nothing changed. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './fixtures.ts'
import * as at from './pages.ts'
import { openInChromium } from '../support/hosts.ts'

test('a damaged file is left as it is', async ({ pc }) => {
  mkdirSync(pc.folder, { recursive: true })
  const file = join(pc.folder, 'lanyard.db')
  const rubbish = Buffer.alloc(8192, 'not a database ')
  writeFileSync(file, rubbish)
  const page = await pc.open()
  await expect(page.locator('main')).toContainText('damaged')
  await expect(page.locator('main')).toContainText(pc.folder)
  await pc.close()
  expect(readFileSync(file).equals(rubbish)).toBe(true)
})

test('records that another Lanyard has open', async ({ pc }) => {
  const first = await openInChromium(pc.folder)
  try {
    await at.heading(first.page).waitFor()
    const page = await pc.open()
    await expect(page.locator('main')).toContainText('open in another Lanyard')
  } finally {
    await first.close()
  }
})
