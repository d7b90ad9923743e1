import fc from 'fast-check'
import { expect, test } from 'vitest'
import { STATUSES } from '../../../src-main/induction/contract.ts'
import { everyoneOf, groupsOf, unlessFew, type Counted } from '../../../src-main/papers/groups.ts'
import { ADULT_AUDIENCES, type Audience } from '../../../src-main/policies/format.ts'
import { FEWEST } from '../../../src-main/reports/tally.ts'

const many = (count: number, audiences: Audience[], status: (typeof STATUSES)[number] = 'complete'): Counted[] =>
  Array.from({ length: count }, () => ({ assignments: [{ audiences, status }] }))

test('groups of five and more stand by themselves', () => {
  const people = [...many(8, ['staff']), ...many(2, ['staff'], 'overdue'), ...many(5, ['volunteer'], 'waived')]
  expect(groupsOf(people)).toEqual([
    { audiences: ['staff'], people: 10, finished: 8 },
    { audiences: ['volunteer'], people: 5, finished: 0 },
  ])
  expect(everyoneOf(people)).toMatchObject({ people: 15, finished: 8 })
})

test('a smaller one is merged with the next smallest, so that the total does not tell of it', () => {
  const people = [...many(50, ['staff']), ...many(6, ['volunteer']), ...many(3, ['governor'], 'overdue')]
  expect(groupsOf(people)).toEqual([
    { audiences: ['staff'], people: 50, finished: 50 },
    { audiences: ['volunteer', 'governor'], people: 9, finished: 6 },
  ])
})

test('where one group alone would be left there is none', () => {
  expect(groupsOf([...many(50, ['staff']), ...many(4, ['governor'])])).toEqual([])
  expect(groupsOf(many(50, ['staff']))).toEqual([])
  expect(groupsOf([])).toEqual([])
})

test('somebody in two audiences counts once where both are one group', () => {
  const both = many(3, ['volunteer', 'governor'])
  const people = [...many(20, ['staff']), ...both, ...many(2, ['volunteer']), ...many(1, ['governor'])]
  expect(groupsOf(people)).toContainEqual({ audiences: ['volunteer', 'governor'], people: 6, finished: 6 })
})

test('no group is ever smaller than five, and none is left to be worked out from the others', () => {
  const person = fc.record({
    assignments: fc.array(
      fc.record({
        audiences: fc.subarray([...ADULT_AUDIENCES], { minLength: 1 }),
        status: fc.constantFrom(...STATUSES),
      }),
      { minLength: 1, maxLength: 3 },
    ),
  })
  fc.assert(
    fc.property(fc.array(person, { maxLength: 30 }), (people) => {
      const groups = groupsOf(people)
      expect(groups.every((group) => group.people >= FEWEST)).toBe(true)
      const shown = groups.flatMap(({ audiences }) => audiences)
      const asked = ADULT_AUDIENCES.filter((audience) =>
        people.some(({ assignments }) => assignments.some(({ audiences }) => audiences.includes(audience))),
      )
      expect(shown.toSorted()).toEqual(groups.length === 0 ? [] : asked.toSorted())
    }),
  )
})

test.each([
  [0, 0],
  [1, null],
  [4, null],
  [5, 5],
])('%i people are told as %s', (people, told) => expect(unlessFew(people)).toBe(told))
