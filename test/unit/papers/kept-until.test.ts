import { expect, test } from 'vitest'
import { keptUntil } from '../../../src-main/papers/kept-until.ts'
import type { RetentionRule, Whom } from '../../../src-main/school/contract.ts'

const rule = (whom: Whom, years: number): RetentionRule => ({ whom, years, source: 'Our schedule', note: '' })

test('each audience has its own rule, or the one for whoever has none; the longest holds', () => {
  const rules = [rule('all', 1), rule('staff', 6)]
  const { rules: each, until } = keptUntil(['volunteer', 'staff'], rules, '2026-08-31')
  expect(each).toEqual([
    { audience: 'volunteer', rule: rules[0], until: '2027-08-31' },
    { audience: 'staff', rule: rules[1], until: '2032-08-31' },
  ])
  expect(until).toBe('2032-08-31')
})

test('where one has no rule, nobody can say until when', () => {
  const { rules, until } = keptUntil(['staff', 'governor'], [rule('staff', 6)], '2026-08-31')
  expect(rules[1]).toEqual({ audience: 'governor', rule: null, until: null })
  expect(until).toBeNull()
})

test('without a last day there is no day', () => {
  expect(keptUntil(['staff'], [rule('staff', 6)], null)).toMatchObject({ lastDay: null, until: null })
  expect(keptUntil([], [], '2026-08-31').until).toBeNull()
})

test('29 February, where there is none, is the 28th', () => {
  expect(keptUntil(['staff'], [rule('all', 1)], '2028-02-29').until).toBe('2029-02-28')
  expect(keptUntil(['staff'], [rule('all', 4)], '2028-02-29').until).toBe('2032-02-29')
})
