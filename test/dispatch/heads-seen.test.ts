/** The heads that this PC has seen: other records in the place of those that were here are noticed. */
import type { Output } from '../../src-main/contract.ts'
import { appendFileSync, copyFileSync, existsSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { DATABASE_FILE, HEADS_FILE } from '../../src-main/database/open.ts'
import { NO_PAPERS } from '../../src-main/hosts/host.ts'
import { openProgram, type Program } from '../../src-main/program.ts'
import { ADMINISTRATOR, GOVERNORS, openSchool, ownFolder, type School } from '../support/app.ts'
import { run } from '../support/exported.ts'
import { learnAndSign } from '../support/learner.ts'
import { unguard } from '../support/unguard.ts'

let school: School
beforeEach(async () => {
  school = await openSchool()
  await learnAndSign(school, await school.addPerson('Ada Fern', ['staff']))
})

describe('heads seen on this PC', () => {
  const open = (folder: string): Promise<Program> =>
    openProgram({ dataFolder: folder, papers: NO_PAPERS, clock: school.clock })
  const ask = async <Value>({ door }: Program, name: string, input: object = {}): Promise<Value> => {
    const answer = await door(name, input)
    if (!answer.ok) throw new Error(answer.error.message)
    return answer.value as Value
  }
  const lines = (folder: string) => readFileSync(join(folder, HEADS_FILE), 'utf8').trimEnd().split('\n')
  const doubted = async (folder: string): Promise<{ start: boolean; notices: string[] }> => {
    const program = await open(folder)
    await ask(program, 'access.signIn', { role: 'governor', passphrase: GOVERNORS })
    const { isRecordDoubted } = await ask<{ isRecordDoubted: boolean }>(program, 'program.start')
    const { notices } = await ask<{ notices: string[] }>(program, 'verification.last')
    await program.close()
    return { start: isRecordDoubted, notices }
  }

  /** The records as they were, and as they are some entries later; both closed as the program closes them. */
  async function earlierAndLater(): Promise<{ folder: string; earlier: string; length: number }> {
    const { folder } = school
    const { length } = school.app.ledger.head()
    school.close()
    const earlier = join(ownFolder(), DATABASE_FILE)
    copyFileSync(join(folder, DATABASE_FILE), earlier)
    await (await open(folder)).close()
    school.reopen()
    await school.addPerson('Ben Oak', ['staff'])
    school.app.verification.remember()
    school.close()
    return { folder, earlier, length }
  }

  test.each(['gone', 'empty'])(
    'nothing is begun anew where the file is %s and they say that there were records',
    async (what) => {
      const { folder } = school
      school.close()
      await (await open(folder)).close()
      const file = join(folder, DATABASE_FILE)
      if (what === 'gone') rmSync(file)
      else truncateSync(file)
      const program = await open(folder)
      expect(await ask(program, 'program.start')).toMatchObject({
        state: 'blocked',
        problem: {
          code: 'database-damaged',
          message: expect.stringContaining(`is ${what}. Lanyard has changed nothing`) as string,
        },
      })
      await program.close()
      expect(existsSync(file) ? statSync(file).size : null).toBe(what === 'gone' ? null : 0)
    },
  )

  test('are put down when the program closes, once, and never ahead of the records', async () => {
    const { folder } = school
    const head = school.app.ledger.head()
    school.close()
    await (await open(folder)).close()
    await (await open(folder)).close()
    expect(lines(folder).map((line) => JSON.parse(line) as object)).toEqual([
      { at: school.clock.now().toISOString(), ...head },
    ])
  })

  test('and when it opens, after the first screen has its answer', async () => {
    const { folder } = school
    school.close()
    const program = await open(folder)
    expect(existsSync(join(folder, HEADS_FILE))).toBe(false)
    await ask(program, 'program.start')
    await expect.poll(() => existsSync(join(folder, HEADS_FILE))).toBe(true)
    await program.close()
  })

  test('the same records, and more in them, are nothing to speak of', async () => {
    const { folder } = await earlierAndLater()
    expect(await doubted(folder)).toEqual({ start: false, notices: [] })
  })

  test('older records put in their place are noticed until somebody has read it, and told to governors alone', async () => {
    const { folder, earlier, length } = await earlierAndLater()
    copyFileSync(earlier, join(folder, DATABASE_FILE))
    const first = await doubted(folder)
    expect(first.start).toBe(true)
    expect(first.notices).toEqual([
      expect.stringMatching(
        new RegExp(`^These are not the records that were here before\\. .+ they had ${length + 3} entries`),
      ),
    ])
    const program = await open(folder)
    expect(await ask(program, 'program.start')).toMatchObject({ isRecordDoubted: false })
    await ask(program, 'access.signIn', { role: 'governor', passphrase: GOVERNORS })
    expect(await ask(program, 'verification.check', {})).toMatchObject({ whole: false, count: 0 })
    await ask(program, 'verification.note')
    expect(await ask(program, 'program.start')).toMatchObject({ isRecordDoubted: false })
    await program.close()
    expect(await doubted(folder)).toEqual({ start: false, notices: [] })
    const again = await open(folder)
    await ask(again, 'access.signIn', { role: 'governor', passphrase: GOVERNORS })
    const { whole, headline, heads } = await ask<Output<'verification.check'>>(again, 'verification.check', {})
    expect([whole, headline]).toEqual([
      false,
      'The record agrees with itself, but differs from a fingerprint seen on this PC before, noted by a governor on 1 September 2026.',
    ])
    const here = heads.filter(({ kind }) => kind === 'here')
    const noted = 'noted by a governor on 1 September 2026'
    expect(here).toMatchObject([
      { noted, agrees: false },
      { noted: null, agrees: true },
    ])
    await again.close()
    const { code, stdout } = await run('verify', '--data', folder)
    expect([code, stdout]).toEqual([1, expect.stringContaining(`does not agree, ${noted}\n`)])
  })

  test('whoever has read it sees the verdict as it then is', async () => {
    const { folder, earlier } = await earlierAndLater()
    copyFileSync(earlier, join(folder, DATABASE_FILE))
    const program = await open(folder)
    await ask(program, 'access.signIn', { role: 'administrator', passphrase: ADMINISTRATOR })
    const { headline } = await ask<Output<'verification.check'>>(program, 'verification.check', {})
    expect(headline).toBe('The record agrees with itself, but not with every fingerprint that is known.')
    await ask(program, 'verification.note')
    const { verdict } = await ask<Output<'verification.last'>>(program, 'verification.last')
    expect(verdict!.headline).toMatch(/seen on this PC before, noted by the administrator on 1 September 2026\.$/)
    expect(verdict!.heads.filter(({ agrees }) => !agrees).map(({ noted }) => noted)).toEqual([
      'noted by the administrator on 1 September 2026',
    ])
    await program.close()
  })

  /** These records are opened: what is noticed then. */
  function noticed(records?: string): string[] {
    if (records !== undefined) copyFileSync(records, join(school.folder, DATABASE_FILE))
    school.reopen()
    const notices = school.app.verification.notices()
    school.app.verification.remember()
    return notices
  }
  const read = () => school.governor.call('verification.note', {})
  /** A copy of the records as they are, once they are closed. */
  function kept(): string {
    school.close()
    const file = join(ownFolder(), DATABASE_FILE)
    copyFileSync(join(school.folder, DATABASE_FILE), file)
    return file
  }

  test('other records that are put there after somebody has read of some are noticed again', async () => {
    const { earlier } = await earlierAndLater()
    const later = kept()
    expect(noticed(earlier)).toHaveLength(1)
    await read()
    // Somebody goes on from the older ones: neither has all of the other now.
    await school.addPerson('Cleo Birch', ['staff'])
    school.app.verification.remember()
    const apart = kept()
    for (const records of [later, apart, later]) {
      expect(noticed(records)).toHaveLength(1)
      await read()
      school.close()
      expect(noticed()).toEqual([])
      school.close()
    }
  })

  test('whoever has read that the end does not hold together has read of no other records, nor of another fault', async () => {
    const { earlier } = await earlierAndLater()
    const spoil = (seq: number): void => {
      unguard(school.database)
      school.database.exec(`UPDATE ledger_payload SET payload = '[]' WHERE seq = ${seq}`)
      school.close()
    }
    school.reopen()
    spoil(8)
    expect(noticed()).toEqual([expect.stringContaining('What entry 8')])
    await read()
    school.close()
    expect(noticed()).toEqual([])
    spoil(9)
    const notices = noticed()
    expect(notices).toEqual([expect.stringContaining('What entry 9')])
    expect(notices[0]).not.toContain('What entry 8')
    school.close()
    expect(noticed(earlier)).toEqual([expect.stringMatching(/^These are not the records/)])
    const { heads } = await school.governor.call('verification.last', {})
    expect(heads.filter(({ agrees }) => !agrees).map(({ noted }) => noted)).toEqual([null])
  })

  test('another change of the same payload is noticed again, though the sentence is the same', async () => {
    const spoiled = (payload: string): string[] => {
      unguard(school.database)
      school.database.prepare('UPDATE ledger_payload SET payload = ? WHERE seq = 8').run(payload)
      school.close()
      return noticed()
    }
    const [first, ...others] = spoiled('[]')
    expect([first, others]).toEqual([expect.stringContaining('What entry 8'), []])
    await read()
    expect(spoiled('[]')).toEqual([])
    expect(spoiled('[1]')).toEqual([first])
    await read()
    expect(spoiled('[1]')).toEqual([])
  })

  test('several heads that differ are read of together, and the notice says how many', async () => {
    const { folder } = await earlierAndLater()
    for (const letter of ['a', 'b'])
      appendFileSync(
        join(folder, HEADS_FILE),
        `{"at":"2026-08-01T08:00:00.000Z","length":9,"hash":"${letter.repeat(64)}"}\n`,
      )
    expect(noticed()).toEqual([
      expect.stringContaining('1 earlier fingerprint differs as well: the list below has each.'),
    ])
    await read()
    school.close()
    expect(noticed()).toEqual([])
  })

  test('another school’s records in their place are noticed, however long', async () => {
    const { folder } = await earlierAndLater()
    const other = await openSchool()
    for (const name of ['Cleo Birch', 'Dan Elm', 'Eve Hart', 'Finn Ivy', 'Gwen Holt'])
      await other.addPerson(name, ['staff'])
    other.close()
    copyFileSync(join(other.folder, DATABASE_FILE), join(folder, DATABASE_FILE))
    expect((await doubted(folder)).start).toBe(true)
  })

  test('an end that does not hold together is noticed at the start', async () => {
    unguard(school.database)
    school.database.exec(`UPDATE ledger_payload SET payload = '{}' WHERE seq = 8`)
    const { folder } = school
    school.close()
    expect((await doubted(folder)).notices).toEqual([
      expect.stringMatching(/^The end of the record does not hold together\. What entry 8/),
    ])
  })

  test('a file of them that was cut off or is nonsense stops nobody, and is gone on with', async () => {
    const { folder } = school
    school.close()
    appendFileSync(join(folder, HEADS_FILE), 'hello\nnull\n{"at":"2026-01-01T00:00:00.000Z","len')
    expect(await doubted(folder)).toEqual({ start: false, notices: [] })
    expect(JSON.parse(lines(folder).at(-1)!)).toMatchObject({ length: 13 })
  })
})
