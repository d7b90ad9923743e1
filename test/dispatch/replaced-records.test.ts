/** The records that a restore replaced: kept, and told to the administrator. */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { DATABASE_FILE, openDatabase } from '../../src-main/database/open.ts'
import { ADMINISTRATOR, openSchool } from '../support/app.ts'
import { backUp, startProgram } from '../support/backups.ts'

test('they are listed with the moment, how much they hold, and where they are', async () => {
  const school = await openSchool()
  const file = backUp(school)
  await school.addPerson('Ada Fern', ['staff'])
  school.close()
  const beside = (name: string): string => join(school.folder, name)
  // Nothing of anybody is in these.
  for (const name of ['replaced-notes', 'replaced-20260801T080000Z']) mkdirSync(beside(name))
  openDatabase(beside('replaced-20260803T080000Z'), { create: true }).close()
  const damaged = beside('replaced-20260802T080000Z-2')
  mkdirSync(damaged)
  writeFileSync(join(damaged, DATABASE_FILE), 'no records any more'.repeat(1_000))

  const program = await startProgram(school.folder, { clock: school.clock })
  const signIn = () => program.call('access.signIn', { role: 'administrator', passphrase: ADMINISTRATOR })
  const told = async () => (await program.call('backup.list', {})).replaced
  await signIn()
  const unreadable = { folder: damaged, at: '2026-08-02T08:00:00.000Z', entries: null }
  expect(await told()).toEqual([unreadable])

  const { chosen } = await program.call('restore.choose', { path: file })
  const { id, head, against } = await program.call('restore.read', {
    workId: crypto.randomUUID(),
    id: chosen!.id,
    passphrase: null,
  })
  const lost = against!.lost.entries
  const { keptIn } = await program.call('restore.replace', { id, lost, passphrase: ADMINISTRATOR })
  await signIn()
  const folder = beside(keptIn)
  const before = readdirSync(folder)
  const at = school.clock.now().toISOString()
  expect(await told()).toEqual([{ folder, at, entries: head.length + lost }, unreadable])
  expect(readdirSync(folder), 'and nothing is left there by looking').toEqual(before)
})
