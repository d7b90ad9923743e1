import { describe, expect, test } from 'vitest'
import type { Status } from '../../../src-main/induction/contract.ts'
import { perCent, tally } from '../../../src-main/reports/tally.ts'
import { checkInWords, footer, headline, minute } from '../../../src-main/reports/words.ts'

const of = (...statuses: Status[]) => tally(statuses)
const many = (count: number, status: Status): Status[] => Array<Status>(count).fill(status)

describe('counting', () => {
  test('each person once, in the column of their status', () => {
    expect(of('overdue', 'complete', 'complete', 'in-progress', 'not-started', 'sign-again', 'waived')).toEqual({
      people: 7,
      complete: 2,
      inTime: 2,
      signAgain: 1,
      overdue: 1,
      waived: 1,
    })
    expect(of()).toEqual({ people: 0, complete: 0, inTime: 0, signAgain: 0, overdue: 0, waived: 0 })
  })

  test.each([
    [0, 0, null],
    [4, 4, null],
    [0, 5, 0],
    [4, 6, 66],
    [199, 200, 99],
    [200, 200, 100],
  ])('%i of %i is %s per cent', (part, all, is) => expect(perCent(part, all)).toBe(is))
})

describe('the headline', () => {
  test.each([
    [of(), 0, 'Nobody is asked to complete an induction on this day, and no policy is past its review date.'],
    [
      of('complete'),
      0,
      'The one person on the roll has finished their induction. Nobody is overdue, and no policy is past its review date.',
    ],
    [
      of('overdue'),
      1,
      '0 of 1 person has finished their induction. One is overdue, and one policy is past its review date.',
    ],
    [
      of(...many(3, 'complete')),
      0,
      'All 3 people have finished their induction. Nobody is overdue, and no policy is past its review date.',
    ],
    [
      of('complete', 'overdue', 'overdue'),
      2,
      '1 of 3 people have finished their induction. Two are overdue, and two policies are past their review date.',
    ],
    [
      of(...many(9, 'overdue')),
      0,
      '0 of 9 people have finished their induction. Nine are overdue, and no policy is past its review date.',
    ],
    [
      of(...many(1200, 'overdue')),
      0,
      '0 of 1,200 people have finished their induction. 1,200 are overdue, and no policy is past its review date.',
    ],
    [
      of(...many(1200, 'complete')),
      0,
      'All 1,200 people have finished their induction. Nobody is overdue, and no policy is past its review date.',
    ],
    [
      of('in-progress', 'sign-again'),
      0,
      '0 of 2 people have finished their induction. Nobody is overdue, and no policy is past its review date.',
    ],
    [
      of('complete', 'complete', 'waived'),
      0,
      '2 of 3 people have finished their induction, and one is waived. Nobody is overdue, and no policy is past its review date.',
    ],
    [
      of('waived', 'waived', 'overdue'),
      0,
      '0 of 3 people have finished their induction, and two are waived. One is overdue, and no policy is past its review date.',
    ],
  ])('%j', (counted, past, words) => expect(headline(counted, past)).toBe(words))
})

describe('the sentence for the minutes', () => {
  const hash = 'abcdef0123456789'.repeat(4)

  test('for today', () => {
    expect(minute('2026-11-23', '2026-11-23', { length: 1284, hash })).toBe(
      'The governing body received the induction report as at 23 November 2026. The record then had 1,284 entries; ' +
        'the first half of its fingerprint was abcdef01 23456789 abcdef01 23456789.',
    )
  })

  test('for a past day it gives both days, and says that the head is that of the day it was printed', () => {
    const words = minute('2026-10-01', '2026-11-23', { length: 1, hash })
    expect(words).toContain('as at 1 October 2026, printed on 23 November 2026. The record then had 1 entry; ')
  })
})

test('the foot of each page', () => {
  expect(
    footer('Hill School', '2026-07-01', '2026-07-02T08:14:00.000Z', {
      length: 1284,
      hash: 'abcdef0123456789'.repeat(4),
    }),
  ).toBe(
    'Hill School: induction report as at 1 July 2026, printed 2 July 2026, 9.14 am. Record: 1,284 entries, abcdef01 23456789',
  )
})

test('what the check found', () => {
  expect(checkInWords(1284, { findings: [], count: 0 })).toBe(
    'All 1,284 entries were read again, and agree with one another and with every row they prove.',
  )
  expect(checkInWords(3, { findings: [{ unnamed: 'Entry 2 was changed.' }], count: 1 })).toBe(
    'The record does not hold together. Entry 2 was changed.',
  )
  expect(checkInWords(3, { findings: [{ unnamed: 'One.' }], count: 3 })).toBe(
    'The record does not hold together. One. There are 2 more findings; run the full check.',
  )
})
