/** Which column holds what, by its name. Pure. */
import { FIELDS, type Columns, type Field } from './contract.ts'

/** What school systems call each field, the likeliest first: of two that are there the earlier is taken. */
const NAMES: Record<Field, readonly string[]> = {
  name: ['full name', 'name', 'staff', 'employee', 'person', 'display name', 'name of person', 'surname forename'],
  firstName: ['preferred forename', 'preferred first name', 'forename', 'first name', 'given name', 'known as', 'chosen name', 'forename s'],
  surname: ['preferred surname', 'preferred last name', 'surname', 'last name', 'family name'],
  note: ['what they do here', 'job title', 'post title', 'job role', 'role', 'role s', 'post', 'position', 'job', 'occupation', 'responsibility'],
  reference: ['number', 'staff code', 'reference', 'id', 'code', 'no', 'payroll number', 'mis id', 'unique id', 'initials code'],
  email: ['work email', 'school email', 'email', 'email address', 'primary email', 'main email'],
  audiences: ['as what', 'staff volunteer or governor', 'audience', 'audiences', 'they are', 'here as', 'type', 'category', 'group'],
  from: ['first day', 'start date', 'starts on', 'date of joining', 'joining date', 'joined', 'date started', 'started', 'start', 'from', 'appointment date', 'appointed', 'appointed on', 'date of appointment', 'date of arrival'],
  lastDay: ['last day', 'leaving date', 'date of leaving', 'end date', 'date left', 'leave date', 'leaves on', 'left', 'finish date', 'term of office ends', 'end', 'until'],
} // prettier-ignore

/** Words before a name that say no more than whose it is: "Staff start date", "Legal surname". */
const WHOSE =
  /^(staff|employee|employment|legal|preferred|main|current|work|school|contract|person|governor|volunteer|sims|arbor|bromcom|mis) /

const plain = (header: string): string =>
  header
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\be-mail\b/g, 'email')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()

export const NO_COLUMNS: Columns = Object.fromEntries(FIELDS.map((field) => [field, null])) as Columns

/** For each field the column whose name says that it holds it; no column twice. */
export function columnsByName(headers: readonly string[]): Columns {
  const exact = headers.map(plain)
  const found = { ...NO_COLUMNS }
  const taken = new Set<number>()
  for (const names of [exact, exact.map((header) => header.replace(WHOSE, ''))])
    for (const field of FIELDS) {
      if (found[field] !== null) continue
      const known = NAMES[field].map((name) => names.findIndex((one, at) => one === name && !taken.has(at)))
      const at = known.find((place) => place >= 0)
      if (at === undefined) continue
      found[field] = at
      taken.add(at)
    }
  return withOneName(found)
}

/** A name in two columns says more than one in one: which of its words is the surname. */
function withOneName(columns: Columns): Columns {
  if (columns.firstName !== null && columns.surname !== null) return { ...columns, name: null }
  return columns.name === null ? columns : { ...columns, firstName: null, surname: null }
}

/** How many columns are known by their names. */
export const recognised = (headers: readonly string[]): number =>
  Object.values(columnsByName(headers)).filter((column) => column !== null).length

/** What Lanyard adds to the rows it gives back to be mended; they are no columns of the school's. */
export const MENDING = ['Line in the file', 'What is wrong'] as const

/** The names in any order, as one text: files of the same names are of the same kind. */
export const headersKey = (headers: readonly string[]): string =>
  JSON.stringify(headers.filter((header) => !(MENDING as readonly string[]).includes(header)).toSorted())
