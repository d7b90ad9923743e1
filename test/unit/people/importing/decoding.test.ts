import { describe, expect, test } from 'vitest'
import { decoded, doubtOf, encodingOf, refuseNoText } from '../../../../src-main/people/importing/decoding.ts'

const TEXT = 'Name;Post\r\nZoë O’Brien;Café “manager” – £\r\n'
const wide = (text: string): Buffer => Buffer.from(text, 'utf16le')
const bigEndian = (text: string): Buffer => wide(text).swap16()
const LATIN = Buffer.from([0x5a, 0x6f, 0xeb, 0x20, 0x4f, 0x92, 0x42, 0x20, 0x80, 0x96, 0xa3]) // Zoë O’B €–£

describe('the encoding', () => {
  test.each([
    ['UTF-8', Buffer.from(TEXT), 'utf-8'],
    ['UTF-8 with a mark', Buffer.from('\ufeff' + TEXT), 'utf-8'],
    ['UTF-16 with a mark', wide('\ufeff' + TEXT), 'utf-16le'],
    ['UTF-16, the other end first, with a mark', bigEndian('\ufeff' + TEXT), 'utf-16be'],
    ['UTF-16 without a mark', wide(TEXT), 'utf-16le'],
    ['UTF-16, the other end first, without a mark', bigEndian(TEXT), 'utf-16be'],
  ] as const)('%s is known, and read without its mark', (_, bytes, encoding) => {
    expect(encodingOf(bytes)).toEqual({ encoding, isSure: true })
    expect(decoded(bytes, encoding)).toBe(TEXT)
  })

  test('Windows-1252 is a guess, and has its own signs between 80 and 9f', () => {
    expect(encodingOf(LATIN)).toEqual({ encoding: 'windows-1252', isSure: false })
    expect(decoded(LATIN, 'windows-1252')).toBe('Zoë O’B €–£')
  })

  test('plain letters are sure, whatever wrote them', () =>
    expect(encodingOf(Buffer.from('Name\nAda Fern'))).toEqual({ encoding: 'utf-8', isSure: true }))
})

test.each([
  ['Ada Fern', true, null],
  ['Zoë', false, null],
  ['Zoë', true, 'guessed'],
  ['Zo\ufffd', false, 'lost'],
  ['Zo\x81', true, 'lost'],
  ['ZoÃ«', false, 'garbled'],
  ['Oâ€™Brien', false, 'garbled'],
  ['Â£20', false, 'garbled'],
] as const)('%j, guessed %s: %s', (text, isGuess, why) => expect(doubtOf(text, isGuess)).toBe(why))

test.each([
  ['nothing', Buffer.alloc(0), /empty/],
  ['a workbook', Buffer.from('504b030414000600', 'hex'), /workbook.*save it as CSV/],
  ['an old workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex'), /old kind/],
  ['a PDF', Buffer.from('%PDF-1.7\n'), /PDF/],
  ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), /not text/],
])('%s is refused in words', (_, bytes, message) => expect(() => refuseNoText(bytes)).toThrow(message))
