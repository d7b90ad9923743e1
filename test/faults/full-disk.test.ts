import { execFileSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Input } from '../../src-main/contract.ts'
import type { Answer } from '../../src-main/hosts/host.ts'
import { ADMINISTRATOR, ANY_ACCOUNT, openSchool, ownFolder, type School } from '../support/app.ts'
import { judge, readingOf } from '../support/importing.ts'
import { allRight, filledIn, toSignature } from '../support/learner.ts'
import { damageIn } from './aftermath.ts'
import { TIME, among, measured, runs } from './size.ts'

const SIZE = 6 * 1024 * 1024 // bytes

const mount = (folder: string): Buffer =>
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE}`, 'tmpfs', folder], { stdio: 'pipe' })
const unmount = (folder: string): Buffer => execFileSync('umount', [folder])

/** Why a small disk cannot be had here, in words; null where it can. */
function noSmallDisk(): string | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'a small disk is mounted by root on Linux alone'
  const folder = mkdtempSync(join(tmpdir(), 'lanyard-'))
  try {
    mount(folder)
    unmount(folder)
    return null
  } catch {
    return 'this machine lets nobody mount a small disk'
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** A disk of SIZE bytes that is the test's own. */
function smallDisk(): string {
  const folder = ownFolder()
  mount(folder)
  onTestFinished(() => void unmount(folder))
  return folder
}

/** Fills the disk but for `room` bytes; gives what makes room again. */
function fill({ folder, database }: School, room: number): () => void {
  database.pragma('wal_checkpoint(TRUNCATE)') // else a change may find its place in the WAL as it is
  const filler = join(folder, 'filler')
  const { bavail, bsize } = statfsSync(folder)
  const handle = openSync(filler, 'w')
  for (let left = bavail * bsize - room; left > 0; left -= 65_536)
    writeSync(handle, Buffer.alloc(Math.min(65_536, left)))
  closeSync(handle)
  return () => rmSync(filler)
}

/** Every row there is. */
const everything = ({ database }: School): unknown =>
  database
    .prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'table'`)
    .pluck()
    .all()
    .map((table) => [table, database.prepare(`SELECT * FROM ${table}`).raw().all()])

/** Something that is done at a screen and writes. */
type Act = () => Promise<Answer>
type Prepare = (school: School) => Promise<Act>

const FROM = '2026-09-01'
const ofAdministrator =
  (name: string, input: object): Prepare =>
  async ({ administrator }) =>
  () =>
    administrator.door(name, input)

/** The answer of a call that may be made once it is prepared. */
const acts: Record<string, Prepare> = {
  'somebody is added': ofAdministrator('people.add', {
    ...{ name: 'Ada Fern', note: '' },
    appointments: [{ audience: 'staff', from: FROM }],
  }),
  'an account is entered': ofAdministrator('accounts.add', ANY_ACCOUNT),
  'the school is renamed': ofAdministrator('school.setName', { name: 'Hill Primary School' }),
  'a retention rule is set': ofAdministrator('school.setRetention', {
    rules: [{ whom: 'all', years: 6, source: 'Our schedule', note: '' }],
  }),
  'the idle time is set': ofAdministrator('access.setIdleMinutes', { minutes: 7 }),
  'the passphrase is changed': ofAdministrator('access.changePassphrase', {
    passphrase: ADMINISTRATOR,
    newPassphrase: 'a passphrase nobody forgets',
  }),
  'a programme is set': ofAdministrator('policies.setProgramme', {
    ...{ audience: 'staff', from: FROM, policies: ['hill/visits'] },
    ...{ daysAllowed: 30, passMark: 80, renewal: 'never' },
  } satisfies Input<'policies.setProgramme'>),
  'somebody’s last day is entered': async (school) => {
    const { personId } = await school.addPerson('Ada Fern', ['staff'])
    return () => school.administrator.door('people.leave', { personId, on: FROM })
  },
  'a PIN is given out': async (school) => {
    const { personId } = await school.addPerson('Ada Fern', ['staff'])
    return () => school.administrator.door('access.issuePin', { personId })
  },
  'a policy is waived': async (school) => {
    const { personId } = await school.addPerson('Ada Fern', ['staff'])
    const waiver = { personId, policyId: 'hill/visits', reason: 'On leave', until: '2026-12-31', by: 'Headteacher' }
    return () => school.administrator.door('induction.waive', waiver)
  },
  'a page is turned': async (school) => {
    const ada = await school.signIn(await school.addPerson('Ada Fern', ['staff']))
    return () => ada.door('induction.turnPage', { versionId: school.versionId, pageId: 'arriving' })
  },
  'somebody signs': async (school) => {
    const person = await school.addPerson('Ada Fern', ['staff'])
    const ada = await school.signIn(person)
    await toSignature(ada, school.versionId, allRight({ school }))
    const signing = await filledIn(ada, school.versionId, person)
    return () => ada.door('acknowledgements.sign', signing)
  },
  'people are imported': importOf300,
}

async function importOf300(school: School): Promise<Act> {
  const rows = Array.from({ length: 300 }, (_, at) => `Ada N${at},N${at}`)
  const reading = await readingOf(school, `Name,Number\n${rows.join('\n')}\n`)
  const { plan } = await judge(school, reading)
  return () => school.administrator.door('people.importFile', { ...reading, plan })
}

/** Is refused while there is no room, with nothing changed; is done once there is. */
async function refusedThenDone(school: School, act: Act, room: number): Promise<void> {
  const before = everything(school)
  const makeRoom = fill(school, room)
  const answer = await act()
  expect(answer).toMatchObject({ ok: false, error: { code: 'disk-full', message: expect.stringMatching(/Make room/) as string } }) // prettier-ignore
  expect(everything(school)).toEqual(before)
  makeRoom()
  expect(await act()).toMatchObject({ ok: true })
  expect(everything(school)).not.toEqual(before)
  expect(await damageIn(school.database)).toEqual([])
  school.reopen()
  expect(await damageIn(school.database)).toEqual([])
}

const obstacle = noSmallDisk()
if (obstacle) test('a full disk', (context) => context.skip(obstacle))

describe.skipIf(obstacle)('the disk is full when', () => {
  test.each(Object.entries(acts))(
    '%s: said in words, nothing half-done, and done once there is room',
    async (_, prepare) => {
      const school = await openSchool({ folder: smallDisk() })
      await refusedThenDone(school, await prepare(school), 0)
    },
  )

  test('an import is half written, wherever the room ends', { timeout: TIME }, () =>
    measured('the disk full in the middle of an import', async (chance) => {
      const times = runs(50)
      for (let at = 0; at < times; at++) {
        const school = await openSchool({ folder: smallDisk() })
        await refusedThenDone(school, await importOf300(school), among(chance, 0, 300) * 1024)
        school.close()
      }
      return { times, found: `${times} said, and done once there was room`, lost: 0 }
    }),
  )
})
