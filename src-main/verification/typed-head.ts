/** A head as somebody types it from a printed report or the minutes. Pure. */
import { LanyardError } from '../errors.ts'
import { LEAST_HEAD_DIGITS } from '../ledger/chain.ts'

export interface Typed {
  /** How many entries the record had, as typed. */
  entries: string
  fingerprint: string
}

/** A head of which 32 digits at least are known. */
export interface KnownDigits {
  length: number
  digits: string
}

const MOST_DIGITS = 64
/** What is taken for a digit that it is not. */
const MISREAD: Record<string, string> = { o: '0', i: '1', l: '1', s: '5', z: '2', g: '9', q: '9' }

/** Undefined where nothing was typed. Throws LanyardError `invalid-input` with the field, where it cannot be a head. */
export function readTyped({ entries, fingerprint }: Typed): KnownDigits | undefined {
  const number = entries.replace(/[\s,.]/g, '')
  const digits = fingerprint.replace(/[\s,.\-–]/g, '').toLowerCase()
  if (number === '' && digits === '') return undefined
  if (number === '') throw refused('Type how many entries the record had: it stands beside the fingerprint', 'entries')
  if (!/^[1-9]\d{0,8}$/.test(number)) throw refused('Type the number of entries in figures, such as 1,284', 'entries')
  if (digits === '') throw refused('Type the fingerprint, from the printed report or the minutes', 'fingerprint')
  const wrong = /[^0-9a-f]/.exec(digits)?.[0]
  if (wrong !== undefined) throw refused(wrongLetter(wrong), 'fingerprint')
  if (digits.length < LEAST_HEAD_DIGITS)
    throw refused(
      `That is ${digits.length} digits of the fingerprint. Type at least the first ${LEAST_HEAD_DIGITS}: four groups of eight`,
      'fingerprint',
    )
  if (digits.length > MOST_DIGITS)
    throw refused(
      `That is ${digits.length} digits, and a fingerprint has ${MOST_DIGITS}. Look for one too many`,
      'fingerprint',
    )
  return { length: Number(number), digits }
}

function wrongLetter(letter: string): string {
  const likely = MISREAD[letter]
  return (
    `A fingerprint has the figures 0 to 9 and the letters a to f alone, and this has “${letter}”` +
    (likely === undefined ? '' : `. On the paper it is perhaps a ${likely}`)
  )
}

const refused = (words: string, field: keyof Typed): LanyardError => new LanyardError('invalid-input', words, field)

/** The groups of eight, counted from 1, in which typed digits differ from those of a hash. */
export function groupsThatDiffer(digits: string, hash: string): number[] {
  const groups = digits.match(/.{1,8}/g) ?? []
  return groups.flatMap((group, at) => (hash.startsWith(group, at * 8) ? [] : [at + 1]))
}
