import { longDay, weekdayName } from '@/lib/domain/format'
import { addDays, type Day, instantAtOrAfter, isoWeek, mondayOf } from '@/lib/domain/time'
import type { View } from './address'

/** How many days the list shows. */
export const listDays = 14

/** The calendar's heading, with the year where it is not this one: 'Thursday 12 March', '9 – 14 March', 'March 2026'. */
export function headingOf(view: View, date: Day, last: Day, today: Day): string {
  const year = date.slice(0, 4) === today.slice(0, 4) ? '' : ` ${date.slice(0, 4)}`
  if (view === 'day') return longDay(noon(date), 'UTC', 'en') + year
  if (view === 'month') return `${monthOf(date)} ${date.slice(0, 4)}`
  const first = view === 'week' ? mondayOf(date) : date
  const sameMonth = first.slice(0, 7) === last.slice(0, 7)
  return sameMonth
    ? `${dayNumber(first)} – ${dayNumber(last)} ${monthOf(last)}${year}`
    : `${dayNumber(first)} ${monthOf(first)} – ${dayNumber(last)} ${monthOf(last)}${year}`
}

/** 'Week 11'; nothing beside a month. */
export function weekWords(view: View, date: Day): string | null {
  return view === 'month' ? null : `Week ${isoWeek(date).week}`
}

/** The day to which Previous (-1) and Next (1) lead. */
export function stepped(view: View, date: Day, by: 1 | -1): Day {
  if (view === 'day') return addDays(date, by)
  if (view === 'week') return addDays(date, 7 * by)
  if (view === 'list') return addDays(date, listDays * by)
  const first = `${date.slice(0, 8)}01`
  return by === 1 ? `${addDays(first, 31).slice(0, 8)}01` : `${addDays(first, -1).slice(0, 8)}01`
}

/** 'Mon'. */
export function shortWeekday(weekday: number): string {
  return weekdayName(weekday, 'en', 'short')
}

/** '12' of a day. */
export function dayNumber(day: Day): number {
  return Number(day.slice(8))
}

function monthOf(day: Day): string {
  return noon(day).toLocaleDateString('en-GB', { month: 'long', timeZone: 'UTC' })
}

function noon(day: Day): Date {
  return instantAtOrAfter(day, '12:00', 'UTC')
}
