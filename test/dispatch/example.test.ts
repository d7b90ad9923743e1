/** The example school, made once for all of these. */
import { mkdirSync, cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openProgram } from '../../src-main/program.ts'
import { dayOf } from '../../src-main/time.ts'
import { ownFolder } from '../support/app.ts'
import { clockAt } from '../support/clock.ts'
import { readExport, run } from '../support/exported.ts'
import { readPdf } from '../support/pdf.ts'
import type { Output } from '../../src-main/contract.ts'
import { NO_PAPERS } from '../../src-main/hosts/host.ts'
import { besideSlow, inOrder } from '../support/slow-reading/beside.ts'
import { dated } from '../support/slow-reading/known.ts'
import { slowReport } from '../support/slow-reading/report.ts'

const TODAY = '2025-06-23' // past, whatever the machine's clock says: the command line has no other
const made = mkdtempSync(join(tmpdir(), 'lanyard-example-'))
const data = join(made, 'data')
const out = join(made, 'export')

beforeAll(async () => {
  expect(await run('example', '--data', data, '--today', TODAY)).toMatchObject({ code: 0, stderr: '' })
  expect(await run('export', '--data', data, '--out', out)).toMatchObject({ code: 0, stderr: '' })
}, 60_000) // ms: a made-up year on a busy machine
afterAll(() => rmSync(made, { recursive: true, force: true }))

test('made twice for one day it is the same, to the last byte of its ledger', async () => {
  const folder = join(ownFolder(), 'data')
  await run('example', '--data', folder, '--today', TODAY)
  const again = join(ownFolder(), 'export')
  await run('export', '--data', folder, '--out', again)
  for (const name of ['ledger.jsonl', 'payloads.jsonl'])
    expect(readFileSync(join(again, name)).equals(readFileSync(join(out, name)))).toBe(true)
})

test('is whole, of 40 people, and nothing in it is later than its day', async () => {
  expect((await run('verify', out)).code).toBe(0)
  const entries = readExport(out)
  expect(entries.filter(({ kind }) => kind === 'person.added')).toHaveLength(40)
  expect(entries.every(({ at }) => dayOf(at) <= TODAY)).toBe(true)
  expect(entries.map(({ at }) => at)).toEqual(entries.map(({ at }) => at).sort())
})

test('goes into an empty folder, and into no other; half of one never stays', async () => {
  const folder = ownFolder()
  writeFileSync(join(folder, 'mine.txt'), 'mine')
  expect(await run('example', '--data', folder)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('is not an empty folder'),
  })
  const file = join(folder, 'mine.txt')
  expect(await run('example', '--data', file)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('is not an empty folder'),
  })
  expect((await run('example', '--data', join(folder, 'new'), '--pack', 'nowhere')).code).toBe(2)
  expect(readdirSync(folder)).toEqual(['mine.txt'])
  for (const today of ['2026-02-30', 'soon'])
    expect(await run('example', '--data', join(folder, 'new'), '--today', today)).toMatchObject({
      code: 2,
      stderr: `lanyard: "${today}" is not a date. Write it as 2026-11-23.\n`,
    })
})

describe('the report', () => {
  const open = () =>
    openProgram({
      dataFolder: data,
      papers: NO_PAPERS,
      create: false,
      clock: clockAt(`${TODAY}T18:00:00Z`),
      signedIn: { role: 'governor' },
    })

  test.each([TODAY, '2025-06-01', '2025-02-14', '2024-09-03', '2024-07-07', '2024-06-25'])(
    'as at %s is what a slow reading of the export makes it',
    async (asAt) => {
      const program = await open()
      const answer = await program.door('reports.report', { asAt, names: true })
      await program.close()
      if (!answer.ok) throw new Error(answer.error.message)
      const report = answer.value as Output<'reports.report'>
      const slow = slowReport(dated(readExport(out)), { day: asAt })
      expect(besideSlow(report)).toEqual({ ...slow, people: inOrder(slow.people) })
    },
  )
})

describe('the program', () => {
  const call = async (
    door: Awaited<ReturnType<typeof openProgram>>['door'],
    name: string,
    input: object = {},
  ): Promise<any> => {
    const answer = await door(name, input)
    if (!answer.ok) throw new Error(answer.error.message)
    return answer.value
  }
  const clock = clockAt(`${TODAY}T18:00:00Z`)

  test('opens the example beside the real records, in place of an older one, though asked twice, and goes back', async () => {
    const dataFolder = join(ownFolder(), 'data')
    for (const name of ['2025-06-22', 'mine']) cpSync(data, join(`${dataFolder}-example`, name), { recursive: true })
    const { door, close } = await openProgram({ dataFolder, papers: NO_PAPERS, clock })
    expect(await call(door, 'program.start')).toMatchObject({
      state: 'new',
      example: null,
      school: null,
      minutes: null,
      dataFolder,
    })
    await Promise.all([call(door, 'program.openExample'), call(door, 'program.openExample')])
    const start = await call(door, 'program.start')
    expect(start).toMatchObject({
      state: 'ready',
      dataFolder: join(`${dataFolder}-example`, TODAY),
      session: { role: 'anyone', name: '' },
    })
    const { administrator, governors, pin, name } = start.example
    await call(door, 'access.signIn', { role: 'administrator', passphrase: administrator })
    await call(door, 'access.signIn', { role: 'governor', passphrase: governors })
    const [{ id: personId }] = (await call(door, 'access.findName', { typed: name })).people
    await call(door, 'access.signInLearner', { personId, pin })
    expect((await call(door, 'program.start')).session).toEqual({ role: 'learner', name })
    await call(door, 'program.leaveExample')
    expect(await call(door, 'program.start')).toMatchObject({ state: 'new', session: { role: 'anyone' } })
    expect(readdirSync(`${dataFolder}-example`).sort()).toEqual([TODAY, 'mine'])
    expect(readdirSync(dataFolder).every((name) => /^lanyard\.(db|log)/.test(name))).toBe(true)
    await close()
  })

  test('stays with the real records where the example cannot be opened', async () => {
    const dataFolder = join(ownFolder(), 'data')
    const example = join(`${dataFolder}-example`, TODAY)
    mkdirSync(example, { recursive: true })
    writeFileSync(join(example, 'lanyard.db'), 'x'.repeat(9000))
    const { door, close } = await openProgram({ dataFolder, papers: NO_PAPERS, clock })
    expect(await door('program.openExample', {})).toMatchObject({ ok: false, error: { code: 'database-damaged' } })
    expect(await call(door, 'program.start')).toMatchObject({ state: 'new', dataFolder })
    await close()
  })

  test('says what is wrong with records that it cannot open, and takes no other call', async () => {
    const dataFolder = ownFolder()
    writeFileSync(join(dataFolder, 'lanyard.db'), 'x'.repeat(9000))
    const { door, close } = await openProgram({ dataFolder, papers: NO_PAPERS, clock })
    expect(await call(door, 'program.start')).toMatchObject({
      state: 'blocked',
      problem: { code: 'database-damaged' },
      schools: [],
    })
    expect(await door('people.list', {})).toMatchObject({ ok: false, error: { code: 'unknown-call' } })
    await close()
  })
})

const screens = existsSync(join(import.meta.dirname, '../../out/renderer/index.html'))
const browser = ['/usr/bin/chromium', '/usr/bin/google-chrome', process.env.LANYARD_BROWSER].some(
  (path) => path && existsSync(path),
)
test('the report’s PDF', async ({ skip }) => {
  if (!screens || !browser)
    return skip(screens ? 'no browser was found' : 'the screens have not been built (npm run build)')
  const pdf = join(ownFolder(), 'report.pdf')
  const { code, stdout, stderr } = await run('report', '--data', data, '--out', pdf, '--as-at', TODAY)
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toMatch(
    /^Wrote the report as at 2025-06-23 to .*report\.pdf\n\d+ of \d+ people have finished their induction\./,
  )
  const { a4, tagged, pages, text } = readPdf(pdf)
  expect({ a4, tagged }).toEqual({ a4: true, tagged: true })
  expect(pages).toBeGreaterThan(0)
  expect(text.replace(/\s+/g, ' ')).toContain(stdout.split('\n')[1]!.split('. ')[0])
})
