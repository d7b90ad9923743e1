/** From a file's bytes to its text: which encoding it is in, and which of its text is doubtful. Pure. */
import { LanyardError } from '../../errors.ts'
import type { Doubt, Encoding } from './contract.ts'

/** What other programs' files begin with, as hex; and what to do with such a file. */
const OTHERS: { begins: string; is: string }[] = [
  { begins: '504b0304', is: 'a workbook, or a file packed as one' }, // zip: .xlsx, .ods, .numbers
  { begins: 'd0cf11e0', is: 'an Excel workbook of the old kind' },
  { begins: '25504446', is: 'a PDF' },
]
const AS_CSV = 'Open it in the program it comes from and save it as CSV. Nothing was changed.'

/** Throws LanyardError `invalid-input` where the bytes are no text at all. */
export function refuseNoText(bytes: Buffer): void {
  const refuse = (words: string): never => {
    throw new LanyardError('invalid-input', words, 'file')
  }
  if (bytes.length === 0) refuse('The file is empty. Nothing was changed: export it again.')
  const other = OTHERS.find(({ begins }) => bytes.toString('hex', 0, 4) === begins)
  if (other) refuse(`The file is ${other.is}, not a CSV file. ${AS_CSV}`)
  const text = decoded(bytes.subarray(0, 65_536), encodingOf(bytes).encoding)
  if (/[^\P{Cc}\t\n\v\f\r\x80-\x9f]/u.test(text)) refuse(`The file is not text, so there are no rows in it. ${AS_CSV}`)
}

/** The encoding of a file's bytes. `isSure`: the file says so itself, or can hardly be in another. */
export function encodingOf(bytes: Buffer): { encoding: Encoding; isSure: boolean } {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: 'utf-16le', isSure: true }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: 'utf-16be', isSure: true }
  const wide = wideWithoutMark(bytes)
  if (wide) return { encoding: wide, isSure: true }
  return isUtf8(bytes) ? { encoding: 'utf-8', isSure: true } : { encoding: 'windows-1252', isSure: false }
}

/** UTF-16 without a byte-order mark: in a table every other byte of most characters is nought, on one side. */
function wideWithoutMark(bytes: Buffer): Encoding | undefined {
  const sample = bytes.subarray(0, 4096)
  const noughts = [0, 0]
  for (let at = 0; at < sample.length; at++) if (sample[at] === 0) noughts[at % 2]!++
  const many = sample.length / 6
  if (noughts[1]! > many && noughts[0] === 0) return 'utf-16le'
  if (noughts[0]! > many && noughts[1] === 0) return 'utf-16be'
  return undefined
}

function isUtf8(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

/** What Windows-1252 has at 0x80 to 0x9f (encoding.spec.whatwg.org/index-windows-1252.txt); elsewhere it is Latin-1. */
const WINDOWS = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ'

/** The text, without a byte-order mark; what cannot be read is U+FFFD. */
export function decoded(bytes: Buffer, encoding: Encoding): string {
  if (encoding !== 'windows-1252') return new TextDecoder(encoding).decode(bytes)
  return bytes.toString('latin1').replace(/[\x80-\x9f]/g, (byte) => WINDOWS[byte.charCodeAt(0) - 0x80]!)
}

/** UTF-8 that was read as Windows-1252 and saved so: Ã©, â€™, Â£. */
const GARBLED = /Ã[\u0080-\u00bf\u0152-\u2122]|â€|Â[\u0080-\u00bf]/u

/** Why a cell's text is doubtful; null where it is not. `isGuess`: the encoding is the likeliest, and no more. */
export function doubtOf(text: string, isGuess: boolean): Doubt['why'] | null {
  if (/^[\x20-\x7e]*$/.test(text)) return null
  if (/[\ufffd\x80-\x9f]/.test(text)) return 'lost'
  if (GARBLED.test(text)) return 'garbled'
  return isGuess && /[^\t\n\r\x20-\x7e]/.test(text) ? 'guessed' : null
}
