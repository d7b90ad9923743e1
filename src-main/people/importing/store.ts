import type { Database } from '../../database/open.ts'
import type { Audience } from '../../policies/format.ts'
import type { Field } from './contract.ts'

/** How the school had a file of these columns read, by the columns' names. */
export interface Remembered {
  /** `headersKey` of the file. */
  key: string
  columns: Partial<Record<Field, string>>
  audiences: Audience[]
}

const SETTING = 'importedColumns'
/** So many kinds of file are remembered, the latest first. */
const MOST = 20

export function createImportingStore(database: Database) {
  const get = database.prepare<[string], string>('SELECT value FROM setting WHERE key = ?').pluck()
  const put = database.prepare<[string, string]>(
    'INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  )
  const all = (): Remembered[] => JSON.parse(get.get(SETTING) ?? '[]') as Remembered[]

  return {
    remembered: (key: string): Remembered | undefined => all().find((one) => one.key === key),
    remember(one: Remembered): void {
      const others = all().filter(({ key }) => key !== one.key)
      put.run(SETTING, JSON.stringify([one, ...others].slice(0, MOST)))
    },
  }
}
