import type {
  Absence,
  CalendarOpening,
  CalendarPractitioner,
  Visit,
} from '@/db/queries/appointment/calendar'
import { workingRanges } from '@/lib/domain/availability'
import { type Day, dayRange, overlaps } from '@/lib/domain/time'
import { awayWords, dayLabelOf } from '../words'
import {
  type AxisDay,
  makeAxis,
  type Rung,
  type Span,
  spanOf,
  stretchFor,
  visibleSpan,
} from './axis'

/** What lies in a range of days, as the queries give it. */
export type CalendarData = {
  visits: readonly Visit[]
  openings: readonly CalendarOpening[]
  absences: readonly Absence[]
}

/** One practitioner's one day. Spans are minutes below the top of the grid. */
export type Column = {
  practitioner: CalendarPractitioner
  day: Day
  /** 'Thu 12 March' */
  dayLabel: string
  axisDay: AxisDay
  work: Span[]
  visits: { visit: Visit; span: Span }[]
  openings: { opening: CalendarOpening; span: Span }[]
  absences: { absence: Absence; span: Span; words: string }[]
}

/** The part of the axis that is shown, and the columns on it. */
export type Grid = { shown: Span; stretch: number; rungs: Rung[]; columns: Column[] }

/** Lays practitioners' days side by side on one axis. */
export function makeGrid(
  places: readonly { practitioner: CalendarPractitioner; day: Day }[],
  data: CalendarData,
  zone: string,
): Grid {
  const days = [...new Set(places.map((place) => place.day))]
  const axis = makeAxis(days, zone)
  const byDay = new Map(axis.days.map((one) => [one.day, one]))
  const columns = places.flatMap(({ practitioner, day }) => {
    const axisDay = byDay.get(day)
    return axisDay ? [columnOf(practitioner, axisDay, data, zone)] : []
  })
  const cards = columns.flatMap((column) =>
    [...column.visits, ...column.openings].map(({ span }) => span),
  )
  const shown = visibleSpan([...cards, ...columns.flatMap((column) => column.work)])
  return {
    shown,
    stretch: stretchFor(cards),
    rungs: axis.rungs
      .filter(({ at }) => at >= shown.from && at <= shown.to)
      .map((rung) => ({ ...rung, at: rung.at - shown.from })),
    columns: columns.map((column) => below(column, shown)),
  }
}

/** Whether anybody has working hours or a visit on the day. */
export function isUsed(
  day: Day,
  people: readonly CalendarPractitioner[],
  data: CalendarData,
  zone: string,
): boolean {
  const whole = dayRange(day, zone)
  return (
    people.some((one) => one.active && workingRanges(day, one.hours, zone).length > 0) ||
    [...data.visits, ...data.openings].some(({ startsAt, endsAt }) =>
      overlaps(whole, { start: startsAt, end: endsAt }),
    )
  )
}

function columnOf(
  practitioner: CalendarPractitioner,
  axisDay: AxisDay,
  { visits, openings, absences }: CalendarData,
  zone: string,
): Column {
  const { day } = axisDay
  const on = <T extends { practitionerId: string; startsAt: Date; endsAt: Date }>(
    all: readonly T[],
  ) =>
    all.flatMap((one) => {
      if (one.practitionerId !== practitioner.id) return []
      const span = spanOf(axisDay, { start: one.startsAt, end: one.endsAt })
      return span ? [{ one, span }] : []
    })
  return {
    practitioner,
    day,
    dayLabel: dayLabelOf(day),
    axisDay,
    work: workingRanges(day, practitioner.hours, zone).flatMap(
      (range) => spanOf(axisDay, range) ?? [],
    ),
    visits: on(visits).map(({ one, span }) => ({ visit: one, span })),
    openings: on(openings).map(({ one, span }) => ({ opening: one, span })),
    absences: on(absences).map(({ one, span }) => ({
      absence: one,
      span,
      words: awayWords(one, day, zone),
    })),
  }
}

/** The column with its spans counted from the top of what is shown, and cut to it. */
function below(column: Column, shown: Span): Column {
  const lower = <T extends { span: Span }>(all: T[]) =>
    all.flatMap((one) => {
      const span = within(one.span, shown)
      return span ? [{ ...one, span }] : []
    })
  return {
    ...column,
    work: column.work.flatMap((span) => within(span, shown) ?? []),
    visits: lower(column.visits),
    openings: lower(column.openings),
    absences: lower(column.absences),
  }
}

function within(span: Span, shown: Span): Span | null {
  const from = Math.max(span.from, shown.from) - shown.from
  const to = Math.min(span.to, shown.to) - shown.from
  return from < to ? { from, to } : null
}
