import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isSheetCode, sheetCode, type SheetSubject } from '../../../src-main/acknowledgements/sheet-code.ts'
import { DIGITS, asCode } from '../../../src-main/base32.ts'

const ADA: SheetSubject = {
  personId: '0198f000-0000-7000-8000-000000000001',
  fingerprint: 'a'.repeat(64),
  audiences: ['staff'],
}
const subject = fc.record({
  personId: fc.uuid(),
  fingerprint: fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 64, maxLength: 64 }),
  audiences: fc.constantFrom(['staff' as const], ['volunteer' as const, 'governor' as const]),
})

test('is two groups of four, the same each time', () => {
  expect(sheetCode(ADA)).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)
  expect(sheetCode({ ...ADA })).toBe('M94C-47PQ')
})

test.each<[string, Partial<SheetSubject>]>([
  ['person', { personId: '0198f000-0000-7000-8000-000000000002' }],
  ['text', { fingerprint: 'b'.repeat(64) }],
  ['audience', { audiences: ['governor'] }],
  ['number of audiences', { audiences: ['staff', 'governor'] }],
])('is another one for another %s', (_, changed) => {
  expect(sheetCode({ ...ADA, ...changed })).not.toBe(sheetCode(ADA))
})

test('is known as one, however it is typed', () => {
  fc.assert(
    fc.property(subject, (about) => {
      const code = sheetCode(about)
      expect(isSheetCode(code)).toBe(true)
      const [zero, one] = ['o', 'l']
      const typed = ` ${code.toLowerCase().replace('-', ' ').replaceAll('0', zero).replaceAll('1', one)} `
      expect(asCode(typed)).toBe(code)
    }),
  )
})

describe('a slip of the hand is seen:', () => {
  const digits = sheetCode(ADA).replace('-', '')
  const places = [...digits].keys()

  test.each([...places])('another digit at place %i', (place) => {
    const others = [...DIGITS].filter((digit) => digit !== digits[place])
    for (const other of others) {
      const wrong = asCode(digits.slice(0, place) + other + digits.slice(place + 1))
      expect(isSheetCode(wrong), wrong).toBe(false)
    }
  })

  test('two digits that have changed places, wherever they stand', () => {
    fc.assert(
      fc.property(subject, fc.nat(7), fc.nat(7), (about, a, b) => {
        const typed = [...sheetCode(about).replace('-', '')]
        fc.pre(typed[a] !== typed[b])
        ;[typed[a], typed[b]] = [typed[b]!, typed[a]!]
        expect(isSheetCode(asCode(typed.join('')))).toBe(false)
      }),
    )
  })

  test.each(['', '0', digits.slice(1), `${digits}0`, `${digits.slice(1)}U`, 'ÄÖÜß-ÄÖÜß'])('%j is none', (typed) => {
    expect(isSheetCode(asCode(typed))).toBe(false)
  })
})
