/** What the report says, each way it can be had, read with nothing of the program's own. */
import { parse } from 'csv-parse/sync'
import type { Report } from '../../src-main/reports/contract.ts'

export type Cells = Record<string, string>
export const readCsv = (text: string): Cells[] => parse(text, { columns: true, bom: true })

/** Every number in a value, however deep, in no order. */
export function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : []
}

/** Every text and yes-or-no in it as well, as a table has them; lists of words are one. */
export function wordsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value === 'boolean') return [value ? 'yes' : 'no']
  if (Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string'))
    return [value.join(' ')]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(wordsIn) : []
}

const STATUSES = [
  ['people', 'people'],
  ['complete', 'complete'],
  ['inTime', 'in time'],
  ['signAgain', 'sign again'],
  ['overdue', 'overdue'],
  ['waived', 'waived'],
] as const

/** Figures of the report with the cells that a table's row of each has to have: written out by hand, part by part. */
export function figuresWithRows(report: Report): [figure: number | null, row: Cells][] {
  const tallied = (tally: Report['total'], row: Cells): [number, Cells][] =>
    STATUSES.map(([key, measure]) => [tally[key], { ...row, measure }])
  const tried = (one: { people: number; wrong: number; wrongPerCent: number | null }, row: Cells) =>
    [
      [one.people, { ...row, measure: 'people' }],
      [one.wrong, { ...row, measure: 'wrong' }],
      [one.wrongPerCent, { ...row, measure: 'wrong per cent' }],
    ] as [number | null, Cells][]
  return [
    ...tallied(report.total, { part: 'total' }),
    [report.completePerCent, { part: 'report', measure: 'complete per cent' }],
    [report.policiesPastReview, { part: 'report', measure: 'policies past review' }],
    [report.waivers, { part: 'report', measure: 'waivers' }],
    [report.onPaper, { part: 'report', measure: 'on paper' }],
    [report.starters.median, { part: 'starters', measure: 'median' }],
    [report.record.head.length, { part: 'record', measure: 'head: length' }],
    ...report.byAudience.flatMap(({ audience, ...tally }) => tallied(tally, { part: 'by audience', audience })),
    ...report.byPolicy.flatMap(({ policyId, byAudience, late, dueSoon, onPaper, ...tally }) => {
      const row = { part: 'by policy', policy_id: policyId, audience: '' }
      return [
        ...tallied(tally, row),
        [late.month, { ...row, measure: 'late: month' }],
        [dueSoon, { ...row, measure: 'due soon' }],
        [onPaper, { ...row, measure: 'on paper' }],
        ...byAudience.flatMap(({ audience, ...own }) =>
          tallied(own, { part: 'by policy', policy_id: policyId, audience }).map(
            ([figure, cells]): [number, Cells] => [figure, { ...cells, measure: `by audience: ${cells.measure}` }],
          ),
        ),
      ] as [number, Cells][]
    }),
    ...report.trend.flatMap(({ day, ...tally }) => tallied(tally, { part: 'trend', date: day })),
    ...report.understanding.rules.flatMap((rule) => {
      const row = { part: 'understanding', policy_id: rule.policyId, rule_id: rule.ruleId }
      return [
        ...tried(rule, { ...row, audience: '' }).map(([figure, cells]) => [figure, { ...cells, measure: `rules: ${cells.measure}` }]),
        ...rule.byAudience.flatMap((own) =>
          tried(own, { ...row, audience: own.audience }).map(([figure, cells]) => [figure, { ...cells, measure: `rules: by audience: ${cells.measure}` }]),
        ),
        [rule.sureAndWrong, { ...row, measure: 'rules: sure and wrong' }],
      ] as [number | null, Cells][]
    }),
    ...(report.declarations
      ? (['made', 'yes', 'open', 'decided'] as const).map((key): [number, Cells] => [
          report.declarations![key],
          { part: 'declarations', measure: key },
        ])
      : []),
  ] // prettier-ignore
}

/** Figures that stand in no row of a table that says what they are, or not once. */
export function missingIn(table: readonly Cells[], report: Report): Cells[] {
  return figuresWithRows(report).flatMap(([figure, row]) => {
    const found = table.filter((cells) => Object.entries(row).every(([column, cell]) => cells[column] === cell))
    return found.length === 1 && found[0]!.value === String(figure ?? '') ? [] : [{ ...row, value: String(figure) }]
  })
}

const LINES = { staff: 'Staff', volunteer: 'Volunteers', governor: 'Governors' }

const plural = (days: number): string => `${days} ${days === 1 ? 'day' : 'days'}`

/** A day as the paper has it, in English. */
const dayInWords = (day: string): string =>
  new Date(`${day}T12:00:00Z`).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })

/** Lines of the paper that say the report's figures, with single spaces. */
export function linesOfPaper(report: Report): string[] {
  const line = (tally: Report['total']): string => STATUSES.map(([key]) => tally[key].toLocaleString('en-GB')).join(' ')
  const { declarations, record, starters, understanding } = report
  const share = ({ people, wrong, wrongPerCent }: { people: number; wrong: number; wrongPerCent: number | null }) =>
    `${wrong} of ${people}${wrongPerCent === null ? '' : ` (${wrongPerCent}%)`}`
  return [
    report.headline,
    ...report.decisions.map(({ words }) => words),
    ...(report.trend.some(({ people }) => people > 0)
      ? report.trend.map(({ day, ...tally }) => `${dayInWords(day)} ${line(tally)}`)
      : []),
    `${starters.people} ${starters.finished}`,
    ...(starters.median === null ? [] : [`${plural(starters.median)} ${plural(starters.slowest!)}`]),
    ...understanding.wrongMost.flatMap(({ text, byAudience, usualMistake, ...rule }) => [
      text,
      share(rule),
      ...byAudience.map((own) => `${LINES[own.audience]} ${share(own)}`),
      ...(usualMistake ? [usualMistake.text] : []),
    ]),
    ...understanding.sureAndWrong.map(({ sureAndWrong, said, ...rule }) => `${sureAndWrong} ${said} ${share(rule)}`),
    ...understanding.neverTested.map(({ text }) => text),
    `People, each counted once ${line(report.total)}`,
    ...report.byAudience.map((row) => `${LINES[row.audience]} ${line(row)}`),
    ...report.byPolicy.map(line),
    ...(declarations ? [`${declarations.made} ${declarations.yes} ${declarations.open} ${declarations.decided}`] : []),
    record.check.words,
    record.minuted?.words ?? 'Nobody has entered yet which minute records a printed report',
    record.fingerprint.slice(0, 4).join(' '),
    record.fingerprint.slice(4).join(' '),
    record.minute,
  ]
}
