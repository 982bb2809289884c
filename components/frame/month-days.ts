/*
 * Calendar days without clock or zone, for the browser: midnights in UTC count days exactly, and
 * the time library need not be sent for them. Days are ISO ('2026-03-12'), months too ('2026-03').
 */
const day = 24 * 3_600_000

/** The whole weeks, Monday to Sunday, that cover a month, with their ISO numbers. */
export function weeksOf(month: string): { week: number; days: string[] }[] {
  const first = Date.parse(`${month}-01`)
  const end = Date.parse(`${monthAfter(month, 1)}-01`)
  const weeks: { week: number; days: string[] }[] = []
  for (let monday = mondayOf(first); monday < end; monday += 7 * day) {
    const days = Array.from({ length: 7 }, (_, i) => isoDay(monday + i * day))
    weeks.push({ week: isoWeek(monday), days })
  }
  return weeks
}

/** The month `n` months later; earlier when `n` is negative. */
export function monthAfter(month: string, n: number): string {
  const date = new Date(`${month}-01`)
  date.setUTCMonth(date.getUTCMonth() + n)
  return date.toISOString().slice(0, 7)
}

/** 'March 2026'. */
export function monthName(month: string): string {
  return words(`${month}-01`, { month: 'long', year: 'numeric' })
}

/** 'Thursday 12 March'. */
export function spokenDay(iso: string): string {
  const weekday = words(iso, { weekday: 'long' })
  return `${weekday} ${words(iso, { day: 'numeric', month: 'long' })}`
}

function words(iso: string, options: Intl.DateTimeFormatOptions): string {
  return new Date(iso).toLocaleDateString('en-GB', { ...options, timeZone: 'UTC' })
}

function mondayOf(ms: number): number {
  return ms - ((new Date(ms).getUTCDay() + 6) % 7) * day
}

/** The week belongs to the year that has its Thursday. */
function isoWeek(monday: number): number {
  const thursday = monday + 3 * day
  const yearStart = Date.UTC(new Date(thursday).getUTCFullYear(), 0, 1)
  return Math.floor((thursday - yearStart) / (7 * day)) + 1
}

function isoDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}
