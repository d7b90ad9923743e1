import { randomBytes, randomInt } from 'node:crypto'
import { v7 } from 'uuid'
import { isGuessable } from './access/pin.ts'
import type { Database } from './database/open.ts'
import { systemClock, type Clock } from './time.ts'

/** scrypt's parameters: `cost` is N. The product's are those of design 4; tests and the example use a smaller N. */
export interface SecretCost {
  cost: number
  blockSize: number
  parallelization: number
}
export const PRODUCT_SECRET_COST: SecretCost = { cost: 2 ** 17, blockSize: 8, parallelization: 1 }
/** For secrets that keep nothing: those of the example, which everybody is shown, and of a program under test. */
export const QUICK_SECRET_COST: SecretCost = { cost: 2 ** 10, blockSize: 8, parallelization: 1 }

/** What every service is given: the one database, and all that would otherwise come from chance or the machine. */
export interface Context {
  database: Database
  /** What is known of damage, in sentences, where the records are open to be read and no more; else none. */
  damage: readonly string[]
  clock: Clock
  newId(): string
  randomBytes(size: number): Buffer
  /** A new six-digit PIN. */
  newPin(): string
  secretCost: SecretCost
}

function newPin(): string {
  for (;;) {
    const pin = randomInt(1_000_000).toString().padStart(6, '0')
    if (!isGuessable(pin)) return pin
  }
}

/** The context of the running program; a test or the example replaces what it needs fixed. */
export function createContext(database: Database, fixed: Partial<Omit<Context, 'database'>> = {}): Context {
  const clock = fixed.clock ?? systemClock
  return {
    database,
    damage: [],
    clock,
    newId: () => v7({ msecs: clock.now().getTime() }),
    randomBytes,
    newPin,
    secretCost: PRODUCT_SECRET_COST,
    ...fixed,
  }
}
