/** A date as a file may have it, in UK form, in words or in ISO form. Pure. */
import { isDay } from '../../time.ts'

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const NAMES = 'January February March April May June July August September October November December'.split(' ')

/** Takes what stands in a cell; gives the day (YYYY-MM-DD), or what is wrong with it. The day comes before the month. */
export function typedDay(text: string): { day: string } | { wrong: string } {
  const typed = text.trim().replace(/[T\s]+\d{1,2}:\d\d(:\d\d(\.\d+)?)?Z?$/, '') // a time beside it: midnight, as a rule
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(typed)
  if (iso) return exists(text, Number(iso[3]), Number(iso[2]), iso[1]!)
  const uk = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d\d)$/.exec(typed)
  if (uk) return exists(text, Number(uk[1]), Number(uk[2]), uk[3]!)
  const named = /^(?:[a-z]+,? )?(\d{1,2})(?:st|nd|rd|th)?[- ]([a-z]{3,9})\.?,?[- ](\d{4}|\d\d)$/i.exec(typed)
  const month = named ? MONTHS.indexOf(named[2]!.slice(0, 3).toLowerCase()) + 1 : 0
  if (
    named &&
    month > 0 &&
    NAMES[month - 1]!.toLowerCase().startsWith(named[2]!.toLowerCase().replace(/^sept$/, 'sep'))
  )
    return exists(text, Number(named[1]), month, named[3]!)
  return { wrong: `“${text.trim()}” is no date. Write it as 1/9/2026 or 2026-09-01` }
}

function exists(text: string, day: number, month: number, year: string): { day: string } | { wrong: string } {
  // Two digits as POSIX reads them (strptime, %y): 69 to 99 are of the last century.
  const full = year.length === 4 ? Number(year) : Number(year) + (Number(year) < 69 ? 2000 : 1900)
  const found = [full, String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-')
  if (isDay(found)) return { day: found }
  const typed = `“${text.trim()}”`
  if (month < 1 || month > 12)
    return { wrong: `${typed}: there is no month ${month}. The day comes first, as in 30/9/2026` }
  return { wrong: `${typed}: there is no ${day} ${NAMES[month - 1]} ${full}` }
}
