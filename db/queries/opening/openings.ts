import { and, asc, count, countDistinct, desc, eq, gt, gte, max, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Tx } from '@/db/client'
import {
  appointments,
  appointmentTypes,
  offers,
  openings,
  patients,
  practitioners,
  waitlistEntries,
} from '@/db/schema'
import { wholeName } from '../patient/person-name'
import { isActive, isToCome, isWaiting } from '../predicates'
import { firstToEnd, type Hold, holdColumns, pendingOffer, withHolds } from './pending-offer'

/** How many were asked for an opening and reached, and what came of it; who is being asked now counts as asked. */
export type Asked = { asked: number; declined: number; expired: number }

export type ActiveOpening = {
  id: string
  practitionerId: string
  practitionerName: string
  typeId: string
  typeName: string
  startsAt: Date
  endsAt: Date
  /** When Medcal found nobody who suits; null while it is looking. */
  exhaustedAt: Date | null
  /** In quiet hours: when the first patient is asked. */
  resumesAt: Date | null
  answers: Asked
  /** Those for whom it is held, who must answer first before the others; none while it is free. */
  holds: Hold[]
}

export type ClosedOpening = Awaited<ReturnType<typeof closedOpenings>>[number]
export type ChainLink = Awaited<ReturnType<typeof latestChains>>[number]

const leaver = alias(appointments, 'leaver')
const leavingPatient = alias(patients, 'leaving_patient')
const filler = alias(appointments, 'filler')
const fillingPatient = alias(patients, 'filling_patient')

const answers = sql<Asked>`(
  select json_build_object(
    'asked', count(*),
    'declined', count(*) filter (where f.state = 'declined'),
    'expired', count(*) filter (where f.state = 'expired'))
  from ${offers} f where f.opening_id = ${openings.id} and f.reached)`

/** The openings to come that are free or held, by start; of one practitioner when named. */
export async function listActiveOpenings(
  tx: Tx,
  clinicId: string,
  practitionerId?: string,
): Promise<ActiveOpening[]> {
  const rows = await tx
    .select({
      id: openings.id,
      practitionerId: openings.practitionerId,
      practitionerName: practitioners.name,
      typeId: openings.typeId,
      typeName: appointmentTypes.name,
      startsAt: openings.startsAt,
      endsAt: openings.endsAt,
      exhaustedAt: openings.exhaustedAt,
      resumesAt: openings.resumesAt,
      answers,
      hold: holdColumns,
    })
    .from(openings)
    .innerJoin(practitioners, eq(practitioners.id, openings.practitionerId))
    .innerJoin(appointmentTypes, eq(appointmentTypes.id, openings.typeId))
    .leftJoin(offers, pendingOffer)
    .leftJoin(appointments, eq(appointments.id, offers.appointmentId))
    .leftJoin(patients, eq(patients.id, appointments.patientId))
    .where(
      and(
        eq(openings.clinicId, clinicId),
        practitionerId ? eq(openings.practitionerId, practitionerId) : undefined,
        isActive(openings),
        isToCome(openings),
      ),
    )
    .orderBy(asc(openings.startsAt), asc(openings.id), ...firstToEnd)
  return withHolds(rows)
}

/** The openings that closed since an instant, the latest first, at most `limit`. */
export async function closedOpenings(
  tx: Tx,
  clinicId: string,
  { since, practitionerId, limit }: { since: Date; practitionerId?: string; limit: number },
) {
  return tx
    .select({
      id: openings.id,
      state: openings.state,
      startsAt: openings.startsAt,
      createdAt: openings.createdAt,
      closedAt: openings.closedAt,
      closedWhy: openings.closedWhy,
      practitionerName: practitioners.name,
      source: openings.source,
      leftByName: sql<string | null>`${wholeName(leavingPatient)}`,
      filledByName: sql<string | null>`${wholeName(fillingPatient)}`,
      answers,
      turn: offers.turn,
      fromStartsAt: offers.fromStartsAt,
    })
    .from(openings)
    .innerJoin(practitioners, eq(practitioners.id, openings.practitionerId))
    .leftJoin(leaver, eq(leaver.id, openings.leftBy))
    .leftJoin(leavingPatient, eq(leavingPatient.id, leaver.patientId))
    .leftJoin(filler, eq(filler.id, openings.filledBy))
    .leftJoin(fillingPatient, eq(fillingPatient.id, filler.patientId))
    .leftJoin(offers, and(eq(offers.openingId, openings.id), eq(offers.state, 'accepted')))
    .where(
      and(
        eq(openings.clinicId, clinicId),
        practitionerId ? eq(openings.practitionerId, practitionerId) : undefined,
        gte(openings.closedAt, since),
      ),
    )
    .orderBy(desc(openings.closedAt), desc(openings.id))
    .limit(limit)
}

/**
 * The openings of the latest chains (at most `limit`) in which two patients or more came earlier
 * since an instant: chain by chain, each from its cancellation on.
 */
export async function latestChains(
  tx: Tx,
  clinicId: string,
  { since, practitionerId, limit }: { since: Date; practitionerId?: string; limit: number },
) {
  const latest = tx
    .select({ chainId: openings.chainId, movedAt: max(openings.closedAt).as('moved_at') })
    .from(openings)
    .where(
      and(
        eq(openings.clinicId, clinicId),
        eq(openings.closedWhy, 'accepted'),
        gte(openings.closedAt, since),
      ),
    )
    .groupBy(openings.chainId)
    .having(
      and(
        gte(count(), 2),
        practitionerId ? sql`bool_or(${openings.practitionerId} = ${practitionerId})` : undefined,
      ),
    )
    .orderBy(sql`moved_at desc`, desc(openings.chainId))
    .limit(limit)
    .as('latest')
  return chainLinks(tx)
    .innerJoin(latest, eq(latest.chainId, openings.chainId))
    .where(eq(openings.clinicId, clinicId))
    .orderBy(sql`moved_at desc`, openings.chainId, openings.depth, openings.createdAt, openings.id)
}

function chainLinks(tx: Tx) {
  return tx
    .select({
      id: openings.id,
      chainId: openings.chainId,
      depth: openings.depth,
      parentId: openings.parentId,
      madeOf: openings.madeOf,
      state: openings.state,
      closedWhy: openings.closedWhy,
      startsAt: openings.startsAt,
      createdAt: openings.createdAt,
      closedAt: openings.closedAt,
      practitionerName: practitioners.name,
      source: openings.source,
      leftByName: sql<string | null>`${wholeName(leavingPatient)}`,
      filledByName: sql<string | null>`${wholeName(fillingPatient)}`,
      fromStartsAt: offers.fromStartsAt,
    })
    .from(openings)
    .innerJoin(practitioners, eq(practitioners.id, openings.practitionerId))
    .leftJoin(leaver, eq(leaver.id, openings.leftBy))
    .leftJoin(leavingPatient, eq(leavingPatient.id, leaver.patientId))
    .leftJoin(filler, eq(filler.id, openings.filledBy))
    .leftJoin(fillingPatient, eq(fillingPatient.id, filler.patientId))
    .leftJoin(offers, and(eq(offers.openingId, openings.id), eq(offers.state, 'accepted')))
    .$dynamic()
}

/** How many patients wait for a time earlier than a visit to come. */
export async function patientsOpenToEarlier(tx: Tx, clinicId: string): Promise<number> {
  const [row] = await tx
    .select({ patients: countDistinct(waitlistEntries.patientId) })
    .from(waitlistEntries)
    .where(
      and(
        eq(waitlistEntries.clinicId, clinicId),
        isWaiting(waitlistEntries),
        gt(waitlistEntries.earlierThan, sql`now()`),
      ),
    )
  return row?.patients ?? 0
}
