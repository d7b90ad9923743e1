/** What the command line's report is asked for in, and what becomes of it where it cannot be had. */
import { existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { openSchool } from '../support/app.ts'
import { run } from '../support/exported.ts'
import { learnAndSign } from '../support/learner.ts'

/** A school with a signature, closed; the command line, which has the machine's clock alone, finds it a few days later. */
async function pastSchool(): Promise<string> {
  vi.useFakeTimers({ now: new Date('2026-09-05T10:00:00.000Z'), toFake: ['Date'] })
  onTestFinished(() => void vi.useRealTimers())
  const school = await openSchool()
  await learnAndSign(school, await school.addPerson('Ada Fern', ['staff'], { note: '=1+1' }))
  school.close()
  return school.folder
}

const reported = (folder: string, out: string, ...more: string[]) =>
  run('report', '--data', folder, '--out', join(folder, out), ...more)

test.each<[string, string[], string]>([
  ['r.csv', ['--audience', 'parents'], '"parents" is no audience. Give one of: staff, volunteer, governor.'],
  ['r.csv', ['--policy', 'hill/none'], 'There is no policy "hill/none" in these records. Policies: hill/visits.'],
  ['r.csv', ['--format', 'xlsx'], '"xlsx" is no format. Give one of: pdf, csv, json, xapi.'],
  ['r.docx', [], 'A file that ends in ".docx" says no format. Give --format with one of: pdf, csv, json, xapi.'],
  ['r.csv', ['--as-at', '2026-08-31'], 'The record begins on 1 September 2026. Choose that day or a later one'],
  ['r.json', ['--as-at', '2026-08-31'], 'The record begins on 1 September 2026. Choose that day or a later one'],
  ['x.json', ['--format', 'xapi', '--as-at', '2126-01-01'], '1 January 2126 is still to come. Choose today or a day before it'],
  ['r.csv', ['--as-at', '2126-01-01', '--names'], '1 January 2126 is still to come. Choose today or a day before it'],
  ['r.pdf', ['--as-at', '2126-01-01'], '1 January 2126 is still to come. Choose today or a day before it'],
])('%s %j: why not, and no file', async (out, more, words) => {
  const folder = await pastSchool()
  const before = readdirSync(folder).sort()
  const { code, stdout, stderr } = await reported(folder, out, ...more)
  expect({ code, stdout, stderr: stderr.replace(/^Building .*\n/, '') }).toEqual({ code: 2, stdout: '', stderr: `lanyard: ${words}\n` })
  expect(readdirSync(folder).sort()).toEqual(before)
}) // prettier-ignore

test('a CSV has its people in a second file, where names are asked for, and says so', async () => {
  const folder = await pastSchool()
  const plain = await reported(folder, 'r.csv', '--as-at', '2026-09-01')
  expect(plain).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Wrote the report as at 2026-09-01.*r\.csv\n/) })
  expect(existsSync(join(folder, 'r-people.csv'))).toBe(false)
  const { code, stdout } = await reported(folder, 'r.csv', '--as-at', '2026-09-01', '--names')
  expect(code).toBe(0)
  expect(stdout).toContain(`Wrote its people to ${join(folder, 'r-people.csv')}\n`)
  expect(readFileSync(join(folder, 'r-people.csv'), 'utf8')).toContain(`,Ada Fern,'=1+1,staff,`)
  expect(readFileSync(join(folder, 'r.csv'), 'utf8')).not.toContain('Ada Fern')
}) // prettier-ignore

test('the format is that of the file’s ending, or the one that is named', async () => {
  const folder = await pastSchool()
  const as = ['--as-at', '2026-09-01']
  expect((await reported(folder, 'R.JSON', ...as)).code).toBe(0)
  expect((await reported(folder, 'x.json', '--format', 'xapi', ...as)).stdout).toMatch(/^Wrote xAPI statements up to 2026-09-01 to /) // prettier-ignore
  expect((await reported(folder, 'r.txt', '--format', 'csv', ...as)).code).toBe(0)
  expect((await reported(folder, 'named.json', '--names', ...as)).code).toBe(0)
  expect(readdirSync(folder).filter((name) => name.includes('people'))).toEqual([])
  const read = (name: string) => readFileSync(join(folder, name), 'utf8')
  expect(JSON.parse(read('R.JSON'))).toMatchObject({
    asAt: '2026-09-01',
    names: false,
    people: [],
    total: { people: 1 },
  })
  expect(JSON.parse(read('named.json'))).toMatchObject({ names: true, people: [{ name: 'Ada Fern' }] })
  expect(JSON.parse(read('x.json'))[0]).toMatchObject({ verb: { display: { 'en-GB': 'initialized' } } })
  expect(read('r.txt').startsWith('\uFEFFpart,')).toBe(true)
})

test.each(['r.csv', 'r.json', 'r.pdf'])('%s that is a folder is left alone', async (out) => {
  const folder = await pastSchool()
  mkdirSync(join(folder, out))
  const { code, stderr } = await reported(folder, out)
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: `lanyard: ${join(folder, out)} is a folder. Give the name of a file; nothing was written.\n`,
  })
})

test('where the people cannot be put, the figures are not either', async () => {
  const folder = await pastSchool()
  mkdirSync(join(folder, 'r-people.csv'))
  expect(await reported(folder, 'r.csv', '--names')).toEqual({
    code: 2,
    stdout: '',
    stderr: `lanyard: ${join(folder, 'r-people.csv')} is a folder. Give the name of a file; nothing was written.\n`,
  })
  expect(existsSync(join(folder, 'r.csv'))).toBe(false)
})
