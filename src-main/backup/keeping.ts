/** Which of the backups that Lanyard made by itself stay. Pure: what is there is handed to it. */
import { addDays, dayOf } from '../time.ts'

/** How many days, weeks and months keep their last backup: those that have one, the latest first. */
const KEPT = { days: 7, weeks: 5, months: 12 }
/** How long one that was made before the records took another shape stays, in days. */
const BEFORE_STEP_DAYS = 366

export interface Standing {
  name: string
  /** UTC */
  madeAt: string
  beforeStep: number | null
}

/**
 * Gives the names of those that go. Of each of the last 7 days, 5 weeks and 12 months that have any the last one stays,
 * in UK days and weeks that begin on a Monday; what is of a day to come, as after a clock was put back, stays and counts
 * for nothing until then. One made before the records took another shape stays for a year. The newest always stays.
 */
export function toGo(all: readonly Standing[], today: string): string[] {
  const past = all.filter(({ madeAt }) => dayOf(madeAt) <= today)
  const ordinary = past
    .filter(({ beforeStep }) => beforeStep === null)
    .sort((a, b) => (a.madeAt === b.madeAt ? (a.name < b.name ? 1 : -1) : a.madeAt < b.madeAt ? 1 : -1)) // newest first
  const kept = new Set([
    ...lastOf(ordinary, dayOf, KEPT.days),
    ...lastOf(ordinary, (at) => mondayOf(dayOf(at)), KEPT.weeks),
    ...lastOf(ordinary, (at) => dayOf(at).slice(0, 'YYYY-MM'.length), KEPT.months),
  ])
  const yearAgo = addDays(today, -BEFORE_STEP_DAYS)
  const old = past.filter(({ beforeStep, madeAt }) => beforeStep !== null && dayOf(madeAt) < yearAgo)
  const newest = all.reduce<Standing | undefined>((a, b) => (a && a.madeAt >= b.madeAt ? a : b), undefined)
  return [...ordinary.filter((one) => !kept.has(one)), ...old].filter((one) => one !== newest).map(({ name }) => name)
}

/** The newest of each of the last so many times; `newestFirst` is in that order. */
function lastOf(newestFirst: readonly Standing[], timeOf: (madeAt: string) => string, most: number): Standing[] {
  const last = new Map<string, Standing>()
  for (const one of newestFirst) {
    const time = timeOf(one.madeAt)
    if (!last.has(time)) last.set(time, one)
  }
  return [...last.values()].slice(0, most)
}

/** The Monday of a day's week. */
const mondayOf = (day: string): string => addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7))
