/** From the cells of a row to the person that is wanted, or to what is wrong with them. Pure. */
import type { z } from 'zod'
import { ADULT_AUDIENCES, type Audience } from '../../policies/format.ts'
import { dayInWords } from '../../time.ts'
import { personEmail, personName, personNote, personReference } from '../contract.ts'
import { isFar, type Facts } from '../known.ts'
import type { Columns, Field } from './contract.ts'
import type { Row } from './table.ts'
import { typedDay } from './typed-day.ts'

/** Somebody as a row has them. Of the facts, '' is no word on it. */
export interface Wanted extends Facts {
  audiences: Audience[]
  from: string
  /** The row itself says from when. */
  saysFrom: boolean
  lastDay: string | null
}

/** How the cells of a file are read. */
export interface Choices {
  columns: Columns
  /** Of everybody of whom the file does not say it. */
  audiences: readonly Audience[]
  from: string
  today: string
  /** How many columns the file has. */
  width: number
}

export type Read = { wanted: Wanted; wrong: null } | { wanted: null; wrong: string[] }

/** Takes a row and how it is read; gives who is wanted, or everything that is wrong. */
export function read({ cells }: Row, { columns, audiences, from, today, width }: Choices): Read {
  const wrong: string[] = []
  const cell = (field: Field): string => (columns[field] === null ? '' : (cells[columns[field]] ?? '').trim())
  const parsed = <Schema extends z.ZodType<string>>(schema: Schema, text: string): string => {
    const result = schema.safeParse(text)
    if (!result.success) wrong.push(result.error.issues[0]!.message)
    return result.data ?? ''
  }
  const day = (field: Field, called: string): string | null => {
    if (cell(field) === '') return null
    const typed = typedDay(cell(field))
    if ('wrong' in typed) wrong.push(`${called}: ${typed.wrong}`)
    else if (isFar(typed.day, today)) wrong.push(`${called}: check the year, ${dayInWords(typed.day)} is too far away`)
    return 'day' in typed ? typed.day : null
  }

  if (cells.slice(width).some((extra) => extra.trim() !== ''))
    wrong.push(
      `The row has ${cells.length} cells where the file has ${width} columns: a cell with a separator in it needs quotation marks`,
    )
  const name = parsed(personName, nameIn(cell))
  const facts: Facts = {
    name,
    note: parsed(personNote, cell('note').replace(/\s+/gu, ' ')),
    reference: parsed(personReference, cell('reference')),
    email: parsed(personEmail, cell('email').replace(/^mailto:/i, '')),
  }
  const said = audiencesIn(cell('audiences'))
  if ('unknown' in said) wrong.push(`“${said.unknown}” is not staff, volunteer or governor`)
  const here = 'audiences' in said && said.audiences.length > 0 ? said.audiences : [...audiences]
  if ('audiences' in said && here.length === 0)
    wrong.push('Nothing says whether they are staff, a volunteer or a governor')
  const starts = day('from', 'Start date')
  const lastDay = day('lastDay', 'Last day')
  if (starts !== null && lastDay !== null && lastDay < starts)
    wrong.push(`The last day, ${dayInWords(lastDay)}, is before the first, ${dayInWords(starts)}`)
  if (wrong.length > 0) return { wanted: null, wrong }
  return {
    wanted: { ...facts, audiences: here, from: starts ?? from, saysFrom: starts !== null, lastDay },
    wrong: null,
  }
}

/** The name in one cell, "Surname, Forename" turned round; or in two. */
function nameIn(cell: (field: Field) => string): string {
  const whole = cell('name')
  if (whole === '') return `${cell('firstName')} ${cell('surname')}`
  const [surname = '', forename = '', ...more] = whole.split(',').map((part) => part.trim())
  return forename !== '' && surname !== '' && more.length === 0 ? `${forename} ${surname}` : whole
}

/** Words that say what somebody is; the first that stands in the text decides, so that a staff governor is a governor. */
const SAYS: readonly [RegExp, Audience][] = [
  [/\b(governors?|trustees?|clerk to governors)\b/i, 'governor'],
  [/\b(volunteers?|parent helpers?|helpers?|pta)\b/i, 'volunteer'],
  [/\b(staff|employees?|teachers?|teaching|support|ta|assistants?|supply|permanent|temporary)\b/i, 'staff'],
]

/** What a cell says somebody is, several parted by commas, semicolons, strokes or "and". */
function audiencesIn(cell: string): { audiences: Audience[] } | { unknown: string } {
  const parts = cell.split(/[,;/|&+\n]|\band\b/i).map((part) => part.trim()).filter((part) => part !== '') // prettier-ignore
  const found = parts.map((part) => ({ part, audience: SAYS.find(([words]) => words.test(part))?.[1] }))
  const unknown = found.find(({ audience }) => audience === undefined)
  if (unknown) return { unknown: unknown.part }
  return { audiences: ADULT_AUDIENCES.filter((one) => found.some(({ audience }) => audience === one)) }
}
