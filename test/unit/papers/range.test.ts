import { describe, expect, test } from 'vitest'
import { LanyardError } from '../../../src-main/errors.ts'
import { instantsOf, refuseRange, usualRange } from '../../../src-main/papers/range.ts'

const bounds = { opened: '2026-03-10', today: '2026-11-23' }

describe('the days that are shown where nobody has said which', () => {
  test.each([
    ['since 1 September', '2026-03-10', '2026-11-23', '2026-09-01'],
    ['since 1 September of the year before', '2025-03-10', '2026-04-23', '2025-09-01'],
    ['on 1 September, that day', '2025-03-10', '2026-09-01', '2026-09-01'],
    ['since the record began, where that is later', '2026-10-01', '2026-11-23', '2026-10-01'],
    ['on the first day of the record, that day', '2026-11-23', '2026-11-23', '2026-11-23'],
  ])('%s', (_, opened, today, from) => expect(usualRange({ opened, today })).toEqual({ from, until: today }))
})

function refused(from: string, until: string, held = bounds): { field: string | undefined; message: string } | null {
  try {
    refuseRange({ from, until }, held)
    return null
  } catch (error) {
    if (!(error instanceof LanyardError)) throw error
    return { field: error.field, message: error.message }
  }
}

test.each([
  ['2026-03-10', '2026-11-23'],
  ['2026-11-23', '2026-11-23'],
  ['2026-03-10', '2026-03-10'],
])('%s to %s is of the record', (from, until) => expect(refused(from, until)).toBeNull())

test('each range that is not has words of its own, at the field they are about', () => {
  const cases = [
    refused('2026-09-02', '2026-09-01'),
    refused('2026-03-09', '2026-11-24'),
    refused('2026-11-24', '2026-11-25'),
    refused('2026-11-23', '2026-11-24'),
    refused('2025-01-01', '2025-12-31'),
    refused('2026-03-09', '2026-04-01'),
    refused('2026-03-10', '2026-03-10', { opened: '2026-03-10', today: '2026-03-09' }),
  ]
  expect(cases).toEqual([
    { field: 'until', message: 'The last day is before the first. Give 2 September 2026 or a later day' },
    { field: 'from', message: 'That is longer than there is: the record goes from 10 March 2026 to today, 23 November 2026' },
    { field: 'from', message: '24 November 2026 is still to come. Choose today or a day before it' },
    { field: 'until', message: '24 November 2026 is still to come. Choose today or a day before it' },
    { field: 'until', message: 'There was no record yet: it begins on 10 March 2026. Choose that day or a later one' },
    { field: 'from', message: 'The record begins on 10 March 2026. Choose that day or a later one' },
    { field: 'until', message: expect.stringContaining('Put the clock right') },
  ]) // prettier-ignore
})

test('days begin and end at midnight in the United Kingdom', () => {
  expect(instantsOf({ from: '2026-10-25', until: '2026-10-25' })).toEqual({
    since: '2026-10-24T23:00:00.000Z',
    before: '2026-10-26T00:00:00.000Z',
  })
})
