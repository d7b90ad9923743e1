import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { readBackup } from '../../src-main/backup/read-backup.ts'
import { UNTOLD, putInPlace } from '../../src-main/backup/restoring.ts'
import { seal } from '../../src-main/backup/sealing.ts'
import { DATABASE_FILE, openDatabase } from '../../src-main/database/open.ts'
import { systemClock } from '../../src-main/time.ts'
import { QUICK, openRecords, openSchool, ownFolder } from '../support/app.ts'
import { backUp, damageTable } from '../support/backups.ts'
import { run } from '../support/exported.ts'

const names = (folder: string): string[] => {
  const { app, close } = openRecords({ folder })
  const found = app.people.here().map(({ name }) => name)
  close()
  return found
}

/** A backup with Ada, and the closed records with Ben besides. */
async function later() {
  const school = await openSchool()
  await school.addPerson('Ada Fern', ['staff'])
  const file = backUp(school)
  await school.addPerson('Ben Reed', ['staff'])
  school.close()
  return { folder: school.folder, file, school }
}

test('into a folder that is not there yet', async () => {
  const { file } = await later()
  const folder = join(ownFolder(), 'new')
  const { code, stdout } = await run('restore', '--data', folder, '--from', file)
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^Restored Hill School, \d+ entries, to .*new\n/)])
  expect(names(folder)).toEqual(['Ada Fern'])
})

test('in the place of records only where that is said, and with how many of their entries are lost', async () => {
  const { folder, file } = await later()
  const restore = (...more: string[]) => run('restore', '--data', folder, '--from', file, ...more)
  expect(await restore()).toMatchObject({ code: 2, stderr: expect.stringContaining('--replace') })
  const told = await restore('--replace')
  const lose = /--replace --lose (\d+)\n/.exec(told.stderr)?.[1]
  expect(told).toMatchObject({ code: 2, stderr: expect.stringContaining('1 person added') })
  expect((await restore('--replace', '--lose', '1')).code).toBe(2)
  expect(names(folder)).toEqual(['Ada Fern', 'Ben Reed'])
  expect(readdirSync(folder).filter((name) => name.startsWith('restoring-'))).toEqual([])

  const { code, stdout } = await restore('--replace', '--lose', lose!)
  expect(code).toBe(0)
  expect(names(folder)).toEqual(['Ada Fern'])
  const keptIn = /is kept in (.*)\n/.exec(stdout)![1]!
  expect(names(keptIn)).toEqual(['Ada Fern', 'Ben Reed'])
})

test('another school’s records are not replaced; damaged ones are, and kept', async () => {
  const { file, school } = await later()
  const other = await openSchool()
  other.close()
  expect(await run('restore', '--data', other.folder, '--from', file, '--replace')).toMatchObject({ code: 2, stderr: expect.stringContaining('begun apart') }) // prettier-ignore
  school.reopen()
  damageTable(school, 'setting')
  expect((await run('restore', '--data', school.folder, '--from', file, '--replace')).code).toBe(0)
  expect(names(school.folder)).toEqual(['Ada Fern'])
})

test('a sealed one, with its passphrase in a file', async () => {
  const { file } = await later()
  const folder = ownFolder()
  await seal(file, `${file}.sealed`, 'a long winter of grey geese', { cost: QUICK })
  writeFileSync(join(folder, 'right'), '\uFEFFa long winter of grey geese\r\nand nothing of this\n')
  writeFileSync(join(folder, 'utf-16'), '\uFEFFa long winter of grey geese\n', 'utf16le')
  writeFileSync(join(folder, 'wrong'), 'a short winter\n')
  const restore = (...more: string[]) => run('restore', '--data', join(folder, 'data'), '--from', `${file}.sealed`, ...more) // prettier-ignore
  expect(await restore()).toMatchObject({ code: 2, stderr: expect.stringContaining('passphrase') })
  expect((await restore('--passphrase-file', join(folder, 'wrong'))).code).toBe(2)
  for (const file of ['missing', 'utf-16'])
    expect(await restore('--passphrase-file', join(folder, file))).toMatchObject({ code: 2, stderr: expect.stringContaining('could not be read') }) // prettier-ignore
  expect(existsSync(join(folder, 'data', DATABASE_FILE))).toBe(false)
  expect((await restore('--passphrase-file', join(folder, 'right'))).code).toBe(0)
  expect(names(join(folder, 'data'))).toEqual(['Ada Fern'])
})

test('of an earlier Lanyard, whose shape cannot be changed yet: what is in place is said, and what is kept', async () => {
  const folder = ownFolder()
  const file = join(folder, 'old.lanyard')
  const old = join(import.meta.dirname, '../support/fixtures/records/step-1.db.gz')
  writeFileSync(file, gunzipSync(readFileSync(old)))
  const data = join(folder, 'data')
  openDatabase(data, { create: true }).close()
  writeFileSync(join(data, 'backups'), 'in the way')
  const { code, stdout, stderr } = await run('restore', '--data', data, '--from', file, '--replace')
  expect(code).toBe(1)
  expect(stdout).toMatch(
    /^Restored Hill School, 27 entries, to .*data\nWhat stood there is kept in .*replaced-\d{8}T\d{6}Z\n/,
  )
  expect(stderr).toMatch(
    /^The restored records are in place, as the backup had them, and this Lanyard cannot open them yet\. Of them it says: No backup was made: /,
  )
  expect(readdirSync(data).filter((name) => name.startsWith('restoring-'))).toEqual([])
  rmSync(join(data, 'backups'))
  expect(names(data)).toHaveLength(4)
})

test('where the disk does not let it, the records stay, and nothing is left of the copy', async () => {
  const { folder, file } = await later()
  const backup = await readBackup({ file, passphrase: null, dataFolder: folder })
  const onStep = (step: string): void => {
    if (step === 'put in place') throw new Error('the disk gave up')
  }
  expect(() => putInPlace(backup, { dataFolder: folder, clock: systemClock, ...UNTOLD, onStep })).toThrow('the disk gave up') // prettier-ignore
  expect(names(folder)).toEqual(['Ada Fern', 'Ben Reed'])
  expect(readdirSync(folder).filter((name) => /^(restoring|replacing)/.test(name))).toEqual([])
})
