import { expect, test } from 'vitest'
import { addDays, dayInWords, dayOf, daysBetween, isDay, timeInWords } from '../../src-main/time.ts'

test('the machine these tests run on is in neither zone', () => {
  expect(new Date('2026-01-15T12:00:00Z').getTimezoneOffset()).toBe(300) // minutes: New York
})

test.each([
  ['2026-01-15T00:00:00Z', '2026-01-15'],
  ['2026-01-14T23:59:59.999Z', '2026-01-14'],
  ['2026-07-14T22:59:59.999Z', '2026-07-14'], // summer time: 23:59
  ['2026-07-14T23:00:00Z', '2026-07-15'], // and midnight
  ['2026-03-28T23:59:59Z', '2026-03-28'], // the night before the clocks go forward
  ['2026-03-29T23:00:00Z', '2026-03-30'],
  ['2026-10-24T23:30:00Z', '2026-10-25'], // the night they go back
  ['2026-10-25T23:30:00Z', '2026-10-25'],
])('%s belongs to %s in the United Kingdom', (instant, day) => {
  expect(dayOf(instant)).toBe(day)
  expect(dayOf(new Date(instant))).toBe(day)
})

test('days are counted as dates, whatever the clocks do', () => {
  expect(addDays('2026-03-28', 2)).toBe('2026-03-30')
  expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
  expect(addDays('2026-01-01', -1)).toBe('2025-12-31')
  expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2)
  expect(daysBetween('2026-10-26', '2026-10-24')).toBe(-2)
  expect(daysBetween('2026-09-01', '2026-09-01')).toBe(0)
})

test('words', () => {
  expect(dayInWords('2026-12-04')).toBe('4 December 2026')
  expect(timeInWords('2026-07-01T08:14:00.000Z')).toBe('9.14 am')
  expect(timeInWords('2026-01-01T00:30:00.000Z')).toBe('12.30 am')
  expect(timeInWords('2026-01-01T12:05:00.000Z')).toBe('12.05 pm')
})

test.each([
  ['2026-02-28', true],
  ['2026-02-30', false],
  ['2026-13-01', false],
  ['26-1-1', false],
  ['', false],
])('is %j a day that exists: %s', (text, is) => expect(isDay(text)).toBe(is))
