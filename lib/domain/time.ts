import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'

/** A calendar day, ISO: '2026-03-12'. */
export type Day = string

/** A wall-clock time, 'HH:MM'; '24:00' is the end of the day and only ends something. */
export type WallTime = string

/** A half-open stretch of time: `start` belongs to it, `end` does not. */
export type Range = { start: Date; end: Date }

const isoDay = z.iso.date()

/**
 * Whether `s` is a true calendar date ('2026-02-30' is none) from 1900 to 2199. Days are compared
 * as text, and the weeks around the year 9999 reach into years that text does not order.
 */
export function isDay(s: string): boolean {
  return isoDay.safeParse(s).success && s >= '1900' && s < '2200'
}

/** The first and the last of two ISO days, whichever is given first; a missing one ('' or null) stays missing. */
export function inOrder<D extends string | null>(from: D, until: D): [from: D, until: D] {
  return from && until && until < from ? [until, from] : [from, until]
}

/** Whether `s` is the name of a time zone by place ('Europe/Berlin') or 'UTC'; bare offsets are refused. */
export function isZone(s: string): boolean {
  if (s !== 'UTC' && !/^[A-Z]\w*(\/[A-Z][\w+-]*)+$/.test(s)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: s })
    return true
  } catch {
    return false
  }
}

/** The calendar day on which `instant` falls in `zone`. */
export function dayOf(instant: Date, zone: string): Day {
  return dayText(clockOf(instant, zone))
}

/** What a clock on the wall in `zone` shows at `instant`, 'HH:MM'. */
export function wallTimeOf(instant: Date, zone: string): WallTime {
  const clock = clockOf(instant, zone)
  return `${twoDigits(clock.getUTCHours())}:${twoDigits(clock.getUTCMinutes())}`
}

/** Minutes since midnight that the wall clock in `zone` shows at `instant`: 0 to 1439. */
export function minutesOfDay(instant: Date, zone: string): number {
  const clock = clockOf(instant, zone)
  return clock.getUTCHours() * 60 + clock.getUTCMinutes()
}

/**
 * The instant of a wall-clock time in `zone`. Null when the clock skips that time on that day, or
 * shows it twice. Throws a RangeError when `day` or `time` is not one.
 */
export function instantAt(day: Day, time: WallTime, zone: string): Date | null {
  const wall = wallClock(day, time)
  const earlier = wall.toZonedDateTime(zone, { disambiguation: 'earlier' })
  const later = wall.toZonedDateTime(zone, { disambiguation: 'later' })
  return earlier.epochMilliseconds === later.epochMilliseconds ? toDate(earlier) : null
}

/**
 * The first instant at or after a wall-clock time in `zone`: the moment of the change when the
 * clock skips that time, the first of both when it shows it twice.
 */
export function instantAtOrAfter(day: Day, time: WallTime, zone: string): Date {
  const steady = onSteadyDays(day, time, zone)
  if (steady) return steady
  const wall = wallClock(day, time)
  const earlier = wall.toZonedDateTime(zone, { disambiguation: 'earlier' })
  if (earlier.toPlainDateTime().equals(wall)) return toDate(earlier)
  // Temporal's 'compatible' would go on by the length of the gap (02:30 becomes 03:30): too late.
  return toDate(earlier.getTimeZoneTransition('next') ?? earlier)
}

/** The local day in `zone`, midnight to midnight: 23 or 25 hours long when the clocks change. */
export function dayRange(day: Day, zone: string): Range {
  return {
    start: instantAtOrAfter(day, '00:00', zone),
    end: instantAtOrAfter(day, '24:00', zone),
  }
}

/** The day `n` calendar days later; earlier when `n` is negative. */
export function addDays(day: Day, n: number): Day {
  const midnight = utcMidnight(day)
  if (midnight) return dayText(new Date(+midnight + n * dayMs))
  return Temporal.PlainDate.from(day).add({ days: n }).toString()
}

/** ISO weekday: 1 is Monday, 7 is Sunday. */
export function weekdayOf(day: Day): number {
  return utcMidnight(day)?.getUTCDay() || Temporal.PlainDate.from(day).dayOfWeek
}

/** The weekdays of the days from `first` to `last`, each once. */
export function weekdaysBetween(first: Day, last: Day): number[] {
  const weekdays = new Set<number>()
  for (let day = first; day <= last && weekdays.size < 7; day = addDays(day, 1)) {
    weekdays.add(weekdayOf(day))
  }
  return [...weekdays]
}

/** The Monday of the week of `day`. */
export function mondayOf(day: Day): Day {
  return addDays(day, 1 - weekdayOf(day))
}

/** ISO week number, with the year that the week belongs to (not always the day's own). */
export function isoWeek(day: Day): { year: number; week: number } {
  const thursday = Temporal.PlainDate.from(mondayOf(day)).add({ days: 3 })
  return { year: thursday.year, week: Math.ceil(thursday.dayOfYear / 7) }
}

/** The days of the whole weeks, Monday to Sunday, that cover the month of `day`. */
export function monthDays(day: Day): Day[] {
  const date = Temporal.PlainDate.from(day)
  const first = mondayOf(date.with({ day: 1 }).toString())
  const last = date.with({ day: date.daysInMonth }).toString()
  const days: Day[] = []
  for (let monday = first; monday <= last; monday = addDays(monday, 7)) {
    for (let i = 0; i < 7; i++) days.push(addDays(monday, i))
  }
  return days
}

/** Calendar days from `from` to `to` as people in `zone` count them; negative when `to` is earlier. */
export function daysBetween(from: Date, to: Date, zone: string): number {
  const dayNumber = (instant: Date) => Math.floor(+clockOf(instant, zone) / dayMs)
  return dayNumber(to) - dayNumber(from)
}

/** Whether two ranges share any time. Ranges that only touch do not; an empty range never does. */
export function overlaps(a: Range, b: Range): boolean {
  return Math.max(+a.start, +b.start) < Math.min(+a.end, +b.end)
}

/** Whether `inner` lies in `outer` whole. */
export function contains(outer: Range, inner: Range): boolean {
  return outer.start <= inner.start && inner.end <= outer.end
}

/** The same time as fewest ranges, in order: overlapping and touching ones joined, empty ones gone. */
export function merge(ranges: readonly Range[]): Range[] {
  const sorted = ranges.filter((r) => r.start < r.end).sort((a, b) => +a.start - +b.start)
  const merged: Range[] = []
  for (const { start, end } of sorted) {
    const last = merged.at(-1)
    if (!last || start > last.end) merged.push({ start, end })
    else if (end > last.end) last.end = end
  }
  return merged
}

/** What is left of `ranges` without `taken`: in order, disjoint, none empty. */
export function subtract(ranges: readonly Range[], taken: readonly Range[]): Range[] {
  let left = merge(ranges)
  for (const gone of taken) {
    left = left.flatMap((range) =>
      overlaps(range, gone)
        ? [
            { start: range.start, end: gone.start },
            { start: gone.end, end: range.end },
          ].filter((r) => r.start < r.end)
        : [range],
    )
  }
  return left
}

/** What the clock in `zone` shows at `instant`, as if it were UTC. */
function clockOf(instant: Date, zone: string): Date {
  return new Date(+instant + (steadyOffset(+instant, zone) ?? offsetAt(+instant, zone)))
}

/** The instant of a wall-clock time around which the clock does not change; else null. */
function onSteadyDays(day: Day, time: WallTime, zone: string): Date | null {
  const midnight = utcMidnight(day)
  if (!midnight || !/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) return null
  const wall = +midnight + (Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) * 60_000
  const offset = steadyOffset(wall, zone)
  const nextTo = (days: number) => steadyOffset(wall + days * dayMs, zone) === offset
  return offset !== null && nextTo(-1) && nextTo(1) ? new Date(wall - offset) : null
}

/** Midnight UTC of a date of the calendar; null for what Temporal is to look at, and maybe to refuse. */
function utcMidnight(day: Day): Date | null {
  if (!/^[12]\d{3}-\d\d-\d\d$/.test(day)) return null
  const [year, month, date] = [+day.slice(0, 4), +day.slice(5, 7), +day.slice(8)]
  const midnight = new Date(Date.UTC(year, month - 1, date))
  return midnight.getUTCMonth() === month - 1 && midnight.getUTCDate() === date ? midnight : null
}

/** The date of a clock that shows UTC. */
function dayText(clock: Date): Day {
  const year = clock.getUTCFullYear()
  if (!(year >= 1000 && year <= 9999)) return clock.toISOString().split('T', 1)[0] as string
  return `${year}-${twoDigits(clock.getUTCMonth() + 1)}-${twoDigits(clock.getUTCDate())}`
}

function twoDigits(n: number): string {
  return n < 10 ? `0${n}` : `${n}`
}

/** Temporal takes tens of microseconds for an offset, and matching asks for the same days again and again. */
const steadyDays = new Map<string, Map<number, number | null>>()

/** The zone's offset (ms) on the UTC day of an instant, or null when it changes on that day. */
function steadyOffset(instant: number, zone: string): number | null {
  const days = steadyDays.get(zone) ?? new Map<number, number | null>()
  const day = Math.floor(instant / dayMs)
  const known = days.get(day)
  if (known !== undefined) return known
  const offset = offsetAt(day * dayMs, zone)
  const steady = offsetAt((day + 1) * dayMs, zone) === offset ? offset : null
  if (days.size >= 10_000) days.clear()
  steadyDays.set(zone, days.set(day, steady))
  return steady
}

function offsetAt(instant: number, zone: string): number {
  const zoned = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone)
  return zoned.offsetNanoseconds / 1e6
}

function wallClock(day: Day, time: WallTime): Temporal.PlainDateTime {
  if (time.startsWith('24:00'))
    return Temporal.PlainDate.from(day).add({ days: 1 }).toPlainDateTime()
  return Temporal.PlainDate.from(day).toPlainDateTime(Temporal.PlainTime.from(time))
}

function toDate(zoned: Temporal.ZonedDateTime): Date {
  return new Date(zoned.epochMilliseconds)
}

const dayMs = 86_400_000
