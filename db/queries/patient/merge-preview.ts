import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Tx } from '@/db/client'
import { appointments, offers, openings, practitioners, waitlistEntries } from '@/db/schema'
import { isNotOver, isOccupying, overlapsRange } from '../predicates'
import { waits } from '../waitlist/waits'

const other = alias(appointments, 'other')

/** What two patients have, as one decides whether to make them one. Instants are UTC. */
export async function mergePreview(tx: Tx, clinicId: string, keptId: string, mergedId: string) {
  const [counts, clashes, held] = await Promise.all([
    countsOf(tx, clinicId, [keptId, mergedId]),
    clashesOf(tx, clinicId, keptId, mergedId),
    heldFor(tx, clinicId, [keptId, mergedId]),
  ])
  const none = { visits: 0, coming: 0, waits: 0 }
  return {
    kept: counts.get(keptId) ?? none,
    merged: counts.get(mergedId) ?? none,
    /** Coming visits of the two that overlap. */
    clashes,
    /** The times held for them now, the one offered first on top: only that one can stay. */
    held,
  }
}

export type MergePreview = Awaited<ReturnType<typeof mergePreview>>

const isComing = sql`${isOccupying(appointments)} and ${isNotOver(appointments)}`

async function countsOf(tx: Tx, clinicId: string, ids: string[]) {
  const rows = await tx
    .select({
      id: appointments.patientId,
      visits: sql<number>`count(*)::int`,
      coming: sql<number>`count(*) filter (where ${isComing})::int`,
      waits: sql<number>`count(*) filter (where ${isComing} and ${waitlistEntries.id} is not null)::int`,
    })
    .from(appointments)
    .leftJoin(waitlistEntries, waits)
    .where(and(eq(appointments.clinicId, clinicId), inArray(appointments.patientId, ids)))
    .groupBy(appointments.patientId)
  return new Map(rows.map(({ id, ...counts }) => [id, counts]))
}

async function clashesOf(tx: Tx, clinicId: string, keptId: string, mergedId: string) {
  return tx
    .select({ startsAt: appointments.startsAt, otherStartsAt: other.startsAt })
    .from(appointments)
    .innerJoin(
      other,
      and(
        eq(other.clinicId, clinicId),
        eq(other.patientId, mergedId),
        overlapsRange(other, { start: appointments.startsAt, end: appointments.endsAt }),
        isOccupying(other),
      ),
    )
    .where(and(eq(appointments.clinicId, clinicId), eq(appointments.patientId, keptId), isComing))
    .orderBy(asc(appointments.startsAt))
    .limit(10)
}

async function heldFor(tx: Tx, clinicId: string, ids: string[]) {
  return tx
    .select({
      patientId: offers.patientId,
      startsAt: openings.startsAt,
      practitioner: practitioners.name,
    })
    .from(offers)
    .innerJoin(openings, eq(openings.id, offers.openingId))
    .innerJoin(practitioners, eq(practitioners.id, openings.practitionerId))
    .where(
      and(
        eq(offers.clinicId, clinicId),
        inArray(offers.patientId, ids),
        eq(offers.state, 'pending'),
      ),
    )
    .orderBy(asc(offers.offeredAt), asc(offers.id))
}
