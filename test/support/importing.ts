/** What the administrator does at the import's screens, one call after the other. */
import type { Input, Output } from '../../src-main/contract.ts'
import type { ErrorData } from '../../src-main/errors.ts'
import type { Kind } from '../../src-main/people/importing/contract.ts'
import type { School } from './app.ts'

export const WORK = '0b7f6f0e-6b1c-4c1e-9d5a-3f1b6f9d2a10'
export type Reading = Input<'people.saveFaultyRows'>

export const fileOf = (text: string | Buffer) => ({ base64: Buffer.from(text).toString('base64') })

export const readFile = (school: School, text: string | Buffer, encoding: Reading['encoding'] | null = null) =>
  school.administrator.call('people.readFile', { workId: WORK, file: fileOf(text), encoding })

/** A file read as it is proposed; everybody is staff from 1 September 2026 where it does not say otherwise. */
export async function readingOf(
  school: School,
  text: string | Buffer,
  changed: Partial<Reading> = {},
): Promise<Reading> {
  const { encoding, proposed } = await readFile(school, text)
  const choices = { audiences: ['staff' as const], from: '2026-09-01', settled: [] }
  return { workId: WORK, file: fileOf(text), encoding, columns: proposed.columns, ...choices, ...changed }
}

export const judge = (school: School, reading: Reading, kind: Kind | null = null, page = 1) =>
  school.administrator.call('people.judgeFile', { ...reading, kind, page })

/** Every row of a kind: its line and what is said of it. */
export async function rowsOf(school: School, reading: Reading, kind: Kind) {
  const { rows } = await judge(school, reading, kind)
  return rows.map(({ line, says }) => [line, ...says])
}

/** Judges and writes, as somebody does who confirms what the screen shows. */
export async function importAll(school: School, reading: Reading): Promise<Output<'people.importFile'>> {
  const { plan } = await judge(school, reading)
  return school.administrator.call('people.importFile', { ...reading, plan })
}

export async function refusedFile(school: School, text: string | Buffer): Promise<ErrorData> {
  return school.administrator.refused('people.readFile', { workId: WORK, file: fileOf(text), encoding: null })
}

/** Everybody's facts, in the order of their names. */
export const factsOf = async (school: School) =>
  (await school.administrator.call('people.list', { sort: 'name' })).people.map(({ name, note, reference, email }) =>
    [name, note, reference, email].join('|'),
  )
/** Somebody who is added by hand; gives their id. */
export const addTo = async (
  school: School,
  name: string,
  more: { note?: string; reference?: string; email?: string } = {},
) =>
  (
    await school.administrator.call('people.add', {
      ...{ name, note: '', appointments: [{ audience: 'staff', from: '2026-09-01' }] },
      ...more,
    })
  ).personId
/** The history of one person, in words. */
export const toldOf = async (school: School, personId: string) =>
  (await school.administrator.call('people.get', { personId })).history.map(({ what }) => what)
/** How many entries the ledger has. */
export const lengthOf = (school: School) => school.app.ledger.head().length
/** How many rows there are of each kind that there is. */
export const kindsOf = async (school: School, text: string) => {
  const { counts } = await judge(school, await readingOf(school, text))
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0))
}
