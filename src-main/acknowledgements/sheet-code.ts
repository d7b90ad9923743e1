/**
 * The code on a sheet that is signed on paper. Whoever enters the sheet types it from there, so that a sheet of another
 * person, of an older version or for other audiences is not entered by mistake. Pure.
 *
 * It is no secret and no proof: seven digits (35 bits) of a SHA-256 of what the sheet is about, and a check digit.
 */
import { createHash } from 'node:crypto'
import { DIGITS, inFours } from '../base32.ts'
import type { Audience } from '../policies/format.ts'

/** Whose signature a sheet is for, and on what. */
export interface SheetSubject {
  personId: string
  /** hex SHA-256 of the published text */
  fingerprint: string
  /** in the usual order */
  audiences: readonly Audience[]
}

const BYTES = 7 // one a digit

/** Gives the code of a sheet, in two groups of four. */
export function sheetCode({ personId, fingerprint, audiences }: SheetSubject): string {
  const about = createHash('sha256').update([fingerprint, personId, ...audiences].join('\n'))
  const digits = [...about.digest().subarray(0, BYTES)].map((byte) => byte % DIGITS.length)
  return inFours([...digits, rest(digits)].map((digit) => DIGITS[digit]).join(''))
}

/** Whether a code in two groups of four can stand on a sheet: no digit is mistyped and no two have changed places. */
export function isSheetCode(code: string): boolean {
  if (!/^[0-9A-Z]{4}-[0-9A-Z]{4}$/.test(code)) return false
  const digits = [...code.replace('-', '')].map((digit) => DIGITS.indexOf(digit))
  return !digits.includes(-1) && rest(digits.slice(0, -1)) === digits.at(-1)
}

/**
 * The check digit: the sum of the digits in the field of 32 elements, each times another power of x. A wrong digit changes
 * one term, and two that have changed places change two terms by different factors; either way the sum is another.
 */
const rest = (digits: readonly number[]): number => digits.reduce((sum, digit) => timesX(sum ^ digit), 0)

/** Times x, modulo x^5 + x^2 + 1, which is primitive: its powers are the 31 elements that are not 0. */
const timesX = (element: number): number => (element << 1) ^ (element & 0b10000 ? 0b100101 : 0)
