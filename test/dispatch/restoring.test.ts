/** Putting a backup in the place of the records, through the program as the window has it. */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, onTestFinished, test } from 'vitest'
import { seal } from '../../src-main/backup/sealing.ts'
import { DATABASE_FILE, HEADS_FILE, openDatabase } from '../../src-main/database/open.ts'
import { ADMINISTRATOR, GOVERNORS, QUICK, openRecords, openSchool, ownFolder, type School } from '../support/app.ts'
import { backUp, startProgram, tamper, tamperUnseen, type Running } from '../support/backups.ts'
import { learnAndSign } from '../support/learner.ts'
import { dayOf } from '../../src-main/time.ts'

const WORK = '5d0c1a52-98a4-4a0e-8f63-0c8f5b7f1e11'
const SEAL = 'a long winter of grey geese'

/** The names on the roll of records that nobody has open. */
function namesIn(folder: string): unknown[] {
  const database = openDatabase(folder, { create: false })
  const names = database.prepare('SELECT name FROM person ORDER BY name').pluck().all()
  database.close()
  return names
}

/** Chooses a file and reads it. */
async function choose(program: Running, path: string, passphrase: string | null = null) {
  const { chosen } = await program.call('restore.choose', { path })
  return program.call('restore.read', { workId: WORK, id: chosen!.id, passphrase })
}

const asAdministrator = (program: Running) =>
  program.call('access.signIn', { role: 'administrator', passphrase: ADMINISTRATOR })

const lines = ({ app }: Pick<School, 'app'>): string[] =>
  Array.from(app.ledger.entries(app.ledger.head().length), ({ line }) => line)

describe('on a new PC', () => {
  test('a backup is read, and put there for whoever has its administrator’s passphrase', async () => {
    const school = await openSchool()
    await school.addPerson('Ada Fern', ['staff'])
    const file = backUp(school)
    const [head, before] = [school.app.ledger.head(), lines(school)]
    const lastEntryAt = school.app.ledger.ends()!.last.at
    const folder = join(ownFolder(), 'records')
    const program = await startProgram(folder)

    const { id, ...read } = await choose(program, file)
    expect(read).toEqual({
      ...{ name: 'backup.lanyard', sealed: false, schoolName: 'Hill School', head, lastEntryAt, older: false },
      ...{ present: 'none', against: null, asks: 'backup' },
    })
    expect(await program.refused('restore.replace', { id, lost: null, passphrase: GOVERNORS })).toMatchObject({
      code: 'wrong-secret',
      field: 'passphrase',
    })
    await program.call('restore.replace', { id, lost: null, passphrase: ADMINISTRATOR })
    expect(await program.call('program.start', {})).toMatchObject({ state: 'ready', school: { name: 'Hill School' }, offered: null }) // prettier-ignore
    await asAdministrator(program)
    expect((await program.call('people.list', {})).people.map(({ name }) => name)).toEqual(['Ada Fern'])
    await program.close()

    const restored = openRecords({ folder })
    const after = lines(restored)
    expect(after.slice(0, -1)).toEqual(before)
    const [entry] = Array.from(restored.app.ledger.entries(after.length, head.length))
    expect(JSON.parse(entry!.line)).toMatchObject({ kind: 'record.restored', subject: JSON.parse(before[0]!).subject })
    expect(JSON.parse(entry!.payload!)).toEqual({ head, replaced: null, lost: null, common: null, stretches: null, restoredAt: '2026-09-01T08:00:00.000Z' }) // prettier-ignore
    expect((await restored.app.ledger.check(after.length)).flaws).toEqual([])
    expect(readdirSync(folder).filter((name) => name.startsWith('restoring-'))).toEqual([])
  })

  test('ten wrong passphrases lock it for a while, even for the right one', async () => {
    const file = backUp(await openSchool())
    const program = await startProgram(join(ownFolder(), 'records'))
    const { id } = await choose(program, file)
    const attempt = (passphrase: string) => program.refused('restore.replace', { id, lost: null, passphrase })
    for (let wrong = 0; wrong < 10; wrong++) expect((await attempt('wrong')).code).toBe('wrong-secret')
    expect((await attempt(ADMINISTRATOR)).code).toBe('locked')
  })

  test('a sealed one is opened by what it was sealed with, and by nothing else', async () => {
    const plain = backUp(await openSchool())
    const file = `${plain}-sealed.lanyard`
    await seal(plain, file, SEAL, { cost: QUICK })
    const program = await startProgram(join(ownFolder(), 'records'))
    const { chosen } = await program.call('restore.choose', { path: file })
    const { id, sealed } = chosen!
    expect(sealed).toBe(true)
    for (const passphrase of [null, 'wrong'])
      expect(await program.refused('restore.read', { workId: WORK, id, passphrase })).toMatchObject({ code: 'wrong-secret', field: 'passphrase' }) // prettier-ignore
    expect(await program.call('restore.read', { workId: WORK, id, passphrase: SEAL })).toMatchObject({
      schoolName: 'Hill School',
    })
    await program.call('restore.replace', { id, lost: null, passphrase: ADMINISTRATOR })
    expect((await program.call('program.start', {})).state).toBe('ready')
  })

  test.each([
    [1, 4],
    [2, 4],
    [3, 6],
  ])('records of an earlier Lanyard, of step %i, are brought to this one’s shape', async (step, people) => {
    const file = join(ownFolder(), 'old.lanyard')
    const old = join(import.meta.dirname, `../support/fixtures/records/step-${step}.db.gz`)
    writeFileSync(file, gunzipSync(readFileSync(old)))
    const program = await startProgram(join(ownFolder(), 'records'))
    const { id, older } = await choose(program, file)
    expect(older).toBe(true)
    await program.call('restore.replace', { id, lost: null, passphrase: ADMINISTRATOR })
    await asAdministrator(program)
    expect((await program.call('people.list', {})).people).toHaveLength(people)
  })
})

describe('where records stand', () => {
  /** A school whose backup lacks what came later, and the program over it. */
  async function later() {
    const school = await openSchool()
    await school.addPerson('Ada Fern', ['staff'])
    const file = backUp(school)
    const ben = await school.addPerson('Ben Reed', ['staff'])
    await learnAndSign(school, ben)
    school.close()
    return { school, file, program: await startProgram(school.folder, { clock: school.clock }) }
  }

  test('nobody but the administrator restores', async () => {
    const { file, program } = await later()
    const tries = [
      ['restore.newest', { workId: WORK }],
      ['restore.choose', { path: file }],
      ['restore.read', { workId: WORK, id: crypto.randomUUID(), passphrase: null }],
      ['restore.replace', { id: crypto.randomUUID(), lost: 0, passphrase: ADMINISTRATOR }],
    ] as const
    for (const [name, input] of tries) expect((await program.refused(name, input)).code).toBe('not-signed-in')
    await program.call('access.signIn', { role: 'governor', passphrase: GOVERNORS })
    for (const [name, input] of tries) expect((await program.refused(name, input)).code).toBe('not-allowed')
  })

  test('it is said what is newer, it is asked for, and the replaced records are kept', async () => {
    const { school, file, program } = await later()
    await asAdministrator(program)
    const { id, against, present, asks } = await choose(program, file)
    expect({ present, asks, gained: against!.gained }).toEqual({ present: 'whole', asks: 'present', gained: 0 })
    const { lost } = against!
    expect(lost.counts.slice(0, 2)).toEqual(['1 signature', '1 person added'])
    expect(lost.entries).toBeGreaterThan(3)

    for (const wrong of [0, lost.entries - 1, null])
      expect((await program.refused('restore.replace', { id, lost: wrong, passphrase: ADMINISTRATOR })).code).toBe('backup-changed') // prettier-ignore
    expect((await program.refused('restore.replace', { id, lost: lost.entries, passphrase: 'wrong' })).code).toBe('wrong-secret') // prettier-ignore
    const { keptIn } = await program.call('restore.replace', { id, lost: lost.entries, passphrase: ADMINISTRATOR })

    expect((await program.call('program.start', {})).session.role).toBe('anyone')
    // The heads that were seen go with the records that had them: nothing is doubted that was asked for.
    await asAdministrator(program)
    expect(await program.call('program.start', {})).toMatchObject({ isRecordDoubted: false })
    expect(existsSync(join(school.folder, keptIn, HEADS_FILE))).toBe(true)
    await program.close()
    expect(namesIn(school.folder)).toEqual(['Ada Fern'])
    expect(namesIn(join(school.folder, keptIn))).toEqual(['Ada Fern', 'Ben Reed'])
  })

  test('what is entered between the look and the restoring stops it', async () => {
    const { file, program } = await later()
    await asAdministrator(program)
    const { id, against } = await choose(program, file)
    await program.call('access.setIdleMinutes', { minutes: 7 })
    const asked = { id, lost: against!.lost.entries, passphrase: ADMINISTRATOR }
    expect((await program.refused('restore.replace', asked)).code).toBe('backup-changed')
  })

  test('records that went on apart from the backup are told from those that only lack something', async () => {
    const { school, file, program } = await later()
    await asAdministrator(program)
    const looked = await choose(program, file)
    const lost = looked.against!.lost.entries
    const { keptIn } = await program.call('restore.replace', { id: looked.id, lost, passphrase: ADMINISTRATOR })
    await asAdministrator(program)
    // The replaced records are a backup like any other: the way back.
    const back = await choose(program, join(school.folder, keptIn, DATABASE_FILE))
    expect(back.against).toMatchObject({ gained: lost, lost: { entries: 1, counts: ['1 entry'] } })
    await program.call('restore.replace', { id: back.id, lost: 1, passphrase: ADMINISTRATOR })
    await program.close()
    expect(namesIn(school.folder)).toEqual(['Ada Fern', 'Ben Reed'])
    expect(openRecords({ folder: school.folder }).app.ledger.restores()).toMatchObject([{ lost: 1, common: back.head.length - lost }]) // prettier-ignore
  })

  test('a backup with all that stands here and more loses nothing', async () => {
    const { school, program } = await later()
    const whole = join(ownFolder(), 'whole.lanyard')
    copyFileSync(join(school.folder, DATABASE_FILE), whole)
    await asAdministrator(program)
    expect((await choose(program, whole)).against).toMatchObject({ gained: 0, lost: { entries: 0 } })
  })

  test('a backup of another school is refused, and the way it names leads to it', async () => {
    const { school, program } = await later()
    const other = backUp(await openSchool())
    await asAdministrator(program)
    const { chosen } = await program.call('restore.choose', { path: other })
    const refused = await program.refused('restore.read', { workId: WORK, id: chosen!.id, passphrase: null })
    expect(refused).toMatchObject({ code: 'backup-other', message: expect.stringContaining(`rename the folder ${school.folder},`) }) // prettier-ignore
    expect((await program.refused('restore.replace', { id: chosen!.id, lost: 0, passphrase: ADMINISTRATOR })).code).toBe('backup-changed') // prettier-ignore
    await program.close()
    const kept = `${school.folder}-before`
    onTestFinished(() => rmSync(kept, { recursive: true }))
    renameSync(school.folder, kept)
    const anew = await startProgram(school.folder)
    const { id } = await choose(anew, other)
    await anew.call('restore.replace', { id, lost: null, passphrase: ADMINISTRATOR })
    expect((await anew.call('program.start', {})).state).toBe('ready')
  })

  test('in example data there is no restoring', async () => {
    const { school, file, program } = await later()
    const example = join(`${school.folder}-example`, dayOf(school.clock.now()))
    mkdirSync(example, { recursive: true })
    onTestFinished(() => rmSync(`${school.folder}-example`, { recursive: true }))
    copyFileSync(file, join(example, DATABASE_FILE))
    await program.call('program.openExample', {})
    await asAdministrator(program)
    expect((await program.refused('restore.choose', { path: file })).code).toBe('not-allowed')
  })
})

describe('of the backups that Lanyard made by itself, the newest that is whole is found', () => {
  const name = (time: string) => `lanyard-hill-2026-09-01-${time}Z.lanyard`

  test('newer ones that are damaged, or no backups, are passed over', async () => {
    const school = await openSchool()
    const folder = join(ownFolder(), 'records')
    const [first, second] = [join(folder, 'backups', name('080000')), join(folder, 'backups', name('090000'))]
    backUp(school, first)
    await school.addPerson('Ada Fern', ['staff'])
    backUp(school, second)
    const head = school.app.ledger.head()
    const program = await startProgram(folder)
    expect(await program.call('restore.newest', { workId: WORK })).toMatchObject({ backup: { name: name('090000'), head }, passedOver: 0 }) // prettier-ignore
    writeFileSync(second, readFileSync(second).fill(0x5a, 20_000, 30_000))
    writeFileSync(join(folder, 'backups', name('100000')), 'rubbish')
    const found = await program.call('restore.newest', { workId: WORK })
    expect(found).toMatchObject({ backup: { name: name('080000') }, passedOver: 2 })
    await program.call('restore.replace', { id: found.backup!.id, lost: null, passphrase: ADMINISTRATOR })
    expect((await program.call('program.start', {})).state).toBe('ready')
    expect(existsSync(second)).toBe(true)
  })

  test('there may be none', async () => {
    const program = await startProgram(join(ownFolder(), 'records'))
    expect(await program.call('restore.newest', { workId: WORK })).toEqual({ backup: null, passedOver: 0 })
  })
})

describe('what is no backup is refused in words, and nothing is left of it', () => {
  /** How reading a file is refused. */
  async function refusedFor(file: string): Promise<string> {
    const folder = join(ownFolder(), 'records')
    const program = await startProgram(folder)
    const answer = await program.door('restore.choose', { path: file })
    if (!answer.ok) return answer.error.code
    const { id } = (answer.value as { chosen: { id: string } }).chosen
    const { code, message } = await program.refused('restore.read', { workId: WORK, id, passphrase: null })
    expect(message).toMatch(/[Nn]othing was changed|left them as they are/)
    expect(readdirSync(folder).filter((name) => name.startsWith('restoring-'))).toEqual([])
    return code
  }

  async function tampered(sql: string): Promise<string> {
    const file = backUp(await openSchool())
    tamper(file, (database) => database.exec(sql))
    return file
  }

  test('a file that is not there, a folder, an empty file, some text, a PDF', async () => {
    const folder = ownFolder()
    mkdirSync(join(folder, 'folder'))
    writeFileSync(join(folder, 'empty'), '')
    writeFileSync(join(folder, 'text'), 'not a database at all'.repeat(1_000))
    for (const name of ['missing', 'folder', 'empty', 'text'])
      expect([name, await refusedFor(join(folder, name))]).toEqual([name, 'backup-other'])
  })

  test.each([
    ['another program’s database', 'PRAGMA application_id = 1', 'backup-other'],
    ['records of a newer Lanyard', 'PRAGMA user_version = 99', 'database-newer'],
    ['a trigger of somebody’s', `CREATE TRIGGER more AFTER INSERT ON person BEGIN DELETE FROM waiver; END`, 'backup-damaged'], // prettier-ignore
    ['a view of somebody’s', 'CREATE VIEW more AS SELECT * FROM person', 'backup-damaged'],
    ['a table of somebody’s', 'CREATE TABLE more (x)', 'backup-damaged'],
    ['a guard taken out', 'DROP TRIGGER ledger_entry_no_update', 'backup-damaged'],
    ['example data', `INSERT INTO setting VALUES ('example', '{}')`, 'backup-other'],
    ['a ledger that is another’s', `UPDATE setting SET value = '"x"' WHERE key = 'ledger'`, 'backup-damaged'],
    ['a school without a name', `UPDATE setting SET value = '{"name":" "}' WHERE key = 'school'`, 'backup-damaged'],
  ])('%s', async (_, sql, code) => expect(await refusedFor(await tampered(sql))).toBe(code))

  test('entries, or what they prove, that were changed with the guards put back', async () => {
    for (const change of [
      `UPDATE ledger_entry SET line = replace(line, '2026-09-01', '2026-08-01') WHERE seq = 2`,
      `UPDATE ledger_payload SET payload = replace(payload, 'Hill', 'Dale') WHERE seq = 2`,
      `DELETE FROM ledger_payload WHERE seq = 3`,
    ]) {
      const file = backUp(await openSchool())
      tamperUnseen(file, change)
      expect([change, await refusedFor(file)]).toEqual([change, 'backup-damaged'])
    }
  })

  test.each([
    ['changed', `UPDATE person SET name = 'Eve Thorn'`, 'The person of entry 8 has another name in the records than in the ledger.'],
    ['taken out', 'DELETE FROM appointment', 'The appointment of entry 8 is missing from the records.'],
    ['added', `INSERT INTO person SELECT 'x', name, note, added_at, reference, email FROM person`, 'A person stands in the records that no entry of the ledger proves.'],
  ])('a row that is not what its entry proves, told without a name: %s', async (_, sql, found) => {
    const school = await openSchool()
    await school.addPerson('Ada Fern', ['staff'])
    const file = backUp(school)
    tamperUnseen(file, sql)
    const program = await startProgram(join(ownFolder(), 'records'))
    const { chosen } = await program.call('restore.choose', { path: file })
    expect(await program.refused('restore.read', { workId: WORK, id: chosen!.id, passphrase: null })).toMatchObject({
      code: 'backup-damaged',
      message: `That backup is not whole. Its tables are not what its ledger proves: somebody changed them, or the file is damaged. ${found} Nothing was changed. Choose another backup.`,
    })
  }) // prettier-ignore

  test('records that were not closed, without the rest of them', async () => {
    const school = await openSchool()
    const file = join(school.folder, DATABASE_FILE)
    school.database.pragma('wal_checkpoint(PASSIVE)')
    await school.addPerson('In the WAL', ['staff'])
    expect(await refusedFor(file)).toBe('backup-other')
  })

  test('one that was cut off, wherever', async () => {
    const file = backUp(await openSchool())
    const whole = readFileSync(file)
    for (let part = 1; part < 6; part++) {
      writeFileSync(file, whole.subarray(0, Math.floor((whole.length * part) / 6)))
      expect(['backup-damaged', 'backup-other']).toContain(await refusedFor(file))
    }
  })

  test('a secret that would cost more than Lanyard’s own opens nothing', async () => {
    const file = await tampered(
      `UPDATE secret SET parameters = '{"cost":1073741824,"blockSize":8,"parallelization":1}'`,
    )
    const program = await startProgram(join(ownFolder(), 'records'))
    const { id } = await choose(program, file)
    const began = performance.now()
    expect((await program.refused('restore.replace', { id, lost: null, passphrase: ADMINISTRATOR })).code).toBe('wrong-secret') // prettier-ignore
    expect(performance.now() - began).toBeLessThan(5_000)
  })
})
