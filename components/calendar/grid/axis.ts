import { Temporal } from 'temporal-polyfill'
import { type Day, dayRange, minutesOfDay, type Range } from '@/lib/domain/time'

/**
 * A stretch of a day without a change of the clocks. `from` and `to` are minutes on the axis,
 * `startMs` is the instant at `from` (epoch milliseconds), `wall` what the wall clock shows there,
 * in minutes since midnight.
 */
export type Piece = { from: number; to: number; startMs: number; wall: number }

export type AxisDay = { day: Day; pieces: Piece[] }

/** An hour's line: `again` the second time that the wall clock shows it on that day. */
export type Rung = { at: number; label: string; again: boolean }

/** The vertical axis that some days share: minutes from the top of the day. */
export type Axis = { days: AxisDay[]; rungs: Rung[] }

/** From and to, in minutes on the axis. */
export type Span = { from: number; to: number }

/**
 * The axis of days side by side in `zone`. It is made of instants, so nothing overlaps or is lost
 * when the clocks change: an hour that comes twice has two rows (empty on the other days), an hour
 * that is skipped has none, unless other days beside it have it. At most one clock change among
 * the days is taken into account: there is never more in a week.
 */
export function makeAxis(days: readonly Day[], zone: string): Axis {
  const changes = days.map((day) => clockChange(day, zone))
  const change = changes.find((one) => one !== null) ?? null
  const alone = days.length === 1
  return {
    days: days.map((day, i) => ({
      day,
      pieces: piecesOf(dayRange(day, zone), zone, changes[i] ?? null, change, alone),
    })),
    rungs: change ? rungsWith(change, alone) : hours(0, 25),
  }
}

/** Where an instant lies on the axis; before and after the day, its beginning and its end. */
export function positionOf({ pieces }: AxisDay, instant: Date): number {
  let position = pieces[0]?.from ?? 0
  for (const { from, to, startMs } of pieces) {
    if (+instant < startMs) break
    position = Math.min(to, from + (+instant - startMs) / 60_000)
  }
  return position
}

/** The part of a range that lies on the day, on the axis; null when none does. */
export function spanOf(day: AxisDay, range: Range): Span | null {
  const from = positionOf(day, range.start)
  const to = positionOf(day, range.end)
  return from < to ? { from, to } : null
}

/** What is shown: from the earliest to the latest of `spans` with 15 minutes around; office hours when there is none. */
export function visibleSpan(spans: readonly Span[]): Span {
  if (spans.length === 0) return { from: 7 * 60 + 45, to: 17 * 60 + 15 }
  const from = Math.min(...spans.map((span) => span.from))
  const to = Math.max(...spans.map((span) => span.to))
  return { from: Math.max(0, Math.floor(from / 15 - 1) * 15), to: Math.ceil(to / 15 + 1) * 15 }
}

/**
 * How much taller than usual the hours must be for the shortest card to hold its line of text:
 * 16 px, where a minute has 1.2.
 */
export function stretchFor(spans: readonly Span[]): number {
  const shortest = Math.max(5, Math.min(...spans.map((span) => span.to - span.from)))
  return Math.max(1, 16 / 1.2 / shortest)
}

type ClockChange = { at: number; before: number; after: number }

/** The change of the clocks within a day: when (epoch milliseconds), and the wall clock before and after. */
function clockChange(day: Day, zone: string): ClockChange | null {
  const { start, end } = dayRange(day, zone)
  const next = Temporal.Instant.fromEpochMilliseconds(+start)
    .toZonedDateTimeISO(zone)
    .getTimeZoneTransition('next')
  if (!next || next.epochMilliseconds >= +end) return null
  const at = next.epochMilliseconds
  return {
    at,
    before: minutesOfDay(start, zone) + (at - +start) / 60_000,
    after: minutesOfDay(new Date(at), zone),
  }
}

function piecesOf(
  { start, end }: Range,
  zone: string,
  own: ClockChange | null,
  change: ClockChange | null,
  alone: boolean,
): Piece[] {
  const wall = minutesOfDay(start, zone)
  const length = (+end - +start) / 60_000
  if (own) {
    const skipped = own.after > own.before && !alone ? own.after - own.before : 0
    const second = own.before + skipped
    return [
      { from: wall, to: own.before, startMs: +start, wall },
      {
        from: second,
        to: second + (+end - own.at) / 60_000,
        startMs: own.at,
        wall: own.after,
      },
    ].filter((piece) => piece.from < piece.to)
  }
  const repeated = change && change.after < change.before ? change.before - change.after : 0
  if (!change || repeated === 0 || change.before >= wall + length) {
    return [{ from: wall, to: wall + length, startMs: +start, wall }]
  }
  // Another day has an hour twice: this one leaves its second row empty.
  const { before } = change
  return [
    { from: wall, to: before, startMs: +start, wall },
    {
      from: before + repeated,
      to: wall + length + repeated,
      startMs: +start + (before - wall) * 60_000,
      wall: before,
    },
  ]
}

function rungsWith({ before, after }: ClockChange, alone: boolean): Rung[] {
  if (after > before && !alone) return hours(0, 25)
  const first = hours(0, Math.ceil(before / 60))
  const second = hours(Math.ceil(after / 60), 25).map((rung) => ({
    ...rung,
    at: rung.at + before - after,
    again: rung.at < before,
  }))
  return [...first, ...second]
}

/** The full hours from `first` up to, not including, `end`. */
function hours(first: number, end: number): Rung[] {
  return Array.from({ length: Math.max(0, end - first) }, (_, i) => ({
    at: (first + i) * 60,
    label: `${String(first + i).padStart(2, '0')}:00`,
    again: false,
  }))
}
