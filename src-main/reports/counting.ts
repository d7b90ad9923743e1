/** The rows of a report: one a person and policy, and the tables that are counted from them. */
import { personStatus, type Assignment } from '../induction/assignment.ts'
import { STATUSES, type Status } from '../induction/contract.ts'
import { waiverShown, type Outcome } from '../induction/service.ts'
import type { Person } from '../people/service.ts'
import { ADULT_AUDIENCES, type Audience } from '../policies/format.ts'
import { DUE_SOON, type Behind, type PersonRow, type Report } from './contract.ts'
import { tally } from './tally.ts'

/** Where one person stands on the report's day, of what the report is about. */
export interface Standing {
  person: Person
  assignments: Assignment[]
  status: Status
}

/** What is asked of somebody, narrowed to one audience or policy. */
export const narrowed = (
  assignments: readonly Assignment[],
  { audience, policyId }: { audience?: Audience | undefined; policyId?: string | undefined },
): Assignment[] =>
  assignments.filter(
    (one) =>
      (audience === undefined || one.audiences.includes(audience)) &&
      (policyId === undefined || one.policyId === policyId),
  )

/** The audiences in which something is asked of someone. */
export const audiencesAsked = ({ assignments }: Pick<Standing, 'assignments'>): Audience[] =>
  ADULT_AUDIENCES.filter((audience) => assignments.some(({ audiences }) => audiences.includes(audience)))

/** How many of each audience stand where; audiences of which nothing is asked are left out. */
export function byAudience(standings: readonly { assignments: readonly Assignment[] }[], only?: Audience) {
  return ADULT_AUDIENCES.filter((audience) => only === undefined || audience === only)
    .map((audience) => {
      const own = standings.flatMap(
        ({ assignments }) => personStatus(assignments.filter(({ audiences }) => audiences.includes(audience))) ?? [],
      )
      return { audience, ...tally(own) }
    })
    .filter(({ people }) => people > 0)
}

/** The same by policy; `titleOf` gives the title of a version's policy. */
export function byPolicy(
  standings: readonly Standing[],
  titleOf: (versionId: string) => string,
  only?: Audience,
): Report['byPolicy'] {
  const assignments = standings.flatMap((standing) => standing.assignments)
  return [...Map.groupBy(assignments, ({ policyId }) => policyId)]
    .map(([policyId, list]) => {
      const late = list.filter(({ status }) => status === 'overdue').map(({ daysLate }) => daysLate)
      return {
        policyId,
        title: titleOf(list[0]!.versionId),
        version: list[0]!.version,
        ...tally(list.map(({ status }) => status)),
        onPaper: list.filter(isOnPaper).length,
        late: {
          week: late.filter((days) => days <= 7).length,
          month: late.filter((days) => days > 7 && days <= 28).length,
          longer: late.filter((days) => days > 28).length,
        },
        dueSoon: list.filter(isDueSoon).length,
        byAudience: byAudience(
          list.map((one) => ({ assignments: [one] })),
          only,
        ),
      }
    })
    .sort((a, b) => (a.policyId < b.policyId ? -1 : 1))
}

const isOnPaper = ({ status, signature }: Assignment): boolean =>
  status === 'complete' && signature !== null && signature.paper !== null
const isDueSoon = ({ status, daysLate }: Pick<Assignment, 'status' | 'daysLate'>): boolean =>
  WAITING.has(status) && daysLate <= 0 && -daysLate <= DUE_SOON

const IN_TIME: readonly Status[] = ['not-started', 'in-progress']
const WAITING: ReadonlySet<Status> = new Set([...IN_TIME, 'sign-again'])

/** Figures that count people: the statuses of somebody whom they count. */
const PEOPLE_WHO_ARE: Partial<Record<Behind, ReadonlySet<Status>>> = {
  everyone: new Set(STATUSES),
  complete: new Set(['complete']),
  'in-time': new Set(IN_TIME),
  'sign-again': new Set(['sign-again']),
  waiting: WAITING,
  overdue: new Set(['overdue']),
  waived: new Set(['waived']),
}

/** Figures that count rows, one a person and policy. */
const ROWS_THAT_ARE: Partial<Record<Behind, (row: PersonRow) => boolean>> = {
  'due-soon': isDueSoon,
  waivers: ({ status }) => status === 'waived',
  'on-paper': ({ status, paper }) => status === 'complete' && paper !== null,
}

/**
 * Takes all rows of a report; gives those behind a figure in the same order, and the figure. Of people whom it counts,
 * they are the rows that make it so: what somebody who is overdue has signed is left out.
 */
export function behind(figure: Behind, rows: readonly PersonRow[]): { counted: number; rows: PersonRow[] } {
  const fits = ROWS_THAT_ARE[figure]
  if (fits) {
    const found = rows.filter(fits)
    return { counted: found.length, rows: found }
  }
  const statuses = PEOPLE_WHO_ARE[figure]!
  const people = [...Map.groupBy(rows, ({ id }) => id)]
  const counted = new Set(people.flatMap(([id, own]) => (statuses.has(personStatus(own)!) ? id : [])))
  return { counted: counted.size, rows: rows.filter(({ id, status }) => counted.has(id) && statuses.has(status)) }
}

/** The row of one person and policy. */
export const personRow = (
  person: Person,
  audiences: Audience[],
  policyTitle: string,
  { policyId, version, status, dueOn, daysLate, signature, waiver }: Assignment,
  outcome: Outcome | undefined,
): PersonRow => ({
  ...{ id: person.id, name: person.name, note: person.note, audiences },
  ...{ policyId, policyTitle, version, status, dueOn, daysLate },
  attempts: outcome?.attempts ?? 0,
  firstAnswers: outcome ? { right: outcome.right, total: outcome.total } : null,
  signedAt: signature?.signedAt ?? null,
  paper: signature?.paper ?? null,
  waiver: waiverShown(waiver),
})

/** Rows with the most urgent first. */
export function inOrder(rows: readonly PersonRow[]): PersonRow[] {
  const names = [...new Set(rows.map(({ name }) => name))].sort(byName.compare)
  const place = new Map(names.map((name, at) => [name, at])) // told once for each name: it takes its time
  return rows.toSorted(
    (a, b) =>
      STATUSES.indexOf(a.status) - STATUSES.indexOf(b.status) ||
      compare(a.dueOn, b.dueOn) ||
      place.get(a.name)! - place.get(b.name)! ||
      compare(a.id, b.id) ||
      compare(a.policyId, b.policyId),
  )
}

const byName = new Intl.Collator('en-GB')
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
