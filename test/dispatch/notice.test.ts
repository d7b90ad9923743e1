import { expect, test } from 'vitest'
import { openSchool, waive, type School } from '../support/app.ts'
import { enterPaper, learnAndSign, wrongAtFirst } from '../support/learner.ts'
import type { Audience } from '../../src-main/policies/format.ts'

const noticeOf = ({ administrator }: School) => administrator.call('papers.notice', {})

/** So many people of an audience, the first ones with a signature. */
async function add(school: School, audience: Audience, people: number, signed = 0): Promise<string[]> {
  const ids: string[] = []
  for (let at = 0; at < people; at++) {
    const { personId, pin } = await school.administrator.call('people.add', {
      name: `${audience} ${'abcdefghij'[at]!}`,
      note: 'Secret note',
      appointments: [{ audience, from: school.app.induction.today() }],
    })
    if (at < signed) await enterPaper(school, { personId, pin, name: `${audience} ${'abcdefghij'[at]!}` })
    ids.push(personId)
  }
  return ids
}

test('how far the school is, in groups of five and more, what is due next, how long it takes and whom to ask', async () => {
  const school = await openSchool()
  const staff = await add(school, 'staff', 7, 4)
  await waive(school, staff[6]!)
  await add(school, 'volunteer', 3, 1)
  await add(school, 'governor', 2, 2)
  const contacts = [{ id: 'head', name: 'Ann Fern', telephone: '020 7946 0000', email: '' }]
  await school.administrator.call('school.setContacts', { contacts })
  const notice = await noticeOf(school)
  expect(notice).toEqual({
    schoolName: 'Hill School',
    logo: null,
    asAt: '2026-09-01',
    footer: expect.stringContaining('Hill School: notice, as at 1 September 2026') as string,
    total: { people: 12, finished: 7 },
    groups: [
      { audiences: ['staff'], people: 7, finished: 4 },
      { audiences: ['volunteer', 'governor'], people: 5, finished: 3 },
    ],
    late: 0,
    next: { on: '2026-09-15', people: null }, // four of them: too few to be counted on a wall
    inSeveral: false,
    wrongMost: null,
    minutes: { least: 5, most: 20 },
    ask: 'the Headteacher, 020 7946 0000',
  })
  const text = JSON.stringify(notice)
  for (const word of ['Ann Fern', 'staff a', 'Secret note', staff[0]!]) expect(text).not.toContain(word)
  const report = await school.governor.call('reports.report', {})
  expect(notice.total).toEqual({ people: report.total.people, finished: report.total.complete })
  expect(report.byAudience[0]).toMatchObject({ audience: 'staff', people: 7, complete: 4 })
})

test('once it is late, it is no longer what is due next; few who are late are not counted', async () => {
  const school = await openSchool()
  await add(school, 'staff', 6)
  expect(await noticeOf(school)).toMatchObject({ late: 0, next: { on: '2026-09-15', people: 6 } })
  school.clock.set('2026-09-16T09:00:00Z')
  expect(await noticeOf(school)).toMatchObject({ late: 6, next: null })
  const people = await school.administrator.call('people.list', {})
  for (const { id, name } of people.people.slice(0, 2)) await enterPaper(school, { personId: id, name, pin: '' })
  expect(await noticeOf(school)).toMatchObject({ late: null, total: { people: 6, finished: 2 } })
})

test('fewer than five people in all: no figure', async () => {
  const school = await openSchool()
  expect(await noticeOf(school)).toMatchObject({ total: null, groups: [], late: null, next: null })
  await add(school, 'staff', 1)
  expect(await noticeOf(school)).toMatchObject({ total: null, groups: [], late: null, next: { people: null } })
  await add(school, 'volunteer', 4)
  expect(await noticeOf(school)).toMatchObject({ total: { people: 5, finished: 0 }, groups: [] })
})

test('the rule most often wrong at first, once five people had it wrong: the one of the report', async () => {
  const school = await openSchool()
  const isWrong = (id: string) => id === 'the-list'
  await learnAndSign(school, await school.addPerson('Zoe', ['staff', 'governor'])) // with four others who had it wrong, five who met it
  for (const name of ['Ann', 'Bea', 'Cal', 'Dee', 'Eve']) {
    expect((await noticeOf(school)).wrongMost).toBeNull()
    await learnAndSign(school, await school.addPerson(name, ['staff', 'governor']), wrongAtFirst({ school }, isWrong))
  }
  const { wrongMost, inSeveral } = await noticeOf(school)
  expect(wrongMost).toEqual({ policyTitle: 'Visits policy', ref: expect.any(String) as string, force: 'must', text: 'Mind the list.' }) // prettier-ignore
  const { understanding } = await school.governor.call('reports.report', {})
  expect(understanding.wrongMost[0]).toMatchObject(wrongMost!)
  expect(inSeveral).toBe(true) // each stands in both of the groups
})

test('a school that asks nothing of anybody', async () => {
  const school = await openSchool()
  await add(school, 'staff', 6)
  const nothing = { from: '2026-09-02', policies: [], daysAllowed: 14, passMark: 80, renewal: 'never' }
  for (const audience of ['staff', 'volunteer', 'governor'] as const)
    await school.administrator.call('policies.setProgramme', { audience, ...nothing })
  school.clock.set('2026-09-03T09:00:00Z')
  expect(await noticeOf(school)).toMatchObject({ total: null, groups: [], next: null, minutes: null })
})
