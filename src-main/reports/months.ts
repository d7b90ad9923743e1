/** The days on which a trend is looked at. Pure. */
import { addDays } from '../time.ts'

/** The last days of the months before a day's own, the earliest first, and the day itself: so many points at most, none before `first`. */
export function monthEnds(day: string, most: number, first: string): string[] {
  const days = [day]
  for (let start = `${day.slice(0, 7)}-01`; days.length < most;) {
    const end = addDays(start, -1)
    if (end < first) break
    days.unshift(end)
    start = `${end.slice(0, 7)}-01`
  }
  return days
}
