import { describe, expect, test } from 'vitest'
import { untestedRules } from '../../../src-main/policies/coverage.ts'
import { visits } from '../../support/fixture-pack.ts'
import { trips } from '../../support/second-pack.ts'

const ids = (list: readonly { id: string }[]): string[] => list.map(({ id }) => id)

describe('rules that no scenario turns on', () => {
  test('are those that ask something of somebody, not those for pupils or to know', () =>
    expect(ids(untestedRules(trips, ['staff', 'volunteer']))).toEqual(['notice']))

  test('are those of the audiences alone', () => expect(untestedRules(trips, ['volunteer'])).toEqual([]))

  test('are tested by scenarios of the audiences alone', () => {
    const scenarios = visits.scenarios.filter(({ id }) => id !== 'lost-badge' && id !== 'a-picture')
    const [badge] = visits.scenarios.filter(({ id }) => id === 'lost-badge')
    const pack = { ...visits, scenarios: [...scenarios, { ...badge!, audiences: ['staff' as const] }] }
    expect(ids(untestedRules(pack, ['staff']))).toEqual(['camera'])
    expect(ids(untestedRules(pack, ['volunteer']))).toEqual(['badge', 'camera'])
  })
})
