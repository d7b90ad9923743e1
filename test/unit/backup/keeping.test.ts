import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toGo, type Standing } from '../../../src-main/backup/keeping.ts'
import { addDays, dayOf } from '../../../src-main/time.ts'

const made = (madeAt: string, beforeStep: number | null = null): Standing => ({
  name: `${madeAt} ${beforeStep ?? ''}`.trim(),
  madeAt,
  beforeStep,
})
const staying = (all: readonly Standing[], today: string): string[] => {
  const gone = new Set(toGo(all, today))
  return all.map(({ name }) => name).filter((name) => !gone.has(name))
}

/** One a day at noon, from a day on, each day cleared as the program does. */
function daily(from: string, days: number): Standing[] {
  let all: Standing[] = []
  for (let at = 0; at < days; at++) {
    const today = addDays(from, at)
    const next = [...all, made(`${today}T12:00:00.000Z`)]
    const kept = new Set(staying(next, today))
    all = next.filter(({ name }) => kept.has(name))
  }
  return all
}

describe('of two years of days', () => {
  const all = daily('2025-01-01', 730).map(({ madeAt }) => dayOf(madeAt)) // until Thursday 31 December 2026

  test('the last seven stay, and the last Sundays and ends of months before them', () => {
    expect(all).toEqual([
      ...['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30', '2026-05-31', '2026-06-30', '2026-07-31'],
      ...['2026-08-31', '2026-09-30', '2026-10-31', '2026-11-30'],
      ...['2026-12-06', '2026-12-13', '2026-12-20'],
      ...['2026-12-25', '2026-12-26', '2026-12-27', '2026-12-28', '2026-12-29', '2026-12-30', '2026-12-31'],
    ])
  })
})

test('of several in a day the last stays', () => {
  const all = [made('2026-09-01T08:00:00.000Z'), made('2026-09-01T15:30:00.000Z'), made('2026-09-01T09:00:00.000Z')]
  expect(staying(all, '2026-09-01')).toEqual(['2026-09-01T15:30:00.000Z'])
})

test('days are those of the United Kingdom: half past eleven in the evening, UTC, is the next day’s in summer', () => {
  const all = [made('2026-07-01T23:30:00.000Z'), made('2026-07-02T12:00:00.000Z')]
  expect(staying(all, '2026-07-02')).toEqual(['2026-07-02T12:00:00.000Z'])
  const winter = [made('2026-01-01T23:30:00.000Z'), made('2026-01-02T12:00:00.000Z')]
  expect(staying(winter, '2026-01-02')).toHaveLength(2)
})

test('weeks begin on Monday', () => {
  const sundays = ['2026-11-01', '2026-11-08', '2026-11-15', '2026-11-22']
  const mondays = sundays.map((day) => addDays(day, 1))
  const recent = Array.from({ length: 7 }, (_, at) => addDays('2026-11-24', at)) // so that no day of before is kept as one
  const all = [...sundays, ...mondays, ...recent].map((day) => made(`${day}T12:00:00.000Z`))
  const days = staying(all, '2026-11-30').map((name) => name.slice(0, 10))
  expect(days.filter((day) => day < '2026-11-24')).toEqual(['2026-11-08', '2026-11-15', '2026-11-22'])
})

test('after a clock was put back, what is of days to come stays, and takes no place from others', () => {
  const toCome = Array.from({ length: 20 }, (_, at) => made(`${addDays('2027-05-01', at)}T12:00:00.000Z`))
  const now = Array.from({ length: 7 }, (_, at) => made(`${addDays('2026-09-01', at)}T12:00:00.000Z`))
  expect(toGo([...toCome, ...now], '2026-09-07')).toEqual([])
})

test('a clock put far ahead costs one place of each kind, no more', () => {
  const all = daily('2026-09-01', 60)
  const later = staying([...all, made('2040-01-01T12:00:00.000Z')], '2040-01-01')
  expect(later).toContain('2040-01-01T12:00:00.000Z')
  expect(later.length).toBeGreaterThanOrEqual(all.length - 2)
})

test('one made before another shape of the records stays for a year, whatever else was made that day', () => {
  const before = made('2026-09-01T08:00:00.000Z', 5)
  const all = [before, made('2026-09-01T12:00:00.000Z'), made('2027-09-10T12:00:00.000Z')]
  expect(staying(all, '2027-09-02')).toContain(before.name)
  expect(toGo(all, '2027-09-10')).toEqual([before.name])
  expect(toGo([before], '2040-01-01'), 'the only one').toEqual([])
})

describe('whatever there is', () => {
  const instant = fc
    .integer({ min: Date.parse('2024-01-01T00:00:00Z'), max: Date.parse('2028-12-31T00:00:00Z') })
    .map((ms) => new Date(ms).toISOString())
  const some = fc
    .uniqueArray(fc.tuple(instant, fc.option(fc.integer({ min: 1, max: 9 }), { freq: 8 })), {
      maxLength: 120,
      selector: ([at]) => at,
    })
    .map((all) => all.map(([at, step]) => made(at, step)))
  const today = instant.map(dayOf)
  const all = { numRuns: 300 }

  test('the newest stays, and so does the newest that is no later than today', () =>
    fc.assert(
      fc.property(some, today, (backups, day) => {
        const stay = new Set(staying(backups, day))
        const newest = backups
          .map(({ madeAt }) => madeAt)
          .sort()
          .at(-1)
        const ordinary = backups.filter(({ madeAt, beforeStep }) => beforeStep === null && dayOf(madeAt) <= day)
        const newestToday = ordinary
          .map(({ madeAt }) => madeAt)
          .sort()
          .at(-1)
        for (const at of [newest, newestToday])
          if (at) expect(backups.some(({ madeAt, name }) => madeAt === at && stay.has(name))).toBe(true)
      }),
      all,
    ))

  test('nothing of a day to come goes, nor of before a shape less than a year ago', () =>
    fc.assert(
      fc.property(some, today, (backups, day) => {
        const gone = new Set(toGo(backups, day))
        for (const { name, madeAt, beforeStep } of backups) {
          if (dayOf(madeAt) > day) expect(gone.has(name)).toBe(false)
          if (beforeStep !== null && dayOf(madeAt) >= addDays(day, -366)) expect(gone.has(name)).toBe(false)
        }
      }),
      all,
    ))

  test('24 ordinary ones stay at most, and never fewer than seven where seven days have one', () =>
    fc.assert(
      fc.property(some, today, (backups, day) => {
        const ordinary = backups.filter(({ madeAt, beforeStep }) => beforeStep === null && dayOf(madeAt) <= day)
        const stay = staying(ordinary, day)
        expect(stay.length).toBeLessThanOrEqual(24)
        expect(stay.length).toBeGreaterThanOrEqual(
          Math.min(7, new Set(ordinary.map(({ madeAt }) => dayOf(madeAt))).size),
        )
      }),
      all,
    ))

  test('what stayed stays when it is looked at once more that day, in whatever order', () =>
    fc.assert(
      fc.property(some, today, (backups, day) => {
        const kept = new Set(staying(backups, day))
        expect(toGo(backups.filter(({ name }) => kept.has(name)).reverse(), day)).toEqual([])
        expect(new Set(staying(backups.slice().reverse(), day))).toEqual(kept)
      }),
      all,
    ))
})
