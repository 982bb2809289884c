import type { VisitRef } from './visit-ref'
import { wallClockOf } from './wall-clock'

/** 'Thu 12 March' and '14:00–15:00' of a visit, on the clinic's clock; 'Today' where it is; both as `when`. */
export function visitLine(visit: VisitRef, zone: string) {
  const { day, time } = wallClockOf(visit.startIso, zone)
  const until = wallClockOf(visit.endIso, zone).time
  const today = wallClockOf(new Date().toISOString(), zone).day === day
  const said = today ? 'Today' : dayLabel(day)
  return { day: said, range: `${time}–${until}`, when: `${today ? 'today' : said}, ${time}` }
}

/** 'Thu 12 March'. Put together here: browsers differ in commas. */
function dayLabel(day: string): string {
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' }).format(new Date(day))
  return `${part({ weekday: 'short' })} ${part({ day: 'numeric' })} ${part({ month: 'long' })}`
}
