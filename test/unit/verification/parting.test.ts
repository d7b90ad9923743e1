/** Which restore parts a backup file from a record: both as they come about, entry by entry, however often one is restored. */
import { describe, expect, test } from 'vitest'
import { chanceFrom } from '../../../src-main/example/chance.ts'
import type { Restored } from '../../../src-main/ledger/restores.ts'
import { placeOf, stretch, stretchesOf } from '../../../src-main/ledger/stretches.ts'
import { partedBy, placesOf, replacedBy } from '../../../src-main/verification/parting.ts'

/** A record, or a backup of one: its entries' hashes, and its restores. */
interface Held {
  entries: string[]
  restores: Restored[]
}

let made = 0
const MINUTE = 60_000 // ms
let now = Date.parse('2026-09-01T08:00:00Z')
const entry = (): string => `entry ${++made}`
const copyOf = ({ entries, restores }: Held): Held => ({ entries: [...entries], restores: [...restores] })
const grown = (held: Held, by: number): Held => ({ ...held, entries: [...held.entries, ...Array.from({ length: by }, entry)] }) // prettier-ignore
const recordOf = (length: number): Held => grown({ entries: [], restores: [] }, length)
const headOf = ({ entries }: Held) => ({ length: entries.length, hash: entries.at(-1)! })

function inCommon(one: Held, other: Held): number {
  const at = one.entries.findIndex((hash, place) => hash !== other.entries[place])
  return at === -1 ? one.entries.length : at
}

/** A backup takes the place of a record. `told`: nobody can tell what stood there where it is not. */
function restore(replaced: Held, backup: Held, { told = true, at = (now += MINUTE) } = {}): Held {
  const restoredAt = new Date(at).toISOString()
  const common = inCommon(backup, replaced)
  const restored: Restored = {
    head: headOf(backup),
    replaced: told ? headOf(replaced) : null,
    lost: told ? replaced.entries.length - common : null,
    common: told ? common : null,
    stretches: told ? stretchesOf(replaced.restores, replaced.entries.length).map((one) => stretch.parse(one)) : null,
    restoredAt,
    seq: backup.entries.length + 1,
  }
  return { entries: [...backup.entries, entry()], restores: [...backup.restores, restored] }
}

/** How far a file agrees with a record: 'whole', up to where a restore parts the two, or 'not'. */
function judged(record: Held, file: Held): 'whole' | number | 'not' {
  const hashAt = (seq: number): string | undefined => record.entries[seq - 1]
  const head = headOf(file)
  if (hashAt(head.length) === head.hash) return 'whole'
  const known = stretchesOf(record.restores, record.entries.length)
  const hashes = placesOf(known, record.restores).map((place) => file.entries[place - 1] ?? null)
  const found = { head, hashes, restoredAt: file.restores.at(-1)?.restoredAt ?? null }
  return partedBy(found, known, record.restores, hashAt)?.place ?? 'not'
}

describe('after', () => {
  const fifty = recordOf(50)
  const eighty = grown(fifty, 30)
  const hundred = grown(eighty, 20)
  const once = grown(restore(hundred, fifty), 4)

  test.each<[string, Held, Held, ReturnType<typeof judged>]>([
    ['one restore, what it replaced', once, hundred, 50],
    ['the same backup restored twice, what the first replaced', restore(once, fifty), hundred, 50],
    ['an older one and at once a newer one, what the first replaced', restore(once, eighty), hundred, 80],
    ['an undone one, what was made in between', restore(once, hundred), once, 50],
    ['an undone one, what it replaced', restore(once, hundred), hundred, 'whole'],
    ['an undone one and a third, what was made in between', restore(restore(once, hundred), eighty), once, 50],
    ['an undone one and a third, what was put back', restore(restore(once, hundred), eighty), hundred, 80],
    ['one over damaged records', restore(hundred, fifty, { told: false }), hundred, 50],
    ['one over damaged records and another', restore(restore(hundred, fifty, { told: false }), eighty), hundred, 80],
    ['one that has all of what it replaced', grown(restore(eighty, hundred), 9), grown(hundred, 3), 'not'],
    ['none, what is longer', eighty, hundred, 'not'],
  ])('%s', (_, record, file, agrees) => expect(judged(record, file)).toBe(agrees))

  test('one on a clock that was put back, what was made in between', () => {
    expect(judged(restore(once, hundred, { at: Date.parse('2026-08-01T08:00:00Z') }), once)).toBe(50)
  })

  test('an undone one, a paper of what was put there is told of', () => {
    const { restores, entries } = restore(restore(once, hundred), eighty)
    const known = stretchesOf(restores, entries.length)
    expect(replacedBy(54, known, restores, [])).toBe(restores[0])
    expect(replacedBy(54, known, restores, [82])).toBe(undefined)
    expect(replacedBy(500, known, restores, [])).toBe(undefined)
  })
})

/** A record to which anything happens: entries, backups, restores of any of those or of what was replaced. `whole`: the share of those that could be read. */
function history(seed: string, whole = 1): { record: Held; files: Held[] } {
  const chance = chanceFrom(seed)
  const below = (most: number): number => Math.floor(chance.next() * most)
  let record = recordOf(3)
  const files = [copyOf(record)]
  for (let step = 0; step < 20; step++) {
    record = grown(record, below(4))
    if (chance.next() < 0.5) files.push(copyOf(record))
    if (chance.next() < 0.4) {
      const replaced = copyOf(record)
      record = restore(record, copyOf(files[below(files.length)]!), { told: chance.next() < whole })
      if (chance.next() < 0.5) files.push(replaced)
    }
  }
  return { record, files }
}

const SEEDS = Array.from({ length: 1000 }, (_, nth) => `parting ${nth}`)

test('whatever is restored, each honest file agrees as far as the two have entries in common', () => {
  let parted = 0
  for (const seed of SEEDS) {
    const { record, files } = history(seed)
    for (const file of files) {
      const common = inCommon(file, record)
      const agrees = judged(record, file)
      expect([seed, agrees === 'whole' ? file.entries.length : agrees]).toEqual([seed, common])
      if (agrees !== 'whole') parted++
    }
  }
  expect(parted).toBeGreaterThan(1000)
})

test('where nobody could tell what was replaced, no file is said to agree further than it does', () => {
  for (const seed of SEEDS) {
    const { record, files } = history(seed, 0.6)
    for (const file of files) {
      const agrees = judged(record, file)
      if (agrees !== 'not') expect(agrees === 'whole' ? file.entries.length : agrees).toBeLessThanOrEqual(inCommon(file, record)) // prettier-ignore
    }
  }
})

test('a record that was changed anywhere agrees with no file that has more than the entries before', () => {
  let forged = 0
  for (const seed of SEEDS) {
    const { record, files } = history(seed)
    const from = Math.floor(chanceFrom(`${seed} forged`).next() * record.entries.length)
    const changed = { ...record, entries: record.entries.map((hash, at) => (at < from ? hash : `forged ${hash}`)) }
    for (const file of files) {
      if (inCommon(file, record) <= from) continue
      expect([seed, judged(changed, file)]).toEqual([seed, 'not'])
      forged++
    }
  }
  expect(forged).toBeGreaterThan(1000)
})

test('what is told of stretches grows with the restores, and no more, where two records are restored in turn', () => {
  let here = recordOf(5)
  let there = grown(here, 3)
  for (let turn = 0; turn < 60; turn++) [here, there] = [restore(here, there), here]
  expect(here.restores.at(-1)!.stretches!.length).toBeLessThanOrEqual(60)
  expect(here.restores.map(placeOf).every((place) => place >= 5)).toBe(true)
})
