import { expect, test } from 'vitest'
import { changesBetween, changesItem, scenariosTouched, wordsOfChanges } from '../../../src-main/induction/since.ts'
import type { Audience } from '../../../src-main/policies/format.ts'
import { visits, visitsRevised } from '../../support/fixture-pack.ts'

const changes = (then: Audience[], now: Audience[]) =>
  changesBetween({ pack: visits, audiences: then }, { pack: visitsRevised, audiences: now })
const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id)

test.each<[Audience[], Audience[], string[], string[], string[], string[]]>([
  [['staff'], ['staff'], ['phone'], ['badge'], ['list'], ['lost-badge', 'a-call']],
  [['volunteer'], ['volunteer'], [], ['badge'], [], ['lost-badge']],
  [['governor'], ['governor'], [], [], [], []],
  [['volunteer'], ['volunteer', 'staff'], ['visitor', 'phone'], ['badge'], [], ['lost-badge', 'somebody-new', 'a-call']],
  [['staff', 'governor'], ['governor'], [], [], ['badge', 'list'], []],
])('from %j to %j', (then, now, added, changed, dropped, scenarios) => {
  const found = changes(then, now)
  expect([ids(found.added), ids(found.changed.map(({ after }) => after)), ids(found.dropped)]).toEqual([added, changed, dropped])
  expect(ids(scenariosTouched(found, visitsRevised.scenarios))).toEqual(scenarios)
}) // prettier-ignore

test('a scenario that is new, or has other words, about rules that are as they were is not asked', () => {
  const scenarios = visits.scenarios.map((one) => ({ ...one, title: 'Another' }))
  expect(ids(scenariosTouched(changes(['staff'], ['staff']), scenarios))).toEqual(['lost-badge'])
})

test('what was shown is kept for each set of audiences by itself, under no page’s name', () => {
  expect(changesItem(['staff'])).toBe('what-changed/staff')
  expect(changesItem(['staff', 'volunteer'])).toBe('what-changed/staff/volunteer')
})

test('both sides of what changed are read', () => {
  expect(wordsOfChanges(changes(['governor'], ['governor']))).toBe(0)
  // Mind the badge. / Mind the badge and wear it. / Mind the phone. / Mind the list.
  expect(wordsOfChanges(changes(['staff'], ['staff']))).toBe(3 + 6 + 3 + 3)
})
