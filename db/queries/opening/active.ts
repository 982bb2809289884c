import { and, asc, eq, inArray } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { appointmentTypes, offers, openings, patients } from '@/db/schema'
import type { Range } from '@/lib/domain/time'
import { isActive, needsTimeOf } from '../predicates'
import { firstToEnd, type Hold, holdColumns, withHolds } from './pending-offer'

/**
 * A practitioner's openings that are neither filled nor closed and that need time of a range, by
 * start: those that end when the range is taken.
 */
export async function openingsNeeding(
  tx: Tx,
  clinicId: string,
  practitionerId: string,
  range: Range,
): Promise<(typeof openings.$inferSelect)[]> {
  const rows = await tx
    .select({ opening: openings })
    .from(openings)
    .innerJoin(appointmentTypes, eq(appointmentTypes.id, openings.typeId))
    .where(
      and(
        eq(openings.clinicId, clinicId),
        eq(openings.practitionerId, practitionerId),
        isActive(openings),
        needsTimeOf(openings, appointmentTypes, range),
      ),
    )
    .orderBy(asc(openings.startsAt))
  return rows.map((row) => row.opening)
}

/** The same, each with those for whom it is held. */
export async function openingsNeedingWithHolds(
  tx: Tx,
  clinicId: string,
  practitionerId: string,
  range: Range,
): Promise<{ id: string; startsAt: Date; holds: Hold[] }[]> {
  const needing = await openingsNeeding(tx, clinicId, practitionerId, range)
  const ids = needing.map(({ id }) => id)
  const held = await tx
    .select({ id: offers.openingId, hold: holdColumns })
    .from(offers)
    .innerJoin(patients, eq(patients.id, offers.patientId))
    .where(
      and(
        eq(offers.clinicId, clinicId),
        inArray(offers.openingId, ids),
        eq(offers.state, 'pending'),
      ),
    )
    .orderBy(...firstToEnd)
  const holds = new Map(withHolds(held).map((one) => [one.id, one.holds]))
  return needing.map(({ id, startsAt }) => ({ id, startsAt, holds: holds.get(id) ?? [] }))
}
