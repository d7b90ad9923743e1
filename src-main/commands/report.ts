import { spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { basename, dirname, extname, join, resolve } from 'node:path'
import type { CallName, Output as Answered } from '../contract.ts'
import { LanyardError } from '../errors.ts'
import { refuseMissingFolder } from '../files.ts'
import { NO_PAPERS, type Door } from '../hosts/host.ts'
import { inPieces, writeWhole, type Content } from '../hosts/paper.ts'
import { ADULT_AUDIENCES } from '../policies/format.ts'
import { openProgram } from '../program.ts'
import { isDay } from '../time.ts'
import { type Command, type CommandInput, UsageError } from './command.ts'
import { needed, openRecords } from './records.ts'

const ROOT = join(import.meta.dirname, '../..')

const FORMATS = ['pdf', 'csv', 'json', 'xapi'] as const
type Format = (typeof FORMATS)[number]
/** The call that makes each of them but the PDF, which is the screen's. */
const CALLS = { csv: 'reports.saveCsv', json: 'reports.saveJson', xapi: 'reports.saveXapi' } as const

export const command: Command = {
  summary: 'Write the governing body’s report: as a PDF, or its figures and statements as data',
  usage: '--data DIR --out FILE [--as-at DATE] [--names] [--audience A] [--policy P] [--format F]',
  options: {
    data: { type: 'string', value: 'DIR', what: 'The folder with the records' },
    out: { type: 'string', value: 'FILE', what: 'Where to write it; a file that is there is replaced' },
    'as-at': {
      type: 'string',
      value: 'DATE',
      what: 'The day it speaks of, as YYYY-MM-DD (today unless said otherwise)',
    },
    names: { type: 'boolean', what: 'Name people; a CSV then has them in a second file beside it' },
    audience: { type: 'string', value: 'A', what: `One audience alone: ${ADULT_AUDIENCES.join(', ')}` },
    policy: { type: 'string', value: 'P', what: 'One policy alone, by its id, such as westhouses/social-media' },
    format: {
      type: 'string',
      value: 'F',
      what: 'pdf, csv, json or xapi (what the file ends in unless said otherwise; a PDF where it has no ending)',
    },
  },
  mostOperands: 0,

  async run({ options }, output) {
    const data = resolve(needed('data', options.data, 'where the records are'))
    const out = resolve(needed('out', options.out, 'where to write the report'))
    const format = formatOf(options.format, out)
    const asked = askedFor(options)
    const peopleOut = format === 'csv' && asked.names ? besideIt(out) : null
    refuseMissingFolder(out)
    for (const file of peopleOut === null ? [out] : [out, peopleOut])
      if (existsSync(file) && statSync(file).isDirectory())
        throw new LanyardError('save-failed', `${file} is a folder. Give the name of a file; nothing was written.`)
    refuseUnknownPolicy(data, asked.policyId)
    const rendererFolder = format === 'pdf' ? builtScreens(output.stderr) : ''

    let target = out
    const write = async (content: Content) => {
      await writeWhole(target, content)
      return target
    }
    const program = await openProgram({
      dataFolder: data,
      papers: {
        ...NO_PAPERS,
        saveFile: ({ text }) => write(Buffer.from(text)),
        saveLong: ({ pieces }) => write(inPieces(pieces)),
      },
      create: false,
      signedIn: { role: 'governor' },
    })
    try {
      const report = await answered(program.door, 'reports.report', asked)
      if (peopleOut !== null) {
        target = peopleOut
        await answered(program.door, 'reports.savePeopleCsv', asked)
        target = out
      }
      if (format === 'pdf') {
        await writeWhole(out, await pdfOf(report, rendererFolder, program.door))
        const { asAt, names, audience, policyId, record } = report
        if (audience === null && policyId === null)
          // a part of the school is no report that the next is compared with
          await answered(program.door, 'reports.made', { asAt, names, head: record.head })
      } else await answered(program.door, CALLS[format], asked)
      const what = format === 'xapi' ? 'xAPI statements up to' : 'the report as at'
      output.stdout.write(`Wrote ${what} ${report.asAt} to ${out}\n`)
      if (peopleOut !== null) output.stdout.write(`Wrote its people to ${peopleOut}\n`)
      output.stdout.write(`${report.headline}\n`)
      return report.record.check.whole ? 0 : 1
    } finally {
      await program.close()
    }
  },
}

interface Asked {
  names: boolean
  asAt?: string
  audience?: string
  policyId?: string
}

/** What was typed, as the calls take it. Throws UsageError where a day or an audience is none. */
function askedFor({ names, audience, policy, 'as-at': asAt }: CommandInput['options']): Asked {
  if (typeof asAt === 'string' && !isDay(asAt)) throw new UsageError(`"${asAt}" is not a date. Write it as 2026-11-23.`)
  if (typeof audience === 'string' && !ADULT_AUDIENCES.some((one) => one === audience))
    throw new UsageError(`"${audience}" is no audience. Give one of: ${ADULT_AUDIENCES.join(', ')}.`)
  return {
    names: names === true,
    ...(typeof asAt === 'string' && { asAt }),
    ...(typeof audience === 'string' && { audience }),
    ...(typeof policy === 'string' && { policyId: policy }),
  }
}

/** Throws UsageError where neither what was typed nor the file's ending is a format. */
function formatOf(typed: unknown, out: string): Format {
  const ending = extname(out).slice(1).toLowerCase()
  const format = typeof typed === 'string' ? typed.toLowerCase() : ending === '' ? 'pdf' : ending
  const found = FORMATS.find((one) => one === format)
  if (found) return found
  throw new UsageError(
    typeof typed === 'string'
      ? `"${typed}" is no format. Give one of: ${FORMATS.join(', ')}.`
      : `A file that ends in ".${ending}" says no format. Give --format with one of: ${FORMATS.join(', ')}.`,
  )
}

/** The file for the people of a CSV: "report-people.csv" beside "report.csv". */
function besideIt(out: string): string {
  const ending = extname(out)
  return join(dirname(out), `${basename(out, ending)}-people${ending}`)
}

/** Throws LanyardError where the records cannot be opened, UsageError where they have no such policy. */
function refuseUnknownPolicy(data: string, policyId: string | undefined): void {
  const { context, policies } = openRecords(data)
  try {
    const ids = [...new Set(policies.versions().map((version) => version.policyId))]
    if (policyId !== undefined && !ids.includes(policyId))
      throw new UsageError(`There is no policy "${policyId}" in these records. Policies: ${ids.join(', ')}.`)
  } finally {
    context.database.close()
  }
}

/** Makes a call; gives its answer. Throws LanyardError where it is refused. */
async function answered<Name extends CallName>(door: Door, name: Name, asked: object): Promise<Answered<Name>> {
  const answer = await door(name, asked)
  if (!answer.ok) throw new LanyardError(answer.error.code, answer.error.message)
  return answer.value as Answered<Name>
}

/** The report on paper: a screen whose address says what it speaks of, see report-place.ts. */
async function pdfOf(report: Answered<'reports.report'>, rendererFolder: string, door: Door): Promise<Uint8Array> {
  const { asAt, names, audience, policyId, schoolName, footer } = report
  const parts = [names ? 'with-names' : 'without-names', audience ?? 'everyone', policyId ?? 'all']
  const hash = `/report/${asAt}/paper/${parts.map(encodeURIComponent).join('/')}`
  const { renderPdf } = await import('../hosts/chromium.ts')
  return renderPdf({ rendererFolder, door, hash, paper: { name: `${schoolName} induction report ${asAt}`, footer } })
}

/** The folder of the built screens; in a checkout that has not been built yet they are built first. */
function builtScreens(stderr: { write(text: string): unknown }): string {
  const folder = join(ROOT, 'out/renderer')
  if (existsSync(join(folder, 'index.html'))) return folder
  stderr.write('Building the screens, once ...\n')
  const builder = join(ROOT, 'node_modules/electron-vite/bin/electron-vite.js')
  const { status } = spawnSync(process.execPath, [builder, 'build', '--config', 'electron.config.ts'], {
    cwd: ROOT,
    stdio: 'ignore',
  })
  if (status !== 0) throw new LanyardError('print-failed', 'The screens could not be built. Try: npm run build')
  return folder
}
