import type { Decision } from '../../src-main/reports/contract.ts'

/** The first page of the report is one page of A4: so many lines of it are for what is to be decided. */
const LINES = 5
const CHARACTERS = 100 // of a line, at least

/** Takes what is to be decided; gives how many stand on the first page. One does, however long. */
export function onFirstPage(decisions: readonly Decision[]): number {
  let lines = 0
  const over = decisions.findIndex(({ words }) => (lines += Math.ceil(words.length / CHARACTERS)) > LINES)
  return over === -1 ? decisions.length : Math.max(1, over)
}
