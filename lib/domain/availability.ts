import {
  addDays,
  contains,
  type Day,
  dayOf,
  dayRange,
  instantAt,
  instantAtOrAfter,
  merge,
  overlaps,
  type Range,
  type WallTime,
  weekdayOf,
} from './time'

/** One stretch of a practitioner's week, in wall-clock time; `weekday` is ISO, 1 (Monday) to 7. */
export type WorkingHours = { weekday: number; startsAt: WallTime; endsAt: WallTime }

/** How long a visit lasts, and how long the practitioner's time is taken before and after it. */
export type VisitLength = {
  durationMinutes: number
  bufferBeforeMinutes: number
  bufferAfterMinutes: number
}

type Hours = { zone: string; hours: readonly WorkingHours[] }

/** The practitioner's working time on `day`, joined and in order. */
export function workingRanges(day: Day, hours: readonly WorkingHours[], zone: string): Range[] {
  const weekday = weekdayOf(day)
  return merge(
    hours
      .filter((h) => h.weekday === weekday)
      .map((h) => ({
        start: instantAtOrAfter(day, h.startsAt, zone),
        end: instantAtOrAfter(day, h.endsAt, zone),
      })),
  )
}

/** The time of the visit itself, as the patient is told. */
export function visitRange(start: Date, length: VisitLength): Range {
  return { start, end: plusMinutes(start, length.durationMinutes) }
}

/** The visit with its buffers: the time it takes in `slots`. `start` is the visit's start. */
export function slotRange(start: Date, length: VisitLength): Range {
  return {
    start: plusMinutes(start, -length.bufferBeforeMinutes),
    end: plusMinutes(start, length.durationMinutes + length.bufferAfterMinutes),
  }
}

/**
 * The starts, in order, at which a visit of this length can be booked on `day`: later than `now`,
 * on the clinic's grid (wall-clock minutes since midnight that `gridMinutes` divides), the visit
 * inside working hours, the visit with its buffers clear of what is taken. Buffers may stick out
 * of working hours. Wall-clock times that the day skips or has twice are left out.
 */
export function freeStarts({
  day,
  zone,
  hours,
  taken,
  length,
  gridMinutes,
  now,
}: Hours & {
  day: Day
  taken: readonly Range[]
  length: VisitLength
  gridMinutes: number
  now: Date
}): Date[] {
  const working = workingAround(day, { zone, hours })
  if (working.length === 0) return []
  const starts = gridOf(day, gridMinutes, zone).filter((start) => {
    const visit = visitRange(start, length)
    return start > now && working.some((range) => contains(range, visit))
  })
  const [first, last] = [starts[0], starts.at(-1)]
  if (!first || !last) return []
  // Callers pass what is taken over weeks: only what reaches into these hours is looked at again.
  const reach = { start: slotRange(first, length).start, end: slotRange(last, length).end }
  const busy = merge(taken.filter((range) => overlaps(range, reach)))
  return starts.filter((start) => {
    const slot = slotRange(start, length)
    return !busy.some((range) => overlaps(range, slot))
  })
}

/** Whether a visit can start at `start` (on the grid or not), or the first thing that speaks against it. */
export function fits({
  start,
  zone,
  hours,
  taken,
  length,
  now,
}: Hours & {
  start: Date
  taken: readonly Range[]
  length: VisitLength
  now: Date
}): 'fits' | 'outside-hours' | 'taken' | 'past' {
  if (start <= now) return 'past'
  const visit = visitRange(start, length)
  const working = workingAround(dayOf(start, zone), { zone, hours })
  if (!working.some((range) => contains(range, visit))) return 'outside-hours'
  const slot = slotRange(start, length)
  return taken.some((range) => overlaps(range, slot)) ? 'taken' : 'fits'
}

/** The first instant later than `after` that lies on the clinic's grid (as `freeStarts` has it). */
export function nextOnGrid(after: Date, gridMinutes: number, zone: string): Date {
  const today = dayOf(after, zone)
  for (let day = today; ; day = addDays(day, 1)) {
    const next = gridOf(day, gridMinutes, zone).find((start) => start > after)
    if (next) return next
  }
}

/** The instants of a range, its end excluded, that lie on the clinic's grid, in order. */
export function gridWithin({ start, end }: Range, gridMinutes: number, zone: string): Date[] {
  const starts: Date[] = []
  for (let day = dayOf(start, zone), last = dayOf(end, zone); day <= last; day = addDays(day, 1)) {
    starts.push(...gridOf(day, gridMinutes, zone).filter((at) => start <= at && at < end))
  }
  return starts
}

/** At most `n` of `starts`, in order and evenly spread, the first and the last among them. */
export function spread<T>(starts: readonly T[], n: number): T[] {
  if (starts.length <= n) return [...starts]
  if (n <= 1) return starts.slice(0, Math.max(n, 0))
  const chosen = new Set(
    Array.from({ length: n }, (_, i) => Math.round((i * (starts.length - 1)) / (n - 1))),
  )
  return starts.filter((_, i) => chosen.has(i))
}

/** Working time of the day and the next, so that a visit may run over midnight. */
function workingAround(day: Day, { zone, hours }: Hours): Range[] {
  return merge([...workingRanges(day, hours, zone), ...workingRanges(addDays(day, 1), hours, zone)])
}

function gridOf(day: Day, gridMinutes: number, zone: string): Date[] {
  if (!Number.isInteger(gridMinutes) || gridMinutes < 1) {
    throw new RangeError(`A grid of ${gridMinutes} minutes`)
  }
  const minutes = Array.from({ length: Math.ceil(1440 / gridMinutes) }, (_, i) => i * gridMinutes)
  const { start, end } = dayRange(day, zone)
  // Only a day of another length than 24 hours has wall-clock times that are skipped or doubled.
  if (+end - +start === 1440 * 60_000) return minutes.map((m) => plusMinutes(start, m))
  return minutes.map((m) => instantAt(day, wallTime(m), zone)).filter((start) => start !== null)
}

function wallTime(minutes: number): WallTime {
  const two = (n: number) => String(n).padStart(2, '0')
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

function plusMinutes(instant: Date, minutes: number): Date {
  return new Date(instant.getTime() + minutes * 60_000)
}
