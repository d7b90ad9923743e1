/** What somebody types, made ready to be kept, shown and printed. It is text alone: nothing in it is ever run, followed or opened. */
import { z } from 'zod'

/** No control, no invisible direction mark, no half a character. */
const shown = /^(?:[\n\u200c\u200d]|[^\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}])*$/u
const tooLong = (most: number): string => `At most ${most.toLocaleString('en-GB')} characters`
const visible = (most: number) =>
  z.string().max(most, tooLong(most)).regex(shown, 'The text holds a character that cannot be shown or printed')

/**
 * What comes from the window, before its spaces are put in order: in characters, more than anybody types or pastes. Text of
 * tens of millions is more than a pattern can be matched against.
 */
const LONGEST = 100_000
const typed = (most: number) => z.string().max(LONGEST, tooLong(most))

/** One line as it was typed, with single spaces; at most so many characters. */
export const line = (most: number) =>
  typed(most)
    .transform((text) => text.normalize('NFC').replace(/\s+/gu, ' ').trim())
    .pipe(visible(most))

/** A line of at most 200 characters with a letter or a figure in it; `missing` says what to type. */
export const named = (missing: string) => line(200).pipe(z.string().regex(/[\p{L}\p{N}]/u, missing))

/** Any number of lines, with single spaces in each; at most so many characters. */
export const lines = (most: number) =>
  typed(most)
    .transform((text) =>
      text
        .normalize('NFC')
        .replace(/\r\n?/g, '\n')
        .replace(/[^\S\n]+/gu, ' ')
        .trim(),
    )
    .pipe(visible(most))
