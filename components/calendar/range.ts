import { addDays, type Day, dayRange, mondayOf, monthDays, type Range } from '@/lib/domain/time'
import type { Address } from './address'
import { listDays } from './heading'

/** The days that a view shows, in order. */
export function daysOf({ view, date }: Pick<Address, 'view' | 'date'>): Day[] {
  if (view === 'day') return [date]
  if (view === 'month') return monthDays(date)
  const first = view === 'week' ? mondayOf(date) : date
  return Array.from({ length: view === 'week' ? 7 : listDays }, (_, i) => addDays(first, i))
}

/** From the first day's beginning to the last one's end, in the clinic's zone. */
export function rangeOf(days: readonly Day[], zone: string): Range {
  const first = days[0]
  const last = days.at(-1)
  if (!first || !last) throw new RangeError('A range of no days')
  return { start: dayRange(first, zone).start, end: dayRange(last, zone).end }
}
