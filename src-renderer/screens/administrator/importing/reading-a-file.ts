import type { Output } from '../../../../src-main/contract.ts'
import type { Columns, Doubt, Encoding, Field, Kind, Settled } from '../../../../src-main/people/importing/contract.ts'
import type { Audience } from '../../../../src-main/policies/format.ts'

export type FileRead = Output<'people.readFile'>
export type Judgement = Output<'people.judgeFile'>

/** A file as it was chosen. It stays in the window until the import is done or left. */
export interface Chosen {
  name: string
  base64: string
}

/** How the file is read, and what holds where it is silent. */
export interface Choices {
  encoding: Encoding
  columns: Columns
  audiences: Audience[]
  from: string | null
}

/** How clashes are settled, by line. */
export type Settlements = ReadonlyMap<number, Settled>

export const FILE_MOST = 20 * 1024 * 1024 // bytes, as the contract has it

export const FIELD_WORDS: Record<Field, { label: string; hint?: string }> = {
  name: { label: 'Full name', hint: 'In one column, such as Ada Fern, or Fern, Ada' },
  firstName: { label: 'First name', hint: 'Where the name stands in two columns' },
  surname: { label: 'Surname', hint: 'Where the name stands in two columns' },
  note: { label: 'What they do here', hint: 'It tells two people of one name apart' },
  reference: { label: 'Number in the school’s own system', hint: 'It knows people again, whatever they are called' },
  email: { label: 'E-mail', hint: 'Such as a.fern@school.example' },
  audiences: { label: 'Staff, volunteer or governor' },
  from: { label: 'First day' },
  lastDay: { label: 'Last day' },
}

export const ENCODING_WORDS: Record<Encoding, string> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16 (Unicode text)',
  'utf-16be': 'UTF-16, big-endian',
  'windows-1252': 'Windows (Western European, 1252)',
}

export const DOUBT_WORDS: Record<Doubt['why'], string> = {
  guessed: 'Read as Windows text',
  lost: 'A letter is lost',
  garbled: 'Garbled before it was saved',
}

export const KIND_WORDS: Record<Kind, { chip: string; says: string }> = {
  new: { chip: 'New', says: 'They are added to the roll, without a PIN: PINs are given out afterwards.' },
  changed: { chip: 'Changed', says: 'What the file says anew is written; what it does not say stays as it is.' },
  same: { chip: 'Same', says: 'The roll says the same already: nothing is written.' },
  clash: {
    chip: 'To settle',
    says: 'It may be somebody on the roll, or somebody else: only you can tell. What you do not settle is left out.',
  },
  faulty: { chip: 'Faulty', says: 'Something is wrong with the row: it is left out, and can be mended in a file.' },
  gone: { chip: 'Have left', says: 'They left before today and were never on the roll: they are not added.' },
}

/** The text of a file as base64. Throws what the window throws where it cannot be read. */
export async function asBase64(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  const SLICE = 32_768 // so many arguments a function takes for certain
  let text = ''
  for (let at = 0; at < bytes.length; at += SLICE) text += String.fromCharCode(...bytes.subarray(at, at + SLICE))
  return btoa(text)
}
