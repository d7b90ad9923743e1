import { describe, expect, test } from 'vitest'
import { rulesUnderstood } from '../../../src-main/reports/rules-understood.ts'
import { createUnderstanding, type FirstTry } from '../../../src-main/reports/understanding.ts'
import type { Audience, Pack } from '../../../src-main/policies/format.ts'
import { visits } from '../../support/fixture-pack.ts'
import { trips, tripsRevised } from '../../support/second-pack.ts'

/** Five people who say “Perhaps” to these scenarios, under the first text. */
const five = (scenarioIds: string[]): FirstTry[] =>
  Array.from({ length: 5 }, () => ({
    policyId: 'hill/trips',
    versionId: 'first',
    audiences: ['staff'],
    answers: scenarioIds.map((scenarioId) => ({ scenarioId, stepId: 'start', chosen: [0], sure: null })),
  }))
function understood(tries: FirstTry[], texts: Pack[], only?: Audience) {
  const understanding = createUnderstanding(() => trips)
  for (const one of tries) understanding.add(one)
  return rulesUnderstood(understanding, [texts.at(-1)!], texts, only)
}

describe('a scenario is called', () => {
  test('what the newest text calls it', () => {
    const { rules } = understood(five(['on-the-coach']), [trips, tripsRevised])
    expect(rules[0]).toMatchObject({ ruleId: 'coach', usualMistake: { scenario: 'About the coach', people: 5 } })
  })

  test('what an older text calls it, where the newest has it no more', () => {
    const { rules } = understood(five(['off-the-coach']), [trips, tripsRevised])
    expect(rules[0]!.usualMistake).toMatchObject({ scenario: 'About off-the-coach' })
  })
})

test('of two scenarios with the same words and as many mistakes, the first by its id is named, whoever came first', () => {
  const both = ['on-the-coach', 'off-the-coach']
  for (const order of [both, [...both].reverse()])
    expect(understood(five(order), [trips]).rules[0]!.usualMistake).toMatchObject({ scenario: 'About off-the-coach' })
})

test('nothing is never tested of an audience that the policy does not speak to', () => {
  expect(understood([], [trips], 'governor').neverTested).toEqual([])
  expect(understood([], [visits], 'governor').neverTested).toMatchObject([{ ruleId: 'camera' }])
})
