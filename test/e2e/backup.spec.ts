/** The administrator makes backups: into a folder on the records' disk and on another, with and without a passphrase. */
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright/test'
import { createApp } from '../../src-main/app.ts'
import { createContext } from '../../src-main/context.ts'
import { contract } from '../../src-main/contract.ts'
import { openDatabase } from '../../src-main/database/open.ts'
import { createDispatch } from '../../src-main/dispatch.ts'
import { NO_PAPERS } from '../../src-main/hosts/host.ts'
import { clockAt } from '../support/clock.ts'
import { packSource } from '../support/fixture-pack.ts'
import { openSealed } from '../support/open-sealed.ts'
import { expect, test } from './fixtures.ts'
import { look } from './look.ts'
import * as at from './pages.ts'

const PASSPHRASE = 'a bicycle in the library'
const BACKUP = /^lanyard-westhouses-\d{4}-\d\d-\d\d-\d{6}Z(-\d)?\.lanyard$/
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true }).click()

let stick: string
test.beforeEach(() => {
  stick = mkdtempSync(join(tmpdir(), 'lanyard-stick-'))
})
test.afterEach(() => rmSync(stick, { recursive: true, force: true }))

/** A school, set up on the first of September. */
async function setUp(folder: string): Promise<void> {
  const database = openDatabase(folder, { create: true })
  const context = createContext(database, {
    clock: clockAt('2026-09-01T08:00:00.000Z'),
    secretCost: { cost: 2 ** 10, blockSize: 8, parallelization: 1 },
  })
  const app = createApp({ context, packs: packSource(at.pack), papers: NO_PAPERS })
  const { door } = createDispatch({ contract, handlers: app.handlers })
  const passphrases = { administratorPassphrase: at.ADMINISTRATOR, governorPassphrase: at.GOVERNOR }
  expect(await door('access.setUp', { schoolId: at.pack.school.id, ...passphrases })).toMatchObject({ ok: true })
  database.close()
}

test('of records that are not whole: Backup says so of its own, of the list, and of one that is made', async ({
  pc,
}) => {
  await setUp(pc.folder)
  const database = openDatabase(pc.folder, { create: false })
  database.exec(
    "INSERT INTO person (id, name, note, added_at, reference, email) VALUES ('x', 'Eve Thorn', '', '2026-09-01T08:00:00.000Z', '', '')",
  )
  database.close()
  await pc.open({ now: '2026-09-01T09:00:00Z' })
  await pc.close()
  const page = await pc.open({ now: '2026-09-02T09:00:00Z' })
  await page.getByRole('link', { name: 'Manage people and policies' }).click()
  await page.getByRole('textbox').fill(at.ADMINISTRATOR)
  await press(page, 'Manage people and policies')
  await page.getByRole('link', { name: 'Backup', exact: true }).click()
  await expect(page.getByText('Lanyard’s own backups are not as they should be.')).toBeVisible()
  await expect(page.getByText('none of the older ones is cleared')).toBeVisible()
  await page.getByText('Show 1 backup').click()
  await expect(page.getByRole('cell', { name: 'not whole: cannot be restored' })).toBeVisible()
  await look(page, 'backup of records that are not whole', { heading: false })
  await page.getByLabel('Folder on a stick').fill(stick)
  await page.getByRole('radio', { name: /^No: / }).check()
  await press(page, 'Back up now')
  await page.getByRole('radio', { name: /^Yes, such as/ }).check()
  await press(page, 'Back up now')
  await expect(page.getByText('it cannot be restored, and does not count as one outside this PC')).toBeVisible()
  await look(page, 'a backup made that is not whole', { heading: false })
  await page.getByRole('link', { name: 'The record', exact: true }).last().click()
  await expect(at.heading(page)).toHaveText('The record')
})

test('a backup is asked for, made outside the PC with a passphrase, and asked for no more', async ({ pc }) => {
  test.setTimeout(180_000)
  await setUp(pc.folder)
  await pc.open({ now: '2026-09-01T09:00:00Z' })
  await pc.close()
  const page = await pc.open({ now: '2026-09-15T09:00:00Z' })
  await page.getByRole('link', { name: 'Manage people and policies' }).click()
  await page.getByRole('textbox').fill(at.ADMINISTRATOR)
  await press(page, 'Manage people and policies')
  await expect(page.getByText('It is time for a backup outside this PC.')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Backup 1 to make' })).toBeVisible()
  await page.getByRole('link', { name: 'Make a backup' }).click()
  await expect(at.heading(page)).toBeFocused()
  await look(page, 'backup')
  await expect(page.getByText('Lanyard makes one each day')).toContainText('The last was made on') // as it closed

  // What is missing is said at its field, and what was typed is kept.
  await press(page, 'Back up now')
  const alert = page.getByRole('alert')
  await expect(alert).toContainText('Two things to put right')
  await page.getByLabel('Folder on a stick').fill(join(stick, 'not-there'))
  await page.getByRole('radio', { name: /^Yes: nobody/ }).check()
  await page.getByLabel('Passphrase of this backup', { exact: true }).fill(PASSPHRASE)
  await press(page, 'Back up now')
  await expect(alert).toContainText('The two differ')
  await page.getByLabel('Passphrase of this backup, once more').fill(PASSPHRASE)
  await press(page, 'Back up now')
  await expect(alert).toContainText('There is no folder')
  await page.getByLabel('Folder on a stick').fill(stick)
  await press(page, 'Back up now')

  // The folder is on the disk of the records, which a test's stick is too.
  await expect(alert).toContainText('say whether it is copied on')
  await expect(page.getByText('If that disk fails, both are gone.')).toBeVisible()
  await look(page, 'backup on the same disk, with an error', { heading: false })
  await page.getByRole('radio', { name: /^Yes, such as/ }).check()
  await press(page, 'Back up now')
  await expect(page.getByText('The backup is made, and was read again.')).toBeVisible({ timeout: 60_000 }) // two slow hashes
  const [file, ...others] = readdirSync(stick)
  expect(others).toEqual([])
  expect(file).toMatch(BACKUP)
  await expect(page.getByRole('definition').filter({ hasText: file! })).toBeVisible()
  expect(openSealed(readFileSync(join(stick, file!)), PASSPHRASE).toString('latin1', 0, 15)).toBe('SQLite format 3')

  await look(page, 'a backup made', { heading: false })
  await press(page, 'Done')
  await expect(page.getByRole('row').filter({ hasText: file! })).toContainText('Yes')
  await expect(page.getByRole('link', { name: 'Backup', exact: true })).toBeVisible()
  await page.getByRole('link', { name: 'Report', exact: true }).click()
  // Since then the program may have made one of its own.
  await expect(
    page.getByText(/outside (this PC as far as Lanyard can tell|it, as far as Lanyard can tell: 15 September 2026)/),
  ).toBeVisible()

  // Where the clock is before that day, nobody can tell how old it is.
  await pc.close()
  const before = await pc.open({ now: '2026-09-08T09:00:00Z' })
  await before.getByRole('link', { name: 'Manage people and policies' }).click()
  await before.getByRole('textbox').fill(at.ADMINISTRATOR)
  await press(before, 'Manage people and policies')
  await before.getByRole('link', { name: 'Backup', exact: true }).click()
  await expect(before.getByText('One is noted under a time that is still to come:')).toBeVisible()
  await look(before, 'backup, with one under a time to come')
})
