import type { AbsenceTimes } from './settings'
import { dayRange, instantAt, type Range } from './time'

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
