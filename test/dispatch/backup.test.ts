import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { backupsFolder } from '../../src-main/backup/files.ts'
import type { Input, Output } from '../../src-main/contract.ts'
import { NO_PAPERS } from '../../src-main/hosts/host.ts'
import { openProgram } from '../../src-main/program.ts'
import { openSchool, ownFolder, type School } from '../support/app.ts'
import { run } from '../support/exported.ts'
import { openSealed } from '../support/open-sealed.ts'

const WORK = '0b7f6f0e-6b1c-4c1e-9d5a-3f1b6f9d2a10'
const PASSPHRASE = 'a bicycle in the library'
const asked = (folder: string, changed: Partial<Input<'backup.make'>> = {}): Input<'backup.make'> => ({
  ...{ workId: WORK, folder, isCopiedOn: false, passphrase: null },
  ...changed,
})
const own = ({ folder }: School): string[] =>
  existsSync(backupsFolder(folder)) ? readdirSync(backupsFolder(folder)).sort() : []
const listed = (school: School) => school.administrator.call('backup.list', {})

test('the administrator makes one into a folder, and it is listed with its head', async () => {
  const school = await openSchool()
  const folder = ownFolder()
  const head = school.app.ledger.head()
  const { backup } = await school.administrator.call('backup.make', asked(folder))
  const name = 'lanyard-hill-2026-09-01-080000Z.lanyard'
  const madeAt = '2026-09-01T08:00:00.000Z'
  expect(backup).toEqual({ madeAt, place: 'here', name, folder, sealed: false, head, whole: true })
  expect(readdirSync(folder)).toEqual([name])
  expect(await listed(school)).toMatchObject({ own: [], made: [backup], lastOutsideAt: null, failure: null })
})

test('a folder on the records’ own disk is not outside the PC, unless something copies it on', async () => {
  const school = await openSchool()
  const folder = ownFolder()
  expect(await school.administrator.call('backup.look', { folder: ` ${folder}/ ` })).toEqual({
    folder,
    isSameDisk: true,
  })
  await school.administrator.call('backup.make', asked(folder))
  expect((await listed(school)).lastOutsideAt).toBeNull()
  school.clock.pass(5)
  const { backup } = await school.administrator.call(
    'backup.make',
    asked(folder, { isCopiedOn: true, passphrase: PASSPHRASE }),
  )
  expect(backup).toMatchObject({ place: 'outside', sealed: true })
  expect((await listed(school)).lastOutsideAt).toBe(backup.madeAt)
  expect(openSealed(readFileSync(join(folder, backup.name)), PASSPHRASE).toString('latin1', 0, 15)).toBe(
    'SQLite format 3',
  )
})

test.runIf(existsSync('/dev/shm'))('one on another disk is', async () => {
  const school = await openSchool()
  expect(await school.administrator.call('backup.look', { folder: '/dev/shm' })).toMatchObject({ isSameDisk: false })
})

test('the folder of the backups that are made by themselves is no place for another', async () => {
  const school = await openSchool()
  const own = join(school.folder, 'backups')
  for (const made of [false, true]) {
    if (made) mkdirSync(own, { recursive: true })
    expect(await school.administrator.refused('backup.look', { folder: own })).toMatchObject({ code: 'backup-failed', field: 'folder' }) // prettier-ignore
  }
})

test.each([
  ['nothing', '  ', 'invalid-input'],
  ['no whole path', 'backups', 'backup-failed'],
  ['no folder', '/nowhere/at/all', 'backup-failed'],
  ['a file', import.meta.filename, 'backup-failed'],
])('%s is no place for a backup', async (_, folder, code) => {
  const school = await openSchool()
  expect(await school.administrator.refused('backup.look', { folder })).toMatchObject({ code, field: 'folder' })
  expect(await school.administrator.refused('backup.make', asked(folder))).toMatchObject({ code, field: 'folder' })
  expect((await listed(school)).made).toEqual([])
})

test('a passphrase is as long as the administrator’s', async () => {
  const school = await openSchool()
  const refused = await school.administrator.refused('backup.make', asked(ownFolder(), { passphrase: 'too short' }))
  expect(refused).toMatchObject({ code: 'invalid-input', field: 'passphrase' })
})

test('the made-up school is not backed up, nor is one that has not been set up', async () => {
  const school = await openSchool()
  school.app.access.markAsExample({ administrator: '', governors: '', pin: '', name: '' })
  expect(await school.administrator.refused('backup.make', asked(ownFolder()))).toMatchObject({ code: 'backup-failed' })
  await school.app.backups.daily()
  await school.app.backups.beforeClosing()
  expect(own(school)).toEqual([])
  expect(school.app.backups.isOutsideDue()).toBe(false)
})

test('it makes one a day by itself, and no more', async () => {
  const school = await openSchool()
  await school.app.backups.daily()
  expect(own(school)).toHaveLength(1)
  school.clock.set('2026-09-02T07:59:00Z')
  await school.app.backups.daily()
  expect(own(school)).toHaveLength(1)
  school.clock.set('2026-09-02T08:00:00Z')
  await school.app.backups.daily()
  expect(own(school)).toHaveLength(2)
  expect((await listed(school)).own.map(({ name }) => name)).toEqual(own(school).reverse())
  expect((await listed(school)).made).toEqual([])
})

test('of a day with several the last stays, and what it did not make itself it leaves alone', async () => {
  const school = await openSchool()
  await school.app.backups.daily()
  const strange = ['lanyard-hill-2020-01-01-080000Z.lanyard', 'notes.txt']
  for (const name of strange) writeFileSync(join(backupsFolder(school.folder), name), '')
  school.clock.pass(60)
  await school.addPerson('Ada Fern', ['staff'])
  await school.app.backups.beforeClosing()
  expect(own(school)).toEqual([...strange, 'lanyard-hill-2026-09-01-090000Z.lanyard'].sort())
})

test('on closing one is made where something has changed since, in whatever table', async () => {
  const school = await openSchool()
  const count = async (): Promise<number> => {
    await school.app.backups.beforeClosing()
    return (await listed(school)).own.length
  }
  expect(await count()).toBe(1)
  school.clock.set('2026-09-02T08:00:00Z')
  expect(await count(), 'nothing has').toBe(1)
  await school.administrator.call('backup.make', asked(ownFolder()))
  school.database.exec("INSERT INTO setting (key, value) VALUES ('any', '1')")
  expect(await count(), 'a row that is no evidence').toBe(2)
  school.reopen()
  school.clock.set('2026-09-03T08:00:00Z')
  expect(await count(), 'nothing has since the program was opened anew').toBe(2)
  await school.addPerson('Ada Fern', ['staff'])
  expect(await count()).toBe(3)
})

test('what was written while one was made counts as new', async () => {
  const school = await openSchool()
  const making = school.app.backups.daily()
  await new Promise((resolve) => setImmediate(resolve)) // copied, and being read again
  school.database.exec("INSERT INTO setting (key, value) VALUES ('any', '1')")
  await making
  school.clock.set('2026-09-02T08:00:00Z')
  await school.app.backups.beforeClosing()
  expect(own(school)).toHaveLength(2)
})

test('after a power cut the next start makes the one that was missed', async () => {
  const school = await openSchool()
  await school.app.backups.daily()
  await school.addPerson('Ada Fern', ['staff'])
  school.reopen()
  school.clock.pass(60)
  await school.app.backups.atStart()
  expect((await listed(school)).own[0]!.head).toEqual(school.app.ledger.head())
})

test('a clock put back does not stop them, and costs none of the later ones', async () => {
  const school = await openSchool()
  await school.app.backups.daily()
  school.clock.set('2025-10-01T08:00:00Z')
  await school.app.backups.daily()
  await school.app.backups.daily()
  expect(own(school)).toEqual(['lanyard-hill-2025-10-01-080000Z.lanyard', 'lanyard-hill-2026-09-01-080000Z.lanyard'])
})

test('one that was deleted is made again, and where it fails the administrator is told why', async () => {
  const school = await openSchool()
  vi.spyOn(console, 'error').mockReturnValue(undefined)
  writeFileSync(backupsFolder(school.folder), 'in the way')
  await school.app.backups.daily()
  expect((await listed(school)).failure).toMatch(/^No backup was made: /)
  rmSync(backupsFolder(school.folder))
  await school.app.backups.daily()
  expect(await listed(school)).toMatchObject({ failure: null, own: [{ place: 'here' }] })
  rmSync(join(backupsFolder(school.folder), own(school)[0]!))
  expect((await listed(school)).own).toEqual([])
  await school.app.backups.daily()
  expect(own(school)).toHaveLength(1)
})

test('the administrator is asked for one outside the PC after 14 days, and no more once it is made', async () => {
  const school = await openSchool()
  school.close()
  const program = await openProgram({ dataFolder: school.folder, papers: NO_PAPERS, clock: school.clock, signedIn: { role: 'administrator' } }) // prettier-ignore
  const due = async (): Promise<unknown> => {
    const answer = await program.door('program.start', {})
    return answer.ok && (answer.value as Output<'program.start'>).isBackupDue
  }
  expect(await due()).toBe(false)
  school.clock.set('2026-09-14T12:00:00Z')
  expect(await due()).toBe(false)
  school.clock.set('2026-09-15T12:00:00Z')
  expect(await due()).toBe(true)
  await program.door('backup.make', asked(ownFolder()))
  expect(await due(), 'one on the same disk is not outside').toBe(true)
  await program.door('backup.make', asked(ownFolder(), { isCopiedOn: true }))
  expect(await due()).toBe(false)
  school.clock.set('2026-09-29T12:00:00Z')
  expect(await due()).toBe(true)
  await program.close()
  expect(own(school), 'whoever runs a command over the files is no sitting').toEqual([])
})

test('one that was noted by a clock a year ahead silences nobody', async () => {
  const school = await openSchool()
  await school.administrator.call('backup.make', asked(ownFolder(), { isCopiedOn: true }))
  const known = (await listed(school)).lastOutsideAt
  school.clock.set('2027-09-01T08:00:00Z')
  await school.administrator.call('backup.make', asked(ownFolder(), { isCopiedOn: true }))
  expect(await listed(school)).toMatchObject({ outsideToComeAt: null, isOutsideDue: false })
  school.clock.set('2026-09-14T08:00:00Z')
  expect(await listed(school)).toMatchObject({ lastOutsideAt: known, outsideToComeAt: '2027-09-01T08:00:00.000Z', isOutsideDue: false }) // prettier-ignore
  school.clock.set('2026-09-15T08:00:00Z')
  expect(await listed(school)).toMatchObject({ lastOutsideAt: known, isOutsideDue: true })
  expect(school.app.backups.lastAt()).toBe(known)
  // The clock of the set-up was ahead, or this one is behind.
  school.clock.set('2026-08-01T08:00:00Z')
  expect(await listed(school)).toMatchObject({ lastOutsideAt: null, isOutsideDue: true })
})

test('a program that closes makes one first; a second one finds nothing new', async () => {
  const school = await openSchool()
  school.close()
  for (const count of [1, 1]) {
    const program = await openProgram({ dataFolder: school.folder, papers: NO_PAPERS, clock: school.clock })
    await program.door('program.start', {})
    await program.close()
    expect(own(school)).toHaveLength(count)
    school.clock.set('2026-09-02T08:00:00Z')
  }
})

test('the report says when the last one was made, and the last outside the PC', async () => {
  const school = await openSchool()
  const said = async () => {
    const { lastBackupAt, lastOutsideBackupAt } = (await school.governor.call('reports.report', {})).record
    return [lastBackupAt, lastOutsideBackupAt]
  }
  expect(await said()).toEqual([null, null])
  await school.administrator.call('backup.make', asked(ownFolder(), { isCopiedOn: true }))
  school.clock.pass(60)
  expect(await said()).toEqual(['2026-09-01T08:00:00.000Z', '2026-09-01T08:00:00.000Z'])
  await school.app.backups.beforeClosing()
  expect(await said()).toEqual(['2026-09-01T09:00:00.000Z', '2026-09-01T08:00:00.000Z'])
})

test('one at a time, and an import waits for none that waits for it', async () => {
  const school = await openSchool()
  const folder = ownFolder()
  const made = Promise.all([
    school.app.turns.beside(school.app.backups.beforeClosing),
    school.administrator.call('backup.make', asked(folder)),
    school.app.backups.daily(),
    school.administrator.call('backup.make', asked(folder, { workId: WORK.replace('0', '1') })),
  ])
  const alone = school.app.turns.beside(() => school.app.turns.inOneTransaction(async () => 'written', 'import'))
  expect(await alone).toBe('written')
  await made
  expect(readdirSync(folder)).toHaveLength(2)
})

test('a backup is watched, and can be stopped', async () => {
  const school = await openSchool()
  const folder = ownFolder()
  const making = school.administrator.refused('backup.make', asked(folder, { passphrase: PASSPHRASE }))
  while (!(await school.administrator.call('work.progress', { workId: WORK })).progress)
    await new Promise((resolve) => setImmediate(resolve))
  await school.administrator.call('work.stop', { workId: WORK })
  expect(await making).toMatchObject({ code: 'stopped' })
  expect(readdirSync(folder)).toEqual([])
})

test('the command line makes one, sealed where it is given a passphrase, and says its head', async () => {
  const school = await openSchool()
  const head = school.app.ledger.head()
  school.close()
  const [folder, file] = [ownFolder(), join(ownFolder(), 'passphrase')]
  writeFileSync(file, `${PASSPHRASE}\r\nand nothing of this\n`)
  const done = await run('backup', '--data', school.folder, '--to', folder, '--passphrase-file', file)
  expect([done.code, done.stderr]).toEqual([0, expect.stringContaining('on the same disk as the records')])
  const [name] = readdirSync(folder)
  expect(done.stdout).toContain(`${join(folder, name!)}\nHead: ${head.length}:${head.hash}\n`)
  expect(openSealed(readFileSync(join(folder, name!)), PASSPHRASE).includes('CREATE TABLE ledger_entry')).toBe(true)

  writeFileSync(file, 'short')
  expect(await run('backup', '--data', school.folder, '--to', folder, '--passphrase-file', file)).toMatchObject({
    code: 2,
  })
  expect(await run('backup', '--data', school.folder, '--to', join(folder, 'not-there'))).toMatchObject({ code: 2 })
  expect(await run('backup', '--data', school.folder)).toMatchObject({ code: 2 })
  expect(readdirSync(folder)).toEqual([name])
})
