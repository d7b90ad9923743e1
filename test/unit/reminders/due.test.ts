import { describe, expect, test } from 'vitest'
import type { Assignment } from '../../../src-main/induction/assignment.ts'
import type { Kind, Reminded } from '../../../src-main/reminders/contract.ts'
import { inOrder, kindOf, mostUrgent } from '../../../src-main/reminders/due.ts'

describe('why somebody is reminded', () => {
  const until = '2026-12-07'
  test.each<[Assignment['status'], string, Kind | null]>([
    ['overdue', '2026-11-01', 'overdue'],
    ['sign-again', '2026-12-01', 'sign-again'],
    ['sign-again', '2027-03-01', 'sign-again'], // asked for today, however long they have
    ['not-started', '2026-12-07', 'due-soon'],
    ['not-started', '2026-12-08', null],
    ['in-progress', '2026-12-07', 'due-soon'],
    ['in-progress', '2026-12-08', null],
    ['complete', '2026-11-01', null],
    ['waived', '2026-11-01', null],
  ])('%s, due on %s: %s', (status, dueOn, kind) => expect(kindOf({ status, dueOn }, until)).toBe(kind))

  test('the most urgent of several is the person’s', () => {
    expect(mostUrgent(['due-soon', 'overdue', 'sign-again'])).toBe('overdue')
    expect(mostUrgent(['due-soon', 'sign-again'])).toBe('sign-again')
  })
})

test('the most urgent come first, then the earliest due, then names; namesakes always the same way round', () => {
  const person = (personId: string, kind: Kind, dueOn: string, name = 'Ada Fern', note = ''): Reminded => ({
    ...{ personId, name, note, audiences: ['staff'], kind },
    dues: [
      {
        ...{ policyId: 'visits', title: 'Visits', version: '1', kind, dueOn, daysLate: 0 },
        ...{ again: null, begun: false, minutesLeft: 5 },
      },
    ],
  })
  const people = [
    person('6', 'due-soon', '2026-12-01', 'Zed Ash'),
    person('5', 'due-soon', '2026-12-01', 'Émile Ash'),
    person('2', 'overdue', '2026-11-02', 'Ada Fern', 'Cook'),
    person('1', 'overdue', '2026-11-02', 'Ada Fern', 'Teacher'),
    person('3', 'overdue', '2026-11-02', 'Ada Fern', 'Teacher'),
    person('4', 'sign-again', '2026-11-30'),
    person('0', 'overdue', '2026-11-01', 'Zed Ash'),
  ]
  const ids = (list: Reminded[]) => list.map(({ personId }) => personId).join('')
  expect(ids(inOrder(people))).toBe('0213456')
  expect(ids(inOrder(people.toReversed()))).toBe('0213456')
})
