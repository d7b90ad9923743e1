import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { beforeEach, describe, expect, test } from 'vitest'
import { migrations } from '../../src-main/database/migrations.ts'
import { APPLICATION_ID, DATABASE_FILE, openDatabase } from '../../src-main/database/open.ts'
import { LanyardError, type ErrorCode } from '../../src-main/errors.ts'
import { openSchool, ownFolder } from '../support/app.ts'
import { startChild } from '../support/child.ts'

const NOBODY = 65_534

/** How opening went: the error's code, or `opened`. */
function opening(folder: string, create = true): ErrorCode | 'opened' {
  try {
    openDatabase(folder, { create }).close()
    return 'opened'
  } catch (error) {
    if (error instanceof LanyardError) return error.code
    throw error
  }
}

/** A file of real records, closed. */
async function closedSchool(): Promise<{ folder: string; file: string }> {
  const school = await openSchool()
  for (let i = 0; i < 20; i++) await school.addPerson(`Person ${'x'.repeat(i)}`, ['staff'])
  school.close()
  return { folder: school.folder, file: join(school.folder, DATABASE_FILE) }
}

describe('the settings of design 2 are in force', () => {
  test.each([
    ['journal_mode', 'wal'],
    ['synchronous', 2], // FULL
    ['foreign_keys', 1],
    ['locking_mode', 'exclusive'],
    ['trusted_schema', 0],
    ['cell_size_check', 1],
    ['recursive_triggers', 1],
    ['application_id', APPLICATION_ID],
    ['user_version', migrations.length],
  ])('%s is %s', (pragma, value) => {
    const database = openDatabase(ownFolder(), { create: true })
    expect(database.pragma(pragma, { simple: true })).toBe(value)
    database.close()
  })

  test('every table is STRICT', () => {
    const database = openDatabase(ownFolder(), { create: true })
    const tables = database.pragma('table_list') as { schema: string; name: string; strict: number }[]
    const ours = tables.filter(({ schema, name }) => schema === 'main' && !name.startsWith('sqlite_'))
    expect(ours.length).toBeGreaterThan(10)
    expect(ours.filter(({ strict }) => strict === 0)).toEqual([])
    database.close()
  })

  test('no shared memory lies beside the file, and closed there is the file alone', () => {
    const folder = ownFolder()
    openDatabase(folder, { create: true }).close()
    const database = openDatabase(folder, { create: false })
    expect(existsSync(join(folder, `${DATABASE_FILE}-shm`))).toBe(false)
    database.close()
    expect(existsSync(join(folder, `${DATABASE_FILE}-wal`))).toBe(false)
  })
})

describe('a folder', () => {
  test('that is not there is made, or missed where it has to be there', () => {
    const folder = join(ownFolder(), 'a', 'b')
    expect(opening(folder, false)).toBe('folder-missing')
    expect(existsSync(folder)).toBe(false)
    expect(opening(folder)).toBe('opened')
  })

  test('without records is left without them where they have to be there', () => {
    const folder = ownFolder()
    expect(opening(folder, false)).toBe('no-records')
    expect(existsSync(join(folder, DATABASE_FILE))).toBe(false)
  })

  test('that is a file cannot be written to', () => {
    const path = join(ownFolder(), 'file')
    writeFileSync(path, 'x')
    expect(opening(path)).toBe('folder-not-writable')
    expect(opening(join(path, 'under'))).toBe('folder-missing')
    expect(readFileSync(path, 'utf8')).toBe('x')
  })

  describe.runIf(process.platform === 'linux' && process.getuid?.() === 0)('of somebody else', () => {
    test.each([
      ['the folder', 0o555, 0o666],
      ['the file', 0o777, 0o444],
    ])('where %s may only be read', async (_, folderMode, fileMode) => {
      const { folder, file } = await closedSchool()
      const before = readFileSync(file)
      chmodSync(file, fileMode)
      chmodSync(folder, folderMode)
      expect(await startChild('open.ts', [folder], NOBODY).line()).toBe('folder-not-writable')
      expect(readFileSync(file).equals(before)).toBe(true)
    })
  })
})

test('a second program on the same records is told at its start, and the first goes on', async () => {
  const { folder } = await closedSchool()
  const first = startChild('open.ts', [folder])
  expect(await first.line()).toBe('opened')
  expect(opening(folder)).toBe('in-use')
  expect(first.process.exitCode).toBeNull()
  await first.kill()
  expect(opening(folder)).toBe('opened')
})

describe('a file that is refused is left as it is, byte for byte', () => {
  let folder: string
  let file: string
  beforeEach(async () => {
    ;({ folder, file } = await closedSchool())
  })

  function refused(bytes: Buffer): ErrorCode | 'opened' {
    writeFileSync(file, bytes)
    const how = opening(folder)
    if (how !== 'opened') expect(readFileSync(file).equals(bytes)).toBe(true)
    return how
  }

  test('garbage', () => {
    expect(refused(Buffer.alloc(8192, 'not a database at all '))).toBe('database-damaged')
    expect(refused(Buffer.from('x'))).toBe('database-damaged')
  })

  test('its end cut off, wherever', () => {
    const whole = readFileSync(file)
    for (let part = 1; part < 20; part++)
      expect(refused(whole.subarray(0, Math.floor((whole.length * part) / 20)))).toBe('database-damaged')
  })

  test('any byte of its header changed: refused, or of no consequence', () => {
    const whole = readFileSync(file)
    const found = Array.from({ length: 100 }, (_, at) => {
      const bytes = Buffer.from(whole)
      bytes[at]! ^= 0xff
      return refused(bytes)
    })
    for (const at of [0, 15, 16, 21, 23]) expect(found[at]).toBe('database-damaged')
    expect(found[60]).toBe('database-newer')
    expect(found[68]).toBe('database-other')
  })

  test('a page overwritten', () => {
    const whole = readFileSync(file)
    for (let page = 1; page < whole.length / 4096; page += 5) {
      const bytes = Buffer.from(whole)
      bytes.fill(0x5a, page * 4096, page * 4096 + 2048)
      expect(refused(bytes)).toBe('database-damaged')
    }
  })

  test('damaged while the last changes still lie in the WAL: that stays as well', async () => {
    const school = await openSchool()
    school.database.pragma('wal_checkpoint(TRUNCATE)')
    await school.addPerson('In the WAL', ['staff'])
    const whole = readFileSync(join(school.folder, DATABASE_FILE))
    const wal = readFileSync(join(school.folder, `${DATABASE_FILE}-wal`))
    school.close()
    writeFileSync(`${file}-wal`, wal)
    expect(refused(Buffer.from(whole).fill(0x5a, 4096))).toBe('database-damaged')
    expect(readFileSync(`${file}-wal`).equals(wal)).toBe(true)
  })

  test('records of a newer Lanyard', () => {
    const newer = new SqliteDatabase(file)
    newer.pragma('user_version = 99')
    newer.close()
    expect(refused(readFileSync(file))).toBe('database-newer')
  })

  test.each(['delete', 'wal'])('another program’s database (%s)', (mode) => {
    const other = new SqliteDatabase(join(folder, 'other.db'))
    other.pragma(`journal_mode = ${mode}`)
    other.exec('CREATE TABLE recipe (name TEXT)')
    other.close()
    expect(refused(readFileSync(join(folder, 'other.db')))).toBe('database-other')
  })
})

test('records whose last changes lie in the WAL, as after a power cut, are opened with them', async () => {
  const school = await openSchool()
  await school.addPerson('Last One', ['staff'])
  const copy = join(ownFolder(), 'copy')
  mkdirSync(copy)
  for (const name of [DATABASE_FILE, `${DATABASE_FILE}-wal`]) copyFileSync(join(school.folder, name), join(copy, name))
  expect(statSync(join(copy, `${DATABASE_FILE}-wal`)).size).toBeGreaterThan(0)
  const database = openDatabase(copy, { create: false })
  expect(database.prepare('SELECT name FROM person').pluck().all()).toEqual(['Last One'])
  database.close()
})

test('a start that stopped in the moment of making the file is taken up again', () => {
  const folder = ownFolder()
  writeFileSync(join(folder, DATABASE_FILE), '')
  expect(opening(folder)).toBe('opened')

  // A hot rollback journal: the file was growing when the power went.
  const half = ownFolder()
  const other = join(half, 'making.db')
  const making = new SqliteDatabase(other)
  making.pragma('cache_size = 1')
  making.exec(`BEGIN; CREATE TABLE t (x); INSERT INTO t SELECT randomblob(5000) FROM json_each('[1,2,3,4,5,6,7,8]')`)
  copyFileSync(other, join(half, DATABASE_FILE))
  copyFileSync(`${other}-journal`, join(half, `${DATABASE_FILE}-journal`))
  making.exec('ROLLBACK')
  making.close()
  expect(opening(half)).toBe('opened')
})
