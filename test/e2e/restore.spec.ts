/** A backup in the place of the records: on a new PC, where records stand, and where they are damaged. */
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import SqliteDatabase from 'better-sqlite3'
import { createApp } from '../../src-main/app.ts'
import { createContext } from '../../src-main/context.ts'
import { openDatabase } from '../../src-main/database/open.ts'
import { NO_PAPERS, type Bridge } from '../../src-main/hosts/host.ts'
import { contentFolder } from '../../src-main/policies/content/content-folder.ts'
import { packsIn } from '../../src-main/policies/pack-source.ts'
import { expect, test, type Pc } from './fixtures.ts'
import { byKeyboard } from './keys.ts'
import { look } from './look.ts'
import * as at from './pages.ts'
import type { Page } from 'playwright/test'

const records = (pc: Pc) => join(pc.folder, 'lanyard.db')

/** What the records of the fixture were set up with. */
const ADMINISTRATOR = 'correct horse battery staple'
const GOVERNORS = 'seven quiet grey herons'

/** Records of a school, closed: as an earlier Lanyard left them, brought to this one's shape. */
function school({ folder }: Pc): void {
  mkdirSync(folder, { recursive: true })
  const left = readFileSync(join(import.meta.dirname, '../support/fixtures/records/step-3.db.gz'))
  writeFileSync(join(folder, 'lanyard.db'), gunzipSync(left))
  openDatabase(folder, { create: false }).close()
  rmSync(join(folder, 'backups'), { recursive: true })
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
async function addLater({ folder }: Pc): Promise<void> {
  const context = createContext(openDatabase(folder, { create: false }), {
    secretCost: { cost: 2, blockSize: 1, parallelization: 1 },
  })
  const app = createApp({ context, packs: packsIn(contentFolder()), papers: NO_PAPERS })
  const caller = { session: { role: 'administrator' }, become: () => undefined } as const
  const appointments = [{ audience: 'staff' as const, from: '2026-11-23' }]
  const details = { name: 'Ben Thimble', note: 'Cook', reference: '', email: '', others: null }
  await app.handlers['people.add']({ ...details, appointments }, caller)
  context.database.close()
}

async function signIn(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Manage people and policies' }).click()
  await givePassphrase(page)
}

async function givePassphrase(page: Page): Promise<void> {
  await page.getByRole('textbox').fill(ADMINISTRATOR)
  await page.getByRole('button', { name: 'Manage people' }).click()
}

async function confirm(page: Page, button: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Administrator’s passphrase' }).fill(ADMINISTRATOR)
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
  school(pc)
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
  await expect(page.getByText('There are no records in that folder')).toBeVisible()
  await look(page, 'restore: what a backup holds')
  await press(page.getByRole('button', { name: 'Restore this backup' }))
  await expect(page.getByRole('alert')).toContainText('Type the passphrase')
  await look(page, 'restore: what a backup holds, with an error', { heading: false })
  await type(page.getByRole('textbox', { name: 'Administrator’s passphrase' }), ADMINISTRATOR)
  await page.keyboard.press('Enter')
  await expect(at.heading(page)).toHaveText('The backup is restored')
  await look(page, 'restored')
  await press(page.getByRole('button', { name: 'To the first screen' }))
  await expect(at.heading(page)).toHaveText('What have you come to do?')
  await signIn(page)
  await expect(page.getByRole('link', { name: 'Ada Fern' }).first()).toBeVisible()
})

test('a backup that is opened from the desktop, where records stand', async ({ pc }) => {
  test.setTimeout(180_000)
  school(pc)
  const backup = backUp(pc)
  await addLater(pc)
  const page = await pc.open({ backup })
  await expect(at.heading(page)).toHaveText('Restore a backup')
  await expect(page.locator('main')).toContainText('sign in as the administrator')
  await expect(page.locator('main')).toContainText(pc.folder)
  await look(page, 'restore: not signed in')
  await page.getByRole('link', { name: 'Sign in as the administrator' }).click()
  await givePassphrase(page)
  await expect(page.getByRole('heading', { name: /\.lanyard$/ })).toBeVisible()
  await look(page, 'restore: a backup that was opened')
  await page.getByRole('button', { name: 'Read this backup' }).click()
  await expect(page.locator('main')).toContainText('1 person added')
  await expect(page.getByRole('region', { name: 'What it replaces' })).toContainText(pc.folder)
  await look(page, 'restore: what will not be there')
  await page.getByRole('button', { name: 'Replace the records' }).click()
  await expect(page.getByRole('alert')).toContainText('Tick that you have read')
  await page.getByRole('checkbox').check()
  await confirm(page, 'Replace the records with this backup')
  const [kept] = readdirSync(pc.folder).filter((name) => name.startsWith('replaced-'))
  await expect(page.locator('main')).toContainText(kept!)
  await page.getByRole('button', { name: 'To the first screen' }).click()
  await signIn(page)
  await expect(page.getByRole('link', { name: 'Ada Fern' }).first()).toBeVisible()
  await expect(page.getByRole('link', { name: 'Ben Thimble' })).toHaveCount(0)

  // The record says so itself.
  await page.getByRole('link', { name: 'Record', exact: true }).click()
  await expect(page.getByRole('region', { name: 'As it is now' })).toContainText(
    /On .+ a backup of \d+ entries was put in the place of the records: 2 later entries are not in it\./,
  )
  await page.getByRole('button', { name: 'Check the whole record' }).click()
  await expect(page.getByRole('heading', { name: 'The record is whole.' })).toBeFocused()
  await look(page, 'the record, after a restore', { heading: false })

  // What was replaced is told where backups are, and where somebody is to be erased.
  await page.getByRole('link', { name: /^Backup/ }).click()
  await expect(page.getByRole('heading', { name: 'Records that a restore replaced' })).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: kept! })).toContainText('entries')
  await look(page, 'backup, with replaced records')
  await page.getByRole('link', { name: 'Settings', exact: true }).click()
  await page.getByRole('link', { name: 'Erase records of people who have left' }).click()
  await expect(page.getByRole('main')).toContainText('Records that a restore replaced may hold them too.')
  await expect(page.getByRole('listitem').filter({ hasText: kept! })).toBeVisible()
  await look(page, 'erasing, with replaced records')
})

test('a backup that is opened while another is looked at', async ({ pc }, testInfo) => {
  test.skip(testInfo.project.metadata.host !== 'electron', 'only there is a second start passed on to the first')
  school(pc)
  const [opened, other] = [backUp(pc), backUp(pc, join(pc.saveFolder, 'other.lanyard'))]
  const page = await pc.open({ folder: join(pc.saveFolder, 'another-pc') })
  await page.getByRole('link', { name: 'Restore a backup' }).click()
  await expect(page.getByText('There is no backup on this computer')).toBeVisible()
  await pc.openBackup(opened)
  await page.evaluate(() => window.dispatchEvent(new Event('focus'))) // there is no window manager to move it
  await page.getByRole('heading', { name: /160000Z\.lanyard$/ }).waitFor()
  await page.getByRole('button', { name: 'Read this backup' }).click()
  await expect(at.heading(page)).toHaveText('What this backup holds')
  await pc.openBackup(other)
  await page.evaluate(() => window.dispatchEvent(new Event('focus')))
  await expect(page.locator('main')).toContainText('other.lanyard was opened meanwhile.')
  await look(page, 'restore: another was opened meanwhile', { heading: false })
  await page.getByRole('button', { name: 'Look at the other instead' }).click()
  await page.getByRole('heading', { name: 'other.lanyard' }).waitFor()
  await page.getByRole('button', { name: 'Choose another' }).click()
  await expect(page.getByRole('heading', { name: 'other.lanyard' })).toHaveCount(0)
})

test('what is entered meanwhile is shown before it is asked for again', async ({ pc }) => {
  school(pc)
  const backup = backUp(pc)
  await addLater(pc)
  const page = await pc.open({ backup })
  await page.getByRole('link', { name: 'Sign in as the administrator' }).click()
  await givePassphrase(page)
  await page.getByRole('button', { name: 'Read this backup' }).click()
  await expect(page.locator('main')).toContainText('1 person added')
  await page.evaluate(async () => {
    const { lanyard } = window as unknown as { lanyard: Bridge }
    await lanyard.call('access.setIdleMinutes', { minutes: 7 })
  })
  await page.getByRole('checkbox').check()
  await page.getByRole('textbox', { name: 'Administrator’s passphrase' }).fill(ADMINISTRATOR)
  await page.getByRole('button', { name: 'Replace the records' }).click()
  await expect(page.getByRole('alert')).toContainText('Something was entered since you looked')
  await look(page, 'restore: something was entered meanwhile', { heading: false })
  await page.getByRole('button', { name: 'Look again' }).click()
  await expect(page.locator('main')).toContainText('1 other entry')
  await expect(at.heading(page)).toBeFocused()
  await expect(page.getByRole('checkbox')).not.toBeChecked()
  await page.getByRole('checkbox').check()
  await confirm(page, 'Replace the records with this backup')
})

test('damaged records are read, and the newest backup is offered', async ({ pc }) => {
  test.setTimeout(180_000)
  school(pc)
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
  await page.getByRole('link', { name: 'Backup', exact: true }).click()
  await expect(page.locator('main')).toContainText('a backup of them would be too')
  await expect(page.getByRole('button', { name: 'Back up now' })).toHaveCount(0)
  await look(page, 'backup over damaged records')
  await page.getByRole('link', { name: 'Report', exact: true }).click()
  await expect(page.locator('main')).toContainText('The record does not hold together')
  await page.getByRole('link', { name: 'Restore a backup' }).click()
  await page.getByRole('link', { name: 'Back', exact: true }).click()
  await expect(at.heading(page)).toHaveText('People') // still signed in
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
  school(pc)
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

test('whoever only looks stays signed in', async ({ pc }) => {
  school(pc)
  const page = await pc.open()
  await page.getByRole('link', { name: 'See the governors’ report' }).click()
  await page.getByRole('textbox').fill(GOVERNORS)
  await page.keyboard.press('Enter')
  const report = page.getByRole('heading', { name: 'Who has finished' })
  await expect(report).toBeVisible()
  for (const place of ['#/restore', '#/about']) {
    await page.evaluate((hash) => (window.location.hash = hash), place)
    await page.getByRole('link', { name: 'Back', exact: true }).click()
    await expect(report).toBeVisible()
  }
})

test('the made-up school is not backed up', async ({ pc }) => {
  test.setTimeout(120_000)
  const page = await pc.open()
  await page.getByRole('button', { name: 'Look around first' }).click()
  await page.getByRole('link', { name: 'Manage people and policies' }).click({ timeout: 60_000 })
  await page.getByRole('textbox').fill('example administrator')
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: 'Backup', exact: true }).click()
  await expect(page.locator('main')).toContainText('there is nothing in it to back up')
  await expect(page.getByRole('button', { name: 'Back up now' })).toHaveCount(0)
  await expect(page.getByRole('link', { name: 'Restore a backup' })).toHaveCount(0)
  await look(page, 'backup in the example')
})

test('records of a newer Lanyard say which one to install', async ({ pc }) => {
  school(pc)
  const newer = new SqliteDatabase(records(pc))
  newer.prepare(`INSERT INTO setting (key, value) VALUES ('program', '"7.8.9"')`).run()
  newer.pragma('user_version = 99')
  newer.close()
  const page = await pc.open()
  await expect(page.locator('main')).toContainText('install Lanyard 7.8.9, or a later one,')
  await expect(page.getByRole('link', { name: 'Restore a backup' })).toHaveCount(0)
})
