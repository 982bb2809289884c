import { fits, freeStarts, slotRange, type VisitLength, type WorkingHours } from './availability'
import { type Day, dayOf, overlaps, type Range } from './time'

/** A taken range of a practitioner's time; `heldUntil` when it is only held for a patient's answer, and whose. */
export type TakenRange = Range & { heldUntil: Date | null; heldFor?: string | null }

/** A time at which a visit can start. */
export type FreeTime = {
  start: Date
  /** Booking it fills an opening. */
  opening: boolean
  /** Held for a patient until then: free only to who ends that offer. */
  heldUntil: Date | null
  /** The patients' names. */
  heldFor?: string[]
}

/**
 * The times of each day at which a visit of this length can start: what is free (as `freeStarts`
 * says), with the starts of openings that lie off the grid, and what is merely held. `openings`:
 * the visits' own times of those neither filled nor closed. In order.
 */
export function freeTimes({
  days,
  taken,
  openings,
  ...clinic
}: {
  days: readonly Day[]
  zone: string
  gridMinutes: number
  hours: readonly WorkingHours[]
  taken: readonly TakenRange[]
  openings: readonly Range[]
  length: VisitLength
  now: Date
}): { day: Day; times: FreeTime[] }[] {
  const { zone, length } = clinic
  const fixed = taken.filter((range) => range.heldUntil === null)
  const held = taken.filter((range) => range.heldUntil !== null)
  const offGrid = openings.map(({ start }) => start)
  return days.map((day) => {
    const starts = new Map<number, Date>()
    for (const start of freeStarts({ ...clinic, day, taken: fixed })) starts.set(+start, start)
    for (const start of offGrid) {
      if (dayOf(start, zone) !== day) continue
      if (fits({ ...clinic, start, taken: fixed }) === 'fits') starts.set(+start, start)
    }
    const times = [...starts.values()]
      .sort((a, b) => +a - +b)
      .map((start) => {
        const slot = slotRange(start, length)
        const holds = held.filter((range) => overlaps(range, slot))
        const heldFor = holds.flatMap((range) => range.heldFor ?? [])
        return {
          start,
          opening: openings.some((opening) => overlaps(opening, slot)),
          heldUntil: latest(holds),
          ...(heldFor.length > 0 && { heldFor }),
        }
      })
    return { day, times }
  })
}

/**
 * Of some starts, in order, the first and then each that comes when a visit at the last one would
 * be over: a visit there leaves no gap too short for another.
 */
export function tiled(starts: readonly Date[], minutes: number): Date[] {
  const tiles: Date[] = []
  for (const start of starts) {
    const last = tiles.at(-1)
    if (!last || +start >= +last + minutes * 60_000) tiles.push(start)
  }
  return tiles
}

function latest(held: readonly TakenRange[]): Date | null {
  return held.reduce<Date | null>(
    (last, { heldUntil }) => (heldUntil && (!last || heldUntil > last) ? heldUntil : last),
    null,
  )
}
