import { resolve } from 'node:path'
import { checkThoroughly, type ThoroughCheck } from '../policies/checks/check-content.ts'
import { contentFolder } from '../policies/content/content-folder.ts'
import type { Coverage } from '../policies/coverage.ts'
import { inWords } from '../policies/content/finding.ts'
import type { Readability } from '../policies/checks/readability.ts'
import type { Command } from './command.ts'

export const command: Command = {
  summary: 'Check the packs: what is wrong in which line, and what is not taught yet',
  usage: '[FOLDER]',
  options: {
    readability: {
      type: 'boolean',
      what: 'How hard each page is to read, and what is too hard, too long or too short',
    },
    spelling: { type: 'boolean', what: 'Find words that are neither in a British dictionary nor in words.txt' },
    against: {
      type: 'string',
      value: 'FOLDER',
      what: 'Find sentences taken over from the policies in it, each as <school>.txt',
    },
  },
  mostOperands: 1,

  async run({ options, operands: [folder] }, { stdout }) {
    const content = folder === undefined ? contentFolder() : resolve(folder)
    const { packs, findings } = await checkThoroughly(content, {
      readability: options.readability === true,
      spelling: options.spelling === true,
      against: typeof options.against === 'string' ? resolve(options.against) : undefined,
    })
    for (const finding of findings) stdout.write(`${inWords(finding)}\n`)
    for (const pack of packs) stdout.write(packText(pack))

    const all = [...findings, ...packs.flatMap((pack) => pack.findings)]
    const errors = all.filter((finding) => finding.severity === 'error').length
    const counts = [counted(packs.length, 'pack'), counted(errors, 'error'), counted(all.length - errors, 'warning')]
    stdout.write(`${counts.join(', ')}\n`)
    return errors > 0 ? 1 : 0
  },
}

function packText({ id, findings, coverage, readability }: ThoroughCheck['packs'][number]): string {
  const lines = findings.map(inWords)
  const coverageLines = coverage ? coverageTable(coverage) : ['No coverage: its files have to be right first.']
  const readabilityLines = readability ? ['', ...readabilityTable(readability)] : []
  return [...lines, '', id, ...coverageLines, ...readabilityLines, '', ''].join('\n')
}

function coverageTable({ forces, audiences }: Coverage): string[] {
  const sum = (key: 'rules' | 'onPage' | 'decided') => forces.reduce((total, force) => total + force[key], 0)
  return [
    ...table([
      ['rules', 'count', 'on a page', 'decided in a scenario'],
      ...forces.filter(({ rules }) => rules > 0).map((f) => [f.force, f.rules, f.onPage, f.decided]),
      ['total', sum('rules'), sum('onPage'), sum('decided')],
    ]),
    '',
    ...table([
      ['audience', 'pages', 'minutes to read', 'scenarios', 'branching', 'minutes to play', 'minutes stated'],
      ...audiences.map((a) => [
        a.audience,
        a.pages,
        a.reading.toFixed(1),
        a.scenarios,
        a.branching,
        a.playing.toFixed(1),
        a.minutes,
      ]),
    ]),
  ]
}

function readabilityTable({ pages, grade }: Readability): string[] {
  const words = pages.reduce((sum, page) => sum + page.words, 0)
  return table([
    ['page', 'words', 'Flesch-Kincaid grade'],
    ...pages.map((page) => [page.title, page.words, page.grade.toFixed(1)]),
    ['all pages', words, grade.toFixed(1)],
  ])
}

/** Columns as wide as their widest cell: the first to the left, figures to the right. */
function table(rows: (string | number)[][]): string[] {
  const widths = rows[0]!.map((_, i) => Math.max(...rows.map((row) => String(row[i]).length)))
  return rows.map((row) =>
    row.map((cell, i) => (i === 0 ? String(cell).padEnd(widths[i]!) : String(cell).padStart(widths[i]!))).join('  '),
  )
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
