import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import type { Output } from '../../src-main/contract.ts'
import { DATABASE_FILE, openDatabase, type Database } from '../../src-main/database/open.ts'
import { LanyardError } from '../../src-main/errors.ts'
import type { Chance } from '../../src-main/example/chance.ts'
import { NO_PAPERS } from '../../src-main/hosts/host.ts'
import { openProgram } from '../../src-main/program.ts'
import { openSchool, ownFolder } from '../support/app.ts'
import { learnAndDeclare, learnAndSign } from '../support/learner.ts'
import { damageIn } from './aftermath.ts'
import { CONTENT } from './program.ts'
import { TIME, among, measured, runs } from './size.ts'

const timed = { timeout: TIME }

/** What no ledger entry proves, so that nothing can tell whether it is as it was: settings, secrets, how far a learner is. */
const UNPROVED = ['setting', 'secret', 'progress', 'head_seen', 'backup_made']

/** Records with signatures and declarations: the bytes of the closed file; and of the file and its WAL as a kill leaves them. */
async function someRecords() {
  const school = await openSchool()
  for (const name of ['Ada Fern', 'Ben Reed', 'Cai Brook'])
    await learnAndSign(school, await school.addPerson(name, ['staff', 'volunteer']))
  school.database.pragma('wal_checkpoint(TRUNCATE)')
  const file = join(school.folder, DATABASE_FILE)
  const killed = { file: readFileSync(file), wal: Buffer.alloc(0) }
  for (const name of ['Dee Marsh', 'Eve Lark'])
    await learnAndDeclare(school, await school.addPerson(name, ['staff']), 'My niece')
  killed.wal = readFileSync(`${file}-wal`)
  const rows = rowsOf(school.database)
  school.close()
  return { rows, closed: readFileSync(file), killed }
}

/** Every table's rows, each as text, in their order. */
function rowsOf(database: Database): Map<string, string[]> {
  const tables = database
    .prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`)
    .pluck()
    .all()
  const rows = (table: string) => database.prepare(`SELECT * FROM ${table}`).raw().all()
  return new Map(tables.map((table) => [table, rows(table).map((row) => JSON.stringify(row))]))
}

/**
 * What a start and a whole check make of a folder: `refused` in words with the file as it was, `found` by the check, or
 * the rows as they are then. Throws what nobody foresaw.
 */
async function verdictOn(folder: string): Promise<'refused' | 'found' | Map<string, string[]>> {
  const file = join(folder, DATABASE_FILE)
  const before = readFileSync(file)
  let database: Database
  try {
    database = openDatabase(folder, { create: false })
  } catch (error) {
    if (!(error instanceof LanyardError)) throw error
    expect(readFileSync(file).equals(before)).toBe(true)
    return 'refused'
  }
  try {
    return (await damageIn(database)).length > 0 ? 'found' : rowsOf(database)
  } catch (error) {
    // SQLite itself says that the file is damaged: found, and nothing taken for good. What else is thrown, nobody foresaw.
    const { code } = error as { code?: string }
    if (!code?.startsWith('SQLITE_CORRUPT') && code !== 'SQLITE_ERROR') throw error
    return 'found'
  } finally {
    database.close()
  }
}

/** The first screens' calls answer, or refuse in words, whatever is wrong with the file. */
async function answersInWords(folder: string): Promise<void> {
  vi.spyOn(console, 'error').mockReturnValue(undefined) // where the program tells what nobody foresaw
  const program = await openProgram({
    ...{ dataFolder: folder, papers: NO_PAPERS, contentFolder: CONTENT },
    signedIn: { role: 'administrator' },
  })
  const start = await program.door('program.start', {})
  const problem = start.ok && (start.value as Output<'program.start'>).problem
  const answers = [start, ...(problem ? [] : [await program.door('people.list', {}), await program.door('reports.report', {})])] // prettier-ignore
  await program.close()
  for (const answer of answers) if (!answer.ok) expect(answer.error.message).toMatch(IN_WORDS)
  if (problem) expect(problem.message).toMatch(IN_WORDS)
}

/** What happened to the records is said in each. */
const IN_WORDS = / (kept|left|changed|damaged)/

function withOneBitFlipped(bytes: Buffer, chance: Chance): Buffer {
  const flipped = Buffer.from(bytes)
  flipped[among(chance, 0, flipped.length - 1)]! ^= 1 << among(chance, 0, 7)
  return flipped
}

test('a bit flipped anywhere in the file: refused, found, or of no consequence to what is proved', timed, () =>
  measured('a bit of the closed file flipped', async (chance) => {
    const { closed, rows } = await someRecords()
    const times = runs(1_000)
    const count = { refused: 0, found: 0, none: 0, unproved: 0 }
    const folder = ownFolder()
    for (let at = 0; at < times; at++) {
      const flipped = withOneBitFlipped(closed, chance)
      writeFileSync(join(folder, DATABASE_FILE), flipped)
      const verdict = await verdictOn(folder)
      if (typeof verdict === 'string') count[verdict]++
      else {
        const differ = [...rows].flatMap(([table, were]) => (same(verdict.get(table), were) ? [] : [table]))
        expect(differ.filter((table) => !UNPROVED.includes(table))).toEqual([])
        count[differ.length === 0 ? 'none' : 'unproved']++
      }
      if (at % 25 !== 0) continue
      writeFileSync(join(folder, DATABASE_FILE), flipped)
      await answersInWords(folder)
    }
    expect(count.refused).toBeGreaterThan(0)
    expect(count.found).toBeGreaterThan(0)
    const found = `${count.refused} refused at the start, ${count.found} found by the check, ${count.none} of no consequence, ${count.unproved} in what nothing proves (settings, secrets, progress)`
    return { times, found, lost: 0 }
  }),
)

const same = (some: readonly string[] | undefined, others: readonly string[]): boolean =>
  some?.join('\n') === others.join('\n')

test('the tail of the file cut off, wherever: refused, and the file left as it is', timed, () =>
  measured('the tail of `lanyard.db` cut off', async (chance) => {
    const { closed } = await someRecords()
    const times = runs(150)
    for (let at = 0; at < times; at++) {
      const folder = ownFolder()
      writeFileSync(join(folder, DATABASE_FILE), closed.subarray(0, among(chance, 1, closed.length - 1)))
      expect(await verdictOn(folder)).toBe('refused')
    }
    return { times, found: `${times} refused`, lost: 0 }
  }),
)

test('the tail of the WAL cut off, wherever: the records as they were at an earlier commit, whole', timed, () =>
  measured('the tail of `lanyard.db-wal` cut off', async (chance) => {
    const { killed, rows } = await someRecords()
    const lines = rows.get('ledger_entry')!
    const times = runs(150)
    let lengths = 0
    for (let at = 0; at < times; at++) {
      const folder = ownFolder()
      writeFileSync(join(folder, DATABASE_FILE), killed.file)
      writeFileSync(join(folder, `${DATABASE_FILE}-wal`), killed.wal.subarray(0, among(chance, 0, killed.wal.length)))
      const verdict = await verdictOn(folder)
      if (typeof verdict === 'string') throw new Error(`what was left was ${verdict}`)
      const left = verdict.get('ledger_entry')!
      expect(left).toEqual(lines.slice(0, left.length))
      lengths += left.length
    }
    const found = `whole each time, with ${Math.round(lengths / times)} of ${lines.length} entries on average`
    return { times, found, lost: 0 }
  }),
)
