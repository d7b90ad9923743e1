/** Which Lanyard had the records open last: what an older one tells of records that it cannot open. */
import type { Database } from './open.ts'

const KEY = 'program'

/** Notes the version, such as 1.2.0, where it is not the one that is noted. */
export function noteProgram(database: Database, version: string): void {
  if (programOf(database) === version) return
  database
    .prepare('INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value')
    .run(KEY, JSON.stringify(version))
}

/** The version that is noted; undefined where none is, or where what stands there is no version. */
export function programOf(database: Database): string | undefined {
  try {
    const kept = database.prepare<[string], string>('SELECT value FROM setting WHERE key = ?').pluck().get(KEY)
    const version: unknown = kept === undefined ? undefined : JSON.parse(kept)
    return typeof version === 'string' && /^\d{1,5}(\.\d{1,5}){1,3}$/.test(version) ? version : undefined
  } catch {
    return undefined // nobody knows what a newer one keeps, or where
  }
}
