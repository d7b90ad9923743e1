/** What somebody types, made ready to be kept, shown and printed. It is text alone: nothing in it is ever run, followed or opened. */
import { z } from 'zod'

/** No control, no invisible direction mark, no half a character. */
const shown = /^(?:[\n\u200c\u200d]|[^\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}])*$/u
const visible = (most: number) =>
  z
    .string()
    .max(most, `At most ${most.toLocaleString('en-GB')} characters`)
    .regex(shown, 'The text holds a character that cannot be shown or printed')

/** One line as it was typed, with single spaces; at most so many characters. */
export const line = (most: number) =>
  z
    .string()
    .transform((typed) => typed.normalize('NFC').replace(/\s+/gu, ' ').trim())
    .pipe(visible(most))

/** A line of at most 200 characters with a letter or a figure in it; `missing` says what to type. */
export const named = (missing: string) => line(200).pipe(z.string().regex(/[\p{L}\p{N}]/u, missing))

/** Any number of lines, with single spaces in each; at most so many characters. */
export const lines = (most: number) =>
  z
    .string()
    .transform((typed) =>
      typed
        .normalize('NFC')
        .replace(/\r\n?/g, '\n')
        .replace(/[^\S\n]+/gu, ' ')
        .trim(),
    )
    .pipe(visible(most))
