import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  ChainCheck,
  NO_PREVIOUS,
  entryOf,
  hashOfLine,
  hashOfPayload,
  inGroups,
  lineOf,
  proofOf,
  typedHead,
  type Entry,
} from '../../../src-main/ledger/chain.ts'

const sha256 = (...parts: (string | Buffer)[]): string =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('hex')

describe('the format, to the byte', () => {
  const salt = Buffer.from('000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f', 'hex')
  const payload = '{"name":"Zoë O’Brien"}'
  const literal =
    '{"seq":1,"at":"2026-09-01T08:00:00.000Z","kind":"ledger.opened","subject":"0198f000-0000-7000-8000-000000000001",' +
    '"payload":"' + sha256(salt, Buffer.from(payload, 'utf8')) + '",' +
    '"prev":"0000000000000000000000000000000000000000000000000000000000000000"}' // prettier-ignore

  const entry: Entry = {
    seq: 1,
    at: '2026-09-01T08:00:00.000Z',
    kind: 'ledger.opened',
    subject: '0198f000-0000-7000-8000-000000000001',
    payload: hashOfPayload(salt, payload),
    prev: NO_PREVIOUS,
  }

  test('a line has its keys in this order and no spaces, whatever the order they were given in', () => {
    const { prev, payload: proved, ...rest } = entry
    expect(lineOf({ prev, payload: proved, ...rest })).toBe(literal)
    expect(entryOf(literal)).toEqual(entry)
  })

  test('its hash is the SHA-256 of its bytes without a newline; a payload’s, of the salt and then the text', () => {
    expect(hashOfLine(literal)).toBe(sha256(Buffer.from(literal, 'utf8')))
    // Computed with coreutils: printf '\x00\x01\x02\x03abc' | sha256sum
    expect(hashOfPayload(Buffer.from([0, 1, 2, 3]), 'abc')).toBe(
      '928fddea3549b2f54bfcf81d0a08d48eaeae3fa1d5570da9d4fa51c53c0b0e90',
    )
  })

  test.each([
    ['a space', literal.replace('":1', '": 1')],
    ['a newline', `${literal}\n`],
    ['seq 0', literal.replace('":1,', '":0,')],
    ['no milliseconds', literal.replace('.000Z', 'Z')],
    ['capitals in a hash', literal.replace(/"payload":"\w+"/, (text) => text.toUpperCase())],
    ['a key more', literal.replace('}', ',"x":1}')],
    ['keys in another order', literal.replace('"kind":"ledger.opened","subject"', '"subject":"ledger.opened","kind"')],
  ])('with %s it is not in the format', (_, line) => expect(entryOf(line)).toBeUndefined())
})

/** A chain of so many entries, with what they prove. */
function chainOf(length: number): { line: string; salt: Buffer; payload: string }[] {
  let prev = NO_PREVIOUS
  return Array.from({ length }, (_, i) => {
    const salt = Buffer.alloc(32, i + 1)
    const payload = `{"n":${i}}`
    const kind = i === 0 ? 'ledger.opened' : 'person.added'
    const at = new Date(Date.UTC(2026, 8, 1, 8, i)).toISOString()
    const subject = '0198f000-0000-7000-8000-000000000001'
    const line = lineOf({ seq: i + 1, at, kind, subject, payload: hashOfPayload(salt, payload), prev })
    prev = hashOfLine(line)
    return { line, salt, payload }
  })
}

const LENGTH = 6
const chain = chainOf(LENGTH)
const head = { length: LENGTH, hash: hashOfLine(chain.at(-1)!.line) }

function check(entries: readonly { line: string; salt: Buffer | null; payload: string | null }[]): ChainCheck {
  const found = new ChainCheck()
  for (const { line, ...kept } of entries) found.next(line, proofOf(kept))
  return found
}

/** Whether the check finds something, or ends at another head than the one that was minuted. */
const isFound = (entries: Parameters<typeof check>[0]): boolean => {
  const found = check(entries)
  return found.flaws.length > 0 || found.head.length !== head.length || found.head.hash !== head.hash
}

describe('checking', () => {
  test('a whole chain has no flaw, and gives its head', () => {
    expect(check(chain).flaws).toEqual([])
    expect(check(chain).head).toEqual(head)
  })

  test('any one bit of a line, a payload or a salt', () => {
    const place = fc.record({
      entry: fc.nat(LENGTH - 1),
      of: fc.constantFrom('line' as const, 'payload' as const, 'salt' as const),
      byte: fc.nat(10_000),
      bit: fc.nat(6), // of the lower seven, so that text stays text
    })
    fc.assert(
      fc.property(place, ({ entry, of, byte, bit }) => {
        const spoilt = chain.map((one) => ({ ...one }))
        const bytes = Buffer.from(chain[entry]![of])
        bytes[byte % bytes.length]! ^= 1 << bit
        const changed = of === 'salt' ? { salt: bytes } : { [of]: bytes.toString('utf8') }
        Object.assign(spoilt[entry]!, changed)
        expect(isFound(spoilt)).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })

  test('any line dropped, doubled or out of its order', () => {
    const places = fc.shuffledSubarray([...chain.keys(), ...chain.keys()], { maxLength: LENGTH + 2 })
    fc.assert(
      fc.property(places, (order) => {
        fc.pre(order.join() !== [...chain.keys()].join())
        expect(isFound(order.map((at) => chain[at]!))).toBe(true)
      }),
    )
  })

  test('lines dropped from the middle, even where their numbers are put right', () => {
    const [first, , third] = chain
    const renumbered = { ...third!, line: third!.line.replace('"seq":3', '"seq":2') }
    expect(check([first!, renumbered]).flaws.map(({ words }) => words)).toEqual([
      'Entry 2 does not follow from the entry before it: one of the two was changed.',
    ])
  })

  test('a ledger that is not opened by its first entry', () => {
    const [, second] = chain
    const line = lineOf({ ...entryOf(second!.line)!, seq: 1, prev: NO_PREVIOUS })
    expect(check([{ ...second!, line }]).flaws).toEqual([{ seq: 1, words: 'The first entry does not open a ledger.' }])
  })

  test('a payload that was erased is no flaw; one that is half gone, or not there at all, is', () => {
    const [first] = chain
    expect(check([{ ...first!, salt: null, payload: null }]).flaws).toEqual([])
    expect(check([{ ...first!, salt: null }]).flaws).toHaveLength(1)
    expect(check([{ ...first!, payload: null }]).flaws).toHaveLength(1)
    const missing = new ChainCheck()
    missing.next(first!.line, undefined)
    expect(missing.flaws).toEqual([{ seq: 1, words: 'What entry 1 (ledger.opened) proves is missing.' }])
  })
})

describe('a head as it is typed', () => {
  const hash = '3d96e799'.repeat(8)

  test('in groups', () => expect(inGroups(hash)).toEqual(Array(8).fill('3d96e799')))

  test.each([
    [`1284:${hash}`, { length: 1284, hash }],
    [`1284:${hash.slice(0, 32)}`, { length: 1284, hash: hash.slice(0, 32) }],
    [` 1,284 : ${inGroups(hash).join(' ').toUpperCase()} `, { length: 1284, hash }],
    [`1284:${hash.slice(0, 31)}`, undefined],
    [`1284:${hash}0`, undefined],
    [`0:${hash}`, undefined],
    [`-1:${hash}`, undefined],
    [`:${hash}`, undefined],
    [hash, undefined],
    [`1284:${hash.replace('3', 'g')}`, undefined],
    [`12345678901:${hash}`, undefined],
    ['', undefined],
  ])('%j', (typed, read) => expect(typedHead(typed)).toEqual(read))
})
