import { and, eq } from 'drizzle-orm'
import { matchContext, openingToFill, waitlistFor } from '@/db/queries/candidates'
import { appointmentTypes } from '@/db/schema'
import { nextOnGrid, slotRange, type WorkingHours, workingRanges } from '@/lib/domain/availability'
import { layOut, weighedAtMost } from '@/lib/domain/layout'
import { type Candidate, compare, judge, type OpeningToFill } from '@/lib/domain/matching'
import { addDays, type Day, dayOf, type Range, subtract } from '@/lib/domain/time'
import type { Change } from './change'
import { activeOpenings, type FreeTime, openTime } from './openings'
import { takenWithin } from './slots'
import { lengthOf } from './visit-length'

/** How far into the waitlist of each type one looks. */
const looked = 500

/**
 * Opens what is free of some ranges for patients who wait: so many times as there are patients
 * whom they suit, laid out so that most of it becomes visits; the rest stays free time. Only the
 * coming days count that the clinic's rescheduling looks at. `range`s lie in working time; the
 * practitioner is locked already.
 */
export async function openRanges(
  c: Change,
  practitionerId: string,
  ranges: readonly Range[],
  source: 'added-hours' | 'shortened-absence',
): Promise<void> {
  if (!c.clinic.openingSources.includes(source)) return
  const asked = new Set<string>()
  for (const range of await freeOf(c, practitionerId, ranges)) {
    for (const time of await laidOut(c, practitionerId, range, asked)) {
      await openTime(c, { ...time, leftBy: null }, source)
    }
  }
}

/** The working time of a practitioner in the coming days that the clinic's rescheduling looks at, day by day. */
export function comingWork({ clinic, now }: Change, hours: readonly WorkingHours[]): Range[] {
  const zone = clinic.timeZone
  const today = dayOf(now, zone)
  const last = addDays(today, clinic.rescheduleDaysAhead)
  const ranges: Range[] = []
  for (let day: Day = today; day <= last; day = addDays(day, 1)) {
    ranges.push(...workingRanges(day, hours, zone))
  }
  return subtract(ranges, [{ start: new Date(0), end: now }])
}

async function freeOf(
  c: Change,
  practitionerId: string,
  ranges: readonly Range[],
): Promise<Range[]> {
  const [first, last] = [ranges[0], ranges.at(-1)]
  if (!first || !last) return []
  const whole = { start: first.start, end: last.end }
  const taken = await takenWithin(c.tx, practitionerId, whole)
  for (const opening of await activeOpenings(c, practitionerId, whole)) {
    taken.push(slotRange(opening.startsAt, await lengthOf(c, opening)))
  }
  return subtract(ranges, taken)
}

/**
 * The times to open in a free range, for patients who wait and are not in `asked` yet, which
 * they join: as many as there is time enough to ask. Whoever has another visit anywhere in the range is left out.
 */
export async function laidOut(
  c: Change,
  practitionerId: string,
  range: Range,
  asked: Set<string>,
): Promise<Omit<FreeTime, 'leftBy'>[]> {
  const { clinic, now } = c
  const types = await activeTypes(c)
  const context = matchContext(clinic, now)
  const waiting = new Map<string, { candidate: Candidate; opening: OpeningToFill }>()
  for (const type of types) {
    const slot = slotRange(range.start, type)
    if (+slot.end - +slot.start > +range.end - +range.start) continue
    // No opening has this id, so nobody counts as asked already.
    const id = crypto.randomUUID()
    const whole = { startsAt: range.start, endsAt: range.end, leftBy: null }
    const opening = await openingToFill(c.tx, clinic.id, {
      id,
      practitionerId,
      typeId: type.id,
      ...whole,
    })
    const own = { ...opening, alsoFitsTypeIds: [] }
    const read = { limit: looked, wishing: false, now }
    const { candidates } = await waitlistFor(c.tx, clinic, own, read)
    for (const candidate of candidates) {
      waiting.set(candidate.appointmentId, { candidate, opening: own })
    }
  }
  const lengths = new Map(types.map((type) => [type.id, type]))
  const at = (id: string, start: Date) => {
    const one = waiting.get(id)
    const length = lengths.get(one?.candidate.typeId ?? '')
    if (!one || !length) return false
    const end = new Date(+start + length.durationMinutes * 60_000)
    return judge({ ...one.opening, start, end }, one.candidate, context).suits
  }
  const nextStart = (id: string, from: Date) => {
    for (let start = new Date(+from - 1); ; ) {
      start = nextOnGrid(start, clinic.gridMinutes, clinic.timeZone)
      if (start >= range.end) return null
      if (at(id, start)) return start
    }
  }
  const patients = new Set<string>()
  const inOrder = [...waiting.values()].map(({ candidate }) => candidate).sort(compare)
  const some = []
  for (const { appointmentId: id, patientId, typeId } of inOrder) {
    const length = lengths.get(typeId)
    if (some.length === weighedAtMost) break
    if (!length || asked.has(id) || patients.has(patientId)) continue
    if (!nextStart(id, range.start)) continue
    patients.add(patientId)
    some.push({ id, length })
  }
  return layOut(range, some, nextStart).map(({ id, start }) => {
    asked.add(id)
    const typeId = waiting.get(id)?.candidate.typeId ?? ''
    const minutes = lengths.get(typeId)?.durationMinutes ?? 0
    return { practitionerId, typeId, startsAt: start, endsAt: new Date(+start + minutes * 60_000) }
  })
}

async function activeTypes({ tx, clinic }: Change) {
  return tx
    .select()
    .from(appointmentTypes)
    .where(and(eq(appointmentTypes.clinicId, clinic.id), eq(appointmentTypes.active, true)))
}
