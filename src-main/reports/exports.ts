import type { Handlers } from '../calls.ts'
import { csv, csvRows } from '../csv.ts'
import { LanyardError } from '../errors.ts'
import type { Papers } from '../hosts/host.ts'
import type { Ledger } from '../ledger/service.ts'
import { audiencesOn, type People } from '../people/service.ts'
import { ADULT_AUDIENCES } from '../policies/format.ts'
import type { Policies } from '../policies/service.ts'
import type { Works } from '../work/service.ts'
import type { Asked, PersonRow, Report } from './contract.ts'
import type { exportsContract } from './exports-contract.ts'
import type { Reports } from './service.ts'
import { FIGURE_COLUMNS, PERSON_COLUMNS, figureRows, personCells } from './tables.ts'
import { asJsonArray, type Statement } from './xapi-statement.ts'
import { statements, type XapiSource, type XapiWanted } from './xapi.ts'

interface Parts {
  ledger: Ledger
  papers: Papers
  people: People
  policies: Policies
  reports: Reports
  works: Works
}

/** How many entries of the ledger are told between two looks at whether to go on. */
const TURN = 200
/** How many rows of people are made at once: one by one takes twice as long, and so does all at once. */
const ROWS = 50

/** The report as files for other programs, and what it was made from. */
export function createExports({ ledger, papers, people, policies, reports, works }: Parts) {
  const knownOn: XapiSource['knownOn'] = (personId, policyId, day) => {
    const { name, appointments } = people.knownOn(personId, day)
    const here = audiencesOn(appointments, day)
    const audiences = here.filter((audience) => policies.programmeOn(audience, day)?.policies.includes(policyId))
    // Nobody learns what they are not asked, unless that was changed later on the same day.
    return { name, audiences, passMark: policies.passMark(audiences.length > 0 ? audiences : ADULT_AUDIENCES, day) }
  }

  /**
   * The first `length` entries of the ledger as xAPI statements, one by one, with a null after those of each entry; `onTurn` is
   * told now and then how many entries are told.
   */
  function xapi(length: number, wanted: XapiWanted, onTurn: OnTurn = () => {}): Generator<Statement | null> {
    const ends = ledger.ends()
    if (!ends) throw new LanyardError('not-set-up', 'There are no records yet: the school has not been set up.')
    const source = { ledgerId: ends.first.subject, packOf: policies.packOf, knownOn }
    return statements(watched(ledger.told(length, { stays: true, strictly: true }), onTurn), source, wanted)
  }

  const nameOf = ({ schoolName, asAt }: Report, what = ''): string => `${schoolName} induction report ${asAt}${what}`
  const save = async (name: string, ending: 'csv' | 'json', text: string) => ({
    path: await papers.saveFile({ name, ending, text }),
  })

  /** Saves what is made piece by piece, watched where the window gave the work a name. `onTurn` is told how many of `total` are done. */
  async function saveLong(
    workId: string | undefined,
    { doing, total, ...file }: { doing: string; total: number; name: string; ending: 'csv' | 'json' },
    pieces: (onTurn?: OnTurn) => Iterable<string>,
  ) {
    const saved = async (onTurn?: OnTurn) => ({ path: await papers.saveLong({ ...file, pieces: pieces(onTurn) }) })
    return workId === undefined ? saved() : works.run(workId, (watch) => saved((done) => watch.at(doing, done, total)))
  }

  async function saveXapi(asked: Asked) {
    const { report } = await reports.asShown(asked)
    const { asAt, names, audience, policyId, record } = report
    const { length } = record.head
    const file = {
      name: nameOf(report, ' xAPI'),
      ending: 'json',
      doing: 'Writing the statements',
      total: length,
    } as const
    return saveLong(asked.workId, file, (onTurn) =>
      asJsonArray(xapi(length, { asAt, names, audience, policyId }, onTurn)),
    )
  }

  async function savePeople(asked: Asked) {
    const { report, rows } = await reports.asShown(asked)
    const file = {
      name: nameOf(report, ' people'),
      ending: 'csv',
      doing: 'Writing the people',
      total: rows.length,
    } as const
    return saveLong(asked.workId, file, (onTurn) => peopleCsv(rows, onTurn))
  }

  return {
    xapi,

    handlers(): Handlers<typeof exportsContract> {
      return {
        async 'reports.saveCsv'(wanted) {
          const { report } = await reports.asShown(wanted)
          return save(nameOf(report), 'csv', csv(figureRows(report), FIGURE_COLUMNS))
        },

        'reports.savePeopleCsv': savePeople,

        async 'reports.saveJson'(wanted) {
          const { report } = await reports.asShown(wanted)
          return save(nameOf(report), 'json', `${JSON.stringify(report, null, 2)}\n`)
        },

        'reports.saveXapi': saveXapi,
      }
    },
  }
}

/** One row a person and policy, under their columns. */
function* peopleCsv(rows: readonly PersonRow[], onTurn: OnTurn = () => {}): Generator<string> {
  yield csv([], PERSON_COLUMNS)
  for (let done = 0; done < rows.length; done += ROWS) {
    onTurn(done)
    yield csvRows(rows.slice(done, done + ROWS).map(personCells), PERSON_COLUMNS)
  }
}

type OnTurn = (done: number) => void

function* watched<Item>(items: Iterable<Item>, onTurn: OnTurn): Generator<Item> {
  let done = 0
  for (const item of items) {
    if (done % TURN === 0) onTurn(done)
    yield item
    done++
  }
}
