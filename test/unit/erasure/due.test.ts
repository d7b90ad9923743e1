import { describe, expect, test } from 'vitest'
import { dueOn } from '../../../src-main/erasure/due.ts'
import type { Audience } from '../../../src-main/policies/format.ts'
import type { RetentionRule } from '../../../src-main/school/contract.ts'

const rule = (whom: RetentionRule['whom'], years: number): RetentionRule => ({ whom, years, source: `${whom} ${years}`, note: '' }) // prettier-ignore
const person = (leftOn: string | null, ...audiences: Audience[]) => ({
  leftOn,
  appointments: audiences.map((audience, at) => ({ id: `${at}`, audience, from: '2020-01-01', until: leftOn })),
})

describe('somebody is due', () => {
  test.each([
    ['2024-08-31', 2, '2026-08-31', undefined],
    ['2024-08-31', 2, '2026-09-01', '2026-09-01'],
    ['2024-02-29', 1, '2025-02-28', undefined], // a whole year, 29 February counted in
    ['2024-02-29', 1, '2025-03-01', '2025-03-01'],
    ['2024-02-29', 4, '2028-02-29', undefined],
    ['2024-02-29', 4, '2028-03-01', '2028-03-01'],
    ['2026-09-01', 0, '2026-09-01', undefined],
    ['2026-09-01', 0, '2026-09-02', '2026-09-02'],
    ['2026-12-31', 0, '2026-09-02', undefined], // who is still to leave
  ])('left %s, kept %i years, on %s: since %s', (leftOn, years, today, since) =>
    expect(dueOn(person(leftOn, 'staff'), [rule('all', years)], today)?.since).toBe(since),
  )

  test('by the longest rule of all that they ever were, and by it alone', () => {
    const rules = [rule('staff', 6), rule('all', 1)]
    const both = person('2020-06-30', 'volunteer', 'staff')
    expect(dueOn(both, rules, '2026-06-30')).toBeUndefined()
    expect(dueOn(both, rules, '2026-07-01')).toEqual({
      rule: rules[0],
      lastDay: '2020-06-30',
      since: '2026-07-01',
    })
    expect(dueOn(person('2020-06-30', 'volunteer'), rules, '2021-07-01')?.rule).toEqual(rules[1])
  })

  test('but not where something they were has no rule, nor while they are here', () => {
    expect(dueOn(person('2000-01-01', 'staff', 'governor'), [rule('staff', 1)], '2026-09-01')).toBeUndefined()
    expect(dueOn(person(null, 'staff'), [rule('all', 0)], '2026-09-01')).toBeUndefined()
    expect(dueOn(person('2000-01-01', 'staff'), [], '2026-09-01')).toBeUndefined()
    expect(dueOn(person('2000-01-01'), [rule('all', 0)], '2026-09-01')).toBeUndefined()
  })
})
