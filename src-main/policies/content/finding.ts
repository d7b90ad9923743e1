/** What the checker finds in a pack, and how it is said. */

/** A place in a file; `file` is relative to the content folder, line and column count from 1. */
export interface Place {
  file: string
  line: number
  column: number
}

/** The place of a character of a file, by its offset in the text. */
export function placeAt(file: string, text: string, offset: number): Place {
  const lines = text.slice(0, offset).split('\n')
  return { file, line: lines.length, column: lines.at(-1)!.length + 1 }
}

export interface Finding extends Place {
  severity: 'error' | 'warning'
  message: string
  /** What could stand there. */
  expected?: string
  /** The valid value most like the one that stands there. */
  nearest?: string
}

type Hint = Pick<Finding, 'expected' | 'nearest'>

/** A finding that keeps the pack from being loaded. */
export function mistake(place: Place, message: string, hint: Hint = {}): Finding {
  return { severity: 'error', ...place, message, ...hint }
}

/** A finding to think about; the pack loads all the same. */
export function warning(place: Place, message: string, hint: Hint = {}): Finding {
  return { severity: 'warning', ...place, message, ...hint }
}

const MOST_LISTED = 12

/** The hint where `given` is none of `valid`: all of them where they are few, else `what` in words; and the nearest. */
export function oneOf(given: string, valid: Iterable<string>, what: string): Hint {
  const all = [...new Set(valid)]
  const near = nearest(given, all)
  return {
    expected: all.length > 0 && all.length <= MOST_LISTED ? all.join(', ') : what,
    ...(near === undefined ? {} : { nearest: near }),
  }
}

/** One finding in one line of text. */
export function inWords({ file, line, column, severity, message, expected, nearest }: Finding): string {
  const hint = (expected ? ` Expected: ${expected}.` : '') + (nearest ? ` Nearest: ${nearest}.` : '')
  return `${file}:${line}:${column}: ${severity}: ${message}${hint}`
}

/** The one of `valid` that takes the fewest changed letters, if no larger part of its letters than `most` changes. */
export function nearest(given: string, valid: readonly string[], most = 1 / 2): string | undefined {
  let best: { value: string; changes: number } | undefined
  for (const value of valid) {
    const changes = lettersChanged(given.toLowerCase(), value.toLowerCase())
    const tooMany = changes > Math.max(given.length, value.length) * most
    if (!tooMany && (!best || changes < best.changes)) best = { value, changes }
  }
  return best?.value
}

/** Levenshtein's distance: letters put in, taken out or replaced. */
function lettersChanged(from: string, to: string): number {
  if (Math.max(from.length, to.length) > 200) return Infinity // the time grows with the square
  let row = Array.from({ length: to.length + 1 }, (_, i) => i)
  for (const [i, a] of [...from].entries()) {
    const next = [i + 1]
    for (const [j, b] of [...to].entries()) {
      next.push(Math.min(row[j + 1]! + 1, next[j]! + 1, row[j]! + (a === b ? 0 : 1)))
    }
    row = next
  }
  return row.at(-1)!
}
