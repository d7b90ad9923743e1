/** The log file: what somebody who helps needs to know, and nothing that says who anybody is. */
import { appendFileSync, readFileSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { CallName } from '../contract.ts'
import type { ErrorCode } from '../errors.ts'
import type { Clock } from '../time.ts'
import { told } from './told.ts'

/**
 * What may stand in the log: versions, calls and codes from closed lists, figures. No message, name, input or path has
 * a place in here, so none can get in by mistake.
 */
type Noted =
  | { what: 'started'; version: string; electron: string | null; chromium: string | null; node: string; system: string }
  | {
      what: 'opened'
      state: 'new' | 'ready' | 'damaged' | 'blocked'
      code: ErrorCode | null
      step: number | null
      ms: number
    }
  | { what: 'refused' | 'slow'; call: CallName; code: ErrorCode | null; ms: number }
  | { what: 'closed'; ms: number }

export interface Log {
  note(noted: Noted): void
  /** An error that nobody foresaw: its kind and the places in Lanyard's code, without its words. */
  unexpected(error: unknown): void
  /** The last lines, the newest at the end; at most so many. */
  last(lines: number): string[]
}

/** For a command of the command line, which says what went wrong where it was typed. */
export const NO_LOG: Log = { note: () => undefined, unexpected: () => undefined, last: () => [] }

export const LOG_FILE = 'lanyard.log'
const EARLIER = 'lanyard-earlier.log'
/** The file begins anew beyond this; the one before is kept. In bytes. */
const LARGEST = 200_000

/** The log in a folder of records. Whatever the disk says to it, nobody is kept from working: its methods never throw. */
export function openLog(folder: string, clock: Clock): Log {
  const file = join(folder, LOG_FILE)

  function write(what: string, facts: Record<string, string | number | null>): void {
    const words = Object.entries(facts).flatMap(([name, value]) => (value === null ? [] : `${name}=${value}`))
    try {
      if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > LARGEST) renameSync(file, join(folder, EARLIER))
      appendFileSync(file, `${[clock.now().toISOString(), what, ...words].join(' ')}\n`, { mode: 0o600 })
    } catch {
      // The folder is not there, is read-only, or the disk is full: what matters says so itself.
    }
  }

  return {
    note: ({ what, ...facts }) => write(what, facts),
    unexpected: (error) => write('unexpected', told(error)),
    last(lines) {
      try {
        return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-lines)
      } catch {
        return []
      }
    },
  }
}
