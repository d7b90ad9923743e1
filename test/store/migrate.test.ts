import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { migrate } from '../../src-main/database/migrate.ts'
import { migrations } from '../../src-main/database/migrations.ts'
import { DATABASE_FILE, openDatabase, type Database } from '../../src-main/database/open.ts'
import { openSchool, ownFolder } from '../support/app.ts'

const COPY = 'lanyard-before-step-2.db'
const STEP = 'CREATE TABLE extra (id TEXT PRIMARY KEY) STRICT; INSERT INTO extra SELECT id FROM person;'
const FAILING = `${STEP} UPDATE person SET name = ''; CREATE TABLE person (id TEXT)`

const version = (database: Database) => database.pragma('user_version', { simple: true })
const tables = (database: Database) => database.prepare('SELECT name FROM sqlite_schema ORDER BY name').pluck().all()
const names = (database: Database) => database.prepare('SELECT name FROM person ORDER BY name').pluck().all()

function namesIn(file: string): unknown[] {
  const copy = new SqliteDatabase(file, { readonly: true })
  const found = names(copy)
  copy.close()
  return found
}

test('a new file takes every step, and needs no copy', () => {
  const folder = ownFolder()
  const database = openDatabase(folder, { create: true })
  expect(version(database)).toBe(migrations.length)
  database.close()
  expect(readdirSync(folder)).toEqual([DATABASE_FILE])
})

describe('a file from before', () => {
  test('is copied whole, then takes the steps it lacks', async () => {
    const school = await openSchool()
    await school.addPerson('Ada Fern', ['staff'])
    migrate(school.database, school.folder, [...migrations, STEP, 'CREATE TABLE more (id TEXT) STRICT'])
    expect(version(school.database)).toBe(3)
    expect(school.database.prepare('SELECT COUNT(*) FROM extra').pluck().get()).toBe(1)
    expect(namesIn(join(school.folder, COPY))).toEqual(['Ada Fern'])
    expect(readdirSync(school.folder).filter((name) => name.includes('unfinished'))).toEqual([])
  })

  test('is left as it was by a step that fails, and the steps before it stay', async () => {
    const school = await openSchool()
    await school.addPerson('Ada Fern', ['staff'])
    const before = tables(school.database)
    expect(() => migrate(school.database, school.folder, [...migrations, FAILING])).toThrow('already exists')
    expect([version(school.database), tables(school.database), names(school.database)]).toEqual([
      1,
      before,
      ['Ada Fern'],
    ])
    expect(() => migrate(school.database, school.folder, [...migrations, STEP, FAILING])).toThrow('already exists')
    expect(version(school.database)).toBe(2)
  })

  test('is copied again where a step failed before and people went on working', async () => {
    const school = await openSchool()
    await school.addPerson('Ada Fern', ['staff'])
    expect(() => migrate(school.database, school.folder, [...migrations, FAILING])).toThrow()
    await school.addPerson('Ben Reed', ['staff'])
    migrate(school.database, school.folder, [...migrations, STEP])
    expect(namesIn(join(school.folder, COPY))).toEqual(['Ada Fern', 'Ben Reed'])
  })

  test('a copy that was cut short is made anew', async () => {
    const school = await openSchool()
    writeFileSync(join(school.folder, `${COPY}.unfinished`), 'half')
    migrate(school.database, school.folder, [...migrations, STEP])
    expect(namesIn(join(school.folder, COPY))).toEqual([])
  })

  test('nothing is copied where there is nothing to do', async () => {
    const school = await openSchool()
    migrate(school.database, school.folder)
    expect(existsSync(join(school.folder, COPY))).toBe(false)
  })
})

test('a newer file is refused, and nothing is done to it', async () => {
  const school = await openSchool()
  school.database.pragma('user_version = 2')
  expect(() => migrate(school.database, school.folder)).toThrow(/newer Lanyard/)
  school.close()
  const file = join(school.folder, DATABASE_FILE)
  const before = readFileSync(file)
  expect(() => openDatabase(school.folder, { create: true })).toThrow(/newer Lanyard/)
  expect(readFileSync(file).equals(before)).toBe(true)
  expect(existsSync(join(school.folder, COPY))).toBe(false)
})
