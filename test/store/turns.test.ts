import SqliteDatabase from 'better-sqlite3'
import { expect, test } from 'vitest'
import { createTurns } from '../../src-main/database/turns.ts'

test('who waits while the records are closed is let in no more', async () => {
  const database = new SqliteDatabase(':memory:')
  const { alone, beside } = createTurns(database)
  const closing = beside(() =>
    alone(async () => {
      await new Promise((resolve) => setImmediate(resolve))
      database.close()
    }),
  )
  await new Promise((resolve) => queueMicrotask(() => resolve(undefined)))
  const waiting = beside(async () => 'let in')
  await closing
  await expect(waiting).rejects.toMatchObject({ code: 'not-signed-in' })
})
