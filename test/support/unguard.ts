import type { Database } from '../../src-main/database/open.ts'

/** Leaves nothing in the file that would refuse a change of what was written. */
export function unguard(database: Database): void {
  const triggers = database.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'trigger'").pluck().all()
  for (const trigger of triggers) database.exec(`DROP TRIGGER "${trigger}"`)
  database.pragma('foreign_keys = OFF')
}
