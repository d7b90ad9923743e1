import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DATABASE_FILE } from '../../src-main/database/open.ts'
import { closeAndExport } from '../support/exported.ts'
import { SOMETHING_OF_EVERYTHING, happening, live, openChanging, type School } from '../support/history.ts'
import { TABLES, rebuild, type Rows } from '../support/rebuilt.ts'

/** The tables as they are, and as an export alone makes them. */
async function bothWays(school: School): Promise<{ kept: Rows; rebuilt: Rows }> {
  const entries = await closeAndExport(school)
  const database = new SqliteDatabase(join(school.folder, DATABASE_FILE), { readonly: true })
  const kept = Object.fromEntries(Object.entries(TABLES).map(([table, sql]) => [table, database.prepare(sql).all()]))
  database.close()
  return { kept: kept as Rows, rebuilt: rebuild(entries) }
}

test('a history with something of everything fills every table of evidence, and an export alone rebuilds them', async () => {
  const school = await openChanging()
  await live(school, SOMETHING_OF_EVERYTHING)
  const { kept, rebuilt } = await bothWays(school)
  for (const table of Object.keys(TABLES).filter((name) => name !== 'progress'))
    expect(kept[table]!.length).toBeGreaterThan(0)
  expect(kept.policy_version!.map(({ kind }) => kind)).toEqual(['first', 'major', 'minor'])
  expect(rebuilt).toEqual(kept)
})

test('and so it does after any history', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: 4, maxLength: 14 }), async (happenings) => {
      const school = await openChanging()
      await live(school, happenings)
      const { kept, rebuilt } = await bothWays(school)
      expect(rebuilt).toEqual(kept)
    }),
    { numRuns: 15 },
  )
})
