import { dayOf, type Range } from './time'

/** What became of a visit; `expected` is the way back from a wrong press. */
export type Attendance = 'arrived' | 'fulfilled' | 'noshow' | 'expected'

/**
 * Why something cannot be noted of a visit at that time, or null when it can: an arrival belongs to
 * the visit's own day on the clinic's clock (or to its time, where that runs past midnight), what
 * became of it to the time from its start.
 */
export function attendanceRefusal(
  attendance: Attendance,
  visit: Range,
  zone: string,
  now: Date,
): 'not-its-day' | 'not-begun' | null {
  const begun = visit.start <= now
  if (attendance === 'expected') return null
  if (attendance !== 'arrived') return begun ? null : 'not-begun'
  const itsDay = dayOf(visit.start, zone) === dayOf(now, zone)
  return itsDay || (begun && now < visit.end) ? null : 'not-its-day'
}
