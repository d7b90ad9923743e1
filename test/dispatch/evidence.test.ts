import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DATABASE_FILE } from '../../src-main/database/open.ts'
import { closeAndExport } from '../support/exported.ts'
import { happening, live, openChanging, type School } from '../support/history.ts'
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
  await live(school, [
    { what: 'sits', who: 0, steps: 40, slips: [2, 0, 0, 1, 2] },
    { what: 'comes', audiences: ['volunteer'], others: 0, inDays: 0, odd: 'Zoë 👩‍👧' },
    { what: 'waits', days: 3, minutes: 0 },
    { what: 'sits', who: 1, steps: 5, slips: [] },
    { what: 'changes', who: 1, how: 0, inDays: 0 },
    { what: 'changes', who: 1, how: 1, inDays: 2 },
    { what: 'waives', who: 1, which: 0, inDays: 9, odd: 'Zoë' },
    { what: 'unwaives', who: 1 },
    { what: 'asks', audiences: ['staff'], atFirst: null, of: [0], inDays: 1, daysAllowed: 7, renewsIn: 30 },
    { what: 'leaves', who: 1, inDays: 5 },
    { what: 'changes', who: 1, how: 7, inDays: 20 },
    { what: 'decides', which: 0, decision: 'talk-needed', odd: '' },
    { what: 'decides', which: 0, decision: 'agreed-with-conditions', odd: '“No\n pictures”' },
    { what: 'publishes', which: 0, again: ['staff'], inDays: 1, odd: 'Zoë' },
    { what: 'waits', days: 2, minutes: 0 },
    { what: 'sits', who: 0, steps: 40, slips: [] },
    { what: 'publishes', which: 0, again: [], inDays: 0, odd: '“3”' },
    { what: 'posts', where: 0, odd: '=1', ends: false },
    { what: 'posts', where: 0, odd: '', ends: true },
    { what: 'comes', audiences: ['governor', 'volunteer'], others: 0, inDays: 0, odd: '' },
    { what: 'enters', who: 2, which: 0, daysAgo: 0, odd: '=1' },
    { what: 'withdraws', which: 0 },
    { what: 'enters', who: 2, which: 0, daysAgo: 0, odd: 'Zoë' },
    { what: 'reports', names: true, daysAgo: 1 },
    { what: 'minutes', which: 0, daysAgo: 0, odd: '' },
    { what: 'minutes', which: 0, daysAgo: 0, odd: 'Zoë' },
    { what: 'sets', which: 1, odd: '', years: 6 },
    { what: 'sets', which: 2, odd: 'Zoë', years: 6 },
    { what: 'sets', which: 3, odd: '“6”', years: 6 },
  ])
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
