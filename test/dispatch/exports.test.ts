/** The report as files: what the calls save, and what no school or name can break. */
import { describe, expect, test } from 'vitest'
import { NO_PAPERS, type Papers, type SavedFile } from '../../src-main/hosts/host.ts'
import { openSchool, waive, type School } from '../support/app.ts'
import { missingIn, numbersIn, readCsv, wordsIn } from '../support/agreeing.ts'
import { packSource, visits } from '../support/fixture-pack.ts'
import { enterPaper, learnAndSign, wrongAtFirst } from '../support/learner.ts'
import { statementRules } from '../support/xapi-rules.ts'

const SAVES = ['reports.saveCsv', 'reports.savePeopleCsv', 'reports.saveJson', 'reports.saveXapi'] as const

/** A school whose saved files are kept, with their whole text. */
async function openSaving(packs = packSource(visits)) {
  const files: SavedFile[] = []
  const pieces: number[] = []
  const keep = async (file: SavedFile) => `/there/${(files.push(file), file.name)}.${file.ending}`
  const papers: Papers = {
    ...NO_PAPERS,
    saveFile: keep,
    saveLong({ pieces: made, ...file }) {
      const all = [...made]
      pieces.push(all.length)
      return keep({ ...file, text: all.join('') })
    },
  }
  const school = await openSchool({ papers, packs })
  return Object.assign(school, { files, pieces, last: () => files.at(-1)! })
}

const LONG = `Ada ${'n'.repeat(190)} End`
/** As people may be called, and as somebody may type who means no good. */
const NAMES = ['=1+1 Heron', '@x Vale', '+44 Reed', '-2 Moss', 'Zoe\u0308 “Fern”, Jr', '\u05D3\u05D5\u05D3 \u05E8\u05D9\u05D3', LONG] // prettier-ignore

async function oddSchool() {
  const odd = { ...visits, policy: { ...visits.policy, title: '=HYPERLINK("http://x.invalid","Visits")' } }
  const school = await openSaving(packSource(odd))
  await school.administrator.call('school.setName', { name: '=cmd|Hill School' })
  const people = []
  for (const name of NAMES) people.push(await school.addPerson(name, ['staff'], { note: '=1+1' }))
  people.push(await school.addPerson('Vera Moss', ['volunteer', 'governor']))
  await learnAndSign(school, people[0]!)
  await learnAndSign(
    school,
    people[1]!,
    wrongAtFirst({ school }, (id) => id === 'a-picture'),
  )
  await enterPaper(school, people[2]!, { witnessName: '=2+2', witnessRole: '@z', entererName: '-3' })
  await waive(school, people[3]!.personId, { reason: '=4+4,\r\n"quoted"', by: '+head' })
  school.clock.set('2026-09-20T10:00:00.000Z')
  return school
}

describe('of a school with odd names', () => {
  test('screen, CSV and JSON have the same figures, and the same words', async () => {
    const school = await oddSchool()
    for (const wanted of [{}, { names: true }, { audience: 'staff' as const }, { policyId: 'hill/visits' }, { asAt: '2026-09-01' }]) {
      const shown = await school.governor.call('reports.report', wanted)
      await school.governor.call('reports.saveJson', wanted)
      const json = JSON.parse(school.last().text)
      expect(json).toEqual(shown)
      await school.governor.call('reports.saveCsv', wanted)
      const table = readCsv(school.last().text)
      expect(missingIn(table, json)).toEqual([])
      // And nothing that nobody thought of is left out: each number and word of the JSON is a cell.
      const { people: _people, ...rest } = json
      const values = table.map(({ value }) => value!.replace(/^'(?=[=+@-])/, ''))
      const left = [...values]
      for (const number of numbersIn(rest)) {
        const at = left.indexOf(String(number))
        expect(at, `${number}`).toBeGreaterThanOrEqual(0)
        left.splice(at, 1)
      }
      const cells = new Set(table.flatMap((row) => Object.values(row)).map((cell) => cell.replace(/^'/, '')))
      const rules = new Set(table.map(({ rule }) => rule))
      for (const word of wordsIn(rest))
        expect(cells.has(word) || [...rules].some((rule) => rule!.includes(word)), word).toBe(true)
    }
  }) // prettier-ignore

  test('one figure that is changed is found', async () => {
    const school = await oddSchool()
    const shown = await school.governor.call('reports.report', {})
    await school.governor.call('reports.saveCsv', {})
    const table = readCsv(school.last().text)
    const rules = shown.understanding.rules.map((rule, at) => (at === 1 ? { ...rule, wrong: rule.wrong + 1 } : rule))
    const changed = { ...shown, understanding: { ...shown.understanding, rules } }
    expect(missingIn(table, changed)).toMatchObject([{ part: 'understanding', measure: 'rules: wrong' }])
    expect(missingIn(table, { ...shown, waivers: shown.waivers + 1 })).toMatchObject([{ measure: 'waivers' }])
  })

  test('no cell of a CSV is run as a formula, and each has the bytes that RFC 4180 asks for', async () => {
    const { governor, files } = await oddSchool()
    await governor.call('reports.saveCsv', { names: true })
    await governor.call('reports.savePeopleCsv', { names: true })
    for (const { text } of files) {
      expect(text.startsWith('\uFEFF')).toBe(true)
      expect(text.endsWith('\r\n')).toBe(true)
      expect(text.replace(/"(?:[^"]|"")*"/g, '').replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
      for (const cell of readCsv(text).flatMap((row) => Object.values(row)))
        if (!/^-\d+$/.test(cell)) expect(cell).not.toMatch(/^[=+\-@\t\r＝＋－＠]/)
    }
    const people = readCsv(files[1]!.text)
    const asTyped = people.map(({ name }) => name!.replace(/^'/, '').normalize('NFC'))
    expect(asTyped.toSorted()).toEqual([...NAMES, 'Vera Moss'].map((name) => name.normalize('NFC')).toSorted())
    expect(people.find(({ status }) => status === 'waived')).toMatchObject({
      waived_because: expect.stringContaining(`'=4+4`),
      waived_by: `'+head`,
    })
  })

  test('the people of the CSV are those of the report, row by row', async () => {
    const { governor, last } = await oddSchool()
    const { people } = await governor.call('reports.report', { names: true })
    await governor.call('reports.savePeopleCsv', { names: true })
    const rows = readCsv(last().text)
    expect(rows.map((row) => [row.person_id, row.policy_id, row.status, row.due_on, row.days_late, row.attempts, row.first_answers_right, row.first_answers, row.signed_at, row.paper_signed_on, row.waived_until])).toEqual(
      people.map((one) => [one.id, one.policyId, one.status, one.dueOn, `${one.daysLate}`, `${one.attempts}`, `${one.firstAnswers?.right ?? ''}`, `${one.firstAnswers?.total ?? ''}`, one.signedAt ?? '', one.paper?.signedOn ?? '', one.waiver?.until ?? '']),
    ) // prettier-ignore
    expect(people).toHaveLength(8)
  })

  test('nobody is named where names are not asked for, in any of the files', async () => {
    const { governor, files } = await oddSchool()
    for (const call of ['reports.saveCsv', 'reports.saveJson', 'reports.saveXapi'] as const)
      await governor.call(call, {})
    expect(files).toHaveLength(3)
    for (const name of [...NAMES, 'Vera Moss', '=4+4', '=2+2', '+head'])
      for (const { text } of files) expect(text).not.toContain(JSON.stringify(name).slice(1, -1))
    for (const input of [{}, { names: false }])
      expect(await governor.refused('reports.savePeopleCsv', input)).toEqual({
        code: 'invalid-input',
        field: 'names',
        message: 'This report names nobody, so there is no list of people to save',
      })
    expect(files).toHaveLength(3)
  })
})

describe('what is saved', () => {
  test('is what was shown, whatever has been entered since; another day or part is made anew', async () => {
    const school = await openSaving()
    const shown = await school.governor.call('reports.report', {})
    await learnAndSign(school, await school.addPerson('Ada Fern', ['staff']))
    await school.governor.call('reports.saveJson', {})
    expect(JSON.parse(school.last().text)).toEqual(shown)
    await school.governor.call('reports.saveXapi', {})
    expect(JSON.parse(school.last().text)).toEqual([])
    await school.governor.call('reports.saveJson', { audience: 'staff' })
    expect(JSON.parse(school.last().text)).toMatchObject({ audience: 'staff', total: { people: 1 } })
    await school.governor.call('reports.saveJson', {})
    expect(JSON.parse(school.last().text).total.people).toBe(1)
  })

  test('has a name that says of whom, of what and of which day', async () => {
    const { governor, files } = await openSaving()
    for (const call of SAVES)
      expect((await governor.call(call, { names: true })).path).toMatch(
        /^\/there\/Hill School induction report 2026-09-01/,
      )
    expect(files.map(({ name, ending }) => `${name.slice('Hill School induction report 2026-09-01'.length)}.${ending}`)).toEqual(
      ['.csv', ' people.csv', '.json', ' xAPI.json'],
    ) // prettier-ignore
  })

  test.each(SAVES)('%s: not where the person changed their mind, and not of a day there is none of', async (call) => {
    const school = await openSchool()
    expect(await school.governor.call(call, { names: true })).toEqual({ path: null })
    for (const [asAt, words] of [
      ['2026-08-31', 'The record begins on 1 September 2026.'],
      ['2026-09-02', '2 September 2026 is still to come.'],
    ] as const)
      // prettier-ignore
      expect(await school.governor.refused(call, { names: true, asAt })).toMatchObject({
        code: 'invalid-input',
        field: 'asAt',
        message: expect.stringContaining(words),
      })
    expect(await school.governor.refused(call, { names: true, policyId: 'hill/none' })).toMatchObject({
      code: 'invalid-input',
      field: 'policyId',
    })
    expect(await school.governor.refused(call, { names: true, audience: 'cats' })).toMatchObject({ code: 'invalid-input' }) // prettier-ignore
  })

  test('of a school with nobody, and with one person', async () => {
    const school = await openSaving()
    const save = async (call: (typeof SAVES)[number]): Promise<string> => {
      await school.governor.call(call, { names: true })
      return school.last().text
    }
    const figure = async (measure: string) =>
      readCsv(await save('reports.saveCsv')).find((row) => row.part === 'total' && row.measure === measure)!.value
    expect(await figure('people')).toBe('0')
    expect(await save('reports.savePeopleCsv')).toMatch(/^\uFEFFperson_id,name,[^\n]*\r\n$/)
    expect(JSON.parse(await save('reports.saveJson'))).toMatchObject({ people: [], completePerCent: null })
    expect(JSON.parse(await save('reports.saveXapi'))).toEqual([])
    await learnAndSign(school, await school.addPerson('Ada Fern', ['staff']))
    await school.governor.call('reports.report', { names: true })
    expect(await figure('complete')).toBe('1')
    expect(readCsv(await save('reports.savePeopleCsv'))).toHaveLength(1)
    expect(JSON.parse(await save('reports.saveXapi')).every((one: unknown) => statementRules.safeParse(one).success)).toBe(true) // prettier-ignore
  })
})

const WORK = '0198f000-0000-7000-8000-00000000000a'

/** A school of somebody who has signed, whose long files are only counted in pieces; `before` is awaited before the first. */
async function openCounting(before: (school: School) => Promise<unknown> = async () => {}) {
  const papers: Papers = {
    ...NO_PAPERS,
    async saveLong({ pieces }) {
      await before(school)
      return `/there/${[...pieces].length}`
    },
  }
  const school: School = await openSchool({ papers })
  await learnAndSign(school, await school.addPerson('Ada Fern', ['staff']))
  return school
}

test.each(['reports.saveXapi', 'reports.savePeopleCsv'] as const)(
  '%s: stopped half-way, nothing is saved',
  async (call) => {
    let isStopping = false
    const school = await openCounting(
      async ({ governor }) => isStopping && governor.call('work.stop', { workId: WORK }),
    )
    const asked = { names: true, workId: WORK } as const
    expect(await school.governor.call(call, asked)).toEqual({ path: expect.stringMatching(/^.there/) })
    isStopping = true
    expect(await school.governor.refused(call, asked)).toMatchObject({ code: 'stopped' })
  },
)

test('narrowed to a part in which nothing happened, a file still comes piece by piece, so that the window has its turns', async () => {
  const school = await openCounting()
  const { path } = await school.governor.call('reports.saveXapi', { audience: 'governor' })
  expect(Number(path!.slice('/there/'.length))).toBeGreaterThan(school.app.ledger.head().length)
})

test('many people come in several pieces, each once and in their order', async () => {
  const school = await openSaving()
  const names = Array.from({ length: 120 }, (_, n) => `N${String(n).padStart(3, '0')}`)
  for (const name of names) await school.addPerson(name, ['volunteer'], { newcomer: true })
  await school.governor.call('reports.savePeopleCsv', { names: true })
  expect(readCsv(school.last().text).map(({ name }) => name)).toEqual(names)
  expect(school.pieces.at(-1)).toBeGreaterThan(2)
})
