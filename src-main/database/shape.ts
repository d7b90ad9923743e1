import { migrations } from './migrations.ts'
import type { Database } from './open.ts'

/** The file in figures: the step that its shape is at, the SQLite that reads it, and its size in bytes. */
export interface Shape {
  step: number
  steps: number
  sqlite: string
  bytes: number
}

export function shapeOf(database: Database): Shape {
  const row = database
    .prepare<[], { step: number; sqlite: string; bytes: number }>(
      'SELECT (SELECT user_version FROM pragma_user_version) AS step, sqlite_version() AS sqlite, (SELECT page_count FROM pragma_page_count) * (SELECT page_size FROM pragma_page_size) AS bytes',
    )
    .get()!
  return { ...row, steps: migrations.length }
}
