import { describe, expect, test } from 'vitest'
import { isOnOffer, judge, stepNow } from '../../../src-main/induction/judging.ts'
import { visits } from '../../support/fixture-pack.ts'

const picture = visits.scenarios.find(({ id }) => id === 'a-picture')!
const gate = visits.scenarios.find(({ id }) => id === 'at-the-gate')!
const one = gate.steps.start! // risky, right, breach
const all = picture.steps.taken! // right, right, breach

describe('pick one', () => {
  test.each([
    [[0], 'risky', ['Well done'], ['gate']],
    [[1], 'right', [], []],
    [[2], 'breach', ['Well done'], ['gate']],
  ])('%j is %s', (chosen, verdict, better, missed) => {
    const judged = judge(one, chosen)
    expect(judged).toMatchObject({ verdict, missed })
    expect(judged.better.map(({ text }) => text)).toEqual(better)
  })
})

describe('pick all: all that is right and nothing else is right', () => {
  test.each([
    [[0, 1], 'right', [], []],
    [[0], 'risky', ['Tell the head'], ['gate']],
    [[1], 'risky', ['Delete it'], ['camera']],
    [[0, 1, 2], 'breach', [], ['camera']],
    [[2], 'breach', ['Delete it', 'Tell the head'], ['camera', 'gate']],
  ])('%j is %s', (chosen, verdict, better, missed) => {
    const judged = judge(all, chosen)
    expect(judged).toMatchObject({ verdict, missed })
    expect(judged.better.map(({ text }) => text)).toEqual(better)
  })
})

test.each([
  [one, [1], true],
  [one, [], false],
  [one, [0, 1], false],
  [one, [3], false],
  [one, [-1], false],
  [one, [0.5], false],
  [all, [0, 1, 2], true],
  [all, [2, 0], true],
  [all, [0, 0], false],
  [all, [0, 3], false],
])('what can be chosen of a step (%#)', (step, chosen, is) => expect(isOnOffer(step, chosen)).toBe(is))

test('the way through a scenario with branches', () => {
  expect(stepNow(picture, [])).toBe('asked')
  expect(stepNow(picture, [{ stepId: 'asked', chosen: [0] }])).toBeUndefined()
  expect(stepNow(picture, [{ stepId: 'asked', chosen: [1] }])).toBe('taken')
  expect(stepNow(picture, [{ stepId: 'asked', chosen: [1] }, { stepId: 'taken', chosen: [2] }])).toBeUndefined() // prettier-ignore
})
