/** A report while it is being made: how far it is, how it is stopped, and what others write meanwhile. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Input, Output } from '../../src-main/contract.ts'
import { openSchool, waive, type School, type TestPerson } from '../support/app.ts'
import { allRight, goOn, learnAndSign } from '../support/learner.ts'

const ID = '0b7f6f0e-6b1c-4c1e-9d5a-3f1b6f9d2a10'
const MANY = 60
const report = (school: School, workId?: string): Promise<Output<'reports.report'>> =>
  school.governor.call('reports.report', { names: true, ...(workId && { workId }) } satisfies Input<'reports.report'>)

/** Whatever is looked at takes longer than a slice: the window has its turn after each. */
beforeEach(() => {
  let now = 0
  vi.spyOn(performance, 'now').mockImplementation(() => (now += 60))
})
afterEach(() => void vi.restoreAllMocks())

/** At the end of so many turns of the window `meanwhile` is done, and the report waits for it. */
function atTurn(wanted: number, meanwhile: () => Promise<unknown>): { turns(): number } {
  const later = setImmediate
  let turns = 0
  vi.spyOn(globalThis, 'setImmediate').mockImplementation(((next: () => void) => {
    if (++turns === wanted) void meanwhile().then(next)
    else later(next)
  }) as typeof setImmediate)
  return { turns: () => turns }
}

interface Crowd {
  school: School
  /** The first and the last in the order in which people are looked at. */
  first: TestPerson
  last: TestPerson
}

/** Some who have signed, many who have not begun. */
async function crowd(): Promise<Crowd> {
  const school = await openSchool()
  const first = await school.addPerson('Ada Fern', ['staff'])
  for (const name of ['Ben Reed', 'Cai Moss']) await learnAndSign(school, await school.addPerson(name, ['staff']))
  const { context, people } = school.app
  const facts = {
    note: '',
    reference: '',
    email: '',
    appointments: [{ audience: 'volunteer' as const, from: '2026-09-01' }],
  }
  context.database
    .transaction(() => {
      for (let at = 0; at < MANY; at++) people.enter({ name: `Person ${at}`, ...facts })
    })
    .immediate()
  return { school, first, last: await school.addPerson('Zoe Vale', ['staff']) }
}

test('it tells how far it is, evenly from the beginning to the end', async () => {
  const { school } = await crowd()
  const { governor } = school
  const told: number[] = []
  let isOver = false
  const working = report(school, ID).finally(() => (isOver = true))
  while (!isOver) {
    const { progress } = await governor.call('work.progress', { workId: ID })
    if (progress) {
      expect(progress.total).toBe(100)
      told.push(progress.done)
    }
    await new Promise((resolve) => setImmediate(resolve))
  }
  await working
  expect(told).toEqual(told.toSorted((a, b) => a - b))
  const steps = told.map((done, at) => done - (told[at - 1] ?? 0))
  expect(Math.max(...steps)).toBeLessThanOrEqual(10)
  expect(told.at(-1)).toBe(98)
})

test.each([1, 5, 40, 80, 120])(
  'stopped at turn %i of the window it ends there, and leaves nothing behind',
  async (turn) => {
    const { school, first } = await crowd()
    const before = await report(school)
    const at = atTurn(turn, () => school.governor.call('work.stop', { workId: ID }))
    const input = { names: true, workId: ID } satisfies Input<'reports.report'>
    expect(await school.governor.refused('reports.report', input)).toMatchObject({ code: 'stopped' })
    expect(at.turns()).toBe(turn)
    vi.mocked(setImmediate).mockRestore()

    const looks = vi.spyOn(school.app.induction.store, 'doneBetween')
    expect(await report(school)).toEqual(before)
    looks.mockClear()
    await goOn(await school.signIn(first), school.versionId, ['page'], allRight({ school }))
    expect(looks).not.toHaveBeenCalled() // nobody who reads everybody is left
  },
)

test('stopped in its last part it ends there as well', async () => {
  const { school } = await crowd()
  const all = atTurn(Infinity, async () => {})
  await report(school)
  const turns = all.turns()
  vi.mocked(setImmediate).mockRestore()
  atTurn(turns - 1, () => school.governor.call('work.stop', { workId: ID }))
  expect(await school.governor.refused('reports.report', { workId: ID })).toMatchObject({ code: 'stopped' })
})

test.each([1, 3, 20, 64, 66, 100])(
  'what is written at turn %i of the window is not in it, though the clock stands still',
  async (turn) => {
    const { school, first, last } = await crowd()
    const { administrator } = school
    const begun = await school.signIn(await school.addPerson('Amy Crane', ['staff']))
    await goOn(begun, school.versionId, ['page'], allRight({ school }))
    const everybody = school.app.people.here().filter(({ name }) => name.startsWith('Person'))
    const someone = everybody.find(({ name }) => name === 'Person 0')
    const another = everybody.find(({ name }) => name === `Person ${MANY - 1}`)
    const before = await report(school)
    atTurn(turn, async () => {
      await learnAndSign(school, last)
      await learnAndSign(school, first)
      await goOn(begun, school.versionId, ['page', 'scenario', 'result'], allRight({ school }))
      await waive(school, someone!.id)
      await administrator.call('people.change', { personId: another!.id, name: 'Another Name', note: '' })
      await administrator.call('people.add', {
        name: 'New Person',
        note: '',
        appointments: [{ audience: 'staff', from: '2026-09-01' }],
      })
    })
    expect(await report(school)).toEqual(before)
    vi.mocked(setImmediate).mockRestore()
    const after = await report(school)
    expect(after.record.head.length).toBeGreaterThan(before.record.head.length)
    expect(after.total.complete).toBe(before.total.complete + 2)
  },
)
