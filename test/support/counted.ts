/** The figures of a report for a day, counted slowly from an export. It shares no line with the program. */
import type { ExportedEntry } from './exported.ts'

const DAY = 86_400_000

export interface Counted {
  total: { people: number; complete: number; inTime: number; signAgain: number; overdue: number; waived: number }
  byAudience: Record<string, Counted['total']>
  declarations: { made: number; yes: number; open: number; decided: number }
  /** Each person's name, due day, finished attempts and right first answers, by person. */
  people: Record<
    string,
    { status: string; dueOn: string; attempts: number; right: number; first: number; signedAt: string | null }
  >
}

const ukDay = (instant: string): string => new Date(instant).toLocaleDateString('sv-SE', { timeZone: 'Europe/London' })
const emptyCount = (): Counted['total'] => ({ people: 0, complete: 0, inTime: 0, signAgain: 0, overdue: 0, waived: 0 })

/** For a school with one policy in one version, as the example is. `begun`: who had begun by that day, which is no evidence. */
export function count(entries: readonly ExportedEntry[], day: string): Counted {
  const known = entries.filter(({ at }) => ukDay(at) <= day)
  const of = (kind: string) => known.filter((entry) => entry.kind === kind)
  const [version] = of('policy.published')
  const daysAllowed = Object.fromEntries(
    of('programme.set').map(({ payload }) => [payload.audience, payload.daysAllowed]),
  )
  const counted: Counted = {
    total: emptyCount(),
    byAudience: {},
    declarations: { made: 0, yes: 0, open: 0, decided: 0 },
    people: {},
  }
  const add = (to: Counted['total'], status: string): void => {
    to.people++
    if (status === 'complete') to.complete++
    else if (status === 'overdue') to.overdue++
    else to.inTime++
  }

  for (const { payload: person } of of('person.added')) {
    const left = of('person.left').findLast(({ subject }) => subject === person.id)?.payload.lastDay as
      string | undefined
    const held = person.appointments.filter((one: any) => one.from <= day && (left === undefined || day <= left))
    if (held.length === 0) continue
    const dues = held.map((one: any) => {
      const from = Math.max(Date.parse(one.from), Date.parse(version!.payload.inForceOn))
      return new Date(from + daysAllowed[one.audience] * DAY).toISOString().slice(0, 10)
    })
    const dueOn = dues.sort()[0]
    const signed = of('acknowledgement.signed').filter(({ subject }) => subject === person.id)
    const done = held.every((one: any) => signed.some(({ payload }) => payload.audiences.includes(one.audience)))
    const status = done ? 'complete' : dueOn < day ? 'overdue' : 'in time'
    const attempts = of('attempt.finished').filter(({ subject }) => subject === person.id)
    const met = new Set<string>()
    let [right, first] = [0, 0]
    for (const { payload } of attempts) {
      const before = new Set(met)
      for (const answer of payload.answers) {
        met.add(answer.scenarioId)
        if (before.has(answer.scenarioId)) continue
        first++
        if (answer.verdict === 'right') right++
      }
    }
    add(counted.total, status)
    for (const audience of new Set<string>(held.map((one: any) => one.audience)))
      add((counted.byAudience[audience] ??= emptyCount()), status)
    counted.people[person.id] = {
      status,
      dueOn,
      attempts: attempts.length,
      right,
      first,
      signedAt: signed.at(-1)?.at ?? null,
    }
  }
  counted.declarations = countDeclarations(known)
  return counted
}

function countDeclarations(known: readonly ExportedEntry[]): Counted['declarations'] {
  const found = { made: 0, yes: 0, open: 0, decided: 0 }
  for (const { kind, payload: signing } of known) {
    if (kind !== 'declarations.made') continue
    for (const { id, answer } of signing.declarations) {
      found.made++
      if (answer !== 'yes') continue
      found.yes++
      const last = known.findLast(
        ({ kind, payload: { acknowledgementId, declarationId } }) =>
          kind === 'declaration.decided' && acknowledgementId === signing.acknowledgementId && declarationId === id,
      )
      if (last === undefined || last.payload.decision === 'talk-needed') found.open++
      else found.decided++
    }
  }
  return found
}
