import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { typedDay } from '../../../../src-main/people/importing/typed-day.ts'

test.each([
  '1/9/2026', '01/09/2026', '1.9.2026', '01-09-2026', '1 9 2026', '01/09/26', '2026-09-01', '2026/9/1', '1 September 2026',
  '01 Sep 2026', '1-Sept-26', '1st Sep. 2026', 'Tuesday 1 September 2026', 'Tue, 1 Sep 2026', '01/09/2026 00:00',
  '2026-09-01T00:00:00.000Z', ' 1/9/2026 ',
])('%s is 1 September 2026', (text) => expect(typedDay(text)).toEqual({ day: '2026-09-01' })) // prettier-ignore

test.each([
  ['1/9/69', '1969-09-01'],
  ['1/9/68', '2068-09-01'],
])('%s is %s', (text, day) => expect(typedDay(text)).toEqual({ day }))

describe('named where it is wrong', () => {
  test.each([
    ['31/2/2026', '“31/2/2026”: there is no 31 February 2026'],
    ['29 Feb 2027', '“29 Feb 2027”: there is no 29 February 2027'],
    ['2026-13-01', '“2026-13-01”: there is no month 13. The day comes first, as in 30/9/2026'],
    ['09/30/2026', '“09/30/2026”: there is no month 30. The day comes first, as in 30/9/2026'],
    ['0/1/2026', '“0/1/2026”: there is no 0 January 2026'],
    ['soon', '“soon” is no date. Write it as 1/9/2026 or 2026-09-01'],
    ['1 Augustus 2026', '“1 Augustus 2026” is no date. Write it as 1/9/2026 or 2026-09-01'],
    ['46266', '“46266” is no date. Write it as 1/9/2026 or 2026-09-01'],
  ])('%s', (text, wrong) => expect(typedDay(text)).toEqual({ wrong }))
})

test('each day there is, in UK and in ISO form', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('1950-01-01'), max: new Date('2090-01-01'), noInvalidDate: true }), (date) => {
      const day = date.toISOString().slice(0, 10)
      const [y, m, d] = day.split('-')
      expect([day, `${d}/${m}/${y}`, `${Number(d)}.${Number(m)}.${y}`].map(typedDay)).toEqual([{ day }, { day }, { day }]) // prettier-ignore
    }),
  )
})
