import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import SqliteDatabase from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { backupsFolder } from '../../src-main/backup/files.ts'
import { createBackupsStore } from '../../src-main/backup/store.ts'
import { migrate } from '../../src-main/database/migrate.ts'
import { migrations } from '../../src-main/database/migrations.ts'
import { DATABASE_FILE, openDatabase, type Database } from '../../src-main/database/open.ts'
import { run } from '../support/exported.ts'
import { openRecords, openSchool, ownFolder, type Records, type School } from '../support/app.ts'
import { unguard } from '../support/unguard.ts'

const NOW = migrations.length
/** Made at 08:00 UTC by the test's clock, of the test's school. */
const BACKUP = `lanyard-hill-2026-09-01-080000Z-before-step-${NOW + 1}.lanyard`
const STEP = 'CREATE TABLE extra (id TEXT PRIMARY KEY) STRICT; INSERT INTO extra SELECT id FROM person;'
const FAILING = `${STEP} DROP TRIGGER person_no_update; UPDATE person SET name = ''; CREATE TABLE person (id TEXT)`

const version = (database: Database) => database.pragma('user_version', { simple: true })
const tables = (database: Database) => database.prepare('SELECT name FROM sqlite_schema ORDER BY name').pluck().all()
const names = (database: Database) => database.prepare('SELECT name FROM person ORDER BY name').pluck().all()

const migrateTo = (school: School, steps: string[]) => migrate(school.database, school.folder, school.clock, steps)
const backupsOf = ({ folder }: Records) => (existsSync(backupsFolder(folder)) ? readdirSync(backupsFolder(folder)) : [])
const made = (database: Database) => createBackupsStore(database).all()

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
    migrateTo(school, [...migrations, STEP, 'CREATE TABLE more (id TEXT) STRICT'])
    expect(version(school.database)).toBe(NOW + 2)
    expect(school.database.prepare('SELECT COUNT(*) FROM extra').pluck().get()).toBe(1)
    expect(namesIn(join(backupsFolder(school.folder), BACKUP))).toEqual(['Ada Fern'])
    expect(backupsOf(school)).toEqual([BACKUP])
    const head = { length: school.app.ledger.head().length, hash: school.app.ledger.head().hash }
    expect(made(school.database)).toMatchObject([{ place: 'here', file: BACKUP, sealed: false, head }])
  })

  test('is left as it was by a step that fails, and the steps before it stay', async () => {
    const school = await openSchool()
    await school.addPerson('Ada Fern', ['staff'])
    const before = tables(school.database)
    expect(() => migrateTo(school, [...migrations, FAILING])).toThrow('already exists')
    expect([version(school.database), tables(school.database), names(school.database)]).toEqual([
      NOW,
      before,
      ['Ada Fern'],
    ])
    expect(() => migrateTo(school, [...migrations, STEP, FAILING])).toThrow('already exists')
    expect(version(school.database)).toBe(NOW + 1)
  })

  test('is copied again where a step failed before and people went on working', async () => {
    const school = await openSchool()
    await school.addPerson('Ada Fern', ['staff'])
    expect(() => migrateTo(school, [...migrations, FAILING])).toThrow()
    await school.addPerson('Ben Reed', ['staff'])
    school.clock.set('2026-09-02T09:00:00Z')
    migrateTo(school, [...migrations, STEP])
    const again = BACKUP.replace('01-08', '02-09')
    expect(namesIn(join(backupsFolder(school.folder), again))).toEqual(['Ada Fern', 'Ben Reed'])
    expect(backupsOf(school), 'in place of the first').toEqual([again])
  })

  test('a copy of records that went on apart, or that cannot be read, stays beside the new one', async () => {
    const [apart, school] = [await openSchool(), await openSchool()]
    await apart.addPerson('Cleo Birch', ['staff'])
    expect(() => migrateTo(apart, [...migrations, FAILING])).toThrow()
    const names = ['07:00', '06:00'].map((time) => BACKUP.replace('0800', time.replace(':', '')))
    mkdirSync(backupsFolder(school.folder))
    copyFileSync(join(backupsFolder(apart.folder), BACKUP), join(backupsFolder(school.folder), names[0]!))
    writeFileSync(join(backupsFolder(school.folder), names[1]!), 'no backup')
    migrateTo(school, [...migrations, STEP])
    expect(backupsOf(school).sort()).toEqual([...names, BACKUP].sort())
    expect(namesIn(join(backupsFolder(school.folder), names[0]!))).toEqual(['Cleo Birch'])
  })

  test('a copy that was cut short is made anew', async () => {
    const school = await openSchool()
    mkdirSync(backupsFolder(school.folder))
    writeFileSync(join(backupsFolder(school.folder), `${BACKUP}.unfinished`), 'half')
    migrateTo(school, [...migrations, STEP])
    expect(backupsOf(school)).toEqual([BACKUP])
    expect(namesIn(join(backupsFolder(school.folder), BACKUP))).toEqual([])
  })

  test('nothing is copied where there is nothing to do', async () => {
    const school = await openSchool()
    migrate(school.database, school.folder)
    expect(backupsOf(school)).toEqual([])
  })

  test('stays as it is where no backup of it can be made, and is told so', async () => {
    const school = await openSchool()
    const before = tables(school.database)
    writeFileSync(backupsFolder(school.folder), 'in the way')
    expect(() => migrateTo(school, [...migrations, STEP])).toThrow(/^No backup was made: .* open it again\.$/)
    expect([version(school.database), tables(school.database)]).toEqual([NOW, before])
  })

  test('that is not whole is brought along all the same: its backup is not whole either', async () => {
    const school = await openSchool()
    school.database.exec("DROP TRIGGER ledger_entry_no_update; UPDATE ledger_entry SET hash = 'x' WHERE seq = 2")
    migrateTo(school, [...migrations, STEP])
    expect(version(school.database)).toBe(NOW + 1)
    expect(backupsOf(school)).toEqual([BACKUP])
    expect(made(school.database)).toMatchObject([{ file: BACKUP, whole: false }])
  })

  test('a backup that is not whole takes no other’s place: the one from before can be restored', async () => {
    const school = await openSchool()
    await school.addPerson('Ada Fern', ['staff'])
    expect(() => migrateTo(school, [...migrations, FAILING])).toThrow()
    unguard(school.database)
    school.database.exec(`UPDATE person SET name = 'Eve Thorn'`)
    writeFileSync(join(backupsFolder(school.folder), `${BACKUP}.unfinished`), 'half')
    school.clock.set('2026-09-02T09:00:00Z')
    migrateTo(school, [...migrations, STEP])
    const again = BACKUP.replace('01-08', '02-09')
    expect(backupsOf(school).sort()).toEqual([BACKUP, again])
    expect(namesIn(join(backupsFolder(school.folder), BACKUP))).toEqual(['Ada Fern'])
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
    const [backup, ...others] = readdirSync(backupsFolder(folder))
    expect(backup).toMatch(new RegExp(`^lanyard-hill-2026-09-01-080000Z-before-step-${step + 1}.lanyard$`))
    expect(others).toEqual([])
    clock.set(`${said.day}T10:00:00Z`)

    const governor = visitor({ role: 'governor' })
    const { headline, people, record } = await governor.call('reports.report', { names: true })
    expect(record.check.words).toBe(
      `All ${head.length} entries were read again, and agree with one another and with every row they prove.`,
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
  expect(backupsOf(school)).toEqual([])
})
