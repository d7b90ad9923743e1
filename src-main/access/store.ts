import type { SecretCost } from '../context.ts'
import type { Database } from '../database/open.ts'
import type { KeptSecret } from './secret.ts'

export interface SecretRow extends KeptSecret {
  failures: number
  /** UTC */
  lockedUntil: string | null
}

interface Row {
  salt: Buffer
  hash: Buffer
  parameters: string
  failures: number
  locked_until: string | null
}

/** A holder is 'administrator', 'governor', 'recovery' or a person's id. */
export function createAccessStore(database: Database) {
  const get = database.prepare<[string], Row>(
    'SELECT salt, hash, parameters, failures, locked_until FROM secret WHERE holder = ?',
  )
  const put = database.prepare<[string, Buffer, Buffer, string]>(`
    INSERT INTO secret (holder, salt, hash, parameters) VALUES (?, ?, ?, ?)
    ON CONFLICT (holder) DO UPDATE
      SET salt = excluded.salt, hash = excluded.hash, parameters = excluded.parameters, failures = 0, locked_until = NULL`)
  const setFailures = database.prepare<[number, string | null, string]>(
    'UPDATE secret SET failures = ?, locked_until = ? WHERE holder = ?',
  )
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
          failures: row.failures,
          lockedUntil: row.locked_until,
        }
      )
    },
    keep(holder: string, { salt, hash, parameters }: KeptSecret): void {
      put.run(holder, salt, hash, JSON.stringify(parameters))
    },
    setFailures(holder: string, failures: number, lockedUntil: string | null): void {
      setFailures.run(failures, lockedUntil, holder)
    },
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
