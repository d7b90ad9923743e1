/** The heads of backups: those in the files beside the records, and those that the record notes itself. */
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { backupsFolder } from '../../src-main/backup/files.ts'
import { readBackup } from '../../src-main/backup/read-backup.ts'
import { against, partingOf, putInPlace } from '../../src-main/backup/restoring.ts'
import { seal } from '../../src-main/backup/sealing.ts'
import { headInFile } from '../../src-main/database/head-in-file.ts'
import { openDatabase } from '../../src-main/database/open.ts'
import { QUICK, openSchool, ownFolder, type School } from '../support/app.ts'
import { backUp, tamper } from '../support/backups.ts'
import { run } from '../support/exported.ts'
import { unguard } from '../support/unguard.ts'
import { forgeLast } from '../support/forged.ts'

let school: School
let folder: string
beforeEach(async () => {
  school = await openSchool()
  folder = backupsFolder(school.folder)
  await school.addPerson('Ada Fern', ['staff'])
})

const nameOn = (day: number): string => `lanyard-hill-2026-09-0${day}-080000Z.lanyard`
const backUpOn = (day: number): string => backUp(school, join(folder, nameOn(day)))
const lengthNow = (): number => school.app.ledger.head().length
const check = (typed: { entries?: string; fingerprint?: string } = {}) =>
  school.governor.call('verification.check', typed)
/** Every file with its bytes and when it was changed. */
const stateOf = (of: string) =>
  readdirSync(of).map((name) => [name, readFileSync(join(of, name), 'base64'), statSync(join(of, name)).mtimeMs])

/** How many entries a backup has. */
const readHead = (file: string): number => headInFile(file, [])!.head.length

/** A backup takes the place of the records, as the program puts it there. */
async function restore(file: string): Promise<void> {
  const backup = await readBackup({ file, passphrase: null, dataFolder: school.folder })
  const parting = partingOf(school.app.ledger, against(school.app.ledger, backup))
  school.close()
  putInPlace(backup, { dataFolder: school.folder, clock: school.clock, ...parting })
  school.reopen()
}

test('the files are opened, and those that agree are told in one line', async () => {
  for (const [day, name] of ['Ben Oak', 'Cleo Birch', 'Dan Elm'].entries()) {
    backUpOn(day + 1)
    await school.addPerson(name, ['staff'])
  }
  const before = stateOf(folder)
  const { whole, heads, proved, notProved } = await check()
  expect(whole).toBe(true)
  expect(heads).toMatchObject([
    {
      kind: 'file',
      file: nameOn(3),
      agrees: true,
      words: '3 files in the folder of backups, the oldest of 1 September 2026, the newest of 3 September 2026',
    },
  ])
  expect(proved.at(-1)).toBe(
    '3 backup files of the 3 beside the records were opened: the fingerprints in them are the record’s.',
  )
  expect(notProved.join()).not.toContain('backup file')
  expect(stateOf(folder)).toEqual(before)
  expect((await school.governor.call('verification.last', {})).verdict!.heads).toEqual(heads)
})

test('those that the record notes are told apart from those that were opened', async () => {
  const elsewhere = ownFolder()
  for (let at = 0; at < 3; at++) {
    const asked = { folder: elsewhere, isCopiedOn: false, passphrase: null, workId: `0198f000-0000-7000-8000-00000000000${at}` } // prettier-ignore
    await school.administrator.call('backup.make', asked)
    school.clock.pass(26 * 60)
  }
  const { heads, proved } = await check()
  expect(heads.map(({ kind, words }) => [kind, words])).toEqual([
    [
      'backup',
      '3 backups as the record itself notes them, the oldest of 1 September 2026, the newest of 3 September 2026',
    ],
  ])
  expect(proved.at(-1)).toBe(
    'It agrees with the fingerprints of 3 backups that it notes itself, whose files were not opened for that.',
  )
})

test('one that does not agree is named, also where it is longer than the record and nothing else is known of it', async () => {
  backUpOn(1)
  await school.addPerson('Ben Oak', ['staff'])
  backUpOn(2)
  unguard(school.database)
  forgeLast(school.database, '{"forged":true}')
  school.database.exec('DELETE FROM backup_made')
  const { whole, heads } = await check()
  expect(whole).toBe(false)
  expect(heads.map(({ file, agrees, words }) => [file, agrees, words])).toEqual([
    [nameOn(1), true, `Backup file ${nameOn(1)} of 1 September 2026`],
    [nameOn(2), false, `Backup file ${nameOn(2)} of 2 September 2026`],
  ])
  school.close()
  const { code, stdout } = await run('verify', '--data', school.folder)
  expect([code, stdout]).toEqual([1, expect.stringMatching(new RegExp(`Backup file ${nameOn(2)} .+: does not agree\\n`))]) // prettier-ignore
})

test('what is sealed, damaged or no backup is said not to have been read, and is no fault of the record', async () => {
  const plain = backUpOn(1)
  await seal(plain, join(folder, nameOn(2)), 'grey geese', { cost: QUICK })
  writeFileSync(join(folder, nameOn(3)), readFileSync(plain).subarray(0, 5000))
  writeFileSync(join(folder, 'mine.lanyard'), '')
  writeFileSync(join(folder, nameOn(5)), readFileSync(plain).fill(2, 18, 20)) // would lay files beside it
  mkdirSync(join(folder, 'a folder.lanyard'))
  const before = readdirSync(folder)
  const { whole, heads, proved, notProved } = await check()
  expect([whole, heads.map(({ file }) => file)]).toEqual([true, [nameOn(1)]])
  expect(proved.at(-1)).toContain('1 backup file of the 5 beside the records was opened')
  const why = 'it is damaged, no backup, made by a newer Lanyard, or took too long to read, and could not be opened.'
  expect(notProved.filter((words) => words.includes('backup file')).toSorted()).toEqual([
    `What the backup file ${nameOn(2)} holds: it is sealed with a passphrase, and could not be opened.`,
    `What the backup file ${nameOn(3)} holds: ${why}`,
    `What the backup file ${nameOn(5)} holds: ${why}`,
    `What the backup file mine.lanyard holds: ${why}`,
  ])
  expect(readdirSync(folder)).toEqual(before)
})

test('a file with a view without end in the place of a table is not read', async () => {
  tamper(backUpOn(1), (database) => {
    database.pragma('foreign_keys = OFF')
    database.exec(`DROP TABLE ledger_payload; CREATE TABLE ledger_payload (seq, salt, payload); DROP TABLE ledger_entry;
      CREATE VIEW ledger_entry AS WITH RECURSIVE
        no_end (seq) AS (SELECT 1 UNION ALL SELECT seq + 1 FROM no_end) SELECT seq, '' AS line, '' AS hash FROM no_end;
      CREATE TRIGGER as_a_table INSTEAD OF INSERT ON ledger_entry BEGIN SELECT 1; END`)
  })
  const { whole, heads, notProved } = await check()
  expect([whole, heads]).toEqual([true, []])
  expect(notProved.join()).toContain(`What the backup file ${nameOn(1)} holds`)
})

test('a backup of records in which nothing was set up yet is the beginning of every record', async () => {
  const empty = ownFolder()
  const database = openDatabase(empty, { create: true })
  const name = backUp({ database }, join(folder, nameOn(1)))
  database.close()
  expect(await check()).toMatchObject({ whole: true, heads: [{ file: basename(name), length: 0, agrees: true }] })
})

test('where a backup was restored, newer ones agree up to there, and no further', async () => {
  const first = backUpOn(1)
  const common = lengthNow()
  await school.addPerson('Ben Oak', ['staff'])
  backUpOn(2)
  school.clock.set('2026-09-03T08:00:00Z')
  await restore(first)
  await school.addPerson('Cleo Birch', ['staff'])
  backUpOn(4)
  const { whole, heads, restored, proved } = await check()
  expect(whole).toBe(true)
  expect(proved.slice(-2)).toEqual([
    '2 backup files of the 3 beside the records were opened: the fingerprints in them are the record’s.',
    '1 backup file of the 3 goes on otherwise from where a backup was restored: up to there its fingerprint is the record’s, and what came after is not in it.',
  ])
  expect(restored).toEqual([
    `On 3 September 2026 a backup of ${common} entries was put in the place of the records: 3 later entries are not in it.`,
  ])
  expect(heads.filter(({ parted }) => parted)).toMatchObject([
    { file: nameOn(2), length: common, agrees: true, words: expect.stringContaining(`up to entry ${common}: from there on another backup was restored on 3 September 2026`) as string }, // prettier-ignore
  ])
  // What came after the restore was changed: that the two have the beginning in common excuses nothing.
  unguard(school.database)
  forgeLast(school.database, '{"forged":true}')
  expect((await check()).heads.filter(({ agrees }) => !agrees)).toMatchObject([{ file: nameOn(4), parted: null }])
})

test('a restore that is undone leaves no alarm: what it put there agrees up to where the two parted', async () => {
  const first = backUpOn(1)
  const common = lengthNow()
  await school.addPerson('Ben Oak', ['staff'])
  await school.addPerson('Eve Hart', ['staff'])
  const replaced = backUpOn(2)
  school.clock.set('2026-09-03T08:00:00Z')
  await restore(first)
  await school.addPerson('Cleo Birch', ['staff'])
  backUpOn(4)
  const undone = lengthNow()
  school.clock.set('2026-09-05T08:00:00Z')
  await restore(replaced)
  const { whole, heads } = await check()
  expect(whole).toBe(true)
  expect(heads.filter(({ parted }) => parted)).toMatchObject([
    { file: nameOn(4), length: common, agrees: true, parted: '2026-09-05T08:00:00.000Z' },
  ])
  // The backup that was put back is longer than the paper speaks of: it is of the records that were replaced all the same.
  expect(undone).toBeLessThan(lengthNow())
  const { words } = (await check({ entries: String(undone - 1), fingerprint: 'ab'.repeat(16) })).typed!
  expect(words).toContain('from before 5 September 2026')
  school.close()
  expect((await run('verify', '--data', school.folder)).code).toBe(0)
})

test('whoever restores one backup after another until it is the right one is not alarmed by those in between', async () => {
  const first = backUpOn(1)
  const common = lengthNow()
  await school.addPerson('Ben Oak', ['staff'])
  const right = backUpOn(2)
  await school.addPerson('Eve Hart', ['staff'])
  const newest = backUpOn(3)
  school.clock.set('2026-09-04T08:00:00Z')
  await restore(first)
  backUpOn(4)
  const between = lengthNow()
  expect(between).toBeLessThan(readHead(right))
  school.clock.set('2026-09-05T08:00:00Z')
  await restore(newest)
  backUpOn(5)
  school.clock.set('2026-09-06T08:00:00Z')
  await restore(right)
  const { whole, heads, restored } = await check()
  expect([whole, restored.length]).toEqual([true, 1])
  expect(heads.filter(({ parted }) => parted).map(({ file, length, parted }) => [file, length, parted])).toEqual([
    [nameOn(3), readHead(right), '2026-09-06T08:00:00.000Z'],
    [nameOn(4), common, '2026-09-06T08:00:00.000Z'],
    [nameOn(5), readHead(right), '2026-09-06T08:00:00.000Z'],
  ])
  // A paper printed in between is of what was replaced in its turn: the record tells of its own restore.
  const { words } = (await check({ entries: String(between), fingerprint: 'ab'.repeat(16) })).typed!
  expect(words).toContain('from before 6 September 2026')
  school.close()
  expect((await run('verify', '--data', school.folder)).code).toBe(0)
})

test('a restore is told in the report and on the screen, and beside a head that is not in the record any more', async () => {
  const first = backUpOn(1)
  const common = lengthNow()
  expect((await school.governor.call('verification.last', {})).restored).toEqual([])
  await school.addPerson('Ben Oak', ['staff'])
  const replaced = school.app.ledger.head()
  await restore(first)
  const told = [`On 1 September 2026 a backup of ${common} entries was put in the place of the records: 3 later entries are not in it.`] // prettier-ignore
  expect((await school.governor.call('verification.last', {})).restored).toEqual(told)
  expect((await school.governor.call('reports.report', {})).record.restored).toEqual(told)

  const typedAt = async (length: number, fingerprint: string) =>
    (await check({ entries: String(length), fingerprint })).typed!
  const exact = await typedAt(replaced.length, replaced.hash)
  expect(exact.agrees).toBe(false)
  expect(exact.words).toContain(
    'It is the fingerprint that the records had which a backup replaced on 1 September 2026',
  )
  const between = await typedAt(common + 1, 'ab'.repeat(16))
  expect(between.agrees).toBe(false)
  expect(between.words).toContain(
    `If the paper is from before 1 September 2026, the reason may be that a backup of ${common} entries was put`,
  )
  for (const length of [common, replaced.length + 1])
    expect((await typedAt(length, 'ab'.repeat(16))).words).not.toContain('backup')

  // A report was printed since, of as many entries: then the paper is that one, and no restore is a reason for what it says.
  const { asAt, names, record } = await school.governor.call('reports.report', {})
  await school.governor.call('reports.made', { asAt, names, head: record.head })
  const { length } = record.head
  expect(length).toBe(common + 1)
  expect((await typedAt(length, 'ab'.repeat(16))).words).not.toContain('backup')
  expect(existsSync(join(school.folder, 'backups'))).toBe(true)
})
