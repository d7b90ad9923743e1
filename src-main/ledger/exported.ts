/** Reading an exported record and saying, in words, whether it is whole. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { LanyardError } from '../errors.ts'
import { ChainCheck, typedHead, type Head, type Kept } from './chain.ts'

export interface Verdict {
  whole: boolean
  head: Head
  /** Sentences, in the order in which they are to be read. */
  words: string[]
}

const MOST_TOLD = 20

/**
 * Takes a folder that `export` wrote and, where there is one, a head typed in as LENGTH:HASH from a printed report.
 * Throws LanyardError `folder-missing` or `no-records` where there is nothing to read, `invalid-input` for the head.
 */
export function verifyExport(folder: string, typed?: string): Verdict {
  const witnessed = typed === undefined ? undefined : readHead(typed)
  const flaws: string[] = []
  const lines = linesOf(folder, 'ledger.jsonl', flaws)
  const payloads = payloadsOf(linesOf(folder, 'payloads.jsonl', flaws), flaws)
  const check = new ChainCheck()
  let hashThen: string | undefined
  let erased = 0
  for (const line of lines) {
    const kept = payloads.get(check.head.length + 1)
    if (kept?.payload === null) erased++
    check.next(line, kept)
    if (check.head.length === witnessed?.length) hashThen = check.head.hash
  }
  flaws.push(...check.flaws.map(({ words }) => words))
  for (const seq of payloads.keys())
    if (seq > lines.length) flaws.push(`There is a payload for entry ${seq}, and no such entry.`)
  if (lines.length === 0) flaws.push('The ledger has no entries.')
  return { whole: flaws.length === 0 && agrees(), head: check.head, words: inWords() }

  function agrees(): boolean {
    return witnessed === undefined || (hashThen?.startsWith(witnessed.hash) ?? false)
  }

  function inWords(): string[] {
    const count = check.head.length.toLocaleString('en-GB')
    const words =
      flaws.length === 0
        ? [`The record is whole: ${count} entries, each following from the one before, each with what it proves.`]
        : ['The record is not whole.', ...flaws.slice(0, MOST_TOLD)]
    if (flaws.length > MOST_TOLD) words.push(`There are ${flaws.length - MOST_TOLD} more findings.`)
    if (erased > 0) words.push(`What ${erased} of them prove has been erased; the chain does not need it.`)
    if (witnessed) {
      const digits = witnessed.hash.length
      if (agrees() && flaws.length > 0)
        words.push(
          `The head from the report has the same ${digits} digits at entry ${witnessed.length}. That proves nothing while the record is not whole.`,
        )
      else if (agrees())
        words.push(
          `The head from the report agrees: at entry ${witnessed.length} the record has the ${digits} digits that were typed in. Nothing before it has been changed or dropped since.`,
        )
      else if (witnessed.length > check.head.length)
        words.push(
          `The head from the report does not agree: it speaks of ${witnessed.length} entries, and the record has ${check.head.length}. Entries are missing.`,
        )
      else
        words.push(
          `The head from the report does not agree: at entry ${witnessed.length} the record has another fingerprint. Something up to there was changed, or the head was mistyped.`,
        )
    } else {
      words.push(
        'No head from a printed report was given. Without one, this shows that the record agrees with itself, not that it is the record of that day.',
      )
    }
    words.push('people.csv and assignments.csv are there to be read. They prove nothing, and were not looked at.')
    words.push(`Head: ${check.head.length}:${check.head.hash}`)
    return words
  }
}

function readHead(typed: string): Head {
  const head = typedHead(typed)
  if (!head)
    throw new LanyardError(
      'invalid-input',
      `"${typed}" is not a head. Type it as LENGTH:HASH, such as 1284:3d96e799..., with at least 32 of the 64 digits.`,
      'head',
    )
  return head
}

function linesOf(folder: string, name: string, flaws: string[]): string[] {
  const file = join(folder, name)
  if (!existsSync(folder)) throw new LanyardError('folder-missing', `There is no folder ${folder}.`)
  if (!existsSync(file))
    throw new LanyardError('no-records', `There is no ${name} in ${folder}. Give a folder that "lanyard export" wrote.`)
  const bytes = readFileSync(file)
  const text = bytes.toString('utf8')
  if (!Buffer.from(text, 'utf8').equals(bytes)) flaws.push(`${name} holds bytes that are no text.`)
  const lines = text.split('\n')
  if (lines.pop() !== '') flaws.push(`${name} was cut off in the middle of a line.`)
  return lines
}

function payloadsOf(lines: readonly string[], flaws: string[]): Map<number, Kept> {
  const payloads = new Map<number, Kept>()
  lines.forEach((line, at) => {
    const read = payloadOf(line)
    if (!read) flaws.push(`Line ${at + 1} of payloads.jsonl is not in the format.`)
    else if (payloads.has(read.seq)) flaws.push(`payloads.jsonl has entry ${read.seq} twice.`)
    else payloads.set(read.seq, read)
  })
  return payloads
}

function payloadOf(line: string): (Kept & { seq: number }) | undefined {
  try {
    const { seq, salt, payload } = JSON.parse(line) as Record<string, unknown>
    if (typeof seq !== 'number' || !Number.isInteger(seq) || seq < 1) return undefined
    if (salt === null && payload === null) return { seq, salt: null, payload: null }
    if (typeof salt !== 'string' || typeof payload !== 'string' || !/^[0-9a-f]{64}$/.test(salt)) return undefined
    return { seq, salt: Buffer.from(salt, 'hex'), payload }
  } catch {
    return undefined
  }
}
