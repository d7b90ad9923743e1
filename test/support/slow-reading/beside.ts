/** A report of the program's own, in the form of the slow reading: without what is of the moment, of progress, or words alone. */
import type { Output } from '../../../src-main/contract.ts'

type Report = Output<'reports.report'>

export function besideSlow({
  today: _today,
  printedAt: _printedAt,
  footer: _footer,
  record: _record,
  names: _names,
  headline: _headline,
  ...report
}: Report) {
  return {
    ...report,
    decisions: report.decisions.map(({ kind }) => kind),
    people: inOrder(report.people.map((row) => ({ ...row, status: withoutProgress(row.status) }))),
  }
}

const withoutProgress = (status: string): string => (/^(in-progress|not-started)$/.test(status) ? 'in time' : status)

/** Rows of people by their ids: their own order turns on who has begun. */
export const inOrder = <Row extends { id: string; policyId: string }>(rows: readonly Row[]): Row[] =>
  [...rows].sort((a, b) => (`${a.id} ${a.policyId}` < `${b.id} ${b.policyId}` ? -1 : 1))
