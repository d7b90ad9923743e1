import { resolve } from 'node:path'
import type { PackCheck } from '../policies/check-pack.ts'
import { contentFolder } from '../policies/content-folder.ts'
import type { Coverage } from '../policies/coverage.ts'
import { inWords } from '../policies/finding.ts'
import { checkContent } from '../policies/load-pack.ts'
import type { Command } from './command.ts'

export const command: Command = {
  summary: 'Check the packs: what is wrong in which line, and what is not taught yet',
  usage: '[FOLDER]',
  options: {},
  mostOperands: 1,

  run({ operands: [folder] }, { stdout }) {
    const { packs, findings } = checkContent(folder === undefined ? contentFolder() : resolve(folder))
    for (const finding of findings) stdout.write(`${inWords(finding)}\n`)
    for (const pack of packs) stdout.write(packText(pack))

    const all = [...findings, ...packs.flatMap((pack) => pack.findings)]
    const errors = all.filter((finding) => finding.severity === 'error').length
    const counts = [counted(packs.length, 'pack'), counted(errors, 'error'), counted(all.length - errors, 'warning')]
    stdout.write(`${counts.join(', ')}\n`)
    return errors > 0 ? 1 : 0
  },
}

function packText({ id, findings, coverage }: PackCheck): string {
  const lines = findings.map(inWords)
  const coverageLines = coverage ? coverageTable(coverage) : ['No coverage: its files have to be right first.']
  return [...lines, '', id, ...coverageLines, '', ''].join('\n')
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
      ['audience', 'pages', 'scenarios', 'branching', 'minutes'],
      ...audiences.map((a) => [a.audience, a.pages, a.scenarios, a.branching, a.minutes]),
    ]),
  ]
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
