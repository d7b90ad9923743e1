import type { SecretCost } from '../context.ts'
import type { Database } from '../database/open.ts'
import type { KeptSecret } from './secret.ts'

export interface SecretRow extends KeptSecret {
  /** A PIN that was given out, and not yet replaced by one that its person chose. */
  issued: boolean
  failures: number
  /** UTC */
  lockedUntil: string | null
}

/** How often a secret was tried in vain since it was last right, when it was last tried, and until when it is locked, UTC. */
export interface Tries {
  failures: number
  triedAt: string | null
  lockedUntil: string | null
}

interface Row {
  salt: Buffer
  hash: Buffer
  parameters: string
  issued: 0 | 1
  failures: number
  locked_until: string | null
}

/** A holder is 'administrator', 'governor', 'recovery' or a person's id. */
export function createAccessStore(database: Database) {
  const get = database.prepare<[string], Row>(
    'SELECT salt, hash, parameters, issued, failures, locked_until FROM secret WHERE holder = ?',
  )
  const put = database.prepare<[string, Buffer, Buffer, string, 0 | 1]>(`
    INSERT INTO secret (holder, salt, hash, parameters, issued) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (holder) DO UPDATE
      SET salt = excluded.salt, hash = excluded.hash, parameters = excluded.parameters, issued = excluded.issued,
        failures = 0, locked_until = NULL`)
  const setFailures = database.prepare<[number, string, string | null, string]>(
    'UPDATE secret SET failures = ?, tried_at = ?, locked_until = ? WHERE holder = ?',
  )
  const tries = database.prepare<[string], Tries>(
    'SELECT failures, tried_at AS triedAt, locked_until AS lockedUntil FROM secret WHERE holder = ?',
  )
  const lastTry = database.prepare<[], { at: string | null }>('SELECT MAX(tried_at) AS at FROM secret')
  const holders = database.prepare<[], string>('SELECT holder FROM secret').pluck()
  const getSetting = database.prepare<[string], { value: string }>('SELECT value FROM setting WHERE key = ?')
  const putSetting = database.prepare<[string, string]>(
    'INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  )

  return {
    secret(holder: string): SecretRow | undefined {
      const row = get.get(holder)
      return (
        row && {
          salt: row.salt,
          hash: row.hash,
          parameters: JSON.parse(row.parameters) as SecretCost,
          issued: row.issued === 1,
          failures: row.failures,
          lockedUntil: row.locked_until,
        }
      )
    },
    /** Everybody who has a secret: people by their ids. */
    holders: (): Set<string> => new Set(holders.all()),
    /** `issued`: a PIN that was given out, so that its person has to choose their own. */
    keep(holder: string, { salt, hash, parameters }: KeptSecret, { issued = false } = {}): void {
      put.run(holder, salt, hash, JSON.stringify(parameters), issued ? 1 : 0)
    },
    /** `triedAt` and `lockedUntil` in UTC. */
    setFailures(holder: string, failures: number, triedAt: string, lockedUntil: string | null): void {
      setFailures.run(failures, triedAt, lockedUntil, holder)
    },
    tries: (holder: string): Tries => tries.get(holder) ?? { failures: 0, triedAt: null, lockedUntil: null },
    /** When any secret was last tried, right or wrong, UTC. */
    lastTry: (): string | undefined => lastTry.get()?.at ?? undefined,
    setting<Value>(key: string): Value | undefined {
      const row = getSetting.get(key)
      return row && (JSON.parse(row.value) as Value)
    },
    setSetting(key: string, value: unknown): void {
      putSetting.run(key, JSON.stringify(value))
    },
  }
}
export type AccessStore = ReturnType<typeof createAccessStore>
