/** Reading an exported record and saying, in words, whether it is whole. */
import { isUtf8 } from 'node:buffer'
import { closeSync, existsSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { LanyardError } from '../errors.ts'
import { ChainCheck, proofOf, typedHead, type Head, type Proof } from './chain.ts'
import { ErasuresCheck, erasureOf, type Erasure } from './erasures.ts'

/** What holds the evidence in an exported folder; what else stands there proves nothing. */
export const LEDGER_FILE = 'ledger.jsonl'
export const PAYLOADS_FILE = 'payloads.jsonl'

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
  refuseMissing(folder, LEDGER_FILE)
  refuseMissing(folder, PAYLOADS_FILE)
  const { proofs, erasures, flaws: inPayloads } = readProofs(folder)
  const check = new ChainCheck()
  const erased = new ErasuresCheck()
  let hashThen: string | undefined
  const inLedger = eachLine(folder, LEDGER_FILE, (line) => {
    const place = check.head.length + 1
    const proof = proofs.get(place)
    const entry = check.next(line, proof)
    if (entry) erased.next(place, entry, proof, () => erasures.get(place))
    if (check.head.length === witnessed?.length) hashThen = check.head.hash
  })
  const flaws = [...inLedger, ...inPayloads, ...[...check.flaws, ...erased.flaws()].map(({ words }) => words)]
  for (const seq of proofs.keys())
    if (seq > check.head.length) flaws.push(`There is a payload for entry ${seq}, and no such entry.`)
  if (check.head.length === 0) flaws.push('The ledger has no entries.')
  return { whole: flaws.length === 0 && agrees(), head: check.head, words: inWords() }

  function agrees(): boolean {
    return witnessed === undefined || (hashThen?.startsWith(witnessed.hash) ?? false)
  }

  function itsEntries(): string {
    const [all, gone] = [check.head.length, erased.count()]
    const of = gone > 0 ? `, of which ${figures(gone)} erased` : ''
    const others = gone > 0 ? `the other ${figures(all - gone)}` : 'they'
    return `${figures(all)} entries${of}, each following from the one before; what ${others} prove is there and as it was written`
  }

  function inWords(): string[] {
    const words =
      flaws.length === 0
        ? [`The record is whole: ${itsEntries()}.`]
        : ['The record is not whole.', ...flaws.slice(0, MOST_TOLD)]
    if (flaws.length > MOST_TOLD) words.push(`There are ${flaws.length - MOST_TOLD} more findings.`)
    words.push(...erased.words())
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
    } else if (flaws.length > 0) words.push('No head from a printed report was given.')
    else {
      words.push(
        'No head from a printed report was given. Without one, this shows that the record agrees with itself, not that it is the record of that day.',
      )
    }
    words.push('people.csv and assignments.csv are there to be read. They prove nothing, and were not looked at.')
    words.push(`Head: ${check.head.length}:${check.head.hash}`)
    return words
  }
}

const figures = (number: number): string => number.toLocaleString('en-GB')

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

function refuseMissing(folder: string, name: string): void {
  if (!existsSync(folder)) throw new LanyardError('folder-missing', `There is no folder ${folder}.`)
  if (!existsSync(join(folder, name)))
    throw new LanyardError('no-records', `There is no ${name} in ${folder}. Give a folder that "lanyard export" wrote.`)
}

/** Of what the entries prove the hashes alone are kept, and what erasures erased: of a million entries the rest need not stand in memory. */
function readProofs(folder: string): { proofs: Map<number, Proof>; erasures: Map<number, Erasure>; flaws: string[] } {
  const proofs = new Map<number, Proof>()
  const erasures = new Map<number, Erasure>()
  const inLines: string[] = []
  let at = 0
  const inFile = eachLine(folder, PAYLOADS_FILE, (line, isText) => {
    at++
    const read = isText ? payloadOf(line.toString('utf8')) : undefined
    if (!read) inLines.push(`Line ${at} of ${PAYLOADS_FILE} is not in the format.`)
    else if (proofs.has(read.seq)) inLines.push(`${PAYLOADS_FILE} has entry ${read.seq} twice.`)
    else {
      proofs.set(read.seq, read.proof)
      if (read.erasure) erasures.set(read.seq, read.erasure)
    }
  })
  return { proofs, erasures, flaws: [...inFile, ...inLines] }
}

const PAYLOAD = /^\{"seq":([1-9]\d{0,14}),"salt":(?:null,"payload":null\}$|"([0-9a-f]{64})","payload":(?="))/

function payloadOf(line: string): { seq: number; proof: Proof; erasure?: Erasure | undefined } | undefined {
  const found = PAYLOAD.exec(line)
  if (!found) return undefined
  const [start, seq, salt] = found
  if (salt === undefined) return { seq: Number(seq), proof: null }
  if (!line.endsWith('"}')) return undefined
  try {
    const payload = JSON.parse(line.slice(start.length, -1)) as string
    // Half a surrogate pair is no text: it has no bytes in UTF-8.
    if (!payload.isWellFormed()) return undefined
    const proof = proofOf({ salt: Buffer.from(salt, 'hex'), payload })
    return { seq: Number(seq), proof, erasure: erasureOf(payload) }
  } catch {
    return undefined
  }
}

const NEWLINE = 0x0a
const CHUNK = 1 << 20 // bytes

/** Hands over each line of a file without its newline, and whether it is UTF-8. Gives what is wrong with the whole file. */
function eachLine(folder: string, name: string, take: (line: Buffer, isText: boolean) => void): string[] {
  const file = openSync(join(folder, name), 'r')
  let begun: Buffer[] = []
  let allText = true
  const isText = (line: Buffer) => {
    const text = isUtf8(line)
    allText &&= text
    return text
  }
  try {
    for (;;) {
      const buffer = Buffer.allocUnsafe(CHUNK)
      const chunk = buffer.subarray(0, readSync(file, buffer))
      if (chunk.length === 0) break
      let from = 0
      for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
        const rest = chunk.subarray(from, end)
        const line = begun.length === 0 ? rest : Buffer.concat([...begun, rest])
        take(line, isText(line))
        begun = []
        from = end + 1
      }
      if (from < chunk.length) begun.push(chunk.subarray(from))
    }
  } finally {
    closeSync(file)
  }
  const cut = Buffer.concat(begun)
  isText(cut)
  return [
    ...(allText ? [] : [`${name} holds bytes that are no text.`]),
    ...(cut.length === 0 ? [] : [`${name} was cut off in the middle of a line.`]),
  ]
}
