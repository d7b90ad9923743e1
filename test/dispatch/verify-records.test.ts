/** `lanyard verify --data`: the same check of a folder of records, which stays as it is. */
import { copyFileSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { beforeEach, describe, expect, test } from 'vitest'
import { DATABASE_FILE } from '../../src-main/database/open.ts'
import { openSchool, ownFolder, type School } from '../support/app.ts'
import { run } from '../support/exported.ts'
import { learnAndSign } from '../support/learner.ts'
import { unguard } from '../support/unguard.ts'

let school: School
beforeEach(async () => {
  school = await openSchool()
  await learnAndSign(school, await school.addPerson('Ada Fern', ['staff']))
})

describe('lanyard verify --data', () => {
  /** Every file with its bytes and when it was changed. */
  const stateOf = (folder: string) =>
    readdirSync(folder)
      .toSorted()
      .map((name) => [name, readFileSync(join(folder, name)).toString('base64'), statSync(join(folder, name)).mtimeMs])

  test('says the same as the window, and leaves the folder as it was', async () => {
    const { length, hash } = school.app.ledger.head()
    school.close()
    const before = stateOf(school.folder)
    const { code, stdout } = await run('verify', '--data', school.folder, '--head', `${length}:${hash}`)
    expect(stdout).toMatch(/^The record is whole, and agrees with the fingerprint that was typed in\.\n/)
    expect(stdout).toContain('\nWhat it does not prove:\n- Who sat at the PC')
    expect(stdout.trimEnd().split('\n').at(-1)).toBe(`Head: ${length}:${hash}`)
    expect(code).toBe(0)
    expect(stateOf(school.folder)).toEqual(before)
  })

  test('reads what is not folded into the file yet, and leaves it there', async () => {
    const folder = ownFolder()
    const { length, hash } = school.app.ledger.head()
    for (const ending of ['', '-wal'])
      copyFileSync(join(school.folder, DATABASE_FILE + ending), join(folder, DATABASE_FILE + ending))
    const before = stateOf(folder)
    expect((await run('verify', '--data', folder)).stdout).toContain(`Head: ${length}:${hash}\n`)
    expect(stateOf(folder)).toEqual(before)
  })

  test('a record that is not whole, or does not agree: 1', async () => {
    const { length } = school.app.ledger.head()
    unguard(school.database)
    school.database.exec(`UPDATE person SET note = 'x'`)
    school.close()
    const { code, stdout } = await run('verify', '--data', school.folder, '--head', `${length}:${'ab'.repeat(16)}`)
    expect(stdout).toMatch(
      /^The record is not whole\.\nThe fingerprint from paper: At entry \d+ the record has another/,
    )
    expect(stdout).toContain('The person of entry 8 (Ada Fern) has another note in the records than in the ledger.')
    expect(code).toBe(1)
  })

  test('a file that is damaged: 1', async () => {
    school.close()
    const file = join(school.folder, DATABASE_FILE)
    writeFileSync(file, readFileSync(file).fill(0x5a, 4096, 200_000))
    expect(await run('verify', '--data', school.folder)).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/^The record is not whole\.\n/) as string,
    })
  })

  test('open in Lanyard, not there, or both kinds of folder: 2, and why', async () => {
    expect(await run('verify', '--data', school.folder)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('are open in another Lanyard') as string,
    })
    expect(await run('verify', '--data', '/no/such/folder')).toMatchObject({
      code: 2,
      stderr: 'lanyard: There is no folder /no/such/folder.\n',
    })
    const empty = ownFolder()
    expect(await run('verify', '--data', empty)).toMatchObject({
      code: 2,
      stderr: `lanyard: There are no Lanyard records in ${empty}.\n`,
    })
    expect(await run('verify', empty, '--data', empty)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Say which folder') as string,
    })
    expect(await run('verify', '--data', school.folder, '--head', '12')).toMatchObject({ code: 2 })
    rmSync(empty, { recursive: true })
  })

  test.each([1, 2, 3])('records of step %i, which stay of it', async (step) => {
    const folder = ownFolder()
    const packed = join(import.meta.dirname, `../support/fixtures/records/step-${step}.db.gz`)
    writeFileSync(join(folder, DATABASE_FILE), gunzipSync(readFileSync(packed)))
    const before = stateOf(folder)
    const { code, stdout } = await run('verify', '--data', folder)
    expect(stdout).toMatch(/^The record is whole\.\n/)
    expect(code).toBe(0)
    expect(stateOf(folder)).toEqual(before)
  })
})
