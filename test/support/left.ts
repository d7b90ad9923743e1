/** Somebody who has left so long ago that they are due to be erased, and erasing them. */
import { ADMINISTRATOR, type School, type TestPerson } from './app.ts'
import { fullLife } from './full-life.ts'
import { enterPaper } from './learner.ts'

export const WORK = '0b7f6f0e-6b1c-4c1e-9d5a-3f1b6f9d2a10'
export const RULE = { whom: 'all' as const, years: 2, source: 'IRMS toolkit 2019', note: '' }

/** Somebody who did everything, and left; and somebody else who is here. */
export async function leftLongAgo(): Promise<{ school: School; ada: TestPerson; ben: TestPerson }> {
  const { school, ada } = await fullLife()
  const ben = await school.addPerson('Ben Reed', ['staff'], { note: 'Works with Ada Moss' })
  await enterPaper(school, ben)
  await school.administrator.call('school.setRetention', { rules: [RULE] })
  school.clock.set('2029-03-02T09:00:00Z')
  return { school, ada, ben }
}

export const erase = ({ administrator }: School, ...people: TestPerson[]) =>
  administrator.call('erasure.erase', {
    personIds: people.map(({ personId }) => personId),
    passphrase: ADMINISTRATOR,
    workId: WORK,
  })
