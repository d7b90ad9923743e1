/** Records are closed, and others opened, only when nobody is at work on them; and nobody waits for ever. */
import { copyFileSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { BACKUP_ENDING } from '../../src-main/backup/files.ts'
import { DATABASE_FILE } from '../../src-main/database/open.ts'
import { dayOf } from '../../src-main/time.ts'
import { ADMINISTRATOR, openSchool, ownFolder } from '../support/app.ts'
import { backUp, startProgram, type Running } from '../support/backups.ts'
import { judge, readingOf } from '../support/importing.ts'

const WORK = '5d0c1a52-98a4-4a0e-8f63-0c8f5b7f1e11'

/** The program over a school with its administrator signed in, a backup of it, and an example that is there already. */
async function program() {
  const school = await openSchool()
  const reading = await readingOf(school, 'Name,Number\nAda Fern,N1\nBen Reed,N2\n')
  const { plan } = await judge(school, reading)
  const file = backUp(school)
  await school.addPerson('Cem Low', ['staff'])
  school.close()
  const example = join(`${school.folder}-example`, dayOf(school.clock.now()))
  mkdirSync(example, { recursive: true })
  onTestFinished(() => rmSync(`${school.folder}-example`, { recursive: true }))
  copyFileSync(file, join(example, DATABASE_FILE))
  const running = await startProgram(school.folder, { clock: school.clock })
  await running.call('access.signIn', { role: 'administrator', passphrase: ADMINISTRATOR })
  return { running, file, folder: school.folder, imported: { ...reading, plan } }
}

const dataFolder = async (running: Running) => (await running.call('program.start', {})).dataFolder

/** A few turns of the program: enough for a call to begin, far from enough for it to end. */
async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve))
}

test.each([0, 1, 2, 5])('the example opens although an import is begun meanwhile, after %i turns', async (after) => {
  const { running, folder, imported } = await program()
  const opening = running.door('program.openExample', {})
  await turns(after)
  const importing = running.door('people.importFile', imported)
  expect(await opening).toMatchObject({ ok: true })
  expect(await importing).toMatchObject({ ok: true, value: { added: 2 } })
  expect(await dataFolder(running)).not.toBe(folder)
})

test('the example opens when an import that has begun is done', async () => {
  const { running, folder, imported } = await program()
  const importing = running.door('people.importFile', imported)
  const opening = running.door('program.openExample', {})
  expect(await importing).toMatchObject({ ok: true, value: { added: 2 } })
  expect(await opening).toMatchObject({ ok: true })
  expect(await dataFolder(running)).not.toBe(folder)
  await running.call('program.leaveExample', {})
  expect(await dataFolder(running)).toBe(folder)
})

test('clicked twice the example opens once, and leaving it waits for the opening', async () => {
  const { running, folder } = await program()
  const clicks = ['program.openExample', 'program.openExample', 'program.leaveExample'] as const
  const answers = await Promise.all(clicks.map((name) => running.door(name, {})))
  expect(answers.map(({ ok }) => ok)).toEqual([true, true, true])
  expect(await dataFolder(running)).toBe(folder)
})

test('records are replaced when the backup that is being made of them is done', async () => {
  const { running, file, folder } = await program()
  const { chosen } = await running.call('restore.choose', { path: file })
  const { id, against } = await running.call('restore.read', { workId: WORK, id: chosen!.id, passphrase: null })
  const out = ownFolder()
  const done: string[] = []
  const asked = { workId: WORK, folder: out, isCopiedOn: true, passphrase: null }
  const making = running.door('backup.make', asked).finally(() => done.push('backup'))
  await turns(2)
  const lost = against!.lost.entries
  const replacing = running
    .door('restore.replace', { id, lost, passphrase: ADMINISTRATOR })
    .finally(() => done.push('replaced'))
  expect(await making).toMatchObject({ ok: true, value: { backup: { whole: true } } })
  expect(await replacing).toMatchObject({ ok: true })
  expect(done).toEqual(['backup', 'replaced'])
  expect(readdirSync(out).filter((name) => name.endsWith(BACKUP_ENDING))).toHaveLength(1)
  expect(readdirSync(folder).filter((name) => name.startsWith('restoring-'))).toEqual([])
})

test('what is entered while a restore waits for its turn stops it', async () => {
  const { running, file, imported } = await program()
  const { chosen } = await running.call('restore.choose', { path: file })
  const { id, against } = await running.call('restore.read', { workId: WORK, id: chosen!.id, passphrase: null })
  const importing = running.door('people.importFile', imported)
  const replacing = running.refused('restore.replace', {
    ...{ id, lost: against!.lost.entries, passphrase: ADMINISTRATOR },
  })
  expect(await importing).toMatchObject({ ok: true })
  expect(await replacing).toMatchObject({ code: 'backup-changed' })
})

test.each([0, 20, 400, 4_000])(
  'a program that closes %i turns after a restore was asked for ends well, with the restored records or those of before',
  async (after) => {
    const { running, file, folder } = await program()
    const { chosen } = await running.call('restore.choose', { path: file })
    const { id, against } = await running.call('restore.read', { workId: WORK, id: chosen!.id, passphrase: null })
    const making = running.door('backup.make', {
      workId: WORK,
      folder: ownFolder(),
      isCopiedOn: true,
      passphrase: null,
    })
    const lost = against!.lost.entries
    const replacing = running.door('restore.replace', { id, lost, passphrase: ADMINISTRATOR })
    await turns(after)
    await running.close()
    expect((await making).ok).toBe(true)
    const { ok } = await replacing
    expect(lastIn(join(folder, DATABASE_FILE)).includes('record.restored')).toBe(ok)
  },
)

/** The last entry of the record in a file. */
function lastIn(file: string): string {
  const database = new SqliteDatabase(file, { readonly: true })
  const line = database.prepare<[], string>('SELECT line FROM ledger_entry ORDER BY seq DESC LIMIT 1').pluck().get()!
  database.close()
  return line
}

test('a program that closes waits for an import, says so, and backs up what it wrote', async () => {
  const { running, folder, imported } = await program()
  expect(running.closingWaitsFor()).toBeNull()
  const importing = running.door('people.importFile', imported)
  await turns(1)
  const closing = running.close()
  expect(running.closingWaitsFor()).toBe('import')
  expect(await importing).toMatchObject({ ok: true, value: { added: 2 } })
  expect(running.closingWaitsFor()).toBeNull()
  await closing
  const [backup] = readdirSync(join(folder, 'backups'))
  const copy = new SqliteDatabase(join(folder, 'backups', backup!), { readonly: true })
  expect(copy.prepare(`SELECT count(*) FROM person WHERE name IN ('Ada Fern', 'Ben Reed')`).pluck().get()).toBe(2)
  copy.close()
})
