/** An exported record that is whole, and what can become of it: the same set for everything that checks an export. */
import { NO_PREVIOUS, hashOfLine, hashOfPayload, lineOf } from '../../src-main/ledger/chain.ts'

/** The two files that hold the evidence. */
export interface Exported {
  ledger: Buffer
  payloads: Buffer
}

export interface Case extends Exported {
  name: string
  /** As somebody types it in, where a head is given at all. */
  head?: string
}

/** Letters of one to four bytes, what JSON escapes, a line's end inside a text, and more than one block of SHA-256. */
const TEXTS = [
  '{"name":"Zoë O’Brien"}',
  '{"note":"a \\"b\\"\\nc 😀 \u2028"}',
  `{"text":"${'Long. '.repeat(40)}"}`,
  '{}',
]
const SUBJECT = '0198f000-0000-7000-8000-000000000001'

const OTHER = '0198f000-0000-7000-8000-000000000002'

/** An entry that is not like the others, at its place. `erased`: what it proves is gone. */
interface Odd {
  kind?: string
  subject?: string
  at?: string
  payload?: string
  erased?: boolean
}

/** A whole record of so many entries, and the head after each of them. */
export function wholeRecord(length: number, odd: Record<number, Odd> = {}): Exported & { heads: string[] } {
  const heads: string[] = []
  let [ledger, payloads, prev] = ['', '', NO_PREVIOUS]
  for (let seq = 1; seq <= length; seq++) {
    const salt = Buffer.alloc(32, seq)
    const {
      kind = seq === 1 ? 'ledger.opened' : 'person.added',
      subject = SUBJECT,
      at = new Date(Date.UTC(2026, 8, 1, 8, seq)).toISOString(),
      payload = TEXTS[seq % TEXTS.length]!,
      erased = false,
    } = odd[seq] ?? {}
    const line = lineOf({ seq, at, kind, subject, payload: hashOfPayload(salt, payload), prev })
    prev = hashOfLine(line)
    heads.push(`${seq}:${prev}`)
    ledger += `${line}\n`
    payloads += `${JSON.stringify(erased ? { seq, salt: null, payload: null } : { seq, salt: salt.toString('hex'), payload })}\n`
  }
  return { ledger: Buffer.from(ledger), payloads: Buffer.from(payloads), heads }
}

const GONE: Odd = { erased: true }
/** An erasure of these entries, for a reason as JSON has it. */
const erasing = (entries: string, because = '"7 years after leaving (\\u201cline 4\\u201d)"'): Odd => ({
  kind: 'person.erased',
  payload: `{"because":${because},"entries":[${entries}],"erasedAt":"2026-09-01T08:12:00.000Z","stays":[],"why":{}}`,
})
const erasedRecord = (odd: Record<number, Odd>) => wholeRecord(12, odd)

const LENGTH = 30
const whole = wholeRecord(LENGTH)
const last = whole.heads[LENGTH - 1]!
const hashOf = (head: string) => head.split(':')[1]!

/** The lines of a file, changed and put together again. */
const change = (file: Buffer, how: (lines: string[]) => string[]): Buffer =>
  Buffer.from(
    how(file.toString('utf8').trimEnd().split('\n'))
      .map((line) => `${line}\n`)
      .join(''),
  )
const one = (at: number, how: (line: string) => string) => (lines: string[]) =>
  lines.map((line, index) => (index === at ? how(line) : line))
const dropped = (at: number) => (lines: string[]) => lines.toSpliced(at, 1)
const swapped = (lines: string[]) => lines.with(4, lines[5]!).with(5, lines[4]!)
const added = (line: string) => (lines: string[]) => [...lines, line]
/** All bytes as they are, but for one. */
function flipped(file: Buffer, at: number, bit: number): Buffer {
  const spoilt = Buffer.from(file)
  spoilt[at]! ^= 1 << bit
  return spoilt
}
const inLedger = (how: (lines: string[]) => string[]) => ({ ledger: change(whole.ledger, how) })
const inPayloads = (how: (lines: string[]) => string[]) => ({ payloads: change(whole.payloads, how) })
const placeOf = (file: Buffer, line: number) => change(file, (lines) => lines.slice(0, line)).length

const spoilt: ({ name: string; head?: string } & Partial<Exported>)[] = [
  { name: 'whole' },
  { name: 'whole, with its head', head: last },
  { name: 'whole, with half of its head, in groups and capitals', head: `${LENGTH} : ${hashOf(last).slice(0, 32).toUpperCase().replace(/(.{8})(?=.)/g, '$1 ')}` },
  { name: 'whole, with the head of when it was shorter', head: whole.heads[11]! },
  { name: 'whole, with a wrong head', head: `${LENGTH}:${'ab'.repeat(32)}` },
  { name: 'whole, with a head of another length', head: `${LENGTH - 1}:${hashOf(last)}` },
  { name: 'whole, with the head of a longer record', head: `${LENGTH + 1}:${hashOf(last)}` },
  { name: 'a record of a thousand and more entries', ...wholeRecord(1200) },
  { name: 'a record of one entry', ...wholeRecord(1) },

  { name: 'nothing in it', ledger: Buffer.alloc(0), payloads: Buffer.alloc(0) },
  { name: 'nothing in it, with a head', ledger: Buffer.alloc(0), payloads: Buffer.alloc(0), head: last },
  { name: 'no ledger', ledger: Buffer.alloc(0) },
  { name: 'no payloads', payloads: Buffer.alloc(0) },
  { name: 'the files taken for each other', ledger: whole.payloads, payloads: whole.ledger },
  { name: 'the tail dropped from both files', ...inLedger((all) => all.slice(0, -3)), ...inPayloads((all) => all.slice(0, -3)) },
  { name: 'the tail dropped from both files, with the head of before', ...inLedger((all) => all.slice(0, -3)), ...inPayloads((all) => all.slice(0, -3)), head: last },

  { name: 'a time changed', ...inLedger(one(4, (line) => line.replace('08:05', '08:06'))) },
  { name: 'a time changed, with the head', ...inLedger(one(4, (line) => line.replace('08:05', '08:06'))), head: last },
  { name: 'the last line changed', ...inLedger(one(LENGTH - 1, (line) => line.replace('person.added', 'person.moved'))) },
  { name: 'the last line changed, with the head', ...inLedger(one(LENGTH - 1, (line) => line.replace('person.added', 'person.moved'))), head: last },
  { name: 'a line dropped', ...inLedger(dropped(4)) },
  { name: 'a line dropped, and its payload', ...inLedger(dropped(4)), ...inPayloads(dropped(4)) },
  { name: 'the first line dropped', ...inLedger(dropped(0)), ...inPayloads(dropped(0)) },
  { name: 'two lines swapped', ...inLedger(swapped) },
  { name: 'a line twice', ...inLedger((all) => [...all, all.at(-1)!]) },
  { name: 'an empty line at the end', ...inLedger(added('')) },
  { name: 'an empty line between', ...inLedger((all) => all.toSpliced(5, 0, '')) },
  { name: 'a line of something else', ...inLedger(added('hello')) },
  { name: 'a key more', ...inLedger(one(4, (line) => line.replace('}', ',"by":"me"}'))) },
  { name: 'a number as a string', ...inLedger(one(4, (line) => line.replace('"seq":5', '"seq":"5"'))) },
  { name: 'a number that is no whole one', ...inLedger(one(4, (line) => line.replace('"seq":5', '"seq":5.0'))) },
  { name: 'a number of other digits', ...inLedger(one(4, (line) => line.replace('"seq":5', '"seq":٥'))) },
  { name: 'a very large number', ...inLedger(one(4, (line) => line.replace('"seq":5', '"seq":99999999999999999999'))) },
  { name: 'a large number', ...inLedger(one(4, (line) => line.replace('"seq":5', '"seq":999999999999999'))) },
  { name: 'a first entry that opens no ledger', ...inLedger(one(0, (line) => line.replace('ledger.opened', 'person.added'))) },
  { name: 'the ledger cut off', ledger: whole.ledger.subarray(0, -20) },
  { name: 'the ledger’s last newline gone', ledger: whole.ledger.subarray(0, -1) },
  { name: 'the ledger with CRLF', ledger: change(whole.ledger, (all) => all.map((line) => `${line}\r`)) },
  { name: 'the ledger with a BOM', ledger: Buffer.concat([Buffer.from('\uFEFF'), whole.ledger]) },
  { name: 'the ledger in UTF-16', ledger: Buffer.from(whole.ledger.toString(), 'utf16le') },
  { name: 'bytes that are no text at the end of the ledger', ledger: Buffer.concat([whole.ledger, Buffer.from([0xff, 0xfe, 0x0a])]) },
  { name: 'a byte that is no text in the ledger', ledger: flipped(whole.ledger, placeOf(whole.ledger, 6) + 40, 7) },
  { name: 'a NUL in the ledger', ...inLedger(one(4, (line) => `${line}\0`)) },

  { name: 'a payload changed', ...inPayloads(one(3, (line) => line.replace('Zoë', 'Zoe'))) },
  { name: 'a payload changed, of another length', ...inPayloads(one(1, (line) => line.replace('Long.', 'Longer.'))) },
  { name: 'a salt changed', ...inPayloads(one(3, (line) => line.replace('0404', '0405'))) },
  { name: 'a payload missing', ...inPayloads(dropped(7)) },
  { name: 'a payload gone that no erasure lists', ...inPayloads(one(7, () => '{"seq":8,"salt":null,"payload":null}')), head: last },
  { name: 'every payload gone', ...inPayloads((all) => all.map((_, at) => `{"seq":${at + 1},"salt":null,"payload":null}`)) },
  { name: 'two payloads erased, and the erasure', ...erasedRecord({ 4: GONE, 8: GONE, 12: erasing('4,8') }) },
  { name: 'a payload erased, and all before it too', ...erasedRecord({ 2: GONE, 3: GONE, 5: erasing('2,3'), 7: GONE, 12: erasing('7') }) },
  { name: 'erased for a reason that is markup, with signs that steer a screen', ...erasedRecord({ 4: GONE, 12: erasing('4', String.raw`"<img src=x> \u001b[2J\u202e\n\"x\\ 😀"`) }) },
  { name: 'erased for no reason', ...erasedRecord({ 4: GONE, 12: erasing('4', '""') }) },
  { name: 'erased at a time that is none', ...erasedRecord({ 4: GONE, 12: { ...erasing('4'), at: '2026-99-99T08:12:00.000Z' } }) },
  { name: 'erased by two, each of its own subject', ...erasedRecord({ 4: { ...GONE, subject: OTHER }, 5: GONE, 11: { ...erasing('4'), subject: OTHER }, 12: erasing('5') }) },
  { name: 'one of two payloads listed', ...erasedRecord({ 4: GONE, 8: GONE, 12: erasing('4') }) },
  { name: 'a payload gone after the erasure that lists it', ...erasedRecord({ 5: erasing('8'), 8: GONE }) },
  { name: 'an erasure that lists itself', ...erasedRecord({ 12: { ...erasing('12'), erased: true } }) },
  { name: 'an erasure about somebody else', ...erasedRecord({ 4: GONE, 12: { ...erasing('4'), subject: OTHER } }) },
  { name: 'an erasure of another kind', ...erasedRecord({ 4: GONE, 12: { ...erasing('4'), kind: 'person.changed' } }) },
  { name: 'an erasure that is gone itself', ...erasedRecord({ 4: GONE, 12: { ...erasing('4'), erased: true } }) },
  { name: 'an erasure of entries that are there', ...erasedRecord({ 12: erasing('4,8') }) },
  { name: 'an erasure that lists an entry twice, and one that is not there', ...erasedRecord({ 4: GONE, 12: erasing('4,4,999999999999999') }) },
  { name: 'an erasure with a list that is none', ...erasedRecord({ 4: GONE, 12: erasing('"4"') }) },
  { name: 'an erasure with a zero in front', ...erasedRecord({ 4: GONE, 12: erasing('04') }) },
  { name: 'an erasure with other digits', ...erasedRecord({ 4: GONE, 12: erasing('٤') }) },
  { name: 'an erasure with an escape that is none', ...erasedRecord({ 4: GONE, 12: erasing('4', String.raw`"\x"`) }) },
  { name: 'an erasure with a line’s end as it is', ...erasedRecord({ 4: GONE, 12: erasing('4', '"a\nb"') }) },
  { name: 'an erasure with a list in its reason', ...erasedRecord({ 4: GONE, 12: erasing('5', String.raw`"\",\"entries\":[4],"`) }) },
  { name: 'an erasure changed afterwards', ...((made) => ({ ...made, payloads: change(made.payloads, one(11, (line) => line.replace('[5]', '[4]'))) }))(erasedRecord({ 4: GONE, 12: erasing('5') })) },
  { name: 'a payload half erased: the salt', ...inPayloads(one(7, (line) => line.replace(/"salt":"\w+"/, '"salt":null'))) },
  { name: 'a payload half erased: the text', ...inPayloads(one(7, (line) => line.replace(/"payload":.*/, '"payload":null}'))) },
  { name: 'a payload twice', ...inPayloads((all) => [...all, all[7]!]) },
  { name: 'a payload twice, the first one wrong', ...inPayloads((all) => [all[7]!.replace('0808', '0809'), ...all]) },
  { name: 'a payload twice, once erased', ...inPayloads(added('{"seq":8,"salt":null,"payload":null}')) },
  { name: 'payloads of no entry', ...inPayloads((all) => [...all, all[3]!.replace('"seq":4', '"seq":31'), all[3]!.replace('"seq":4', '"seq":999999999999999')]) },
  { name: 'payloads in another order', ...inPayloads((all) => all.toReversed()) },
  { name: 'a payload with a key more', ...inPayloads(one(3, (line) => line.replace(/}$/, ',"by":"me"}'))) },
  { name: 'a payload with its keys in another order', ...inPayloads(one(3, (line) => line.replace(/"seq":4,("salt":"\w+")/, '$1,"seq":4'))) },
  { name: 'a payload with a space', ...inPayloads(one(3, (line) => line.replace('"seq":4', '"seq": 4'))) },
  { name: 'a payload that ends with a space', ...inPayloads(one(3, (line) => `${line} `)) },
  { name: 'a payload with a space before its end', ...inPayloads(one(3, (line) => line.replace(/}$/, ' }'))) },
  { name: 'a payload’s number as a string', ...inPayloads(one(3, (line) => line.replace('"seq":4', '"seq":"4"'))) },
  { name: 'a payload’s number as a fraction', ...inPayloads(one(3, (line) => line.replace('"seq":4', '"seq":4.0'))) },
  { name: 'a payload that is no string', ...inPayloads(one(3, (line) => line.replace(/"payload":.*/, '"payload":{"name":"Zoë"}}'))) },
  { name: 'two strings for a payload', ...inPayloads(one(3, (line) => line.replace(/"payload":.*/, '"payload":"a","by":"b"}'))) },
  { name: 'a payload in capital hex', ...inPayloads(one(9, (line) => line.replace(/0a/g, '0A'))) },
  { name: 'a payload spelt otherwise, the text the same', ...inPayloads(one(3, (line) => line.replace('ë', '\\u00eB'))) },
  { name: 'a payload with an escape that is none', ...inPayloads(one(3, (line) => line.replace('ë', '\\x'))) },
  { name: 'a payload with an escape of a sign', ...inPayloads(one(3, (line) => line.replace('ë', '\\u+0eb'))) },
  { name: 'a payload with half a surrogate pair', ...inPayloads(one(3, (line) => line.replace('ë', '\\ud83d'))) },
  { name: 'a payload with a tab as it is', ...inPayloads(one(3, (line) => line.replace('ë', '\t'))) },
  { name: 'a payload with NUL', ...inPayloads(one(3, (line) => line.replace('ë', '\0'))) },
  { name: 'a payload that is not JSON', ...inPayloads(one(3, () => 'hello')) },
  { name: 'an empty line among the payloads', ...inPayloads((all) => all.toSpliced(5, 0, '')) },
  { name: 'the payloads cut off', payloads: whole.payloads.subarray(0, -20) },
  { name: 'the payloads cut off in the middle of a letter', payloads: whole.payloads.subarray(0, whole.payloads.lastIndexOf('ë') + 1) },
  { name: 'the payloads with CRLF', payloads: change(whole.payloads, (all) => all.map((line) => `${line}\r`)) },
  { name: 'the payloads with a BOM', payloads: Buffer.concat([Buffer.from('\uFEFF'), whole.payloads]) },
  { name: 'a byte that is no text in a payload', payloads: flipped(whole.payloads, whole.payloads.indexOf('Brien'), 7) },
  { name: 'a letter in more bytes than it needs', payloads: Buffer.concat([whole.payloads, Buffer.from([0xc0, 0xaf, 0x0a])]) },
  { name: 'a hundred findings', ...inLedger((all) => Array<string>(100).fill(all[0]!)) },
  { name: 'twenty findings', ledger: Buffer.from('hello\n'.repeat(20)), payloads: Buffer.alloc(0) },
  { name: 'twenty-one findings', ledger: Buffer.from('hello\n'.repeat(20)), payloads: Buffer.from('hello\n') },
] // prettier-ignore

/** Every case, good and damaged. */
export const CASES: Case[] = spoilt.map((made) => ({ ...whole, ...made }))

/** Any one bit of one file. */
export function flippedAt(of: keyof Exported, byte: number, bit: number): Case {
  const file = whole[of]
  const at = byte % file.length
  return { ...whole, name: `bit ${bit} of byte ${at} of ${of}`, [of]: flipped(file, at, bit), head: last }
}
