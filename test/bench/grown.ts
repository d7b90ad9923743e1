/** A record of any size: the example school's people, each so many times over with all that they did. */
import { cpSync } from 'node:fs'
import type { App } from '../../src-main/app.ts'
import { inAHurry } from '../../src-main/database/hurry.ts'
import { openDatabase, type Database } from '../../src-main/database/open.ts'
import { appOver } from './school.ts'

/** Each table that is copied, with those of its columns in which a copy has ids of its own; the others stay the same. */
const TABLES = {
  person: ['id'],
  naming: ['person_id'],
  appointment: ['id', 'person_id'],
  leaving: ['id', 'person_id'],
  progress: ['person_id'],
  attempt: ['id', 'person_id'],
  answer: ['attempt_id'],
  acknowledgement: ['id', 'person_id'],
  declaration: ['acknowledgement_id'],
  declaration_decision: ['acknowledgement_id'],
  waiver: ['id', 'person_id'],
  waiver_end: ['waiver_id'],
  paper_withdrawal: ['acknowledgement_id'],
}
/** Columns that name an entry. */
const ENTRIES = ['entry_seq', 'withdrawn_seq']
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

/** Copies the example's folder to `folder` and makes its people so many times as many, ledger entries and all. */
export async function grown(example: string, folder: string, times: number): Promise<{ database: Database; app: App }> {
  cpSync(example, folder, { recursive: true })
  const database = openDatabase(folder, { create: false })
  const app = appOver(database)
  await inAHurry(database, async () => database.transaction(() => copyPeople(database, app, times - 1)).immediate())
  return { database, app }
}

function copyPeople(database: Database, app: App, copies: number): void {
  const people = new Set(database.prepare<[], string>('SELECT id FROM person').pluck().all())
  const entries = [...app.ledger.entries(app.ledger.head().length)].map(({ line, payload }) => ({
    ...(JSON.parse(line) as { seq: number; at: string; kind: string; subject: string }),
    payload: payload ?? '{}',
  }))
  // What a person's entries prove is copied; the school's own, such as versions and programmes, stand once.
  const lived = entries.filter(({ subject }) => people.has(subject))
  database.exec('CREATE TEMP TABLE place (seq INTEGER PRIMARY KEY, at INTEGER NOT NULL)')
  const insertPlace = database.prepare<[number, number]>('INSERT INTO temp.place (seq, at) VALUES (?, ?)')
  lived.forEach(({ seq }, at) => insertPlace.run(seq, at + 1))
  const own = ownIds(database)
  for (let copy = 1; copy <= copies; copy++) {
    const digits = copy.toString(16).padStart(8, '0')
    const copied = (text: string): string => text.replace(UUID, (id) => (own.has(id) ? id.slice(0, 28) + digits : id))
    for (const { at, kind, subject, payload } of lived)
      app.ledger.append(kind, copied(subject), JSON.parse(copied(payload)) as object, at)
  }

  // Whole attempts are copied here, not lived through: their answers come after their end.
  database.exec('DROP TRIGGER answer_into_open_attempt')
  const numbers = `WITH RECURSIVE number (copy) AS (SELECT 1 UNION ALL SELECT copy + 1 FROM number WHERE copy < ${copies})`
  for (const [table, ids] of Object.entries(TABLES)) {
    const columns = database.pragma(`table_info(${table})`) as { name: string }[]
    const names = columns.map(({ name }) => name)
    const copied = names.map((name) => {
      if (ENTRIES.includes(name))
        return `(SELECT at FROM temp.place WHERE seq = ${name}) + ${entries.length} + (copy - 1) * ${lived.length}`
      return ids.includes(name) ? `substr(${name}, 1, 28) || printf('%08x', copy)` : name // its last eight digits
    })
    database.exec(`${numbers} INSERT INTO ${table} (${names.join()}) SELECT ${copied.join()} FROM ${table}, number`)
  }
}

/** The ids of which each copy has its own. */
function ownIds(database: Database): Set<string> {
  const ids = Object.entries(TABLES).flatMap(([table, columns]) => {
    const there = (database.pragma(`table_info(${table})`) as { name: string }[]).map(({ name }) => name)
    return columns
      .filter((column) => there.includes(column))
      .flatMap((column) => database.prepare<[], string>(`SELECT ${column} FROM ${table}`).pluck().all())
  })
  return new Set(ids)
}
