/** Tables of figures that a run has measured, as text and in the README beside the run. */
import { readFileSync, writeFileSync } from 'node:fs'

const [BEGIN, END] = ['<!-- measured -->', '<!-- end of measured -->']

/** The lines of a table in Markdown, its columns in line. */
export function table(head: readonly string[], lines: readonly (readonly string[])[]): string[] {
  const widths = head.map((_, at) => Math.max(...[head, ...lines].map((cells) => cells[at]!.length)))
  const row = (cells: readonly string[]): string =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at]!)).join(' | ')} |`
  return [row(head), row(widths.map((width) => '-'.repeat(width))), ...lines.map(row)]
}

/** Puts what was measured in the place that a README keeps for it. Throws where it keeps none. */
export function writeIntoReadme(file: string, text: string): void {
  const readme = readFileSync(file, 'utf8')
  const [before, after] = [readme.indexOf(BEGIN), readme.indexOf(END)]
  if (before < 0 || after < before) throw new Error(`${file} has no place for the table`)
  writeFileSync(file, `${readme.slice(0, before)}${BEGIN}\n\n${text}\n\n${readme.slice(after)}`)
}
