import { and, eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { type appointments, practitioners, workingHours } from '@/db/schema'
import { fits, slotRange, type VisitLength, visitRange } from '@/lib/domain/availability'
import { type Refusal, refuse } from '@/lib/domain/result'
import { overlaps, type Range } from '@/lib/domain/time'
import type { Change } from '../change'
import { closeClashingOffer, closeOverdue, pendingOffers } from '../offer/offers'
import { activeOpenings, closeOpening, type Opening } from '../opening/openings'
import { isTaken, lockPractitioners, takeSlot } from '../slots'

/** Where a visit is to go. */
export type Place = {
  practitionerId: string
  start: Date
  length: VisitLength
  /** Take the time even while it is held for a patient; their offer ends and they are told. */
  overHold: boolean
}

/** Whether the practitioner takes visits at the clinic. */
export async function worksHere(
  { tx, clinic }: Pick<Change, 'tx' | 'clinic'>,
  practitionerId: string,
): Promise<boolean> {
  const [practitioner] = await tx
    .select({ active: practitioners.active })
    .from(practitioners)
    .where(and(eq(practitioners.clinicId, clinic.id), eq(practitioners.id, practitionerId)))
  return practitioner?.active === true
}

/**
 * Locks the practitioner of a place, and of `from` where a visit leaves one; refuses a place that is
 * taken. Who comes too late is told before the lock, or in the same breath: they hold nobody up.
 * Only the constraint decides (`occupy`).
 */
export async function lockUnlessTaken(
  tx: Tx,
  place: Place,
  from?: { id: string; practitionerId: string },
): Promise<Refusal | null> {
  const { practitionerId } = place
  const look = () => isTaken(tx, practitionerId, slotRange(place.start, place.length), from?.id)
  if (await look()) return refuse('taken')
  const locked = lockPractitioners(tx, practitionerId, from?.practitionerId ?? practitionerId)
  const [, taken] = await Promise.all([locked, look()])
  return taken ? refuse('taken') : null
}

/**
 * Refuses a time that is over, outside the practitioner's working hours, or with nobody who works
 * there. The practitioner is locked already: else it may be out of date when the time is taken.
 */
export async function refusePlacement(
  { tx, now, clinic }: Change,
  place: Place,
): Promise<Refusal | null> {
  const [works, hours] = await Promise.all([
    worksHere({ tx, clinic }, place.practitionerId),
    tx
      .select()
      .from(workingHours)
      .where(
        and(
          eq(workingHours.clinicId, clinic.id),
          eq(workingHours.practitionerId, place.practitionerId),
        ),
      ),
  ])
  if (!works) return refuse('not-found')
  const { start, length } = place
  const verdict = fits({ start, zone: clinic.timeZone, hours, taken: [], length, now })
  return verdict === 'fits' ? null : refuse(verdict)
}

/**
 * Takes the place for an appointment whose row exists and has no slot. Openings in its way are
 * filled by it, or withdrawn where it takes only their buffers; a time held for a patient is
 * refused (`held`) unless `overHold`. An offer that the patient holds of the same time ends.
 * The practitioner is locked already.
 */
export async function occupy(
  change: Change,
  { id: appointmentId, patientId }: Pick<typeof appointments.$inferSelect, 'id' | 'patientId'>,
  place: Place,
): Promise<Refusal | null> {
  const { tx, clinic } = change
  const visit = visitRange(place.start, place.length)
  const during = slotRange(place.start, place.length)
  const openings = await activeOpenings(change, place.practitionerId, during)
  if (openings.length > 0) {
    const until = await endOverdueHolds(change, openings)
    if (until && !place.overHold) return refuse('held', { until, zone: clinic.timeZone })
    for (const opening of openings) {
      const same = overlaps(visit, { start: opening.startsAt, end: opening.endsAt })
      // Who comes back into time that they left themselves fills nothing.
      const fills = same && opening.leftBy !== appointmentId
      await closeOpening(
        change,
        opening,
        fills
          ? { state: 'filled', why: 'by-hand', filledBy: appointmentId }
          : { state: 'withdrawn', why: 'part-taken' },
      )
    }
  }
  const slot = { clinicId: clinic.id, practitionerId: place.practitionerId, during, appointmentId }
  if (!(await takeSlot(tx, slot))) return refuse('taken')
  await closeClashingOffer(change, { id: appointmentId, patientId, ...visitAt(place) })
  return null
}

/** Closes the offers of some openings that are past their time; when the last of the others ends, or null. */
async function endOverdueHolds(change: Change, openings: Opening[]): Promise<Date | null> {
  let until: Date | null = null
  const ids = openings.map((opening) => opening.id)
  for (const offer of await pendingOffers(change, ids)) {
    const over = await closeOverdue(change, offer)
    if (!over && (until === null || until < offer.expiresAt)) until = offer.expiresAt
  }
  return until
}

/** The visit's own time, as the patient is told it. */
export function visitAt(place: Place): { startsAt: Date; endsAt: Date } {
  const { start, end }: Range = visitRange(place.start, place.length)
  return { startsAt: start, endsAt: end }
}
