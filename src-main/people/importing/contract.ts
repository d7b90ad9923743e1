import { z } from 'zod'
import { ADULT_AUDIENCES } from '../../policies/format.ts'
import { workId } from '../../work/contract.ts'
import { audiences, day } from '../contract.ts'

/** The largest file, in bytes. */
export const FILE_MOST = 20 * 1024 * 1024
/** Lanyard is made for one school: its largest lists have some hundreds of rows. */
export const ROWS_MOST = 20_000
export const COLUMNS_MOST = 1_000
/** Rows on a page of what was judged. */
export const ROWS_SHOWN = 50

export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const
export type Encoding = (typeof ENCODINGS)[number]

/** What a column can hold. A name stands in one column or in two. */
export const FIELDS = [
  'name',
  'firstName',
  'surname',
  'note',
  'reference',
  'email',
  'audiences',
  'from',
  'lastDay',
] as const
const field = z.enum(FIELDS)
export type Field = z.infer<typeof field>

/** For each field the place of its column, from 0; null where no column holds it. */
const columns = z.record(
  field,
  z
    .int()
    .min(0)
    .max(COLUMNS_MOST - 1)
    .nullable(),
)
export type Columns = z.infer<typeof columns>

const TOO_LARGE = 'The file is larger than 20 MB, which no list of people is. Nothing was read: choose another file'
/** A file as the window reads it. */
const file = z.strictObject({ base64: z.string().max(Math.ceil(FILE_MOST / 3) * 4, TOO_LARGE) })

/** new, changed and same: would be written, or needs no writing. clash: may be somebody on the roll. gone: left before today and never on the roll. */
export const KINDS = ['new', 'changed', 'same', 'clash', 'faulty', 'gone'] as const
const kind = z.enum(KINDS)
export type Kind = z.infer<typeof kind>

/** How somebody settled a clash: a person's id, somebody new, or leave the row out. */
const settled = z.union([z.literal('new'), z.literal('out'), z.uuid()])
export type Settled = z.infer<typeof settled>

const reading = {
  workId,
  file,
  encoding: z.enum(ENCODINGS),
  columns,
  /** What everybody is of whom the file does not say it. */
  audiences: audiences.or(z.tuple([])),
  /** When everybody starts of whom the file does not say it. */
  from: day,
  settled: z.array(z.strictObject({ line: z.int(), as: settled })).max(ROWS_MOST),
}
export type Reading = z.output<z.ZodObject<typeof reading>>

const doubt = z.object({
  line: z.int(),
  column: z.string(),
  text: z.string(),
  /** guessed: read in the likeliest encoding. lost: the letter is not there. garbled: saved in one encoding and read in another. */
  why: z.enum(['guessed', 'lost', 'garbled']),
})
export type Doubt = z.infer<typeof doubt>

const candidate = z.object({
  personId: z.uuid(),
  name: z.string(),
  note: z.string(),
  reference: z.string(),
  email: z.string(),
  audiences: z.array(z.enum(ADULT_AUDIENCES)),
  leftOn: z.iso.date().nullable(),
})

const judgedRow = z.object({
  line: z.int(),
  name: z.string(),
  note: z.string(),
  reference: z.string(),
  email: z.string(),
  audiences: z.array(z.enum(ADULT_AUDIENCES)),
  from: z.iso.date().nullable(),
  lastDay: z.iso.date().nullable(),
  /** What changes, what stays though the file says otherwise, or what is wrong. */
  says: z.array(z.string()),
  /** Of a clash: whom it may be, whether it may be somebody new, and how it was settled. */
  candidates: z.array(candidate),
  mayBeNew: z.boolean(),
  settled: settled.nullable(),
})
export type JudgedRow = z.infer<typeof judgedRow>

export const importingContract = {
  /** Reads a file: its encoding (as set, or else as recognised), its columns and what they seem to hold, and where its text is doubtful. */
  'people.readFile': {
    access: 'administrator',
    input: z.strictObject({ workId, file, encoding: z.enum(ENCODINGS).nullable() }),
    output: z.object({
      encoding: z.enum(ENCODINGS),
      /** The line that names the columns, from 1. */
      headerLine: z.int(),
      rows: z.int(),
      columns: z.array(z.object({ name: z.string(), examples: z.array(z.string()) })),
      proposed: z.object({ columns, audiences: z.array(z.enum(ADULT_AUDIENCES)), isRemembered: z.boolean() }),
      /** Every doubtful cell is counted; the first are shown. */
      doubts: z.object({ count: z.int(), first: z.array(doubt) }),
    }),
  },
  /** Judges each row against the roll. Writes nothing. Gives how many there are of each kind, and a page of one kind. */
  'people.judgeFile': {
    access: 'administrator',
    input: z.strictObject({ ...reading, kind: kind.nullable(), page: z.int().min(1).default(1) }),
    output: z.object({
      counts: z.record(kind, z.int()),
      /** Rows that would be written, settled clashes among them; and clashes that nobody has settled. */
      adds: z.int(),
      changes: z.int(),
      open: z.int(),
      /** The kind that is given: what was asked for, or the first there is. */
      kind,
      rows: z.array(judgedRow),
      page: z.int(),
      pages: z.int(),
      /** What would be written, as a fingerprint: SHA-256, hex. */
      plan: z.string(),
    }),
  },
  /**
   * Writes what was judged: all of it or nothing. Clashes that nobody settled and faulty rows are left out. Throws
   * `roll-changed` where `plan` is not what would be written now.
   */
  'people.importFile': {
    access: 'administrator',
    input: z.strictObject({ ...reading, plan: z.string().max(64) }),
    output: z.object({ added: z.int(), changed: z.int() }),
  },
  /** Saves the faulty rows and the open clashes as they are in the file, each with its line and what is wrong. */
  'people.saveFaultyRows': {
    access: 'administrator',
    input: z.strictObject(reading),
    output: z.object({ path: z.string().nullable() }),
  },
  /** Saves a file with the columns' names alone, to be filled in. */
  'people.saveTemplate': {
    access: 'administrator',
    input: z.strictObject({}),
    output: z.object({ path: z.string().nullable() }),
  },
} as const
