/** Backups of records that are not whole: made, said not to be, and in the place of none that can be restored. */
import { readdirSync } from 'node:fs'
import { expect, test, vi } from 'vitest'
import { backupsFolder } from '../../src-main/backup/files.ts'
import type { Input } from '../../src-main/contract.ts'
import { openSchool, ownFolder, type School } from '../support/app.ts'
import { unguard } from '../support/unguard.ts'

const asked = (folder: string, isCopiedOn = false): Input<'backup.make'> => ({
  workId: '0b7f6f0e-6b1c-4c1e-9d5a-3f1b6f9d2a10',
  folder,
  isCopiedOn,
  passphrase: null,
})
const own = ({ folder }: School): string[] => readdirSync(backupsFolder(folder)).sort()
const listed = (school: School) => school.administrator.call('backup.list', {})

test('of records that are not whole, in their ledger and in several tables, one is made and said not to be whole', async () => {
  const school = await openSchool()
  for (const name of ['Ada Fern', 'Ben Reed']) await school.addPerson(name, ['staff'])
  unguard(school.database)
  school.database.exec(`
    UPDATE ledger_payload SET payload = replace(payload, 'Hill', 'Dale') WHERE seq = 2;
    UPDATE person SET name = 'Eve Thorn' WHERE name = 'Ada Fern';
    DELETE FROM appointment;
    INSERT INTO person SELECT 'x', name, note, added_at, reference, email FROM person LIMIT 1`)
  const folder = ownFolder()
  expect(await school.administrator.call('backup.make', asked(folder))).toMatchObject({ backup: { whole: false } })
  expect(readdirSync(folder)).toHaveLength(1)
})

test('while the records are not whole no older one goes, the administrator is told, and no stick quiets the reminder', async () => {
  const school = await openSchool()
  const { personId } = await school.addPerson('Ada Fern', ['staff'])
  await school.app.backups.daily()
  const [good] = own(school)
  const name = (words: string): void => {
    school.database.prepare('UPDATE person SET name = ? WHERE id = ?').run(words, personId)
  }
  unguard(school.database)
  for (const words of ['Eve Thorn', 'Eve Rose']) {
    name(words)
    school.clock.pass(60)
    await school.app.backups.beforeClosing()
  }
  const [first, second, third] = own(school)
  expect([first, third]).toEqual([good, expect.anything()])
  const told = expect.stringMatching(
    /^The last one was made, but the records are not whole, .+ Open The record: /,
  ) as string
  expect(await listed(school)).toMatchObject({
    failure: told,
    own: [{ whole: false }, { whole: false }, { whole: true }],
  })
  school.reopen()
  expect((await listed(school)).failure, 'a new start forgets it not').toEqual(told)
  const { backup } = await school.administrator.call('backup.make', asked(ownFolder(), true))
  expect(backup).toMatchObject({ place: 'outside', whole: false })
  school.clock.set('2026-09-15T12:00:00Z')
  expect(await listed(school)).toMatchObject({ lastOutsideAt: null, isOutsideDue: true })
  expect(school.app.backups.lastAt()).toBe('2026-09-01T08:00:00.000Z')

  name('Ada Fern')
  await school.app.backups.daily()
  expect((await listed(school)).failure).toBeNull()
  // Each kind is cleared for itself: of those that are not whole the last of their day stays.
  expect(own(school)).toEqual([good, third, expect.stringContaining('2026-09-15')])
  expect(own(school)).not.toContain(second)
})

test('what goes wrong before it is known whether one is wanted is told as well', async () => {
  const school = await openSchool()
  vi.spyOn(console, 'error').mockReturnValue(undefined)
  vi.spyOn(school.app.access, 'school').mockImplementationOnce(() => {
    throw new Error('the file cannot be read')
  })
  await school.app.backups.beforeClosing()
  expect((await listed(school)).failure).toBe('No backup was made: something went wrong inside Lanyard.')
})
