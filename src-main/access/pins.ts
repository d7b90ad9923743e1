import type { Context } from '../context.ts'
import { LanyardError } from '../errors.ts'
import type { Ledger } from '../ledger/service.ts'
import type { Guard } from './guard.ts'
import { asPin, isPin } from './pin.ts'
import { isSecret, type Keep } from './secret.ts'
import type { AccessStore } from './store.ts'
import type { PinState } from './contract.ts'

interface Parts {
  store: AccessStore
  ledger: Ledger
  check: Guard
  keep: Keep
}

/** PINs: given out once by the school, and from then on their person's own. */
export function createPins({ clock, database, newPin }: Context, { store, ledger, check, keep }: Parts) {
  const instant = (): string => clock.now().toISOString()

  /** Throws LanyardError where this is not the person's PIN; failures are counted. What cannot be a PIN costs no try. */
  async function checkPin(personId: string, typed: string): Promise<void> {
    const given = asPin(typed)
    if (!isPin(given)) throw new LanyardError('invalid-input', 'A PIN has six digits', 'pin')
    await check(personId, given, 'PIN', 'pin')
  }

  return {
    checkPin,

    /** Whether the person's PIN is one that was given out, so that they have to choose their own. */
    isIssued: (personId: string): boolean => store.secret(personId)?.issued ?? false,

    stateOf(personId: string): PinState {
      const kept = store.secret(personId)
      return !kept ? 'none' : kept.issued ? 'given' : 'own'
    },

    /** Makes a PIN to give out. `keep` is called inside the transaction that needs it, and writes the ledger entry. */
    async newPin(): Promise<{ pin: string; keep(personId: string, at: string): void }> {
      const pin = newPin()
      const kept = await keep(pin)
      return {
        pin,
        keep(personId, at) {
          store.keep(personId, kept, { issued: true })
          ledger.append('access.pin-issued', personId, {}, at)
        },
      }
    },

    /** Keeps the PIN that somebody chose. `chosen` is called inside the transaction, and may still refuse. */
    async choose(personId: string, pin: string, chosen: () => void = () => {}): Promise<void> {
      const present = store.secret(personId)
      if (present && (await isSecret(pin, present)))
        throw new LanyardError('invalid-input', 'Choose another PIN than the one you have', 'newPin')
      const kept = await keep(pin)
      database
        .transaction(() => {
          store.keep(personId, kept)
          ledger.append('access.pin-chosen', personId, {}, instant())
          chosen()
        })
        .immediate()
    },
  }
}
