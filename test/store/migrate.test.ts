import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import SqliteDatabase from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { migrate } from '../../src-main/database/migrate.ts'
import { migrations } from '../../src-main/database/migrations.ts'
import { DATABASE_FILE, openDatabase, type Database } from '../../src-main/database/open.ts'
import { run } from '../support/exported.ts'
import { openRecords, openSchool, ownFolder } from '../support/app.ts'

const NOW = migrations.length
const COPY = `lanyard-before-step-${NOW + 1}.db`
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
    expect(version(school.database)).toBe(NOW + 2)
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
      NOW,
      before,
      ['Ada Fern'],
    ])
    expect(() => migrate(school.database, school.folder, [...migrations, STEP, FAILING])).toThrow('already exists')
    expect(version(school.database)).toBe(NOW + 1)
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

describe('records as an earlier Lanyard left them', () => {
  const before = new Map([
    [
      1,
      {
        head: { length: 27, hash: '6f948201027f4f2ed483f706ba5570f60483fedd502d4ae9a4c06b0f5ab21f72' },
        day: '2026-09-01',
        headline: /^1 of 4 people have finished their induction, and one is waived\./,
        people: ['Cleo Birch not-started', 'Dan Elm not-started', 'Ada Fern complete', 'Ben Oak waived'],
      },
    ],
    [
      2,
      {
        head: { length: 29, hash: '11b9aabf9241cfe2c1b420715de55f25920730b38fdadb0f670a2e11184cfe9e' },
        day: '2026-09-02',
        headline: /^1 of 4 people have finished their induction, and one is waived\./,
        people: ['Ada Fern sign-again', 'Cleo Birch in-progress', 'Dan Elm complete', 'Ben Oak waived'],
      },
    ],
    [
      3,
      {
        head: { length: 59, hash: 'e2f16b4f66d60f010b9a7a3283dda20d6bb2c148df15d88feff9c1839cdbc71a' },
        day: '2026-09-03',
        headline:
          /^1 of 6 people have finished their induction\. Nobody is overdue, and no policy is past its review date\./,
        people: [
          ...['Ada Fern sign-again', 'N3 sign-again', 'N2 in-progress', 'N3 not-started', 'N4x not-started'],
          ...['N5 not-started', 'N5 not-started', 'N1 complete', 'Ada Fern complete', 'N1 complete', 'N2 complete'],
          'N4x waived',
        ],
      },
    ],
  ])

  test('every step that was released is there', () =>
    expect([...before.keys()]).toEqual(Array.from({ length: NOW - 1 }, (_, at) => at + 1)))

  test.each([...before])('step %i: opened, whole, and said in the same words', async (step, { head, ...said }) => {
    const folder = ownFolder()
    const file = join(import.meta.dirname, `../support/fixtures/records/step-${step}.db.gz`)
    writeFileSync(join(folder, DATABASE_FILE), gunzipSync(readFileSync(file)))
    const { app, clock, visitor, close } = openRecords({ folder })
    expect(app.ledger.head()).toEqual(head)
    expect(existsSync(join(folder, `lanyard-before-step-${step + 1}.db`))).toBe(true)
    clock.set(`${said.day}T10:00:00Z`)

    const governor = visitor({ role: 'governor' })
    const { headline, people, record } = await governor.call('reports.report', { names: true })
    expect(record.check.words).toBe(
      `All ${head.length} entries were read again and agree with one another and with what they prove.`,
    )
    expect(headline).toMatch(said.headline)
    expect(people.map(({ name, status }) => `${name} ${status}`)).toEqual(said.people)
    close()
    const folderOut = join(ownFolder(), 'out')
    expect(await run('export', '--data', folder, '--out', folderOut)).toMatchObject({ code: 0 })
  })
})

test('a newer file is refused, and nothing is done to it', async () => {
  const school = await openSchool()
  school.database.pragma(`user_version = ${NOW + 1}`)
  expect(() => migrate(school.database, school.folder)).toThrow(/newer Lanyard/)
  school.close()
  const file = join(school.folder, DATABASE_FILE)
  const before = readFileSync(file)
  expect(() => openDatabase(school.folder, { create: true })).toThrow(/newer Lanyard/)
  expect(readFileSync(file).equals(before)).toBe(true)
  expect(existsSync(join(school.folder, COPY))).toBe(false)
})
