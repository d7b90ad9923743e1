/** What the database holds on one person, found from its own schema: no list of tables that a later step could outgrow. */
import type { Database } from '../../src-main/database/open.ts'

type Row = Record<string, unknown>

/** One row that is about the person, with the table it is in. */
export interface HeldRow {
  table: string
  row: Row
}

/** Of whom a table with no row of anybody's speaks: the ledger's entries are looked at by themselves. */
const LEDGER = ['ledger_entry', 'ledger_payload']

/** Every row with the person's id in any column, and every row that leads to such a row by a foreign key, however far. */
export function heldOn(database: Database, personId: string): HeldRow[] {
  const tables = database
    .prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`)
    .pluck()
    .all()
    .filter((table) => !LEDGER.includes(table))
  const rows = new Map(tables.map((table) => [table, database.prepare<[], Row>(`SELECT * FROM ${table}`).all()]))
  const held = new Set<Row>()
  for (const list of rows.values()) for (const row of list) if (Object.values(row).includes(personId)) held.add(row)
  for (let before = -1; before < held.size;) {
    before = held.size
    for (const table of tables)
      for (const keys of foreignKeys(database, table))
        for (const row of rows.get(table)!) {
          const parents = rows.get(keys[0]!.table) ?? []
          const isLed = parents.some(
            (parent) => held.has(parent) && keys.every(({ from, to }) => row[from] === parent[to]),
          )
          if (isLed) held.add(row)
        }
  }
  return [...rows].flatMap(([table, list]) => list.filter((row) => held.has(row)).map((row) => ({ table, row })))
}

/** The table's foreign keys, each as its columns. */
function foreignKeys(database: Database, table: string): { table: string; from: string; to: string }[][] {
  const columns = database
    .prepare<[], { id: number; table: string; from: string; to: string }>(`PRAGMA foreign_key_list(${table})`)
    .all()
  return [...Map.groupBy(columns, ({ id }) => id).values()]
}

/** The places of the ledger entries about the person, and of those that have the person's id in what they prove. */
export function entriesOn(database: Database, personId: string): number[] {
  return database
    .prepare<[string, string], number>(
      `SELECT seq FROM ledger_entry JOIN ledger_payload USING (seq) WHERE instr(line, ?) OR instr(payload, ?) ORDER BY seq`,
    )
    .pluck()
    .all(personId, personId)
}

/** Every value that stands somewhere in a JSON value, as text. */
export function valuesIn(json: unknown): Set<string> {
  const values = new Set<string>()
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) values.add(String(value))
    else Object.values(value).forEach(walk)
  }
  walk(json)
  return values
}

/** The columns of a row whose values stand nowhere in `values`; of a JSON list, each of its items has to. Bytes are secrets. */
export function forgotten({ row }: HeldRow, values: ReadonlySet<string>): string[] {
  return Object.entries(row).flatMap(([column, value]) => {
    if (value === null || Buffer.isBuffer(value)) return []
    const items = typeof value === 'string' && value.startsWith('[') ? (JSON.parse(value) as unknown[]) : [value]
    return items.every((item) => values.has(String(item))) ? [] : [column]
  })
}
