import { isSecret } from './secret.ts'
import type { AccessStore } from './store.ts'
import { LanyardError } from '../errors.ts'
import { timeInWords, type Clock } from '../time.ts'

export const TRIES = 10
export const LOCK_MINUTES = 15

/**
 * Checks secrets and counts failures on disk. A try is counted before it is checked, so that neither many at once
 * nor a program killed in the middle gets a guess for nothing.
 */
export function createGuard(store: AccessStore, clock: Clock) {
  /** Throws LanyardError `locked` or `wrong-secret`, whose words name the secret as `called`. */
  return async function check(holder: string, given: string, called: string, field: string): Promise<void> {
    const kept = store.secret(holder)
    if (!kept)
      throw new LanyardError('wrong-secret', `There is no ${called} yet. Ask the school office for one.`, field)
    const now = clock.now()
    if (kept.lockedUntil !== null && now.toISOString() < kept.lockedUntil)
      throw new LanyardError('locked', lockedWords(called, kept.lockedUntil), field)

    const failures = kept.failures + 1
    const lockedUntil = failures >= TRIES ? new Date(now.getTime() + LOCK_MINUTES * 60_000).toISOString() : null
    store.setFailures(holder, failures >= TRIES ? 0 : failures, lockedUntil)
    if (await isSecret(given, kept)) return store.setFailures(holder, 0, null)

    if (lockedUntil !== null) throw new LanyardError('locked', lockedWords(called, lockedUntil), field)
    const left = TRIES - failures
    throw new LanyardError(
      'wrong-secret',
      `The ${called} does not match; you have ${left} ${left === 1 ? 'try' : 'tries'} left`,
      field,
    )
  }
}

function lockedWords(called: string, until: string): string {
  return `The ${called} was wrong ${TRIES} times. It is locked until ${timeInWords(until)}; nothing else has changed.`
}
