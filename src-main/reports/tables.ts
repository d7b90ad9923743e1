/** The report as tables for a spreadsheet: its figures, one a row, and its people. docs/report.md says what is where. Pure. */
import type { PersonRow, Report } from './contract.ts'

/** One figure, or one word, of the report. */
export interface FigureRow {
  /** The part of the report it stands in. */
  part: string
  /** Its place in a list, from 1; '' where it stands in none. */
  place: number | ''
  policy: string
  policy_id: string
  audience: string
  /** The clause and what it asks. */
  rule: string
  rule_id: string
  date: string
  measure: string
  value: string | number
}

export const FIGURE_COLUMNS: (keyof FigureRow)[] = [
  ...(['part', 'place', 'policy', 'policy_id', 'audience', 'rule', 'rule_id', 'date', 'measure', 'value'] as const),
]

type Whose = Omit<FigureRow, 'part' | 'measure' | 'value'>
const NOBODYS: Whose = { place: '', policy: '', policy_id: '', audience: '', rule: '', rule_id: '', date: '' }

/** What a list's item is about stands in columns of its own. */
interface Item {
  policyId?: string
  policyTitle?: string
  title?: string
  audience?: string
  ruleId?: string
  ref?: string
  text?: string
  day?: string
}

/**
 * Every figure and word of the report but its people's rows, in its own order: so a part that the report gains stands in the
 * table as well. Values are as the report has them: per cent and days are whole numbers, days YYYY-MM-DD, what is not told is ''.
 */
export function figureRows({ people: _people, ...report }: Report): FigureRow[] {
  const rows: FigureRow[] = []

  function put(part: string, path: readonly string[], value: unknown, whose: Whose): void {
    if (Array.isArray(value)) putList(part, path, value, whose)
    else if (typeof value === 'object' && value !== null)
      for (const [key, inside] of Object.entries(value)) put(part, [...path, inWords(key)], inside, whose)
    else rows.push({ part, ...whose, measure: path.join(': '), value: inCell(value) })
  }

  function putList(part: string, path: readonly string[], list: readonly unknown[], whose: Whose): void {
    if (list.every((one) => typeof one !== 'object')) {
      rows.push({ part, ...whose, measure: path.join(': '), value: list.join(' ') })
      return
    }
    list.forEach((one, at) => {
      const { own, rest } = told(one as Item)
      put(part, path, rest, { ...whose, ...own, place: at + 1 })
    })
  }

  for (const [key, value] of Object.entries(report)) {
    const isWord = typeof value !== 'object' || value === null
    if (isWord) put('report', [inWords(key)], value, NOBODYS)
    else put(inWords(key), [], value, NOBODYS)
  }
  return rows
}

/** What an item is about, and what it says of that. */
function told({ policyId, policyTitle, title, audience, ruleId, ref, text, day, ...rest }: Item): {
  own: Partial<Whose>
  rest: object
} {
  const isRule = ruleId !== undefined
  return {
    own: {
      ...((policyTitle ?? title) !== undefined && { policy: policyTitle ?? title }),
      ...(policyId !== undefined && { policy_id: policyId }),
      ...(audience !== undefined && { audience }),
      ...(isRule && { rule: `${ref} ${text}`, rule_id: ruleId }),
      ...(day !== undefined && { date: day }),
    },
    rest: isRule ? rest : { ...rest, ...(ref !== undefined && { ref }), ...(text !== undefined && { text }) },
  }
}

/** `peopleInAll` as words: people in all. */
const inWords = (key: string): string => key.replace(/[A-Z]/g, (capital) => ` ${capital.toLowerCase()}`)

function inCell(value: unknown): string | number {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return typeof value === 'number' ? value : ((value ?? '') as string)
}

export const PERSON_COLUMNS = [
  'person_id', 'name', 'note', 'audiences', 'policy_id', 'policy', 'version', 'status', 'due_on', 'days_late', 'attempts',
  'first_answers_right', 'first_answers', 'signed_at', 'paper_signed_on', 'paper_entered_by', 'paper_witnessed_by',
  'waived_until', 'waived_because', 'waived_by',
] as const // prettier-ignore
type PersonColumn = (typeof PERSON_COLUMNS)[number]

/** One person and one policy a row. */
export const personCells = (row: PersonRow): Record<PersonColumn, string | number> => ({
  person_id: row.id,
  name: row.name,
  note: row.note,
  audiences: row.audiences.join(' '),
  policy_id: row.policyId,
  policy: row.policyTitle,
  version: row.version,
  status: row.status,
  due_on: row.dueOn,
  days_late: row.daysLate,
  attempts: row.attempts,
  first_answers_right: row.firstAnswers?.right ?? '',
  first_answers: row.firstAnswers?.total ?? '',
  signed_at: row.signedAt ?? '',
  paper_signed_on: row.paper?.signedOn ?? '',
  paper_entered_by: row.paper?.enteredBy ?? '',
  paper_witnessed_by: row.paper?.witnessedBy ?? '',
  waived_until: row.waiver?.until ?? '',
  waived_because: row.waiver?.reason ?? '',
  waived_by: row.waiver?.by ?? '',
})
