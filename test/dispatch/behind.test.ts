/** Behind each figure of the report stand as many people as it says, and they are the right ones. */
import { expect, test, vi } from 'vitest'
import type { Input } from '../../src-main/contract.ts'
import type { Behind, Tally } from '../../src-main/reports/contract.ts'
import { openSchool, waive, type School } from '../support/app.ts'
import { packSource, visits } from '../support/fixture-pack.ts'
import { enterPaper, learnAndSign } from '../support/learner.ts'

const phones = {
  ...visits,
  policy: { ...visits.policy, id: 'hill/phones', title: 'Phones policy', audiences: ['staff' as const], minutes: { staff: 5 } }, // prettier-ignore
}

/** Two policies, both asked of staff; in each of the ways in which somebody may stand. */
async function mixedSchool(): Promise<School> {
  const school = await openSchool({ packs: packSource(visits, phones) })
  const versionOf = (policyId: string) =>
    school.app.policies.versions().find((version) => version.policyId === policyId)!.id
  const done = await school.addPerson('Ada Fern', ['staff'])
  for (const id of ['hill/visits', 'hill/phones']) await learnAndSign(school, done, undefined, versionOf(id))
  const half = await school.addPerson('Ben Reed', ['staff'])
  await learnAndSign(school, half, undefined, versionOf('hill/visits'))
  const partly = await school.addPerson('Cleo Vale', ['staff'])
  await learnAndSign(school, partly, undefined, versionOf('hill/visits'))
  await waive(school, partly.personId, { policyId: 'hill/phones' })
  await enterPaper(school, await school.addPerson('Dan Marsh', ['governor']))
  await waive(school, (await school.addPerson('Eve Moss', ['volunteer'])).personId)
  school.clock.set('2026-09-20T10:00:00Z')
  await school.addPerson('Fay Brook', ['volunteer', 'governor'])
  await school.addPerson('Gus Heath', ['staff'])
  return school
}

type Wanted = Omit<Input<'reports.behind'>, 'behind'>
const behind = (school: School, figure: Behind, wanted: Wanted = {}) =>
  school.governor.call('reports.behind', { behind: figure, ...wanted })

const CELLS: Record<keyof Tally, Behind> = {
  people: 'everyone',
  complete: 'complete',
  inTime: 'in-time',
  signAgain: 'sign-again',
  overdue: 'overdue',
  waived: 'waived',
}

test('each cell of each table has as many people behind it', async () => {
  const school = await mixedSchool()
  const report = await school.governor.call('reports.report', {})
  const tables: [Wanted, Tally][] = [
    [{}, report.total],
    ...report.byAudience.map(({ audience, ...tally }): [Wanted, Tally] => [{ audience }, tally]),
    ...report.byPolicy.flatMap(({ policyId, byAudience, ...tally }): [Wanted, Tally][] => [
      [{ policyId }, tally],
      ...byAudience.map((own): [Wanted, Tally] => [{ policyId, audience: own.audience }, own]),
    ]),
  ]
  expect(tables).toHaveLength(10)
  for (const [wanted, tally] of tables)
    for (const [key, figure] of Object.entries(CELLS) as [keyof Tally, Behind][]) {
      const { counted, people } = await behind(school, figure, wanted)
      expect([wanted, key, counted], 'the figure').toEqual([wanted, key, tally[key]])
      expect(new Set(people.map(({ id }) => id)).size).toBe(counted)
    }
  const { counted } = await behind(school, 'waiting')
  expect(counted).toBe(report.figures.waiting)
})

test('people are told by where they stand in all that is asked; the rows are those that make it so', async () => {
  const school = await mixedSchool()
  const rows = async (figure: Behind, wanted?: Wanted) =>
    (await behind(school, figure, wanted)).people.map(({ name, policyTitle }) => `${name}: ${policyTitle}`)
  expect(await rows('overdue')).toEqual(['Ben Reed: Phones policy'])
  expect(await rows('complete')).toEqual([
    'Ada Fern: Phones policy',
    'Ada Fern: Visits policy',
    'Cleo Vale: Visits policy',
    'Dan Marsh: Visits policy',
  ])
  expect(await rows('complete', { policyId: 'hill/visits', audience: 'staff' })).toEqual([
    'Ada Fern: Visits policy',
    'Ben Reed: Visits policy',
    'Cleo Vale: Visits policy',
  ])
  expect(await rows('waived')).toEqual(['Eve Moss: Visits policy'])
})

test('waivers, signatures on paper and what is due soon are counted a policy', async () => {
  const school = await mixedSchool()
  const report = await school.governor.call('reports.report', {})
  const waivers = await behind(school, 'waivers')
  expect(waivers.people.map(({ name, waiver }) => [name, waiver?.reason])).toEqual([
    ['Cleo Vale', 'On leave'],
    ['Eve Moss', 'On leave'],
  ])
  expect([waivers.counted, report.waivers]).toEqual([2, 2])
  const onPaper = await behind(school, 'on-paper')
  expect(onPaper.people).toMatchObject([{ name: 'Dan Marsh', paper: { witnessedBy: 'Wyn Heron, Deputy head' } }])
  expect([onPaper.counted, report.onPaper]).toEqual([1, 1])
  for (const { policyId, dueSoon } of report.byPolicy)
    expect((await behind(school, 'due-soon', { policyId })).counted).toBe(dueSoon)
  expect((await behind(school, 'due-soon')).counted).toBe(3)
})

test('it says of which policy they are, and of which day', async () => {
  const school = await mixedSchool()
  expect(await behind(school, 'everyone', { policyId: 'hill/phones', asAt: '2026-09-10' })).toMatchObject({
    asAt: '2026-09-10',
    policyTitle: 'Phones policy',
    counted: 3,
    peopleInAll: 3,
  })
  expect((await behind(school, 'everyone')).policyTitle).toBeNull()
})

test('it is work with a name, so that the window can watch and stop it', async () => {
  const school = await mixedSchool()
  const asked = { behind: 'everyone', workId: '0b7f6f0e-6b1c-4c1e-9d5a-3f1b6f9d2a10' }
  const { door } = school.governor
  const [first, second] = await Promise.all([door('reports.behind', asked), door('reports.behind', asked)])
  expect(first).toMatchObject({ ok: true })
  expect(second).toMatchObject({ ok: false, error: { field: 'workId' } })
})

test('of the report that is on the screen, the people are those it was made from; it is made again once something was entered', async () => {
  const school = await mixedSchool()
  const check = vi.spyOn(school.app.ledger, 'check')
  await school.governor.call('reports.report', { audience: 'staff' })
  expect(check).toHaveBeenCalledTimes(1)
  const before = await behind(school, 'waived', { audience: 'staff' })
  expect(check).toHaveBeenCalledTimes(1)
  await behind(school, 'waived')
  expect(check).toHaveBeenCalledTimes(2) // another report
  await school.governor.call('reports.report', { audience: 'staff' })
  const gus = (await school.administrator.call('people.list', {})).people.find(({ name }) => name === 'Gus Heath')!
  for (const policyId of ['hill/visits', 'hill/phones']) await waive(school, gus.id, { policyId })
  expect((await behind(school, 'waived', { audience: 'staff' })).counted).toBe(before.counted + 1)
})
