/** Making a backup: what ends up under its name, and that nothing else does. */
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { backupsFolder } from '../../src-main/backup/files.ts'
import { makeBackup, type Making } from '../../src-main/backup/making.ts'
import { isSealed } from '../../src-main/backup/sealing.ts'
import { checkCopy, copyInto } from '../../src-main/database/copying.ts'
import { DATABASE_FILE, openDatabase } from '../../src-main/database/open.ts'
import { LanyardError } from '../../src-main/errors.ts'
import { QUICK, openSchool, ownFolder, type School } from '../support/app.ts'
import { openSealed } from '../support/open-sealed.ts'
import { unguard } from '../support/unguard.ts'

const NAME = 'lanyard-hill-2026-09-01-080000Z.lanyard'
const PASSPHRASE = 'a bicycle in the library'

const makingOf = (school: School, changed: Partial<Making> = {}): Making => ({
  school: 'hill',
  madeAt: school.clock.now().toISOString(),
  ownFolder: backupsFolder(school.folder),
  cost: QUICK,
  wrongIn: async (length) => (await school.app.verification.compare(length, () => {})).wrong,
  ...changed,
})
const make = (school: School, folder: string, changed?: Partial<Making>) =>
  makeBackup(school.database, folder, makingOf(school, changed))

/** Why no backup was made. */
const failing = (made: Promise<unknown>): Promise<LanyardError> =>
  made.then(
    () => Promise.reject(new Error('a backup was made')),
    (error) => error,
  )

async function schoolOfTwo(): Promise<School> {
  const school = await openSchool()
  await school.addPerson('Ada Fern', ['staff'])
  await school.addPerson('Ben Reed', ['staff'])
  return school
}

/** Opens a backup as if it were the records, and gives every row but that of the backups. */
function rowsOf(bytes: Buffer): Record<string, unknown[]> {
  const folder = ownFolder()
  writeFileSync(join(folder, DATABASE_FILE), bytes)
  const database = openDatabase(folder, { create: false })
  const found = rowsIn(database)
  database.close()
  return found
}
function rowsIn(database: School['database']): Record<string, unknown[]> {
  const tables = database.prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'table'`).pluck().all()
  return Object.fromEntries(tables.map((table) => [table, database.prepare(`SELECT * FROM ${table}`).all()]))
}

describe('a backup', () => {
  test('holds every row, those included that are not in the file yet, and says its head', async () => {
    const school = await schoolOfTwo()
    const folder = ownFolder()
    expect(existsSync(join(school.folder, `${DATABASE_FILE}-wal`)), 'changes stand beside the file').toBe(true)
    const made = await make(school, folder)
    expect(made).toEqual({ name: NAME, head: school.app.ledger.head(), whole: true })
    expect(readdirSync(folder)).toEqual([NAME])
    expect(rowsOf(readFileSync(join(folder, NAME)))).toEqual(rowsIn(school.database))
    expect(statSync(join(folder, NAME)).mode & 0o777).toBe(0o600)
  })

  test('is of one moment: what is written while it is read again is not in it', async () => {
    const school = await schoolOfTwo()
    const folder = ownFolder()
    const { length } = school.app.ledger.head()
    const making = make(school, folder)
    await school.addPerson('Cleo Birch', ['staff'])
    expect((await making).head.length).toBe(length)
    expect(rowsOf(readFileSync(join(folder, NAME))).person).toHaveLength(2)
  })

  test('sealed, is the same within, and nothing unsealed is left anywhere', async () => {
    const school = await schoolOfTwo()
    const folder = ownFolder()
    await make(school, folder, { passphrase: PASSPHRASE })
    const file = join(folder, NAME)
    expect(isSealed(file)).toBe(true)
    expect(rowsOf(openSealed(readFileSync(file), PASSPHRASE))).toEqual(rowsIn(school.database))
    expect(readFileSync(file).includes('Ada Fern')).toBe(false)
    expect([readdirSync(folder), readdirSync(backupsFolder(school.folder))]).toEqual([[NAME], []])
  })

  test('replaces none of the same second', async () => {
    const school = await schoolOfTwo()
    const folder = ownFolder()
    const names = [(await make(school, folder)).name, (await make(school, folder)).name]
    expect(names).toEqual([NAME, NAME.replace('Z', 'Z-2')])
  })

  test('of records that are not whole is made all the same, and said not to be whole', async () => {
    const school = await schoolOfTwo()
    school.database.exec("DROP TRIGGER ledger_entry_no_update; UPDATE ledger_entry SET hash = 'x' WHERE seq = 2")
    const folder = ownFolder()
    expect(await make(school, folder)).toMatchObject({ name: NAME, whole: false })
    const other = makingOf(school, { wrongIn: async () => ({ ledger: [], tables: [] }) })
    const error = await failing(makeBackup(school.database, ownFolder(), other))
    expect(error.code, 'where that is not what is wrong with the records').toBe('backup-damaged')
  })

  test('of records whose tables are not what the ledger proves is no whole one either', async () => {
    const school = await schoolOfTwo()
    unguard(school.database)
    school.database.exec(`UPDATE person SET name = 'Eve Thorn' WHERE name = 'Ada Fern'`)
    expect(await make(school, ownFolder())).toMatchObject({ name: NAME, whole: false })
    // Else it is the disk that gave back a row that was never written.
    const other = makingOf(school, { wrongIn: async () => ({ ledger: [], tables: [] }) })
    expect((await failing(makeBackup(school.database, ownFolder(), other))).code).toBe('backup-damaged')
  })

  test('clears what an interrupted one of this school left, and nothing else', async () => {
    const school = await schoolOfTwo()
    const [folder, own] = [ownFolder(), backupsFolder(school.folder)]
    mkdirSync(own)
    const left = NAME.replace('09-01', '08-31')
    const others = ['notes.unfinished', left.replace('hill', 'dale') + '.unfinished', left]
    for (const name of [`${left}.unfinished`, ...others]) writeFileSync(join(folder, name), 'half')
    writeFileSync(join(own, `${left}.plain.unfinished`), 'half')
    await make(school, folder)
    expect(readdirSync(folder).sort()).toEqual([...others, NAME].sort())
    expect(readdirSync(own)).toEqual([])
  })
})

describe('where it fails, nothing is left, and the words say why', () => {
  test('in a folder that is not there, or is a file', async () => {
    const school = await schoolOfTwo()
    const folder = join(ownFolder(), 'stick')
    const error = await failing(make(school, folder))
    expect([error.code, error.field]).toEqual(['backup-failed', 'folder'])
    expect(error.message).toMatch(/^No backup was made: there is no folder .*stick, or not any more\. Was a stick/)
    writeFileSync(folder, '')
    expect((await failing(make(school, folder))).code).toBe('backup-failed')
  })

  test('pulled out while it is read again', async () => {
    const school = await schoolOfTwo()
    const folder = ownFolder()
    const at: Making['at'] = (doing) => {
      if (doing === 'Sealing it with the passphrase') rmSync(folder, { recursive: true })
    }
    const error = await failing(make(school, folder, { passphrase: PASSPHRASE, at }))
    expect(error.message).toMatch(/Was a stick pulled out\?/)
  })

  test.each([
    'Copying the records',
    'Reading the copy again',
    'Sealing it with the passphrase',
    'Reading the sealed backup again',
  ])('stopped at: %s', async (where) => {
    const school = await schoolOfTwo()
    const folder = ownFolder()
    const at: Making['at'] = (doing) => {
      if (doing === where) throw new LanyardError('stopped', 'Stopped. Nothing was changed.')
    }
    // So long that the thread is asked about before it is done.
    school.database.transaction(() => {
      for (let i = 0; i < 40_000; i++)
        school.app.ledger.append('person.changed', school.versionId, { i }, '2026-09-01T08:00:00.000Z')
    })()
    const error = await failing(make(school, folder, { passphrase: PASSPHRASE, at }))
    expect(error.code).toBe('stopped')
    expect([readdirSync(folder), readdirSync(backupsFolder(school.folder))]).toEqual([[], []])
  })

  test('a sealed one that the disk gives back changed', async () => {
    const school = await schoolOfTwo()
    const folder = ownFolder()
    const at: Making['at'] = (doing, done, total) => {
      if (doing !== 'Sealing it with the passphrase' || done < total) return
      const [file] = readdirSync(folder).map((name) => join(folder, name))
      setImmediate(() => {
        const bytes = readFileSync(file!)
        bytes[bytes.length - 100]! ^= 1
        writeFileSync(file!, bytes)
      })
    }
    const error = await failing(make(school, folder, { passphrase: PASSPHRASE, at }))
    expect(error.code).toBe('backup-damaged')
    expect(readdirSync(folder)).toEqual([])
  })
})

describe('a copy is read again', () => {
  /** A copy, changed behind everybody's back; whether it is taken for the copy. */
  async function checking(
    change: (copy: School['database']) => void,
    closed?: (file: string) => void,
  ): Promise<string> {
    const school = await schoolOfTwo()
    const file = join(ownFolder(), 'copy')
    const expected = copyInto(school.database, file)
    const copy = new SqliteDatabase(file)
    for (const { name } of copy
      .prepare<[], { name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'trigger'`)
      .all())
      copy.exec(`DROP TRIGGER ${name}`)
    change(copy)
    copy.close()
    closed?.(file)
    try {
      const { ledger, tables } = checkCopy(file, expected)
      return [...ledger, ...tables][0] ?? 'taken'
    } catch (error) {
      return (error as LanyardError).code
    }
  }

  test.each<[string, string, string]>([
    ['nothing', 'SELECT 1', 'taken'],
    ['the last entry gone', 'DELETE FROM ledger_payload WHERE seq = (SELECT MAX(seq) FROM ledger_entry); DELETE FROM ledger_entry WHERE seq = (SELECT MAX(seq) FROM ledger_entry)', 'backup-damaged'],
    ['the last line another', "UPDATE ledger_entry SET line = line || ' ' WHERE seq = (SELECT MAX(seq) FROM ledger_entry)", 'backup-damaged'],
    ['what an entry proves another', "UPDATE ledger_payload SET payload = '{}' WHERE seq = 2", 'What entry 2 (school.set-up) proves was changed after it was written.'],
    ['a row another', "UPDATE person SET note = 'x' WHERE name = 'Ada Fern'", 'The person of entry 8 has another note in the records than in the ledger.'],
    ['another program’s', 'PRAGMA application_id = 7', 'backup-damaged'],
    ['of another shape', 'PRAGMA user_version = 1', 'backup-damaged'],
    ['without its ledger', 'DROP TABLE ledger_payload', 'backup-damaged'],
  ])('%s', async (_, sql, found) => expect(await checking((copy) => void copy.exec(sql))).toBe(found)) // prettier-ignore

  test('with a page overwritten, or cut short', async () => {
    const overwrite = (file: string) => {
      const bytes = readFileSync(file)
      bytes.fill(0xaa, bytes.length - 4_096)
      writeFileSync(file, bytes)
    }
    // Without the pages that the triggers stood on: nobody reads what is free.
    expect(await checking((copy) => void copy.exec('VACUUM'), overwrite)).toBe('backup-damaged')
    expect(
      await checking(
        () => {},
        (file) => writeFileSync(file, readFileSync(file).subarray(0, 8_192)),
      ),
    ).toBe('backup-damaged')
    expect(
      await checking(
        () => {},
        (file) => rmSync(file),
      ),
    ).toBe('backup-damaged')
  })
})
