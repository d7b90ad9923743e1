import { expect, test } from 'vitest'
import { decisionsOf } from '../../../src-main/reports/decisions.ts'
import type { Report } from '../../../src-main/reports/contract.ts'

type Said = Parameters<typeof decisionsOf>[0]
type Deep<T> = { [Key in keyof T]?: unknown }

const policy = (changed: Partial<Report['policies'][number]> = {}) => ({
  title: 'Visits policy',
  nextReviewOn: '2026-12-01',
  reviewDaysLate: -8,
  notes: [],
  ...changed,
})
const rule = (wrong: number, people: number) => ({
  policyTitle: 'Visits policy',
  ref: '1(2)',
  text: 'Mind the gate.',
  people,
  wrong,
  wrongPerCent: Math.floor((wrong * 100) / people),
})
const decided = (changed: Deep<Said> = {}) =>
  decisionsOf({
    record: { check: { whole: true, words: '' } },
    policies: [policy()],
    byPolicy: [{ title: 'Visits policy', late: { week: 3, month: 2, longer: 0 } }],
    declarations: { made: 4, yes: 1, open: 0, decided: 1 },
    understanding: { wrongMost: [rule(49, 100)] },
    ...changed,
  } as unknown as Said)

test('where nothing is pressing there is nothing to decide', () => expect(decided()).toEqual([]))

test('each thing that is, the most pressing first', () =>
  expect(
    decided({
      understanding: { wrongMost: [rule(3, 6), rule(2, 6)] },
      declarations: { made: 4, yes: 1, open: 1, decided: 0 },
      byPolicy: [
        { title: 'Visits policy', late: { week: 0, month: 0, longer: 1 } },
        { title: 'Bikes policy', late: { week: 0, month: 0, longer: 12 } },
      ],
      policies: [
        policy({ notes: [{ kind: 'contradiction', text: '' }, { kind: 'unclear', text: '' }] }), // prettier-ignore
        policy({ title: 'Bikes policy', nextReviewOn: null, reviewDaysLate: null }),
        policy({ title: 'Gates policy', nextReviewOn: '2026-11-22', reviewDaysLate: 1 }),
        policy({ title: 'Due today', nextReviewOn: '2026-11-23', reviewDaysLate: 0 }),
      ],
      record: { check: { whole: false, words: '' } },
    }),
  ).toEqual([
    { kind: 'record', words: expect.stringMatching(/^The record does not hold together\. Do not rely on a figure/) },
    { kind: 'review', words: 'Gates policy: its review was due on 22 November 2026. Say when it will be done.' },
    { kind: 'no-review-date', words: expect.stringMatching(/^Bikes policy: .* gives no date of its next review/) },
    { kind: 'contradiction', words: expect.stringMatching(/^Visits policy: it contradicts itself in one place/) },
    { kind: 'overdue', words: expect.stringMatching(/^Visits policy: one person is overdue by more than four weeks/) },
    { kind: 'overdue', words: expect.stringMatching(/^Bikes policy: 12 people are overdue by more than four weeks/) },
    { kind: 'declarations', words: 'One declaration waits for the school’s decision. Ask by when.' },
    { kind: 'rule', words: expect.stringContaining('1(2): 3 of 6 got it wrong at the first try (“Mind the gate.”)') },
  ]))

test('a narrowed report knows of no declarations', () => expect(decided({ declarations: null })).toEqual([]))
