/** Damaged records: kept as they are, read where they can be read, replaced by nothing but a backup that was asked for. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { contract, type CallName } from '../../src-main/contract.ts'
import { DATABASE_FILE } from '../../src-main/database/open.ts'
import { ADMINISTRATOR, GOVERNORS, openSchool, type School } from '../support/app.ts'
import { backUp, damageTable, startProgram } from '../support/backups.ts'
import { learnAndSign } from '../support/learner.ts'

const WORK = '5d0c1a52-98a4-4a0e-8f63-0c8f5b7f1e11'

/** A school with somebody who signed, a backup of it among those that Lanyard made, and something entered since. */
async function school(): Promise<School> {
  const made = await openSchool()
  await learnAndSign(made, await made.addPerson('Ada Fern', ['staff']))
  backUp(made, join(made.folder, 'backups', 'lanyard-hill-2026-09-01-080000Z.lanyard'))
  await made.addPerson('Ben Reed', ['staff'])
  return made
}

describe('damaged where it is not needed for reading the rest', () => {
  async function damaged() {
    const made = await school()
    const { clock, folder } = made
    const file = damageTable(made, 'account_state')
    const bytes = readFileSync(file)
    return { folder, file, bytes, program: await startProgram(folder, { clock }) }
  }

  test('the records are opened, and it is said what is known', async () => {
    const { program } = await damaged()
    const start = await program.call('program.start', {})
    expect(start).toMatchObject({ state: 'ready', problem: null, school: { name: 'Hill School' } })
    expect(start.damage![1]).toMatch(/^SQLite’s own check of the file (finds .*\. The first: .*|cannot be .*)\.$/)
    expect(start.damage![2]).toMatch(/^\d+ of its \d+ tables can be read to their end\. These cannot: account_state\.$/)
  })

  test('who may read, reads, and is told so in the report; a wrong passphrase is counted all the same', async () => {
    const { program, file, bytes } = await damaged()
    for (let wrong = 0; wrong < 10; wrong++)
      await program.refused('access.signIn', { role: 'administrator', passphrase: 'wrong' })
    expect((await program.refused('access.signIn', { role: 'administrator', passphrase: ADMINISTRATOR })).code).toBe('locked') // prettier-ignore
    await program.call('access.signIn', { role: 'governor', passphrase: GOVERNORS })
    const { headline, record } = await program.call('reports.report', {})
    expect(headline).toContain('1 of 2 people')
    expect(record.check).toMatchObject({ whole: false, words: expect.stringContaining('damaged') })
    expect((await program.refused('accounts.list', {})).code).toBe('database-damaged')
    expect(readFileSync(file).equals(bytes)).toBe(true)
  })

  test('no call changes anything, whoever makes it: SQLite itself refuses', async () => {
    const { program, file, bytes } = await damaged()
    await program.call('access.signIn', { role: 'administrator', passphrase: ADMINISTRATOR })
    const { people } = await program.call('people.list', {})
    const tries: [CallName, unknown][] = [
      ['people.add', { name: 'Gwen Holt', note: '', appointments: [{ audience: 'staff', from: '2026-09-01' }] }],
      ['people.change', { personId: people[0]!.id, name: 'Other', note: '' }],
      ['access.setIdleMinutes', { minutes: 7 }],
      ['access.issuePin', { personId: people[0]!.id }],
      ['school.setName', { name: 'Dale School' }],
      ['access.setGovernorsPassphrase', { newPassphrase: 'a passphrase nobody forgets' }],
    ]
    for (const [name, input] of tries) {
      const { code, message } = await program.refused(name, input)
      expect([name, code]).toEqual([name, 'read-only'])
      expect(message).toMatch(/not saved; nothing was changed/)
    }
    await program.close()
    expect(readFileSync(file).equals(bytes)).toBe(true)
  })

  test('anyone there may look at the newest backup, and its administrator puts it in their place', async () => {
    const { program, folder, bytes } = await damaged()
    const { backup } = await program.call('restore.newest', { workId: WORK })
    expect(backup).toMatchObject({ present: 'damaged', asks: 'backup', against: { gained: 0 } })
    expect(backup!.against!.lost.counts).toContain('1 person added')
    const asked = { id: backup!.id, lost: backup!.against!.lost.entries }
    expect((await program.refused('restore.replace', { ...asked, passphrase: GOVERNORS })).code).toBe('wrong-secret')
    const { keptIn } = await program.call('restore.replace', { ...asked, passphrase: ADMINISTRATOR })
    expect(await program.call('program.start', {})).toMatchObject({ state: 'ready', damage: null })
    expect(readFileSync(join(folder, keptIn, DATABASE_FILE)).equals(bytes)).toBe(true)
  })
})

describe('damaged where nothing can be read without it', () => {
  test.each(['setting', 'ledger_entry', 'person', 'policy_version'])('%s: it is blocked', async (table) => {
    const made = await school()
    const file = damageTable(made, table)
    const bytes = readFileSync(file)
    const program = await startProgram(made.folder)
    expect(await program.call('program.start', {})).toMatchObject({ state: 'blocked', problem: { code: 'database-damaged' }, damage: null }) // prettier-ignore
    expect((await program.refused('people.list', {})).code).toBe('unknown-call')

    const { backup } = await program.call('restore.newest', { workId: WORK })
    expect(backup).toMatchObject({ present: 'unreadable', asks: 'backup', against: null })
    const { keptIn } = await program.call('restore.replace', { id: backup!.id, lost: null, passphrase: ADMINISTRATOR })
    expect((await program.call('program.start', {})).state).toBe('ready')
    expect(readFileSync(join(made.folder, keptIn, DATABASE_FILE)).equals(bytes)).toBe(true)
  })

  test('of an earlier Lanyard: nothing is changed to bring it to this one’s shape', async () => {
    const made = await school()
    made.database.pragma('user_version = 3')
    const bytes = readFileSync(damageTable(made, 'account_state'))
    const program = await startProgram(made.folder)
    expect((await program.call('program.start', {})).state).toBe('blocked')
    await program.close()
    expect(readFileSync(join(made.folder, DATABASE_FILE)).equals(bytes)).toBe(true)
  })
})

test('records that are blocked for another reason are replaced by nothing', async () => {
  const made = await school()
  made.database.pragma('user_version = 99')
  made.close()
  const program = await startProgram(made.folder)
  for (const [name, input] of [
    ['restore.newest', { workId: WORK }],
    ['restore.choose', { path: 'x' }],
  ] as const)
    // prettier-ignore
    expect((await program.refused(name, input)).code).toBe('database-newer')
})

test('a newer Lanyard’s records say which one to install, where they know it', async () => {
  const made = await school()
  made.database.prepare(`INSERT INTO setting (key, value) VALUES ('program', '"7.8.9"')`).run()
  made.database.pragma('user_version = 99')
  made.close()
  const program = await startProgram(made.folder)
  const { problem } = await program.call('program.start', {})
  expect(problem!.message).toMatch(/made by a newer Lanyard, 7\.8\.9\..*install Lanyard 7\.8\.9, or a later one/)
})

test('each start notes the version that had the records open, once', async () => {
  const made = await school()
  made.close()
  await (await startProgram(made.folder)).close()
  made.reopen()
  const noted = made.database.prepare(`SELECT value FROM setting WHERE key = 'program'`).pluck().get() as string
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
  expect(JSON.parse(noted)).toBe(version)
})

test('a file that is not to be read at all is left as it is', async () => {
  const made = await school()
  made.close()
  const file = join(made.folder, DATABASE_FILE)
  const rubbish = Buffer.alloc(8192, 'not a database ')
  writeFileSync(file, rubbish)
  const program = await startProgram(made.folder)
  expect((await program.call('program.start', {})).state).toBe('blocked')
  await program.close()
  expect(readFileSync(file).equals(rubbish)).toBe(true)
})

test('a call that is open while there are no records is an administrator’s where there are', () => {
  const open = (Object.keys(contract) as CallName[]).filter((name) => 'whileNoRecords' in contract[name])
  expect(open.toSorted()).toEqual(['restore.choose', 'restore.newest', 'restore.read', 'restore.replace'])
  for (const name of open) expect(contract[name].access).toBe('administrator')
})
