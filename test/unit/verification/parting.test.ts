/** Which restore took out of a record what a backup file goes on with, from what both say of themselves. */
import { describe, expect, test } from 'vitest'
import type { Restored } from '../../../src-main/ledger/restores.ts'
import { partedBy, partingsOf, placeOf } from '../../../src-main/verification/parting.ts'

interface File {
  length: number
  /** How many of its entries are the record's. */
  alike: number
  /** The restore that it goes on from; null: none. */
  since: string | null
}

const head = (length: number) => ({ length, hash: 'ab'.repeat(32) })
const on = (day: number) => `2026-09-0${day}T08:00:00.000Z`

/** At entry `seq`, a restore on a day of September: what it replaced had `of` entries, `common` of them in common with it. */
const restore = (seq: number, day: number, common: number, of: number, undone: Restored[] | null = []): Restored => ({
  ...{ seq, common, undone, head: head(seq - 1), replaced: head(of), lost: of - common },
  restoredAt: on(day),
})

/** When the restore was that parts a file from the record; null where none does. */
function parted(restores: Restored[], { length, alike, since }: File): string | null {
  const partings = partingsOf(restores)
  const hashes = partings.map((one) => (placeOf(one) <= alike ? `record ${placeOf(one)}` : 'other'))
  const found = { head: head(length), hashes, restoredAt: since }
  return partedBy(found, partings, (seq) => `record ${seq}`)?.restoredAt ?? null
}

describe('one restore, of fifty entries in the place of a hundred', () => {
  const restores = [restore(51, 1, 50, 100)]
  test.each<[string, File, string | null]>([
    ['what it replaced', { length: 90, alike: 50, since: null }, on(1)],
    ['what was changed before they part', { length: 90, alike: 40, since: null }, null],
    ['what came after it, changed', { length: 60, alike: 55, since: on(1) }, null],
  ])('%s', (_, file, by) => expect(parted(restores, file)).toBe(by))
})

describe('undone by another, of the hundred', () => {
  const restores = [restore(101, 2, 50, 55, [restore(51, 1, 50, 100)])]
  test.each<[string, File, string | null]>([
    ['what was made in between', { length: 54, alike: 50, since: on(1) }, on(2)],
    ['the hundred, changed: they are in the record again', { length: 90, alike: 60, since: null }, null],
    ['what came after, changed', { length: 110, alike: 105, since: on(2) }, null],
  ])('%s', (_, file, by) => expect(parted(restores, file)).toBe(by))

  describe('and a third, of eighty', () => {
    const third = [restore(81, 3, 80, 105, restores)]
    test.each<[string, File, string | null]>([
      ['what was made between the first two, and is shorter', { length: 54, alike: 50, since: on(1) }, on(2)],
      ['what was made between the last two', { length: 104, alike: 80, since: on(2) }, on(3)],
      ['the hundred', { length: 100, alike: 80, since: null }, on(3)],
      ['the hundred, changed before they part', { length: 100, alike: 70, since: null }, null],
      ['what came after, changed', { length: 90, alike: 85, since: on(3) }, null],
    ])('%s', (_, file, by) => expect(parted(third, file)).toBe(by))
  })
})

test('nothing is lost where the backup had all of what it replaced', () => {
  const restores = [restore(101, 1, 90, 90)]
  expect(parted(restores, { length: 95, alike: 90, since: null })).toBe(null)
})

test('where an entry does not say what it undid, a file is parted that was begun before it', () => {
  const restores = [restore(101, 2, 50, 55, null)]
  expect(parted(restores, { length: 54, alike: 50, since: on(1) })).toBe(on(2))
  expect(parted(restores, { length: 54, alike: 50, since: on(3) })).toBe(null)
})
