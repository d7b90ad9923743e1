import { expect, test } from 'vitest'
import { openSchool } from '../support/app.ts'
import { allRight, placeNow, readAllPages } from '../support/learner.ts'

test('whether somebody was sure is kept with the answer, where they said so', async () => {
  const school = await openSchool()
  const { versionId } = school
  const ada = await school.addPerson('Ada Fern', ['staff'])
  const learner = await school.signIn(ada)
  await readAllPages(learner, versionId)
  const said = [true, false, null]
  const right = allRight({ school })
  let at = 0
  for (
    let place = await placeNow(learner, versionId);
    place.at === 'scenario';
    place = await placeNow(learner, versionId)
  ) {
    const { scenarioId } = place
    const { stepId, answered } = await learner.call('induction.scenario', { versionId, scenarioId })
    if (answered === null) {
      const chosen = right({ scenarioId, stepId, again: false, places: 0 })
      await learner.call('induction.answer', { versionId, scenarioId, stepId, chosen, sure: said[at++ % 3]! })
    }
    await learner.call('induction.continue', { versionId, scenarioId, stepId })
  }
  const kept = school.database.prepare('SELECT sure FROM answer ORDER BY position').pluck().all()
  expect(kept).toEqual(Array.from({ length: at }, (_, place) => [1, 0, null][place % 3]))
})
