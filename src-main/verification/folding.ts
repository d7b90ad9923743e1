/** Of the many heads that agree, what is told of them together. Pure. */
import { dayInWords, dayOf } from '../time.ts'
import type { HeldHead } from './contract.ts'

/**
 * Takes heads, oldest first. Of those seen here the newest that agrees tells all that the older ones do; backups that
 * agree stand in one line, as noted in the record, and in another, as read in their files. Whatever does not agree, or
 * agrees in part, stays as it is.
 */
export function folded(heads: readonly HeldHead[]): HeldHead[] {
  const agreeing = (kind: HeldHead['kind']) => heads.filter((one) => one.kind === kind && one.agrees && !one.parted)
  const [here, noted, files] = [agreeing('here'), agreeing('backup'), agreeing('file')]
  const together = new Set([...here, ...noted, ...files])
  return [
    ...heads.filter((one) => !together.has(one)),
    ...here.slice(-1),
    ...inOne(noted, (count) => `${count} backups as the record itself notes them`),
    ...inOne(files, (count) => `${count} files in the folder of backups`),
  ].sort((a, b) => (a.at < b.at ? -1 : 1))
}

/** The newest for all of them. */
function inOne(heads: readonly HeldHead[], inWords: (count: number) => string): HeldHead[] {
  const [oldest, newest] = [heads[0], heads.at(-1)]
  if (heads.length < 2) return [...heads]
  const days = `the oldest of ${dayInWords(dayOf(oldest!.at))}, the newest of ${dayInWords(dayOf(newest!.at))}`
  return [{ ...newest!, words: `${inWords(heads.length)}, ${days}` }]
}
