import { and, eq } from 'drizzle-orm'
import { matchContext, waitlistFor } from '@/db/queries/opening/candidates'
import { appointmentTypes } from '@/db/schema'
import {
  gridWithin,
  slotRange,
  type VisitLength,
  visitRange,
  type WorkingHours,
  workingRanges,
} from '@/lib/domain/availability'
import { nextOf, packVisits, weighedAtMost } from '@/lib/domain/layout'
import {
  type Candidate,
  compare,
  judge,
  type MatchContext,
  type OpeningToFill,
  whenever,
} from '@/lib/domain/matching'
import { addDays, type Day, dayOf, type Range, subtract } from '@/lib/domain/time'
import { lengthOf } from '../appointment/visit-length'
import type { Change } from '../change'
import { takenWithin } from '../slots'
import { activeOpenings, createOpening, type FreeTime, leftByNobody } from './openings'

/** How many of each type's waitlist are looked at whose wishes may allow it. */
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
    for (const time of await timesToOpen(c, practitionerId, range, asked)) {
      await createOpening(c, { ...time, ...leftByNobody }, source)
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
export async function timesToOpen(
  c: Change,
  practitionerId: string,
  range: Range,
  asked: Set<string>,
): Promise<Omit<FreeTime, keyof typeof leftByNobody>[]> {
  const types = new Map((await activeTypes(c)).map((type) => [type.id, type]))
  const waiting = await waitingFor(c, practitionerId, range, [...types.values()])
  const starts = gridWithin(range, c.clinic.gridMinutes, c.clinic.timeZone)
  const nextStart = nextOf(starts, suitingIn(waiting, matchContext(c.clinic, c.now)))
  const patients = new Set<string>()
  const some = []
  for (const { candidate, length } of waiting.values()) {
    const { entryId: id, patientId } = candidate
    if (some.length === weighedAtMost) break
    if (asked.has(patientId) || patients.has(patientId)) continue
    if (!nextStart(id, range.start)) continue
    patients.add(patientId)
    some.push({ id, length })
  }
  return packVisits(range, some, nextStart).flatMap(({ id, start }) => {
    const one = waiting.get(id)
    if (!one) return []
    const { typeId, patientId } = one.candidate
    asked.add(patientId)
    return { practitionerId, typeId, startsAt: start, endsAt: visitRange(start, one.length).end }
  })
}

type Waiting = { candidate: Candidate; opening: OpeningToFill; length: VisitLength }

/** Who waits for a visit of one of the types that a range has room for, by entry, in the order of rank. */
async function waitingFor(
  { tx, clinic, now }: Change,
  practitionerId: string,
  range: Range,
  types: ActiveType[],
): Promise<Map<string, Waiting>> {
  const found: Waiting[] = []
  for (const type of types) {
    const slot = slotRange(range.start, type)
    if (+slot.end - +slot.start > +range.end - +range.start) continue
    const { bufferBeforeMinutes, bufferAfterMinutes } = type
    const opening = {
      // No opening has this id, so nobody counts as asked already.
      id: crypto.randomUUID(),
      ...{ practitionerId, typeId: type.id, alsoFitsTypeIds: [], leftBy: null, askedBefore: [] },
      ...{ ...range, bufferBeforeMinutes, bufferAfterMinutes },
    }
    const lastStart = new Date(+range.end - (+slot.end - +range.start))
    const read = { limit: looked, wishing: true, lastStart, now }
    const { candidates } = await waitlistFor(tx, clinic, opening, read)
    for (const candidate of candidates) found.push({ candidate, opening, length: type })
  }
  found.sort((a, b) => compare(a.candidate, b.candidate))
  return new Map(found.map((one) => [one.candidate.entryId, one]))
}

/** Says whether who waits could come at a start. */
function suitingIn(waiting: ReadonlyMap<string, Waiting>, context: MatchContext) {
  return (id: string, start: Date) => {
    const one = waiting.get(id)
    if (!one) return 'never'
    const time = { ...one.opening, ...visitRange(start, one.length) }
    const verdict = judge(time, one.candidate, context)
    if (verdict.suits) return 'suits'
    return verdict.misfits.some(whenever) ? 'never' : 'not-then'
  }
}

type ActiveType = typeof appointmentTypes.$inferSelect

async function activeTypes({ tx, clinic }: Change): Promise<ActiveType[]> {
  return tx
    .select()
    .from(appointmentTypes)
    .where(and(eq(appointmentTypes.clinicId, clinic.id), eq(appointmentTypes.active, true)))
}
