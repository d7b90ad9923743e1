/** Locks on a clock that was put back: test/dispatch/locks.test.ts. */
import { expect, test } from 'vitest'
import { openSchool } from '../support/app.ts'
import { clockAt } from '../support/clock.ts'
import { learnAndSign } from '../support/learner.ts'
import { damageIn } from './aftermath.ts'

const NOW = '2026-09-01T08:00:00.000Z'
const A_YEAR_BEFORE = '2025-09-01T08:00:00.000Z'

/** Ada has signed today; then the clock is a year behind, and the program is started anew. */
async function putBack(begun: string) {
  const clock = clockAt(begun)
  const school = await openSchool({ clock })
  const [ada, ben] = [await school.addPerson('Ada Fern', ['staff']), await school.addPerson('Ben Reed', ['staff'])]
  clock.set(NOW)
  await learnAndSign(school, ada)
  clock.set(A_YEAR_BEFORE)
  school.reopen()
  const complete = async (): Promise<number> =>
    (await school.governor.call('reports.report', { names: true })).people.filter(({ status }) => status === 'complete').length // prettier-ignore
  return { school, clock, ben, complete }
}

test('the clock put back a year: what is signed then follows in sequence, and both signatures count once it is right', async () => {
  const { school, clock, ben, complete } = await putBack('2024-09-01T08:00:00.000Z')
  const { length } = school.app.ledger.head()
  expect(await complete()).toBe(0) // the report speaks of the day that the clock says
  await learnAndSign(school, ben)
  const { first, last } = school.app.ledger.ends()!
  expect(last).toMatchObject({ at: A_YEAR_BEFORE, seq: school.app.ledger.head().length })
  expect(last.seq).toBeGreaterThan(length)
  expect(last.at < NOW && first.at < last.at).toBe(true)
  expect(await complete()).toBe(1)
  expect(await damageIn(school.database)).toEqual([])

  clock.set(NOW)
  school.reopen()
  expect(await complete()).toBe(2)
  expect(await damageIn(school.database)).toEqual([])
})

test('put back to before the record began: no report is made, and it says why; nothing is lost', async () => {
  const { school, clock, complete } = await putBack('2026-08-01T08:00:00.000Z')
  const { message } = await school.governor.refused('reports.report', { names: true })
  expect(message).toMatch(/clock says 1 September 2025, and the record begins on 1 August 2026\. Put the clock right/)
  clock.set(NOW)
  expect(await complete()).toBe(1)
  expect(await damageIn(school.database)).toEqual([])
})
