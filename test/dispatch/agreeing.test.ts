/** Screen, PDF, CSV and JSON of one report, each as somebody has it in hand. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi, onTestFinished } from 'vitest'
import type { Report } from '../../src-main/reports/contract.ts'
import { NO_PAPERS } from '../../src-main/hosts/host.ts'
import { openProgram } from '../../src-main/program.ts'
import { openSchool, ownFolder, waive } from '../support/app.ts'
import { linesOfPaper, missingIn, readCsv } from '../support/agreeing.ts'
import { run } from '../support/exported.ts'
import { packSource, visits } from '../support/fixture-pack.ts'
import { enterPaper, learnAndSign } from '../support/learner.ts'
import { readPdf, wordsCellByCell } from '../support/pdf.ts'

const PDF_TIME = 60_000 // ms: a browser on a busy machine

/** A clock of one moment for the command line, which has none of its own. */
function at(moment: string): void {
  vi.useFakeTimers({ now: new Date(moment), toFake: ['Date'] })
  onTestFinished(() => void vi.useRealTimers())
}

/** A report each way it can be had: with names, so that the paper and the second table have people as well. */
async function everyWay(data: string, asAt: string) {
  const folder = ownFolder()
  const file = (name: string) => join(folder, name)
  const write = async (name: string) =>
    expect(await run('report', '--data', data, '--out', file(name), '--as-at', asAt, '--names')).toMatchObject({
      code: 0,
    })
  await write('r.json')
  await write('r.csv')
  const screen = await onScreen(data, asAt)
  await write('r.pdf') // last, since that it was printed is an entry of the record
  expect((await onScreen(data, asAt)).record.head.length).toBe(screen.record.head.length + 1)
  return {
    screen,
    json: JSON.parse(readFileSync(file('r.json'), 'utf8')) as Report,
    figures: readCsv(readFileSync(file('r.csv'), 'utf8')),
    people: readCsv(readFileSync(file('r-people.csv'), 'utf8')),
    // line by line as it stands on the page, and cell by cell
    paper: `${readPdf(file('r.pdf')).text} ${wordsCellByCell(file('r.pdf'))}`.replace(/\s+/g, ' '),
  }
}

async function onScreen(data: string, asAt: string): Promise<Report> {
  const { door, close } = await openProgram({ dataFolder: data, papers: NO_PAPERS, create: false, signedIn: { role: 'governor' } }) // prettier-ignore
  const answer = await door('reports.report', { asAt, names: true })
  await close()
  return (answer as { value: Report }).value
}

/** What the paper does not say, of what the report does. */
const missingOnPaper = (paper: string, report: Report): string[] =>
  linesOfPaper(report).filter((line) => !paper.includes(line.replace(/\s+/g, ' ')))

function expectToAgree({ screen, json, figures, people, paper }: Awaited<ReturnType<typeof everyWay>>): void {
  expect(json).toEqual(screen)
  expect(missingIn(figures, json)).toEqual([])
  expect(missingOnPaper(paper, json)).toEqual([])
  expect(people.map((row) => row.person_id)).toEqual(json.people.map(({ id }) => id))
  for (const { attempts, firstAnswers } of json.people)
    if (firstAnswers) expect(paper).toContain(`${attempts} ${firstAnswers.right} of ${firstAnswers.total}`)
}

test('of the example school', { timeout: PDF_TIME * 2 }, async () => {
  const data = join(ownFolder(), 'data')
  expect(await run('example', '--data', data, '--today', '2025-06-23')).toMatchObject({ code: 0 })
  at('2025-06-23T18:00:00.000Z')
  const found = await everyWay(data, '2025-06-23')
  expectToAgree(found)
  expect(found.json.understanding.rules.length).toBeGreaterThan(50)
  // A figure that is changed anywhere is found out.
  const { json, figures, paper } = found
  const [staff, ...rest] = json.byAudience
  const changed = { ...json, byAudience: [{ ...staff!, complete: staff!.complete + 1 }, ...rest] }
  expect(missingOnPaper(paper, changed)).toHaveLength(1)
  expect(missingIn(figures, changed)).toHaveLength(1)
})

test('of a school with odd names', { timeout: PDF_TIME }, async () => {
  at('2026-09-01T08:00:00.000Z')
  const odd = { ...visits, policy: { ...visits.policy, title: '=1+1 “Visits” & <b>more</b>' } }
  const school = await openSchool({ packs: packSource(odd) })
  const names = [
    '=1+1 Heron',
    '@x Vale',
    'Zoe\u0308 Fern',
    '\u05D3\u05D5\u05D3 \u05E8\u05D9\u05D3',
    `Ada ${'n'.repeat(190)} End`,
  ]
  const people = []
  for (const name of names) people.push(await school.addPerson(name, ['staff'], { note: '<i>=2</i>' }))
  await learnAndSign(school, people[0]!)
  await enterPaper(school, people[1]!)
  await waive(school, people[2]!.personId, { reason: '=3+3' })
  school.close()
  const found = await everyWay(school.folder, '2026-09-01')
  expectToAgree(found)
  for (const words of ['=1+1 Heron', '@x Vale', '=1+1 “Visits” & <b>more</b>']) expect(found.paper).toContain(words)
  const ofTheLongOne = [...found.paper.matchAll(/n{5,}/g)].join('') // it runs over several lines of its cell
  expect(ofTheLongOne).toHaveLength(2 * 2 * 190) // with those who are due soon, and person by person; read twice
})

test('of a school with nobody', { timeout: PDF_TIME }, async () => {
  at('2026-09-01T08:00:00.000Z')
  const school = await openSchool()
  school.close()
  expectToAgree(await everyWay(school.folder, '2026-09-01'))
})
