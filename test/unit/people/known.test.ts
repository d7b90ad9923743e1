import { describe, expect, test } from 'vitest'
import { asKnownOn, endedAndBegun, overlapped, type PersonRecord } from '../../../src-main/people/known.ts'
import { endOfDay } from '../../../src-main/time.ts'

const at = (day: string, time = '09:00') => `${day}T${time}:00.000Z`
const staff = { id: 's', audience: 'staff' as const, from: '2026-09-01', until: null, withdrawn: false }

const record = (more: Partial<PersonRecord> = {}): PersonRecord => ({
  id: 'ada',
  addedAt: at('2026-09-01'),
  namings: [{ name: 'Ada Fern', note: 'Cook', reference: '', email: '', enteredAt: at('2026-09-01') }],
  appointments: [{ ...staff, enteredAt: at('2026-09-01') }],
  leavings: [],
  ...more,
})

test.each([
  ['2026-01-15', '2026-01-16T00:00:00.000Z'],
  ['2026-03-28', '2026-03-29T00:00:00.000Z'],
  ['2026-03-29', '2026-03-29T23:00:00.000Z'], // the clocks go forward
  ['2026-07-01', '2026-07-01T23:00:00.000Z'],
  ['2026-10-25', '2026-10-26T00:00:00.000Z'], // and back
  ['2028-02-29', '2028-03-01T00:00:00.000Z'],
])('%s is over in the United Kingdom at %s', (day, end) => expect(endOfDay(day)).toBe(end))

describe('what was entered later is not known on a day', () => {
  test('a name, and one entered in the last hour of a summer’s day', () => {
    const known = record({
      namings: [
        { name: 'Ada Fern', note: 'Cook', reference: '', email: '', enteredAt: at('2026-07-01') },
        { name: 'Ada Moss', note: 'Cook', reference: '', email: '', enteredAt: at('2026-07-09', '22:59') },
        { name: 'Ada Reed', note: 'Cook', reference: '', email: '', enteredAt: at('2026-07-09', '23:00') }, // midnight
      ],
    })
    expect(asKnownOn(known, '2026-07-08').name).toBe('Ada Fern')
    expect(asKnownOn(known, '2026-07-09').name).toBe('Ada Moss')
    expect(asKnownOn(known, '2026-07-10').name).toBe('Ada Reed')
    expect(asKnownOn(known, '2026-06-01').name).toBe('Ada Fern') // nothing is known of them; they have a name all the same
  })

  test('an appointment, its days and that it was a mistake', () => {
    const known = record({
      appointments: [
        { ...staff, enteredAt: at('2026-09-01') },
        { ...staff, from: '2026-08-20', until: '2026-12-31', enteredAt: at('2026-09-05') },
        { ...staff, from: '2026-08-20', until: '2026-12-31', withdrawn: true, enteredAt: at('2026-09-10') },
      ],
    })
    expect(asKnownOn(known, '2026-08-31').appointments).toEqual([])
    expect(asKnownOn(known, '2026-09-04').appointments).toMatchObject([{ from: '2026-09-01', until: null }])
    expect(asKnownOn(known, '2026-09-05').appointments).toMatchObject([{ from: '2026-08-20', until: '2026-12-31' }])
    expect(asKnownOn(known, '2026-09-10').appointments).toEqual([])
  })

  test('a last day, another one, and that there is none', () => {
    const known = record({
      leavings: [
        { lastDay: '2026-09-30', enteredAt: at('2026-09-10') },
        { lastDay: '2026-10-15', enteredAt: at('2026-09-20') },
        { lastDay: null, enteredAt: at('2026-10-20') },
      ],
    })
    expect(['2026-09-09', '2026-09-10', '2026-09-20', '2026-10-20'].map((day) => asKnownOn(known, day).leftOn)).toEqual(
      [null, '2026-09-30', '2026-10-15', null],
    )
    const [held] = asKnownOn(known, '2026-09-10').appointments
    expect(held).toMatchObject({ until: '2026-09-30', endsOn: null })
    expect(asKnownOn(known, '2026-10-20').appointments).toMatchObject([{ until: null, endsOn: null }])
  })
})

test.each([
  ['the day after its end', '2026-10-01', null, false],
  ['on its last day', '2026-09-30', null, true],
  ['ending on its first day', '2026-08-01', '2026-09-01', true],
  ['ending the day before', '2026-08-01', '2026-08-31', false],
  ['around it', '2026-01-01', null, true],
])('an appointment %s overlaps: %s to %s, %s', (_, from, until, overlaps) => {
  const held = [{ ...staff, until: '2026-09-30' }]
  expect(overlapped({ audience: 'staff', from, until }, held) !== undefined).toBe(overlaps)
  expect(overlapped({ audience: 'governor', from, until }, held)).toBeUndefined()
  expect(overlapped({ id: 's', audience: 'staff', from, until }, held)).toBeUndefined() // itself
})

test('coming back ends what was still going on, leaves alone what had ended, and takes out what never began', () => {
  const held = [
    { id: 'ended', audience: 'volunteer' as const, from: '2026-01-01', until: '2026-03-01', endsOn: '2026-03-01' },
    { id: 'open', audience: 'staff' as const, from: '2026-01-01', until: '2026-06-30', endsOn: null },
    { id: 'planned', audience: 'governor' as const, from: '2026-09-01', until: '2026-06-30', endsOn: null },
  ]
  const begun = [{ id: 'new', audience: 'staff' as const, from: '2027-01-04' }]
  expect(endedAndBegun(held, '2026-06-30', begun)).toEqual([
    { id: 'open', audience: 'staff', from: '2026-01-01', until: '2026-06-30', withdrawn: false },
    { id: 'planned', audience: 'governor', from: '2026-09-01', until: null, withdrawn: true },
    { id: 'new', audience: 'staff', from: '2027-01-04', until: null, withdrawn: false },
  ])
})
