import type { AbsenceTimes } from './settings'
import { dayOf, dayRange, instantAt, type Range, wallTimeOf } from './time'

/** The absence as instants; null when the clock skips one of its times, or shows it twice. */
export function absenceRange(times: AbsenceTimes, zone: string): Range | null {
  const start =
    times.firstTime === null
      ? dayRange(times.firstDay, zone).start
      : instantAt(times.firstDay, times.firstTime, zone)
  const end =
    times.lastTime === null
      ? dayRange(times.lastDay, zone).end
      : instantAt(times.lastDay, times.lastTime, zone)
  return start && end && start < end ? { start, end } : null
}

/** The instants as the form of an absence shows them: whole days where they begin and end with one. */
export function absenceTimes({ start, end }: Range, zone: string): AbsenceTimes {
  const firstDay = dayOf(start, zone)
  // A midnight at the end is the end of the day before.
  const lastDay = dayOf(new Date(+end - 1), zone)
  if (+dayRange(firstDay, zone).start === +start && +dayRange(lastDay, zone).end === +end) {
    return { firstDay, firstTime: null, lastDay, lastTime: null }
  }
  return {
    firstDay,
    firstTime: wallTimeOf(start, zone),
    lastDay: dayOf(end, zone),
    lastTime: wallTimeOf(end, zone),
  }
}
