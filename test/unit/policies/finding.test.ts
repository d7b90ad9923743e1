import { expect, test } from 'vitest'
import { inWords, nearest, oneOf } from '../../../src-main/policies/content/finding.ts'

test('the nearest is the one with the fewest letters changed, whatever their case', () => {
  expect(nearest('shuold', ['must', 'should', 'should-not'])).toBe('should')
  expect(nearest('MUST', ['may', 'must'])).toBe('must')
  expect(nearest('offise', ['office', 'offices'])).toBe('office')
})

test('nothing is near where more than half of the letters would change', () => {
  expect(nearest('headteacher', ['office', 'governors'])).toBeUndefined()
  expect(nearest('rules.md', ['rules.yaml'], 1 / 4)).toBeUndefined()
})

test('a text as long as a page is compared with nothing', () => {
  const page = 'x'.repeat(201)
  expect(nearest(page, [`${page}y`])).toBeUndefined()
})

test('a few valid values are listed, many are described', () => {
  const many = Array.from({ length: 13 }, (_, i) => `rule-${i}`)
  expect(oneOf('staf', ['staff', 'governor'], 'an audience')).toEqual({ expected: 'staff, governor', nearest: 'staff' })
  expect(oneOf('nothing-like-it', many, 'a rule')).toEqual({ expected: 'a rule' })
  expect(oneOf('x', [], 'a rule')).toEqual({ expected: 'a rule' })
})

test('a finding is one line', () => {
  const place = { file: 'a/b.yaml', line: 3, column: 7 }
  expect(inWords({ ...place, severity: 'warning', message: 'Look again.' })).toBe('a/b.yaml:3:7: warning: Look again.')
  expect(inWords({ ...place, severity: 'error', message: 'No.', expected: 'yes', nearest: 'yep' })).toBe(
    'a/b.yaml:3:7: error: No. Expected: yes. Nearest: yep.',
  )
})
