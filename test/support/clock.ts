import type { Clock } from '../../src-main/time.ts'

const MINUTE = 60_000

export interface TestClock extends Clock {
  /** Moves to an instant, UTC. */
  set(instant: string): void
  /** Moves on by so many minutes. */
  pass(minutes: number): void
}

/** A clock that stands still until it is moved. */
export function clockAt(instant: string): TestClock {
  let time = Date.parse(instant)
  return {
    now: () => new Date(time),
    set(next) {
      time = Date.parse(next)
    },
    pass(minutes) {
      time += minutes * MINUTE
    },
  }
}
