/** A day, month and year as typed, as YYYY-MM-DD; null where there is no such day. */
export function isoDay(day: string, month: string, year: string): string | null {
  const [d, m, y] = [day, month, year].map((typed) => (/^\d{1,4}$/.test(typed.trim()) ? Number(typed) : NaN))
  if (!d || !m || !y || y < 1900) return null
  const date = new Date(Date.UTC(y, m - 1, d))
  return date.getUTCMonth() === m - 1 && date.getUTCDate() === d ? date.toISOString().slice(0, 10) : null
}

/** A day and month as typed, as MM-DD; null where no year has such a day. */
export const yearlyDay = (day: string, month: string): string | null => isoDay(day, month, '2024')?.slice(5) ?? null
