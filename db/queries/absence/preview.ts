import type { Tx } from '@/db/client'
import { fits, type WorkingHours } from '@/lib/domain/availability'
import { personName, shortDay, time } from '@/lib/domain/format'
import { dayOf, type Range } from '@/lib/domain/time'
import { openingsNeedingWithHolds } from '../opening/active'
import { firstOf } from '../opening/pending-offer'
import { bookedVisitsOf } from './absences'

/** A visit that is in the way of a change, in words of the clinic's zone. */
export type VisitInWay = { id: string; patient: string; day: string; date: string; time: string }

export type AbsencePreview = {
  visits: VisitInWay[]
  /** Openings that would be withdrawn; held ones name who would be told. */
  openings: { id: string; date: string; time: string; heldFor: string | null }[]
}

type Clinic = { id: string; timeZone: string }

/**
 * What an absence over `range` meets: the visits that stay, and the openings that end. Of the visits
 * only those that did not lie in it `before`.
 */
export async function absencePreview(
  tx: Tx,
  clinic: Clinic,
  practitionerId: string,
  range: Range,
  before?: Range,
): Promise<AbsencePreview> {
  const inside = before ? await bookedVisitsOf(tx, clinic.id, practitionerId, before) : []
  const old = new Set(inside.map(({ id }) => id))
  const visits = await visitsInWay(tx, clinic, practitionerId, range)
  const openings = await openingsNeedingWithHolds(tx, clinic.id, practitionerId, range)
  return {
    visits: visits.filter(({ id }) => !old.has(id)),
    openings: openings.map(({ id, startsAt, holds }) => ({
      id,
      date: shortDay(startsAt, clinic.timeZone, 'en'),
      time: time(startsAt, clinic.timeZone),
      heldFor: firstOf(holds)?.patientName ?? null,
    })),
  }
}

/** The visits that an absence over `range` leaves booked. */
export async function visitsInWay(
  tx: Tx,
  clinic: Clinic,
  practitionerId: string,
  range: Range,
): Promise<VisitInWay[]> {
  const visits = await bookedVisitsOf(tx, clinic.id, practitionerId, range)
  return visits.map((visit) => inWords(visit, clinic.timeZone))
}

/** A practitioner's coming visits that do not fit the working hours (which were others when they were booked). */
export async function visitsOutsideHours(
  tx: Tx,
  clinic: Clinic,
  practitionerId: string,
  hours: readonly WorkingHours[],
  now: Date,
): Promise<VisitInWay[]> {
  const zone = clinic.timeZone
  const coming = { start: now, end: new Date(now.getTime() + tenYears) }
  const visits = await bookedVisitsOf(tx, clinic.id, practitionerId, coming)
  const outside = visits.filter(({ startsAt, endsAt }) => {
    const durationMinutes = (+endsAt - +startsAt) / 60_000
    const length = { durationMinutes, bufferBeforeMinutes: 0, bufferAfterMinutes: 0 }
    return fits({ start: startsAt, zone, hours, taken: [], length, now }) === 'outside-hours'
  })
  return outside.map((visit) => inWords(visit, zone))
}

const tenYears = 10 * 365 * 86_400_000

function inWords(
  visit: Awaited<ReturnType<typeof bookedVisitsOf>>[number],
  zone: string,
): VisitInWay {
  return {
    id: visit.id,
    patient: personName(visit),
    day: dayOf(visit.startsAt, zone),
    date: shortDay(visit.startsAt, zone, 'en'),
    time: time(visit.startsAt, zone),
  }
}
