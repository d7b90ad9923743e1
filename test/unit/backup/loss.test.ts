import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inCommon, lossOf } from '../../../src-main/backup/loss.ts'

/** A ledger whose entries are told apart by their hashes. */
const ledger = (hashes: readonly string[]) => ({
  head: () => ({ length: hashes.length, hash: hashes.at(-1) ?? '' }),
  hashAt: (seq: number) => hashes[seq - 1],
})

test('two ledgers have the entries in common up to where they part', () => {
  const letters = fc.array(fc.constantFrom('x', 'y', 'z'), { maxLength: 40 })
  fc.assert(
    fc.property(letters, letters, letters, (common, one, other) => {
      fc.pre(one[0] === undefined || one[0] !== other[0])
      // As in a chain, a hash stands for all before it.
      const chain = (kinds: string[]) => kinds.map((_, at) => kinds.slice(0, at + 1).join(''))
      const [left, right] = [ledger(chain([...common, ...one])), ledger(chain([...common, ...other]))]
      expect(inCommon(left, right)).toBe(common.length)
      expect(inCommon(right, left)).toBe(common.length)
    }),
  )
})

describe('what will not be there', () => {
  const entry = (kind: string, day: number, payload = '{}') => ({ kind, at: `2026-11-0${day}T09:00:00.000Z`, payload })
  const erased = (kind: string, because: string) => JSON.stringify({ because, why: { kind } })

  test('is counted by kind, what matters most first, with the rest together', () =>
    expect(
      lossOf([
        entry('access.pin-issued', 1),
        entry('acknowledgement.signed', 2),
        entry('school.settings-set', 2),
        entry('acknowledgement.signed', 3),
        entry('person.erased', 4, erased('rule', '7 years after leaving (line 4)')),
        entry('person.erased', 4, erased('rule', '7 years after leaving (line 4)')),
        entry('person.erased', 4, erased('request', 'asked for on 3 November 2026, decided by Head')),
        entry('person.erased', 5, '{"because":7}'),
        entry('person.erased', 5, 'no JSON'),
        entry('person.added', 5),
      ]),
    ).toEqual({
      entries: 10,
      from: '2026-11-01T09:00:00.000Z',
      to: '2026-11-05T09:00:00.000Z',
      counts: ['2 signatures', '1 person added', '5 erasures', '1 PIN given out or chosen', '1 other entry'],
      erasures: [
        '2 of 4 November 2026, 7 years after leaving (line 4)',
        '1 of 4 November 2026, on request',
        '2 of 5 November 2026, for a reason that cannot be read',
      ],
    }))

  test('is nothing where nothing came after', () =>
    expect(lossOf([])).toEqual({ entries: 0, from: null, to: null, counts: [], erasures: [] }))

  test('adds up, whatever the kinds are', () =>
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('person.added', 'report.made', 'other.kind', 'access.idle-set')),
        (kinds) => {
          const { counts } = lossOf(kinds.map((kind) => entry(kind, 1)))
          const sum = counts.reduce((total, words) => total + Number.parseInt(words, 10), 0)
          expect(sum).toBe(kinds.length)
        },
      ),
    ))
})
