import { isSecret } from './secret.ts'
import type { AccessStore } from './store.ts'
import { LanyardError } from '../errors.ts'
import { dayInWords, dayOf, timeInWords, type Clock } from '../time.ts'

export const TRIES = 10
export const LOCK_MINUTES = 15

export type Guard = ReturnType<typeof createGuard>

/**
 * Checks secrets and counts failures on disk. A try is counted before it is checked, so that neither many at once
 * nor a program killed in the middle gets a guess for nothing. For a lock time never runs backwards: where the PC's
 * clock stands earlier than the latest instant the records know, it is that instant. `entered`: that of the ledger's last entry.
 */
export function createGuard(store: AccessStore, clock: Clock, entered: () => string | undefined) {
  /** Throws LanyardError `locked` or `wrong-secret`, whose words name the secret as `called`. */
  return async function check(holder: string, given: string, called: string, field: string): Promise<void> {
    const kept = store.secret(holder)
    if (!kept)
      throw new LanyardError('wrong-secret', `There is no ${called} yet. Ask the school office for one.`, field)
    const shown = clock.now().toISOString()
    const now = [shown, entered() ?? '', store.lastTry() ?? ''].sort().at(-1)!
    const refuse = (until: string): never => {
      throw new LanyardError('locked', lockedWords(called, until, shown, now), field)
    }
    if (kept.lockedUntil !== null && now < kept.lockedUntil) refuse(kept.lockedUntil)

    const failures = kept.failures + 1
    const lockedUntil = failures >= TRIES ? new Date(Date.parse(now) + LOCK_MINUTES * 60_000).toISOString() : null
    store.setFailures(holder, failures >= TRIES ? 0 : failures, now, lockedUntil)
    if (await isSecret(given, kept)) return store.setFailures(holder, 0, now, null)

    if (lockedUntil !== null) refuse(lockedUntil)
    const left = TRIES - failures
    throw new LanyardError(
      'wrong-secret',
      `The ${called} does not match; you have ${left} ${left === 1 ? 'try' : 'tries'} left`,
      field,
    )
  }
}

function lockedWords(called: string, until: string, shown: string, now: string): string {
  const day = dayOf(until) === dayOf(shown) ? '' : ` on ${dayInWords(dayOf(until))}`
  const behind = shown < now ? ' This PC’s clock is behind the records: the lock ends once it is put right.' : ''
  return `The ${called} was wrong ${TRIES} times. It is locked until ${timeInWords(until)}${day}; nothing else has changed.${behind}`
}
