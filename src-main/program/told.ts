/** What may be told of an error that nobody foresaw: its message may hold what somebody typed, and is left out. */

/** A line of a stack that is in Lanyard's own code, whatever stands before it on this machine's disk. */
const OWN_PLACE = /^\s+at .*[\\/](?:src-main|out[\\/]main)[\\/]([\w.\\/-]+\.[jt]s:\d+:\d+)\)?$/
const MOST_PLACES = 8

/** An error's kind, the code that Node or SQLite gives it, and the places in Lanyard's code, innermost first. */
export function told(error: unknown): { kind: string; code: string | null; at: string | null } {
  if (!(error instanceof Error)) return { kind: typeof error, code: null, at: null }
  const { code } = error as { code?: unknown }
  const places = placesIn(error)
  return {
    kind: error.constructor.name,
    code: typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,40}$/.test(code) ? code : null,
    at: places.length > 0 ? places.join(',') : null,
  }
}

/** A stack begins with the message, which may itself have lines that look like places. */
function placesIn({ stack = '', message }: Error): string[] {
  const start = stack.indexOf(message)
  if (start < 0) return [] // the message was changed: where it ends is not known
  return stack
    .slice(start + message.length)
    .split('\n')
    .flatMap((line) => OWN_PLACE.exec(line)?.[1] ?? [])
    .slice(0, MOST_PLACES)
}
