/** Looking at backups: one at a time, none twice, watched and stopped; and one that was opened from outside disturbs nothing. */
import { readFileSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { DATABASE_FILE } from '../../src-main/database/open.ts'
import { ADMINISTRATOR, openSchool, ownFolder } from '../support/app.ts'
import { backUp, startProgram } from '../support/backups.ts'

const WORK = '5d0c1a52-98a4-4a0e-8f63-0c8f5b7f1e11'
const OTHER_WORK = '0b7f6f0e-6b1c-4c1e-9d5a-3f1b6f9d2a10'

/** The copies that stand beside the records. */
const copies = (folder: string) => readdirSync(folder).filter((name) => name.startsWith('restoring-'))

/** A program without records, two backups of a school that it made by itself, the later with more in it, and one elsewhere. */
async function program() {
  const school = await openSchool()
  const folder = join(ownFolder(), 'records')
  const at = (time: string) => join(folder, 'backups', `lanyard-hill-2026-09-01-${time}Z.lanyard`)
  const [first, second] = [backUp(school, at('080000')), at('090000')]
  await school.addPerson('Ada Fern', ['staff'])
  backUp(school, second)
  await school.addPerson('Ben Reed', ['staff'])
  return { folder, first, second, elsewhere: backUp(school), running: await startProgram(folder) }
}

test('two that are asked for at once are read one after the other', async () => {
  const { running, folder, second, elsewhere } = await program()
  const { chosen } = await running.call('restore.choose', { path: elsewhere })
  const read = { workId: OTHER_WORK, id: chosen!.id, passphrase: null }
  const answers = await Promise.all([
    running.door('restore.read', read),
    running.door('restore.newest', { workId: WORK }),
    running.door('restore.choose', { path: second }),
  ])
  expect(answers).toMatchObject([
    { ok: true, value: { name: 'backup.lanyard' } },
    { ok: true, value: { backup: { name: 'lanyard-hill-2026-09-01-090000Z.lanyard' }, passedOver: 0 } },
    { ok: true, value: { chosen: { name: 'lanyard-hill-2026-09-01-090000Z.lanyard' } } },
  ])
  expect(copies(folder)).toHaveLength(1)
  // What was read last is what is put in place, and nothing else.
  expect(await running.refused('restore.replace', { id: chosen!.id, lost: null, passphrase: ADMINISTRATOR })).toMatchObject({ code: 'backup-changed' }) // prettier-ignore
})

test('the newest is not read again for as long as its file is the same, nor is one that is no backup', async () => {
  const { running, folder, second, first } = await program()
  const newest = () => running.call('restore.newest', { workId: WORK })
  const once = await newest()
  const [copy] = copies(folder)
  expect(await newest()).toEqual(once)
  expect(copies(folder)).toEqual([copy])

  const whole = readFileSync(second)
  writeFileSync(second, Buffer.from(whole).fill(0x5a, 20_000, 30_000))
  const changed = new Date('2026-09-01T10:00:00Z')
  utimesSync(second, changed, changed)
  expect(await newest()).toMatchObject({ backup: { name: first.split('/').at(-1) }, passedOver: 1 })
  const [other] = copies(folder)
  expect(other).not.toBe(copy)
  writeFileSync(second, whole)
  utimesSync(second, changed, changed)
  expect((await newest()).passedOver, 'taken for the same file').toBe(1)
  utimesSync(second, changed, new Date(changed.getTime() + 1_000))
  expect(await newest()).toMatchObject({ backup: { name: once.backup!.name }, passedOver: 0 })
})

test('a program that closes ends a reading, and leaves no copy', async () => {
  const { running, folder } = await program()
  const reading = running.refused('restore.newest', { workId: WORK })
  while (copies(folder).length === 0) await new Promise((resolve) => setImmediate(resolve))
  await running.close()
  expect(await reading).toMatchObject({ code: 'stopped' })
  expect(copies(folder)).toEqual([])
})

test('reading is watched without anybody signed in, can be stopped, and leaves nothing then', async () => {
  const { running, folder } = await program()
  const reading = running.refused('restore.newest', { workId: WORK })
  let progress = null
  while (!progress) {
    progress = (await running.call('work.progress', { workId: WORK })).progress
    await new Promise((resolve) => setImmediate(resolve))
  }
  await running.call('work.stop', { workId: WORK })
  expect(await reading).toMatchObject({ code: 'stopped' })
  expect(copies(folder)).toEqual([])
  expect((await running.call('restore.newest', { workId: WORK })).passedOver, 'it was not found unfit').toBe(0)
})

test('a file that was opened from outside is offered by its name, and nothing is done with it', async () => {
  const file = backUp(await openSchool())
  const folder = join(ownFolder(), 'records')
  const running = await startProgram(folder)
  await running.offer(file)
  const { offered, state } = await running.call('program.start', {})
  expect(offered).toMatchObject({ name: 'backup.lanyard', sealed: false })
  expect(JSON.stringify(offered)).not.toContain(file)
  expect(state).toBe('new')
  expect(readdirSync(folder)).toEqual([DATABASE_FILE, `${DATABASE_FILE}-wal`, 'lanyard.log'])
  await running.offer(join(folder, 'nothing'))
  expect((await running.call('program.start', {})).offered).toMatchObject({ name: 'backup.lanyard' })
})

test('one that is opened from outside leaves alone what is being looked at, and waits until another is chosen', async () => {
  const { running, second, elsewhere } = await program()
  const { backup } = await running.call('restore.newest', { workId: WORK })
  await running.offer(elsewhere)
  const { offered } = await running.call('program.start', {})
  expect(offered).toMatchObject({ name: 'backup.lanyard' })
  expect(await running.refused('restore.replace', { id: backup!.id, lost: null, passphrase: 'wrong' })).toMatchObject({ code: 'wrong-secret' }) // prettier-ignore
  const read = await running.call('restore.read', { workId: WORK, id: offered!.id, passphrase: null })
  expect(read.name).toBe('backup.lanyard')
  await running.call('restore.choose', { path: second })
  expect((await running.call('program.start', {})).offered).toBeNull()
})
