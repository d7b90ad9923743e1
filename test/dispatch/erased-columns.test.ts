/** Erasing, held against the schema: a column that comes later without a decision fails here. */
import { expect, test } from 'vitest'
import { PERSONAL_COLUMNS, blankOf, type Blank } from '../../src-main/erasure/personal.ts'
import type { School } from '../support/app.ts'
import { heldOn } from '../support/held.ts'
import { erase, leftLongAgo } from '../support/left.ts'

/** Why a text column of a table that leads to a person says nothing of whose row it is. */
const ID = 'an id, which is nothing without a name'
const WHEN = 'when it was, which counts need'
const WHAT = 'one of a few words, which counts need'
const TEXT = 'the school’s own text, the same for everybody'
const NOT_PERSONAL: Record<string, Record<string, string>> = {
  person: { id: ID, added_at: WHEN },
  naming: { person_id: ID, entered_at: WHEN },
  appointment: { id: ID, person_id: ID, audience: WHAT, from_on: WHEN, until_on: WHEN, entered_at: WHEN },
  leaving: { person_id: ID, last_day: WHEN, entered_at: WHEN },
  waiver: { id: ID, person_id: ID, policy_id: ID, until_on: WHEN, entered_at: WHEN },
  waiver_end: { waiver_id: ID, ended_at: WHEN },
  attempt: { id: ID, person_id: ID, version_id: ID, scenarios: TEXT, started_at: WHEN, finished_at: WHEN },
  answer: { attempt_id: ID, scenario_id: ID, step_id: ID, chosen: WHAT, verdict: WHAT, at: WHEN },
  acknowledgement: {
    ...{ id: ID, person_id: ID, version_id: ID, audiences: WHAT, statement: TEXT, undertakings: TEXT },
    ...{ signed_at: WHEN, paper_signed_on: WHEN },
  },
  declaration: { acknowledgement_id: ID, declaration_id: ID, question: TEXT, answer: WHAT },
  declaration_decision: {
    ...{ acknowledgement_id: ID, declaration_id: ID, decision: WHAT, decided_on: WHEN, entered_at: WHEN },
  },
  paper_withdrawal: { acknowledgement_id: ID, withdrawn_at: WHEN },
  erasure: { person_id: ID, because: 'says why, and is the proof', why: 'the same', entries: 'places in the ledger', erased_at: WHEN }, // prettier-ignore
}
/** Whose rows go as a whole. */
const GONE = ['secret', 'progress']

/** Every table that leads to a person: by a foreign key, however far, or by a column for their id. */
function tablesOfPeople({ database }: School): string[] {
  const all = database.prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'table'`).pluck().all()
  const keys = (table: string) => database.prepare<[], { table: string }>(`PRAGMA foreign_key_list(${table})`).all()
  const found = new Set(['person', 'secret'])
  for (let before = -1; before < found.size;) {
    before = found.size
    for (const table of all) if (keys(table).some((key) => found.has(key.table))) found.add(table)
  }
  return [...found].sort()
}

test('each text column of each table that leads to a person is either blanked or is none of theirs', async () => {
  const { school, ada } = await leftLongAgo()
  const tables = tablesOfPeople(school)
  const undecided = tables.flatMap((table) =>
    school.database
      .prepare<[], { name: string; type: string }>(`PRAGMA table_info(${table})`)
      .all()
      .filter(({ type }) => type !== 'INTEGER')
      .map(({ name }) => [table, name] as const)
      .filter(([, name]) => {
        const personal = name in ((PERSONAL_COLUMNS as Record<string, object>)[table] ?? {})
        return !GONE.includes(table) && personal === name in (NOT_PERSONAL[table] ?? {})
      })
      .map((path) => path.join('.')),
  )
  expect(undecided).toEqual([])
  expect(heldOn(school.database, ada.personId).map(({ table }) => table)).toEqual(expect.arrayContaining(GONE))
  await erase(school, ada)
  const held = heldOn(school.database, ada.personId)
  const left = new Set(held.map(({ table }) => table))
  expect([...left].sort()).toEqual(tables.filter((table) => !GONE.includes(table)))
  const { seq } = school.app.erasing.of(ada.personId)!
  for (const { table, row } of held)
    for (const [column, blank] of Object.entries(
      (PERSONAL_COLUMNS as Record<string, Record<string, Blank>>)[table] ?? {},
    ))
      expect([table, column, row[column]]).toEqual([table, column, row[column] === null ? null : blankOf(blank, seq)])
})
