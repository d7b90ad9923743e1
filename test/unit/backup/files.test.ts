import { expect, test } from 'vitest'
import { nameOf, readName } from '../../../src-main/backup/files.ts'

const ordinary = { school: 'hill-primary', madeAt: '2026-11-21T16:17:34.123Z', beforeStep: null }

test('a name says whose backup it is, when it was begun, and before what', () => {
  expect(nameOf(ordinary)).toBe('lanyard-hill-primary-2026-11-21-161734Z.lanyard')
  expect(nameOf({ ...ordinary, beforeStep: 5 })).toBe('lanyard-hill-primary-2026-11-21-161734Z-before-step-5.lanyard')
  expect(nameOf(ordinary, 2)).toBe('lanyard-hill-primary-2026-11-21-161734Z-2.lanyard')
})

test.each([null, 5])('and is read back, before step %s', (beforeStep) => {
  const name = { ...ordinary, madeAt: '2026-11-21T16:17:34.000Z', beforeStep }
  for (const copy of [1, 2, 12]) expect(readName(`/a/folder/${nameOf(name, copy)}`)).toEqual(name)
  const school = '2026-01-01' // a school may be called anything
  expect(readName(nameOf({ ...name, school }))).toEqual({ ...name, school })
})

test.each([
  'lanyard.db',
  'lanyard-hill-2026-11-21-161734Z.lanyard.unfinished',
  'lanyard-hill-2026-11-21-161734Z (2).lanyard',
  'Copy of lanyard-hill-2026-11-21-161734Z.lanyard',
  'lanyard-hill-2026-02-30-161734Z.lanyard',
  'lanyard-hill-2026-11-21-251734Z.lanyard',
  'lanyard-hill-2026-11-21-161734Z-before-step-.lanyard',
  'lanyard--.lanyard',
  '.lanyard',
])('what Lanyard gave no such name says nothing: %s', (name) => expect(readName(name)).toBeUndefined())
