import { describe, expect, test } from 'vitest'
import {
  createUnderstanding,
  sureAndWrongMost,
  wrongMost,
  type FirstTry,
} from '../../../src-main/reports/understanding.ts'
import type { Audience, Choice, Pack, Step } from '../../../src-main/policies/format.ts'

const choice = (text: string, verdict: Choice['verdict'], ...rules: string[]): Choice => ({
  text,
  verdict,
  rules,
  feedback: '',
})
const step = (...choices: Choice[]): Step => ({ text: '', pick: 'one', choices })
const scenario = (id: string, steps: Record<string, Step>) => ({
  id,
  title: id,
  audiences: ['staff' as const],
  start: 'a',
  steps,
})
const pack = {
  scenarios: [
    scenario('gate', {
      a: step(
        choice('Wave them in', 'breach', 'sign-in'),
        choice('Ask them to sign', 'right', 'sign-in', 'badge'),
        choice('Look away', 'risky', 'badge'),
      ),
    }),
    scenario('hall', { a: step(choice('Say nothing', 'breach', 'sign-in'), choice('Ask', 'right', 'sign-in')) }),
  ],
} as unknown as Pack

const attempt = (
  chosen: Record<string, number>,
  { audiences = ['staff'] as Audience[], sure = null as boolean | null } = {},
): FirstTry => ({
  policyId: 'hill/visits',
  versionId: 'v1',
  audiences,
  answers: Object.entries(chosen).map(([scenarioId, at]) => ({
    scenarioId,
    stepId: 'a',
    chosen: [at],
    sure,
  })),
})
function of(...tries: FirstTry[]) {
  const understanding = createUnderstanding(() => pack)
  for (const one of tries) understanding.add(one)
  return Object.fromEntries(understanding.rules().map((rule) => [rule.ruleId, rule]))
}

describe('a rule', () => {
  test('is met by whoever answers where a choice turns on it, and wrong where the choice went against it', () => {
    const rules = of(attempt({ gate: 0 }), attempt({ gate: 1 }), attempt({ gate: 2 }))
    expect(rules['sign-in']).toMatchObject({
      people: 3,
      wrong: 1,
      usualMistake: { scenarioId: 'gate', text: 'Wave them in', people: 1 },
    })
    expect(rules.badge).toMatchObject({ people: 3, wrong: 1, usualMistake: { text: 'Look away' } })
  })

  test('counts somebody once, whatever number of scenarios they met it in', () => {
    expect(of(attempt({ gate: 0, hall: 0 }))['sign-in']).toMatchObject({ people: 1, wrong: 1 })
    expect(of(attempt({ gate: 1, hall: 0 }))['sign-in']).toMatchObject({ people: 1, wrong: 1 })
  })

  test('is counted for each audience somebody stands in, and once in all', () => {
    const both = attempt({ hall: 0 }, { audiences: ['staff', 'governor'] })
    expect(of(both, attempt({ hall: 1 }))['sign-in']).toMatchObject({
      people: 2,
      wrong: 1,
      byAudience: { staff: { people: 2, wrong: 1 }, governor: { people: 1, wrong: 1 } },
    })
  })

  test('is sure and wrong where both were said of one answer', () => {
    const tries = [
      attempt({ hall: 0 }, { sure: true }),
      attempt({ hall: 0 }, { sure: false }),
      attempt({ hall: 1 }, { sure: true }),
      attempt({ hall: 0 }),
    ]
    expect(of(...tries)['sign-in']).toMatchObject({ people: 4, wrong: 3, said: 3, sureAndWrong: 1 })
  })

  test('names the mistake that most people made, of as many the first by its words', () => {
    expect(of(attempt({ gate: 0 }), attempt({ hall: 0 }), attempt({ hall: 0 }))['sign-in']!.usualMistake).toEqual({
      scenarioId: 'hall',
      text: 'Say nothing',
      people: 2,
    })
    expect(of(attempt({ gate: 0 }), attempt({ hall: 0 }))['sign-in']!.usualMistake?.text).toBe('Say nothing')
  })

  test('nobody has met is not in it', () => expect(of(attempt({ hall: 1 })).badge).toBeUndefined())
})

describe('the rules people get wrong most', () => {
  const counted = (people: number, wrong: number) => ({ people, wrong })

  test('come by their share, and of one share by their number', () =>
    expect(wrongMost([counted(10, 1), counted(10, 5), counted(20, 10), counted(8, 0)], 10)).toEqual([
      counted(20, 10),
      counted(10, 5),
      counted(10, 1),
    ]))

  test('leave out what fewer than five have met', () =>
    expect(wrongMost([counted(4, 4), counted(5, 1)], 10)).toEqual([counted(5, 1)]))

  test('are so many at most', () => expect(wrongMost([counted(9, 1), counted(9, 2), counted(9, 3)], 2)).toHaveLength(2))

  test('those that people were sure of come by number, of as many those that fewer met', () => {
    const sure = (people: number, sureAndWrong: number) => ({ people, wrong: 4, sureAndWrong })
    expect(sureAndWrongMost([sure(4, 4), sure(9, 2), sure(8, 0), sure(6, 2), sure(7, 3)], 10)).toEqual([
      sure(7, 3),
      sure(6, 2),
      sure(9, 2),
    ])
  })
})
