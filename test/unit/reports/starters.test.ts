import { expect, test } from 'vitest'
import { monthEnds } from '../../../src-main/reports/months.ts'
import { startersOn, type Starter } from '../../../src-main/reports/starters.ts'

const one = (_who: string, firstDay: string | undefined, finishedOn: string | null): Starter => ({
  firstDay,
  finishedOn,
})

test('who began in the year up to the day, and how long they took', () => {
  const everybody = [
    one('long here', '2025-11-22', '2025-11-23'),
    one('quick', '2026-09-01', '2026-09-03'),
    one('first day of the year', '2025-11-23', '2025-12-03'),
    one('slow', '2026-09-01', '2026-10-11'),
    one('signed before they began', '2026-09-10', '2026-09-01'),
    one('as quick', '2026-09-02', '2026-09-04'),
    one('not done', '2026-11-23', null),
    one('still to come', '2026-11-24', null),
    one('nothing', undefined, null),
  ]
  expect(startersOn('2026-11-22', everybody)).toMatchObject({ since: '2025-11-23' })
  expect(startersOn('2026-11-22', everybody)).toEqual({
    since: '2025-11-23',
    people: 5,
    finished: 5,
    median: 2,
    slowest: 40,
  })
  expect(startersOn('2026-11-23', everybody)).toMatchObject({ since: '2025-11-24', people: 5, finished: 4 })
})

test('of fewer than five no time is told: it would point at somebody', () => {
  const four = [1, 2, 3, 4].map((day) => one('new', '2026-09-01', `2026-09-0${day}`))
  expect(startersOn('2026-11-22', four)).toMatchObject({ people: 4, finished: 4, median: null, slowest: null })
  const open = one('new', '2026-09-01', null)
  expect(startersOn('2026-11-22', [...four, open])).toMatchObject({ people: 5, finished: 4, median: null })
  const fifth = one('new', '2026-09-01', '2026-09-09')
  expect(startersOn('2026-11-22', [...four, fifth])).toMatchObject({ median: 2, slowest: 8 })
})

test('nobody new', () =>
  expect(startersOn('2026-11-22', [])).toEqual({
    since: '2025-11-23',
    people: 0,
    finished: 0,
    median: null,
    slowest: null,
  }))

test('the ends of months, over a leap day and a new year, none before the first', () => {
  expect(monthEnds('2024-03-15', 4, '2020-01-01')).toEqual(['2023-12-31', '2024-01-31', '2024-02-29', '2024-03-15'])
  expect(monthEnds('2026-02-28', 13, '2026-01-31')).toEqual(['2026-01-31', '2026-02-28'])
  expect(monthEnds('2026-02-28', 13, '2026-02-01')).toEqual(['2026-02-28'])
})
