import {
  addDays,
  type Day,
  dayOf,
  dayRange,
  instantAtOrAfter,
  type Range,
  type WallTime,
} from './time'

/** When patients are erased whom their clinic has kept long enough: while nobody works with them. */
export const eraseAt: WallTime = '03:00'

/** When a daily sweep runs: `at` on the clinic's clock; `lastDay` is the local day of its last run. */
type Schedule = { at: WallTime; zone: string; lastDay: Day | null; now: Date }

/**
 * The local day whose run is due at `now` and was not done, or null. Each day has one run, at `at`
 * or at the first instant after it when the clock skips `at`; a server that comes late still does
 * it on the same day, but does not catch up on days gone by.
 */
export function sweepDue({ at, zone, lastDay, now }: Schedule): Day | null {
  const today = dayOf(now, zone)
  const day = runAt(today, at, zone) <= now ? today : lateRun(today, at, zone)
  return day !== null && (lastDay === null || lastDay < day) ? day : null
}

/** The first instant, `now` or later, at which a run will be due. */
export function nextSweep({ at, zone, lastDay, now }: Schedule): Date {
  if (sweepDue({ at, zone, lastDay, now })) return now
  const today = dayOf(now, zone)
  return runAt(lastDay !== null && lastDay >= today ? addDays(lastDay, 1) : today, at, zone)
}

/** Visits to ask about now: from `now` to the end of the local day that is `daysAhead` days off. */
export function confirmWindow(now: Date, daysAhead: number, zone: string): Range {
  return { start: now, end: dayRange(addDays(dayOf(now, zone), daysAhead), zone).end }
}

function runAt(day: Day, at: WallTime, zone: string): Date {
  return instantAtOrAfter(day, at, zone)
}

/** Yesterday, when a gap at its end (23:00 to 00:00, as in Nuuk) pushed its run into `today`. */
function lateRun(today: Day, at: WallTime, zone: string): Day | null {
  const yesterday = addDays(today, -1)
  return runAt(yesterday, at, zone) >= dayRange(today, zone).start ? yesterday : null
}
