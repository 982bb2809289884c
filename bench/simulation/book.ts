import { workingRanges } from '@/lib/domain/availability'
import { addDays, type Day } from '@/lib/domain/time'
import type { Assumptions } from './assumptions'

const unitMinutes = 15

/** A place in the book: a practitioner's time from `unit` on, so many units long. */
export type Place = { practitioner: number; unit: number; units: number }

/** The practitioners' working time in quarters of an hour: which are taken. */
export type Book = {
  startOf(unit: number): number
  units(minutes: number): number
  isFree(place: Place): boolean
  take(place: Place): void
  free(place: Place): void
  /** `at` when the clinic works then, else the next time that it does. */
  working(at: number): number
  /** The first free place of a practitioner that starts at `from` or later and before `until`. */
  first(practitioner: number, minutes: number, from: number, until: number): Place | null
}

/** An empty book of the clinic's working days from `day` on. */
export function createBook(
  { zone, hours, practitioners }: Assumptions,
  day: Day,
  days: number,
): Book {
  const starts: number[] = []
  /** Units from here to the end of the stretch of work that they lie in. */
  const room: number[] = []
  for (let i = 0; i < days; i++) {
    for (const { start, end } of workingRanges(addDays(day, i), hours, zone)) {
      for (let at = +start; at < +end; at += unitMinutes * 60_000) {
        starts.push(at)
        room.push((+end - at) / (unitMinutes * 60_000))
      }
    }
  }
  const taken = Array.from({ length: practitioners }, () => new Uint8Array(starts.length))
  const of = (practitioner: number) => taken[practitioner] as Uint8Array
  const startOf = (unit: number) => starts[unit] ?? Number.POSITIVE_INFINITY
  const isFree = ({ practitioner, unit, units }: Place) =>
    (room[unit] ?? 0) >= units &&
    !of(practitioner)
      .subarray(unit, unit + units)
      .includes(1)
  return {
    startOf,
    units: (minutes) => minutes / unitMinutes,
    isFree,
    take: ({ practitioner, unit, units }) => of(practitioner).fill(1, unit, unit + units),
    free: ({ practitioner, unit, units }) => of(practitioner).fill(0, unit, unit + units),
    working(at) {
      const next = firstAtOrAfter(starts, at)
      return startOf(next - 1) + unitMinutes * 60_000 > at && next > 0 ? at : startOf(next)
    },
    first(practitioner, minutes, from, until) {
      const units = minutes / unitMinutes
      for (let unit = firstAtOrAfter(starts, from); startOf(unit) < until; unit++) {
        const place = { practitioner, unit, units }
        if (isFree(place)) return place
      }
      return null
    },
  }
}

function firstAtOrAfter(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] as number) < value) low = middle + 1
    else high = middle
  }
  return low
}
