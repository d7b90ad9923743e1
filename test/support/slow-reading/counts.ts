/** People by how they stand: the tables of the report. */
import { signedOn, signaturesOf, URGENCY, rowsOn, type Row, type Status } from './asked.ts'
import { AUDIENCES, daysFrom, earliest, later, latest, type Asked, type Entry } from './known.ts'
import { FEWEST } from './understanding.ts'

const COLUMNS: Record<Status, string> = {
  overdue: 'overdue',
  'sign-again': 'signAgain',
  'in time': 'inTime',
  complete: 'complete',
  waived: 'waived',
}

/** How many people stand where: each counts once, as the most urgent of what is asked of them. */
export function tally(rows: readonly Row[]): Record<string, number> {
  const counted: Record<string, number> = { people: 0, complete: 0, inTime: 0, signAgain: 0, overdue: 0, waived: 0 }
  for (const own of byPerson(rows)) {
    const status = URGENCY.find((one) => own.some((row) => row.status === one))!
    counted.people!++
    counted[COLUMNS[status]]!++
  }
  return counted
}

export const byPerson = (rows: readonly Row[]): Row[][] =>
  [...new Set(rows.map(({ person }) => person.id))].map((id) => rows.filter(({ person }) => person.id === id))

/** By audience: whoever is asked something in two stands in both. */
export const byAudience = (rows: readonly Row[], { audience: only }: Asked) =>
  AUDIENCES.filter((audience) => only === undefined || audience === only)
    .map((audience) => ({ audience, ...tally(rows.filter(({ audiences }) => audiences.includes(audience))) }))
    .filter((row) => (row as Record<string, unknown>).people !== 0)

export function byPolicy(rows: readonly Row[], asked: Asked) {
  return [...new Set(rows.map(({ version }) => version.policyId))].sort().map((policyId) => {
    const own = rows.filter(({ version }) => version.policyId === policyId)
    const { version } = own[0]!
    const late = own.filter(({ status }) => status === 'overdue').map(({ daysLate }) => daysLate)
    return {
      policyId,
      title: version.pack.policy.title,
      version: version.version,
      ...tally(own),
      onPaper: own.filter(isOnPaper).length,
      late: {
        week: late.filter((days) => days <= 7).length,
        month: late.filter((days) => days >= 8 && days <= 28).length,
        longer: late.filter((days) => days >= 29).length,
      },
      dueSoon: own.filter(
        ({ status, dueOn }) =>
          (status === 'in time' || status === 'sign-again') && asked.day <= dueOn && dueOn <= later(asked.day, 14),
      ).length,
      byAudience: byAudience(own, asked),
    }
  })
}

export const isOnPaper = ({ status, signature }: Row): boolean =>
  status === 'complete' && signature?.kind === 'acknowledgement.entered'

/** Those who began in the year up to the day, and how many days it took them to sign all of it for the first time. */
export function starters(entries: readonly Entry[], rows: readonly Row[], { day, audience: only }: Asked) {
  const since = later(day, -364)
  const took: number[] = []
  let people = 0
  for (const own of byPerson(rows)) {
    const { person } = own[0]!
    const began = earliest(
      person.appointments.filter(({ audience }) => only === undefined || audience === only).map(({ from }) => from),
    )
    if (began < since || began > day) continue
    people++
    const wanted = own
      .filter(({ status }) => status !== 'waived')
      .flatMap(({ version, audiences }) =>
        audiences
          .filter((audience) => only === undefined || audience === only)
          .map((audience) =>
            signaturesOf(entries, person, version.policyId, day)
              .filter(({ payload }) => payload.audiences.includes(audience))
              .map(signedOn),
          ),
      )
    if (wanted.length === 0 || wanted.some((signed) => signed.length === 0)) continue
    const finishedOn = latest(wanted.map(earliest))
    took.push(Math.max(0, daysFrom(began, finishedOn)))
  }
  took.sort((a, b) => a - b)
  return {
    since,
    people,
    finished: took.length,
    median: took.length < FEWEST ? null : took[Math.ceil(took.length / 2) - 1],
    slowest: took.length < FEWEST ? null : took.at(-1),
  }
}

/** The ends of the twelve months before, none before the record began, and the day itself. */
export function trend(entries: readonly Entry[], asked: Asked) {
  const days = [asked.day]
  for (let day = later(asked.day, -1); day >= entries[0]!.day && days.length < 13; day = later(day, -1))
    if (later(day, 1).endsWith('-01')) days.unshift(day)
  return days.map((day) => ({ day, ...tally(rowsOn(entries, { ...asked, day })) }))
}
