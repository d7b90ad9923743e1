/** The governing body's report on paper, of schools that are large, odd or empty: no page breaks, no name is where it must not be. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'playwright/test'
import type { Output } from '../../src-main/contract.ts'
import { renderPdf } from '../../src-main/hosts/chromium.ts'
import { NO_PAPERS, type Door, type PaperSize } from '../../src-main/hosts/host.ts'
import { findBrowser } from '../../src-main/hosts/machine.ts'
import { buildExample } from '../../src-main/example/build.ts'
import { packsIn } from '../../src-main/policies/pack-source.ts'
import { openProgram, type Program } from '../../src-main/program.ts'
import { ROOT } from '../support/electron.ts'
import { faultsIn } from '../support/pdf-faults.ts'
import { heightOf, readPdf } from '../support/pdf.ts'

type Report = Output<'reports.report'>

const TODAY = '2026-11-23'
const WITH_NAMES = `/report/${TODAY}/paper/with-names/everyone/all`
const WITHOUT_NAMES = `/report/${TODAY}/paper/without-names/everyone/all`
const ODD = [
  'X'.repeat(200),
  'مُحَمَّد بن عبد الله بن عبد المطلب '.repeat(5).trim(),
  'a\u0301\u0302\u0303'.repeat(50),
  'Very Long Double-Barrelled '.repeat(7).trim(),
]
const FIRST_PAGE = [
  'As at Monday 23 November 2026',
  'Who has finished',
  'What needs the governors’ decision',
  'Can this be trusted?',
]

let folder: string
let program: Program

test.beforeAll(async () => {
  test.skip(!findBrowser(), 'no browser')
  folder = mkdtempSync(join(tmpdir(), 'lanyard-report-'))
  const dataFolder = join(folder, 'records')
  await buildExample({
    folder: dataFolder,
    packs: packsIn(join(ROOT, 'content')),
    schoolId: 'westhouses',
    today: TODAY,
  })
  const clock = { now: () => new Date(`${TODAY}T09:00:00Z`) }
  program = await openProgram({ dataFolder, papers: NO_PAPERS, create: false, signedIn: { role: 'governor' }, clock })
})
test.afterAll(async () => {
  await program?.close()
  if (folder) rmSync(folder, { recursive: true, force: true })
})

/** The report as the window has it, after `change`; and what is wrong with it. */
async function printed(hash: string, size: PaperSize = 'A4', change: (report: Report) => void = () => undefined) {
  let footer = ''
  const door: Door = async (name, input) => {
    const answer = await program.door(name, input)
    if (name === 'reports.report' && answer.ok) {
      const report = answer.value as Report
      change(report)
      footer = report.footer
    }
    return answer
  }
  const path = join(folder, `${size}.pdf`)
  const rendererFolder = join(ROOT, 'out/renderer')
  await program.door('reports.report', {})
  const words = 'The foot of each page'
  writeFileSync(path, await renderPdf({ rendererFolder, door, hash, paper: { name: 'Report', footer: words, size } }))
  expect(footer).toContain('induction report as at 23 November 2026')
  return {
    ...readPdf(path),
    height: heightOf(path, 'Audience'),
    faults: faultsIn(path, { title: 'Report', footer: words }),
  }
}

for (const size of ['A4', 'A3'] as const)
  test(`on ${size} the first page answers by itself, and the next part begins a page`, async () => {
    const { faults, pageTexts, a4, a3 } = await printed(WITH_NAMES, size)
    expect(faults).toEqual([])
    expect({ a4, a3 }).toEqual({ a4: size === 'A4', a3: size === 'A3' })
    const [first = '', second = ''] = pageTexts.map((text) => text.replace(/\s+/g, ' ').trim())
    for (const words of FIRST_PAGE) expect(first).toContain(words)
    expect(second).toMatch(/^By policy and audience/)
  })

test('without names no page has one; with names they stand in an annex, and the paper says which it is', async () => {
  const names: string[] = []
  const withNames = await printed(WITH_NAMES, 'A4', ({ people }) => names.push(...people.map(({ name }) => name)))
  const without = await printed(WITHOUT_NAMES)
  expect(names.length).toBeGreaterThan(30)
  const flat = (text: string) => text.replace(/\s+/g, ' ')
  expect(names.filter((name) => !flat(withNames.text).includes(name))).toEqual([])
  expect(names.filter((name) => flat(without.text).includes(name))).toEqual([])
  expect(withNames.pageTexts[0]).toContain('With names, for the safeguarding link governor')
  expect(without.pageTexts[0]).toContain('Without names, for the full governing body')
  expect(without.faults).toEqual([])
})

test('names of 200 characters, from right to left, or with marks on each letter leave each page whole', async () => {
  const usual = await printed(WITH_NAMES)
  const { faults, text, height } = await printed(WITH_NAMES, 'A4', (report) => {
    report.schoolName = 'W'.repeat(200)
    report.people.forEach((row, at) => {
      row.name = ODD[at % 4]!
      row.note = ODD[(at + 1) % 4]!
    })
    const [first, second] = report.people
    first!.waiver = {
      id: crypto.randomUUID(),
      reason: ODD[0]!,
      until: '2027-04-12',
      by: ODD[1]!,
      enteredAt: `${TODAY}T08:00:00Z`,
    }
    second!.status = 'complete'
    second!.signedAt = `${TODAY}T08:00:00Z`
    second!.paper = { signedOn: TODAY, witnessedBy: ODD[0]!, enteredBy: ODD[3]! }
    Object.assign(report, { waivers: 1, onPaper: 1 })
  })
  expect(faults).toEqual([])
  expect(text).toContain('Very Long Double-Barrelled')
  expect(height).toBeGreaterThan(0)
  expect(height).toBeCloseTo(usual.height, 2) // nothing was made smaller to fit
})

test('of more people than are named the paper has the first, and says how many stand in the CSV', async () => {
  const { faults, text } = await printed(WITH_NAMES, 'A4', (report) => {
    report.people = Array.from({ length: 300 }, (_, at) => ({
      ...report.people[at % report.people.length]!,
      id: crypto.randomUUID(),
      name: `Number ${at}`,
    }))
    report.peopleInAll = 10_400
  })
  expect(faults).toEqual([])
  const flat = text.replace(/\s+/g, ' ')
  expect(flat).toContain('These are the first 300 of 10,400 rows, the most urgent first. 10,100 more stand in the CSV')
})

test('with nobody, and where much is to be decided, the first page is still one page', async () => {
  const none = { people: 0, complete: 0, inTime: 0, signAgain: 0, overdue: 0, waived: 0 }
  const nobody = await printed(WITHOUT_NAMES, 'A4', (report) => {
    Object.assign(report, {
      total: none,
      byAudience: [],
      byPolicy: [],
      trend: [{ day: TODAY, ...none }],
      decisions: [],
    })
    report.understanding = { people: 0, rules: [], wrongMost: [], sureAndWrong: [], neverTested: [] }
    report.starters = { ...report.starters, people: 0, finished: 0, median: null, slowest: null }
  })
  expect(nobody.faults).toEqual([])
  expect(nobody.pageTexts[0]).toContain('Nothing that Lanyard knows of.')
  expect(nobody.pageTexts[1]).toContain('No policy is asked of anybody on this day.')

  const much = await printed(WITHOUT_NAMES, 'A4', (report) => {
    const words =
      'Acceptable use, 5(iii)(7): 16 of 29 got it wrong at the first try (“When an incident touches the school or anyone in its community, leave comment, news and updates to the official channels alone.”). Ask for a talk about it.'
    report.decisions = Array.from({ length: 10 }, () => ({ kind: 'rule', words }))
    report.headline =
      '1,045 of 1,061 people have finished their induction, and five are waived. Five are overdue, and three policies are past their review date.'
    report.asAt = '2026-11-22'
    const { total } = report
    report.lastReport = { asAt: '2026-10-03', figures: { ...report.figures, people: total.people } }
  })
  expect(much.faults).toEqual([])
  expect(much.pageTexts[0]).toContain('on 3 October 2026')
  expect(much.pageTexts[0]).toContain('Can this be trusted?')
  expect(much.pageTexts[1]!.trimStart()).toMatch(/^What else needs the governors’ decision/)
})
