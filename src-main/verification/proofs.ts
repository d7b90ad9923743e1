/** What entries prove: the rows that belong to them. Pure. */
import { valueOf, type From, type Json, type Proving, type Value } from './columns.ts'
import { RULES, WITHOUT_ROWS, type Rule } from './rules.ts'

/** A row that an entry proves. A value is undefined where the payload does not say what it says in every other entry. */
export interface ProvedRow {
  table: string
  columns: Record<string, Value | undefined>
}

/** The tables of a kind's rows, each named once; undefined where no Lanyard of this version writes such an entry. */
export function tablesOf(kind: string): string[] | undefined {
  if (WITHOUT_ROWS.has(kind)) return []
  if (!Object.hasOwn(RULES, kind)) return undefined
  return [...new Set(RULES[kind]!.map(({ table }) => table))]
}

/** Every table of evidence with its columns. */
export const EVIDENCE: ReadonlyMap<string, readonly string[]> = new Map(
  Object.values(RULES).flatMap((rules) => rules.map(({ table, columns }) => [table, Object.keys(columns)])),
)

/** The rows that an entry proves, in one `table` or in all. Throws TypeError where its payload is not like its kind's. */
export function rowsProvedBy(entry: Proving, table?: string): ProvedRow[] {
  if (!Object.hasOwn(RULES, entry.kind)) return []
  const rules = RULES[entry.kind]!.filter((rule) => table === undefined || rule.table === table)
  return rules.flatMap((rule) => {
    if (rule.where && !rule.where(entry.payload)) return []
    const items = rule.each === undefined ? [entry.payload] : (entry.payload[rule.each] as Json[])
    return items.map((item, place) => ({ table: rule.table, columns: columnsOf(rule, { ...entry, item, place }) }))
  })
}

function columnsOf({ columns }: Rule, from: From): ProvedRow['columns'] {
  const row: ProvedRow['columns'] = {}
  for (const [name, column] of Object.entries(columns)) row[name] = valueOf(column(from))
  return row
}
