/** A backup in the place of the records: on a new PC, where records stand, and where they are damaged. */
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { expect, test, type Pc } from './fixtures.ts'
import { byKeyboard } from './keys.ts'
import { look } from './look.ts'
import * as at from './pages.ts'
import type { Page } from 'playwright/test'

const records = (pc: Pc) => join(pc.folder, 'lanyard.db')

/** A school with Amina on the roll; the program is closed. */
async function school(pc: Pc): Promise<void> {
  const page = await pc.open()
  await at.setUpSchool(page)
  await at.addPerson(page, 'Amina Inkwell', 'Teacher, Year 6', 'Staff')
  await pc.close()
}

/** A backup of the closed records. */
function backUp(pc: Pc, file = join(pc.saveFolder, 'lanyard-westhouses-2026-11-20-160000Z.lanyard')): string {
  const database = new SqliteDatabase(records(pc), { readonly: true })
  database.prepare('VACUUM INTO ?').run(file)
  database.close()
  return file
}

/** The same among those that Lanyard makes by itself. */
function backUpHere(pc: Pc): void {
  mkdirSync(join(pc.folder, 'backups'), { recursive: true })
  backUp(pc, join(pc.folder, 'backups', 'lanyard-westhouses-2026-11-20-160000Z.lanyard'))
}

/** Another person is added after the backup was made. */
async function addLater(pc: Pc): Promise<void> {
  const page = await pc.open()
  await signIn(page)
  await page.getByRole('link', { name: 'Add a person' }).click()
  await at.addPerson(page, 'Ben Thimble', 'Cook', 'Staff')
  await pc.close()
}

async function signIn(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Manage people and policies' }).click()
  await givePassphrase(page)
}

async function givePassphrase(page: Page): Promise<void> {
  await page.getByRole('textbox').fill(at.ADMINISTRATOR)
  await page.getByRole('button', { name: 'Manage people' }).click()
}

async function confirm(page: Page, button: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Administrator’s passphrase' }).fill(at.ADMINISTRATOR)
  await page.getByRole('button', { name: button }).click()
  await expect(at.heading(page)).toHaveText('The backup is restored')
}

/** Overwrites the first page of a table. */
function damage(pc: Pc, table: string): void {
  const database = new SqliteDatabase(records(pc), { readonly: true })
  const root = database.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').pluck().get(table) as number
  const size = database.pragma('page_size', { simple: true }) as number
  database.close()
  writeFileSync(records(pc), readFileSync(records(pc)).fill(0x5a, (root - 1) * size, root * size))
}

test('on a new PC, by keyboard alone', async ({ pc }) => {
  test.setTimeout(240_000)
  await school(pc)
  const file = backUp(pc)
  const page = await pc.open({ chosenFile: file, folder: join(pc.saveFolder, 'another-pc') })
  await look(page, 'first screen of a new program')
  const { press, type } = byKeyboard(page)
  await press(page.getByRole('link', { name: 'Restore a backup' }))
  await expect(page.getByText('There is no backup on this computer')).toBeVisible()
  await look(page, 'restore: choose a backup')
  const choose = page.getByRole('button', { name: 'Choose a file' })
  if (await choose.count()) await press(choose)
  else {
    await press(page.getByRole('button', { name: 'Read this file' }))
    await expect(page.getByRole('alert')).toContainText('Type where the backup is')
    await type(page.getByLabel('Where the backup is'), file)
    await page.keyboard.press('Enter')
  }
  await expect(at.heading(page)).toHaveText('What this backup holds')
  await expect(page.getByText('There are no records on this PC')).toBeVisible()
  await look(page, 'restore: what a backup holds')
  await press(page.getByRole('button', { name: 'Restore this backup' }))
  await expect(page.getByRole('alert')).toContainText('Type the passphrase')
  await look(page, 'restore: what a backup holds, with an error', { heading: false })
  await type(page.getByRole('textbox', { name: 'Administrator’s passphrase' }), at.ADMINISTRATOR)
  await page.keyboard.press('Enter')
  await expect(at.heading(page)).toHaveText('The backup is restored')
  await look(page, 'restored')
  await press(page.getByRole('button', { name: 'To the first screen' }))
  await expect(at.heading(page)).toHaveText('What have you come to do?')
  await signIn(page)
  await expect(page.getByRole('link', { name: 'Amina Inkwell' })).toBeVisible()
})

test('a backup that is opened from the desktop, where records stand', async ({ pc }) => {
  test.setTimeout(180_000)
  await school(pc)
  const backup = backUp(pc)
  await addLater(pc)
  const page = await pc.open({ backup })
  await expect(at.heading(page)).toHaveText('Restore a backup')
  await expect(page.locator('main')).toContainText('sign in as the administrator')
  await look(page, 'restore: not signed in')
  await page.getByRole('link', { name: 'Sign in as the administrator' }).click()
  await givePassphrase(page)
  await expect(page.getByRole('heading', { name: /\.lanyard$/ })).toBeVisible()
  await look(page, 'restore: a backup that was opened')
  await page.getByRole('button', { name: 'Read this backup' }).click()
  await expect(page.locator('main')).toContainText('1 person added')
  await look(page, 'restore: what will not be there')
  await page.getByRole('button', { name: 'Replace the records' }).click()
  await expect(page.getByRole('alert')).toContainText('Tick that you have read')
  await page.getByRole('checkbox').check()
  await confirm(page, 'Replace the records with this backup')
  const [kept] = readdirSync(pc.folder).filter((name) => name.startsWith('replaced-'))
  await expect(page.locator('main')).toContainText(kept!)
  await page.getByRole('button', { name: 'To the first screen' }).click()
  await signIn(page)
  await expect(page.getByRole('link', { name: 'Amina Inkwell' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Ben Thimble' })).toHaveCount(0)
})

test('damaged records are read, and the newest backup is offered', async ({ pc }) => {
  test.setTimeout(180_000)
  await school(pc)
  backUpHere(pc)
  await addLater(pc)
  damage(pc, 'account_state')
  const page = await pc.open()
  await expect(page.getByText('These records are damaged.')).toBeVisible()
  await look(page, 'first screen over damaged records')
  await signIn(page)
  await expect(page.getByText('These records are damaged.')).toBeVisible()
  await page.getByText('What Lanyard knows').click()
  await look(page, 'people over damaged records', { heading: false })
  await page.getByRole('link', { name: 'Ben Thimble' }).click()
  await page.getByRole('button', { name: /new PIN/i }).click()
  await page.getByRole('dialog').getByRole('button', { name: /new PIN/i }).click() // prettier-ignore
  await expect(page.locator('body')).toContainText('Lanyard only reads them')
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: 'Report', exact: true }).click()
  await expect(page.locator('main')).toContainText('The record does not hold together')
  await page.getByRole('link', { name: 'Restore a backup' }).click()
  await page.getByRole('button', { name: 'See what it holds' }).click()
  await expect(page.locator('main')).toContainText('1 person added')
  await page.getByRole('checkbox').check()
  await confirm(page, 'Replace the records with this backup')
  await page.getByRole('button', { name: 'To the first screen' }).click()
  await expect(page.getByText('These records are damaged.')).toHaveCount(0)
})

test('records that cannot be read at all are blocked, and a backup takes their place', async ({ pc }) => {
  test.setTimeout(180_000)
  await school(pc)
  backUpHere(pc)
  const rubbish = Buffer.alloc(8192, 'not a database ')
  writeFileSync(records(pc), rubbish)
  const page = await pc.open()
  await look(page, 'records that cannot be opened')
  await page.getByRole('link', { name: 'Restore a backup' }).click()
  await page.getByRole('button', { name: 'See what it holds' }).click()
  await expect(page.locator('main')).toContainText('Nobody can tell what is newer')
  await look(page, 'restore: over records that cannot be read')
  await confirm(page, 'Replace the records with this backup')
  const [kept] = readdirSync(pc.folder).filter((name) => name.startsWith('replaced-'))
  expect(readFileSync(join(pc.folder, kept!, 'lanyard.db')).equals(rubbish)).toBe(true)
  await page.getByRole('button', { name: 'To the first screen' }).click()
  await expect(at.heading(page)).toHaveText('What have you come to do?')
})

test('records of a newer Lanyard say which one to install', async ({ pc }) => {
  await school(pc)
  const newer = new SqliteDatabase(records(pc))
  newer.prepare(`UPDATE setting SET value = '"7.8.9"' WHERE key = 'program'`).run()
  newer.pragma('user_version = 99')
  newer.close()
  const page = await pc.open()
  await expect(page.locator('main')).toContainText('install Lanyard 7.8.9, or a later one,')
  await expect(page.getByRole('link', { name: 'Restore a backup' })).toHaveCount(0)
})
