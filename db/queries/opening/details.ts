import { and, asc, eq, inArray, or, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Tx } from '@/db/client'
import {
  appointments,
  appointmentTypes,
  audit,
  offers,
  openings,
  patients,
  practitioners,
  waitlistEntries,
} from '@/db/schema'
import type { MatchReason } from '@/lib/domain/matching'
import { actorName, wholeName } from '../patient/person-name'
import { wishSelection } from '../waitlist/wish-columns'

export type OpeningDetails = NonNullable<Awaited<ReturnType<typeof openingDetails>>>
export type PastOffer = OpeningDetails['offers'][number]
export type TrailRow = OpeningDetails['trail'][number]

/** What `offers.why` holds; the demo's oldest offers have only some of it. */
export type OfferWhy = {
  reasons?: MatchReason[]
  priority?: number
  waitlistedAt?: string
}

const filler = alias(appointments, 'filler')
const fillingPatient = alias(patients, 'filling_patient')

/** One opening with who left it, every offer of it and its trail. Null when the clinic has none such. */
export async function openingDetails(tx: Tx, clinicId: string, openingId: string) {
  const [opening] = await tx
    .select({
      id: openings.id,
      state: openings.state,
      practitionerId: openings.practitionerId,
      practitionerName: practitioners.name,
      typeId: openings.typeId,
      typeName: appointmentTypes.name,
      startsAt: openings.startsAt,
      endsAt: openings.endsAt,
      createdAt: openings.createdAt,
      exhaustedAt: openings.exhaustedAt,
      closedAt: openings.closedAt,
      closedWhy: openings.closedWhy,
      chainId: openings.chainId,
      leftBy: openings.leftBy,
      parentId: openings.parentId,
      madeOf: openings.madeOf,
      source: openings.source,
      resumesAt: openings.resumesAt,
      leftByName: sql<string | null>`${wholeName(patients)}`,
      filledBy: openings.filledBy,
      filledByName: sql<string | null>`${wholeName(fillingPatient)}`,
    })
    .from(openings)
    .innerJoin(practitioners, eq(practitioners.id, openings.practitionerId))
    .innerJoin(appointmentTypes, eq(appointmentTypes.id, openings.typeId))
    .leftJoin(appointments, eq(appointments.id, openings.leftBy))
    .leftJoin(patients, eq(patients.id, appointments.patientId))
    .leftJoin(filler, eq(filler.id, openings.filledBy))
    .leftJoin(fillingPatient, eq(fillingPatient.id, filler.patientId))
    .where(and(eq(openings.clinicId, clinicId), eq(openings.id, openingId)))
  if (!opening) return null
  const { chainId, ...details } = opening
  const [asked, trail, onward] = await Promise.all([
    offersOf(tx, clinicId, openingId),
    trailOf(tx, clinicId, opening),
    opening.closedWhy === 'accepted' ? onwardOf(tx, clinicId, { chainId, id: openingId }) : null,
  ])
  return { ...details, offers: asked, trail, onward }
}

/** The opening of what the patient left who took this one; null where none was made. */
async function onwardOf(
  tx: Tx,
  clinicId: string,
  { chainId, id }: { chainId: string; id: string },
) {
  const [onward] = await tx
    .select({ id: openings.id, startsAt: openings.startsAt })
    .from(openings)
    .where(
      and(
        eq(openings.clinicId, clinicId),
        eq(openings.chainId, chainId),
        eq(openings.parentId, id),
        eq(openings.source, 'accepted'),
        eq(openings.madeOf, []),
      ),
    )
  return onward ?? null
}

/** In the order in which they were made, with the wishes of the wait that each answers, as they are now. */
async function offersOf(tx: Tx, clinicId: string, openingId: string) {
  return tx
    .select({
      id: offers.id,
      state: offers.state,
      turn: offers.turn,
      why: sql<OfferWhy>`${offers.why}`,
      lastOfferedBefore: offers.lastOfferedBefore,
      fromStartsAt: offers.fromStartsAt,
      offeredAt: offers.offeredAt,
      expiresAt: offers.expiresAt,
      closedAt: offers.closedAt,
      closedWhy: offers.closedWhy,
      appointmentId: offers.appointmentId,
      patientName: wholeName(patients),
      wishes: wishSelection,
    })
    .from(offers)
    .innerJoin(waitlistEntries, eq(waitlistEntries.id, offers.entryId))
    .innerJoin(patients, eq(patients.id, offers.patientId))
    .where(and(eq(offers.clinicId, clinicId), eq(offers.openingId, openingId)))
    .orderBy(asc(offers.turn), asc(offers.offeredAt))
}

/**
 * What was recorded of the opening, and how the one came about whose place it took: whoever made
 * that one, by a cancellation for one, is who left the time.
 */
async function trailOf(
  tx: Tx,
  clinicId: string,
  { id, madeOf: [replaced] }: Pick<typeof openings.$inferSelect, 'id' | 'madeOf'>,
) {
  return tx
    .select({
      id: audit.id,
      at: audit.at,
      actorKind: audit.actorKind,
      actorName,
      action: audit.action,
      openingId: audit.openingId,
      details: audit.details,
    })
    .from(audit)
    .where(
      and(
        eq(audit.clinicId, clinicId),
        or(
          eq(audit.openingId, id),
          replaced
            ? and(eq(audit.openingId, replaced), eq(audit.action, 'opening.opened'))
            : undefined,
        ),
      ),
    )
    .orderBy(asc(audit.id))
}

/** By appointment: whose it is. */
export async function namesOf(
  tx: Tx,
  clinicId: string,
  appointmentIds: string[],
): Promise<Map<string, string>> {
  if (appointmentIds.length === 0) return new Map()
  const rows = await tx
    .select({ id: appointments.id, name: wholeName(patients) })
    .from(appointments)
    .innerJoin(patients, eq(patients.id, appointments.patientId))
    .where(and(eq(appointments.clinicId, clinicId), inArray(appointments.id, appointmentIds)))
  return new Map(rows.map(({ id, name }) => [id, name]))
}
