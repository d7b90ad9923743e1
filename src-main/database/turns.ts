import { LanyardError } from '../errors.ts'
import type { Database } from './open.ts'

/** Work that takes long while nobody else may write, by the name that whoever waits for it is told. */
export type Alone = 'import' | 'erasure'

export type Turns = ReturnType<typeof createTurns>

/**
 * Whose turn it is on the one connection. Calls work side by side, and a transaction that is cut in slices works alone:
 * what another call wrote in between would be part of it, and lost where it is taken back.
 */
export function createTurns(database: Database) {
  let inside = 0
  let working: Promise<void> | undefined
  let workingOn: Alone | null = null
  let onLeft: () => void = () => {}

  const enter = async (): Promise<void> => {
    while (working) await working
    if (!database.open)
      throw new LanyardError(
        'not-signed-in',
        'Other records were opened meanwhile. Sign in again; what was saved before is kept.',
      )
    inside++
  }
  const leave = (): void => {
    inside--
    onLeft()
  }
  const others = async (): Promise<void> => {
    while (inside > 1) await new Promise<void>((resolve) => (onLeft = resolve))
  }

  /** From within a call: waits until it is the only one, and keeps others out until `work` is done. `on`: see `workingOn`. */
  async function alone<Result>(work: () => Promise<Result>, on: Alone | null = null): Promise<Result> {
    while (working) {
      leave() // else the two would wait for each other
      await enter()
    }
    const { promise, resolve } = Promise.withResolvers<void>()
    working = promise
    workingOn = on
    try {
      await others()
      return await work()
    } finally {
      working = undefined
      workingOn = null
      resolve()
    }
  }

  /** Where it is alone already: `work` writes all or nothing. */
  async function transaction<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      database.exec('BEGIN IMMEDIATE')
      const result = await work()
      database.exec('COMMIT')
      return result
    } finally {
      if (database.inTransaction) database.exec('ROLLBACK')
    }
  }

  return {
    /**
     * One call beside others; it waits where one works alone. Throws LanyardError `not-signed-in` where that one closed the
     * records.
     */
    async beside<Result>(call: () => Promise<Result>): Promise<Result> {
      await enter()
      try {
        return await call()
      } finally {
        leave()
      }
    },

    alone,
    transaction,

    /** From within a call: waits until it is the only one, and keeps others out while `work` writes all or nothing. */
    inOneTransaction: <Result>(work: () => Promise<Result>, on: Alone): Promise<Result> =>
      alone(() => transaction(work), on),

    /** What it is that works alone, where that has a name; null where nothing does. */
    workingOn: (): Alone | null => workingOn,
  }
}
