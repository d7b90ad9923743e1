/** Backups for tests of restoring: made by SQLite alone, so that what reads them is held against another hand. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import type { CallName, Input, Output } from '../../src-main/contract.ts'
import { DATABASE_FILE, type Database } from '../../src-main/database/open.ts'
import type { ErrorData } from '../../src-main/errors.ts'
import { NO_PAPERS } from '../../src-main/hosts/host.ts'
import { openProgram, type Program, type ProgramOptions } from '../../src-main/program.ts'
import { onTestFinished } from 'vitest'
import { FIRST_MORNING, ownFolder, type School } from './app.ts'
import { clockAt } from './clock.ts'

/** Copies records into a file that is not there yet, as they stand; gives its path. */
export function backUp({ database }: { database: Database }, file = join(ownFolder(), 'backup.lanyard')): string {
  mkdirSync(dirname(file), { recursive: true })
  database.prepare('VACUUM INTO ?').run(file)
  return file
}

/** Changes a backup as whoever holds the file can. */
export function tamper(file: string, change: (database: SqliteDatabase.Database) => void): void {
  const database = new SqliteDatabase(file)
  database.pragma('journal_mode = DELETE')
  database.unsafeMode() // so that its schema can be written as any tool can write it
  change(database)
  database.close()
}

/** The same, past the guards of evidence, which stand there again afterwards as if nothing had been. */
export function tamperUnseen(file: string, sql: string): void {
  tamper(file, (database) => {
    const guards = database.prepare(`SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'`).all() as {
      name: string
      sql: string
    }[]
    for (const { name } of guards) database.exec(`DROP TRIGGER ${name}`)
    database.exec(sql)
    for (const guard of guards) database.exec(guard.sql)
  })
}

/** The program over a folder, as the window has it. */
export interface Running extends Program {
  call<Name extends CallName>(name: Name, input: Input<Name>): Promise<Output<Name>>
  refused(name: CallName, input: unknown): Promise<ErrorData>
}

/** Starts the program; it ends with the test. */
export async function startProgram(dataFolder: string, options: Partial<ProgramOptions> = {}): Promise<Running> {
  const program = await openProgram({ dataFolder, papers: NO_PAPERS, clock: clockAt(FIRST_MORNING), ...options })
  let ended: Promise<void> | undefined
  const close = (): Promise<void> => (ended ??= program.close())
  onTestFinished(close)
  return {
    ...program,
    close,
    async call<Name extends CallName>(name: Name, input: Input<Name>) {
      const answer = await program.door(name, input)
      if (!answer.ok) throw new Error(`${name}: ${answer.error.code}: ${answer.error.message}`)
      return answer.value as Output<Name>
    },
    async refused(name, input) {
      const answer = await program.door(name, input)
      if (answer.ok) throw new Error(`${name} was not refused`)
      return answer.error
    },
  }
}

/** Overwrites the pages of one table, so that it cannot be read any more. The records are closed. */
export function damageTable(school: School, table: string): string {
  const { database, folder } = school
  const root = database.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').pluck().get(table) as number
  const size = database.pragma('page_size', { simple: true }) as number
  school.close()
  const file = join(folder, DATABASE_FILE)
  const bytes = readFileSync(file)
  writeFileSync(file, bytes.fill(0x5a, (root - 1) * size, root * size))
  return file
}
