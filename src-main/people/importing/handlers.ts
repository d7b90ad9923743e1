import { createHash } from 'node:crypto'
import type { Handlers } from '../../calls.ts'
import type { Context } from '../../context.ts'
import { csv } from '../../csv.ts'
import type { Turns } from '../../database/turns.ts'
import { LanyardError } from '../../errors.ts'
import type { Papers } from '../../hosts/host.ts'
import { dayOf } from '../../time.ts'
import type { Watch, Works } from '../../work/service.ts'
import { audiencesKnown, type People, type Person } from '../service.ts'
import { MENDING, NO_COLUMNS, columnsByName, headersKey } from './columns.ts'
import { FIELDS, FILE_MOST, KINDS, ROWS_SHOWN } from './contract.ts'
import type { Columns, Doubt, Field, JudgedRow, Kind, Reading, importingContract } from './contract.ts'
import { createJudgement, type Judged, type Plan } from './judgement.ts'
import { read, type Read } from './rows.ts'
import { createImportingStore } from './store.ts'
import { doubtsIn, examplesOf, readTable, type Table } from './table.ts'

interface Parts {
  people: People
  turns: Turns
  works: Works
  papers: Papers
}

const DOUBTS_SHOWN = 20
/** The columns of the template: names that `columnsByName` knows. */
const TEMPLATE = ['First name', 'Surname', 'What they do here', 'Number', 'E-mail', 'As what', 'First day', 'Last day']

/** The import of people from a file. Each call brings the file with it: nothing of one is kept from call to call. */
export function importingHandlers(
  context: Context,
  { people, turns, works, papers }: Parts,
): Handlers<typeof importingContract> {
  const store = createImportingStore(context.database)
  const today = (): string => dayOf(context.clock.now())

  function proposed(headers: readonly string[]) {
    const remembered = store.remembered(headersKey(headers))
    if (!remembered) return { columns: columnsByName(headers), audiences: [], isRemembered: false }
    const columns = { ...NO_COLUMNS }
    for (const field of FIELDS) {
      const at = headers.indexOf(remembered.columns[field] ?? '')
      if (at >= 0) columns[field] = at
    }
    return { columns, audiences: remembered.audiences, isRemembered: true }
  }

  async function judged(input: Reading, watch: Watch) {
    const table = await readTable(bytesOf(input.file), input.encoding, watch)
    const columns = columnsIn(table, input.columns)
    const choices = { ...input, columns, today: today(), width: table.headers.length }
    const wanted: [line: number, Read][] = []
    await watch.each('Reading the rows', table.rows, (row) => void wanted.push([row.line, read(row, choices)]))
    const settled = new Map(input.settled.map(({ line, as }) => [line, as]))
    const judge = createJudgement({
      roll: people.all(today()),
      today: today(),
      wanted: wanted.flatMap(([, one]) => one.wanted ?? []),
      settled,
    })
    const rows: Judged[] = []
    await watch.each('Comparing with the roll', wanted, ([line, one]) => void rows.push(judge(line, one)))
    return { table, columns, rows, plans: rows.flatMap(({ plan }) => plan ?? []) }
  }

  /** Through the same doors as the screens, in the transaction it is called in. */
  function write({ personId, facts, appointments, lastDay }: Plan): void {
    const id = personId ?? people.enter({ ...facts, appointments }).id
    if (personId !== null) people.change(personId, facts)
    if (lastDay !== null) people.leave(id, lastDay)
    if (personId !== null) for (const one of appointments) people.appoint(personId, { ...one, until: null })
  }

  function shown({ line, wanted, says, candidates, mayBeNew, settled }: Judged, table: Table): JudgedRow {
    const cells = table.rows.find((row) => row.line === line)?.cells ?? []
    const { name, note, reference, email, audiences, from, lastDay } = wanted ?? {
      ...{ name: cells.filter((cell) => cell.trim() !== '').slice(0, 3).join(', ').slice(0, 100), note: '', reference: '' }, // prettier-ignore
      ...{ email: '', audiences: [], from: null, lastDay: null },
    }
    const whom = candidates.map((person: Person) => ({
      personId: person.id,
      name: person.name,
      note: person.note,
      reference: person.reference,
      email: person.email,
      audiences: audiencesKnown(person, today()),
      leftOn: person.leftOn,
    }))
    const facts = { name, note, reference, email, audiences, from, lastDay }
    return { line, ...facts, says, candidates: whom, mayBeNew, settled }
  }

  return {
    'people.readFile': ({ workId, file, encoding }) =>
      works.run(workId, async (watch) => {
        const table = await readTable(bytesOf(file), encoding, watch)
        const doubts = { count: 0, first: [] as Doubt[] }
        await watch.each('Looking for doubtful text', table.rows, (row) => {
          const found = doubtsIn(table, row)
          doubts.count += found.length
          if (doubts.first.length < DOUBTS_SHOWN) doubts.first.push(...found)
        })
        doubts.first.length = Math.min(doubts.first.length, DOUBTS_SHOWN)
        return {
          encoding: table.encoding,
          headerLine: table.headerLine,
          rows: table.rows.length,
          columns: table.headers.map((name, at) => ({ name, examples: examplesOf(table, at) })),
          proposed: proposed(table.headers),
          doubts,
        }
      }),

    'people.judgeFile': ({ kind, page, ...input }) =>
      works.run(input.workId, async (watch) => {
        const { table, rows, plans } = await judged(input, watch)
        const counts = Object.fromEntries(KINDS.map((one) => [one, 0])) as Record<Kind, number>
        for (const row of rows) counts[row.kind]++
        const given = kind ?? KINDS.find((one) => counts[one] > 0) ?? 'new'
        const pages = Math.max(1, Math.ceil(counts[given] / ROWS_SHOWN))
        const at = Math.min(page, pages)
        const ofKind = rows.filter((row) => row.kind === given).slice((at - 1) * ROWS_SHOWN, at * ROWS_SHOWN)
        return {
          counts,
          ...tallied(plans),
          open: rows.filter((row) => row.kind === 'clash' && row.settled === null).length,
          kind: given,
          rows: ofKind.map((row) => shown(row, table)),
          page: at,
          pages,
          plan: fingerprint(plans),
        }
      }),

    'people.importFile': ({ plan, ...input }) =>
      works.run(input.workId, (watch) =>
        turns.inOneTransaction(async () => {
          const { table, columns, plans } = await judged(input, watch)
          if (fingerprint(plans) !== plan)
            throw new LanyardError(
              'roll-changed',
              'Something about these people has changed since you looked. Nothing was written: look at the rows once more.',
            )
          await watch.each('Writing', plans, write)
          store.remember(remembered(table, columns, input))
          const { adds, changes } = tallied(plans)
          return { added: adds, changed: changes }
        }, 'import'),
      ),

    'people.saveFaultyRows': async (input) => {
      const { table, rows } = await works.run(input.workId, (watch) => judged(input, watch))
      const cells = new Map(table.rows.map((row) => [row.line, row.cells]))
      const faulty = rows.filter(({ kind, settled }) => kind === 'faulty' || (kind === 'clash' && settled === null))
      const text = csv(
        faulty.map(({ line, says }) => ({
          ...Object.fromEntries(table.headers.map((header, at) => [header, cells.get(line)?.[at] ?? ''])),
          [MENDING[0]]: line,
          [MENDING[1]]: says.join('. '),
        })),
        [...table.headers, ...MENDING],
      )
      return { path: await papers.saveFile({ name: `Rows to mend ${today()}`, ending: 'csv', text }) }
    },

    'people.saveTemplate': async () => ({
      path: await papers.saveFile({ name: 'People for Lanyard', ending: 'csv', text: csv([], TEMPLATE) }),
    }),
  }
}

/** Throws LanyardError `invalid-input` where the file is too large. */
function bytesOf({ base64 }: Reading['file']): Buffer {
  const bytes = Buffer.from(base64, 'base64')
  if (bytes.length > FILE_MOST) throw new LanyardError('invalid-input', 'The file is larger than 20 MB.', 'file')
  return bytes
}

/** Throws LanyardError `invalid-input` where a column is not there, or no column holds the name. */
function columnsIn({ headers }: Table, columns: Columns): Columns {
  const refuse = (words: string, field: Field): never => {
    throw new LanyardError('invalid-input', words, `columns.${field}`)
  }
  for (const field of FIELDS)
    if ((columns[field] ?? 0) >= headers.length) refuse('The file has no such column. Choose the columns again', field)
  if (columns.name === null && columns.firstName === null && columns.surname === null)
    refuse('Choose the column that holds the name', 'name')
  return columns
}

const fingerprint = (plans: readonly Plan[]): string =>
  createHash('sha256').update(JSON.stringify(plans), 'utf8').digest('hex')

function tallied(plans: readonly Plan[]): { adds: number; changes: number } {
  const adds = plans.filter(({ personId }) => personId === null).length
  return { adds, changes: plans.length - adds }
}

function remembered({ headers }: Table, columns: Columns, { audiences }: Reading) {
  const named = FIELDS.flatMap((field) => (columns[field] === null ? [] : [[field, headers[columns[field]]!] as const]))
  return { key: headersKey(headers), columns: Object.fromEntries(named), audiences }
}
