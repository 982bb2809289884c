import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, ne, type SQL, sql } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'
import type { Tx } from '@/db/client'
import {
  appointments,
  appointmentTypes,
  type clinics,
  offers,
  openings,
  patients,
} from '@/db/schema'
import { quietHoursOf } from '@/lib/domain/holds'
import {
  type Candidate,
  compare,
  type MatchContext,
  type OpeningToFill,
  type Weights,
} from '@/lib/domain/matching'
import { dayOf, weekdayOf } from '@/lib/domain/time'
import { timeOfDay } from '@/lib/domain/wishes'
import { reached } from './reached'
import { wishColumns } from './wish-columns'

type Clinic = Pick<
  typeof clinics.$inferSelect,
  | 'id'
  | 'timeZone'
  | 'minGainDays'
  | 'capOffers'
  | 'capDays'
  | 'holdMinutes'
  | 'shortestHoldMinutes'
  | 'quietFrom'
  | 'quietUntil'
>

/** What the rules of matching need to know of a clinic. */
export function matchContext(clinic: Clinic, now: Date): MatchContext {
  return { now, zone: clinic.timeZone, policy: { ...clinic, quiet: quietHoursOf(clinic) } }
}

/** The points by which a clinic ranks those who wait. */
export function weightsOf({
  weightWaiting: waiting,
  weightContact: contact,
  weightGain: gain,
}: Pick<typeof clinics.$inferSelect, 'weightWaiting' | 'weightContact' | 'weightGain'>): Weights {
  return { waiting, contact, gain }
}

/** An opening as the rules of matching see it. */
export async function openingToFill(
  tx: Tx,
  clinicId: string,
  opening: Pick<
    typeof openings.$inferSelect,
    'id' | 'practitionerId' | 'typeId' | 'startsAt' | 'endsAt' | 'leftBy'
  >,
): Promise<OpeningToFill> {
  const { id, practitionerId, typeId, startsAt: start, endsAt: end, leftBy } = opening
  const [type] = await tx
    .select({
      alsoFitsTypeIds: appointmentTypes.alsoFitsTypeIds,
      bufferBeforeMinutes: appointmentTypes.bufferBeforeMinutes,
      bufferAfterMinutes: appointmentTypes.bufferAfterMinutes,
      askedBefore: askedBefore(sql`${id}::uuid`),
    })
    .from(appointmentTypes)
    .where(and(eq(appointmentTypes.clinicId, clinicId), eq(appointmentTypes.id, typeId)))
  if (!type) throw new Error('an opening names a type that its clinic has not')
  return { id, practitionerId, typeId, start, end, leftBy, ...type }
}

/** Who was offered an overlapping time of those that the opening was made of, which ended in the same change. */
function askedBefore(openingId: SQL): SQL<string[]> {
  return sql<string[]>`(
    select coalesce(array_agg(f.appointment_id), '{}') from openings own
    join openings o on o.clinic_id = own.clinic_id and o.practitioner_id = own.practitioner_id
      and o.closed_why = 'reshaped'
      and o.closed_at between own.created_at and own.created_at + interval '1 minute'
      and o.starts_at < own.ends_at and o.ends_at > own.starts_at
    join offers f on f.clinic_id = o.clinic_id and f.opening_id = o.id
      and f.closed_why is distinct from 'undeliverable'
    where own.id = ${openingId} and own.reshaped)`
}

/** The other openings to come that wait for a patient now, by start; at most twenty. */
export async function rivalsOf(
  tx: Tx,
  clinicId: string,
  opening: OpeningToFill,
  now: Date,
): Promise<OpeningToFill[]> {
  return tx
    .select({
      id: openings.id,
      practitionerId: openings.practitionerId,
      typeId: openings.typeId,
      alsoFitsTypeIds: appointmentTypes.alsoFitsTypeIds,
      bufferBeforeMinutes: appointmentTypes.bufferBeforeMinutes,
      bufferAfterMinutes: appointmentTypes.bufferAfterMinutes,
      start: openings.startsAt,
      end: openings.endsAt,
      leftBy: openings.leftBy,
      askedBefore: askedBefore(sql`${openings.id}`),
    })
    .from(openings)
    .innerJoin(appointmentTypes, eq(appointmentTypes.id, openings.typeId))
    .where(
      and(
        eq(openings.clinicId, clinicId),
        eq(openings.state, 'open'),
        isNull(openings.exhaustedAt),
        gt(openings.startsAt, now),
        ne(openings.id, opening.id),
      ),
    )
    .orderBy(asc(openings.startsAt), asc(openings.id))
    .limit(20)
}

/** Where an appointment stands in the order of rank. */
export type Place = { id: string; priority: number; rankKey: number; startsAt: Date }

/**
 * The waitlisted appointments that lie after the opening and are of a type that it fits, in the
 * order of rank (`compare`): those among the `limit` that come `after` a place. `next` is where to
 * read on, or null at the end. `judge` says who of them suits; with `wishing` those are left out
 * whose wishes cannot allow it.
 */
export async function waitlistFor(
  tx: Tx,
  clinic: Clinic,
  opening: OpeningToFill,
  {
    limit,
    after,
    wishing,
    now,
  }: { limit: number; after?: Place | null; wishing: boolean; now: Date },
): Promise<{ candidates: Candidate[]; next: Place | null }> {
  const places = await placesAfter(tx, clinic.id, opening, limit, after ?? null)
  const rows = await tx
    .select({
      appointmentId: appointments.id,
      patientId: appointments.patientId,
      typeId: appointments.typeId,
      practitionerId: appointments.practitionerId,
      start: appointments.startsAt,
      end: appointments.endsAt,
      bufferBeforeMinutes: appointmentTypes.bufferBeforeMinutes,
      bufferAfterMinutes: appointmentTypes.bufferAfterMinutes,
      priority: appointments.priority,
      waitlistedAt: sql<Date>`${appointments.waitlistedAt}`.mapWith(appointments.waitlistedAt),
      lastOfferedAt: appointments.lastOfferedAt,
      rankKey: sql<number>`${appointments.rankKey}`,
      wishes: wishColumns,
      reachable: sql<boolean>`${patients.bouncedAt} is null`,
      consents: patients.offersAllowed,
      alreadyOffered: sql<boolean>`exists (
        select from ${offers} f
        where f.opening_id = ${opening.id} and f.patient_id = ${appointments.patientId}
          and f.closed_why is distinct from 'undeliverable')`,
      pendingOfferElsewhere: sql<boolean>`exists (
        select from ${offers} f
        where f.patient_id = ${appointments.patientId} and f.state = 'pending')`,
      offersLately: offersLately(clinic, now),
      busyThen: busyThen(clinic.id, opening),
    })
    .from(appointments)
    .innerJoin(appointmentTypes, eq(appointmentTypes.id, appointments.typeId))
    .innerJoin(
      patients,
      and(eq(patients.clinicId, appointments.clinicId), eq(patients.id, appointments.patientId)),
    )
    .where(
      and(
        eq(appointments.clinicId, clinic.id),
        inArray(
          appointments.id,
          places.map(({ id }) => id),
        ),
        wishing ? and(...wishesAllow(clinic.timeZone, opening, now)) : undefined,
      ),
    )
  const candidates = rows
    .map(({ end, ...row }) => ({ ...row, durationMinutes: (+end - +row.start) / 60_000 }))
    .sort(compare)
  return { candidates, next: places.length < limit ? null : (places.at(-1) ?? null) }
}

/**
 * Read along the index in the order of rank, type by type. On its own: with wishes in the same
 * question the planner takes so few rows for granted that it reads and sorts the whole waitlist.
 */
async function placesAfter(
  tx: Tx,
  clinicId: string,
  { typeId, alsoFitsTypeIds, start }: OpeningToFill,
  limit: number,
  after: Place | null,
): Promise<Place[]> {
  const ofType = (type: string) =>
    tx
      .select({
        id: appointments.id,
        priority: appointments.priority,
        rankKey: sql<number>`${appointments.rankKey}`.as('rank_key'),
        startsAt: appointments.startsAt,
      })
      .from(appointments)
      .where(
        and(
          eq(appointments.clinicId, clinicId),
          eq(appointments.typeId, type),
          isNotNull(appointments.waitlistedAt),
          inArray(appointments.status, ['booked', 'confirmed']),
          gt(appointments.startsAt, start),
          after ? rankedAfter(after) : undefined,
        ),
      )
      .orderBy(
        desc(appointments.priority),
        desc(appointments.rankKey),
        desc(appointments.startsAt),
        asc(appointments.id),
      )
      .limit(limit)
  const places = await Promise.all([typeId, ...alsoFitsTypeIds].map(ofType))
  return places
    .flat()
    .sort(
      (a, b) =>
        b.priority - a.priority ||
        b.rankKey - a.rankKey ||
        +b.startsAt - +a.startsAt ||
        (a.id < b.id ? -1 : 1),
    )
    .slice(0, limit)
}

/** All that ranks after a place. */
function rankedAfter({ id, priority, rankKey, startsAt }: Place): SQL {
  const rank = sql`(${appointments.priority}, ${appointments.rankKey}, ${appointments.startsAt})`
  const last = sql`(${priority}::smallint, ${rankKey}::float8, ${startsAt.toISOString()}::timestamptz)`
  return sql`${rank} <= ${last} and not (${rank} = ${last} and ${appointments.id} <= ${id})`
}

/** What `judge` says of wishes, as far as the row alone tells; a test compares the two. */
function wishesAllow(zone: string, opening: OpeningToFill, now: Date): SQL[] {
  const day = dayOf(opening.start, zone)
  const noticeMinutes = (+opening.start - +now) / 60_000
  const any = (list: SQL | AnyPgColumn, value: SQL) =>
    sql`(cardinality(${list}) = 0 or ${value} = any(${list}))`
  return [
    any(wishColumns.practitionerIds, sql`${opening.practitionerId}::uuid`),
    any(wishColumns.weekdays, sql`${weekdayOf(day)}::smallint`),
    any(wishColumns.times, sql`${timeOfDay(opening.start, zone)}::time_of_day`),
    sql`${wishColumns.noticeMinutes} < ${noticeMinutes}::float8`,
    sql`coalesce(${wishColumns.notBefore} <= ${day}::date, true)`,
  ]
}

/** How many offers the patient had in the days of the clinic's cap, for any of their visits. */
function offersLately({ id, capOffers, capDays }: Clinic, now: Date): SQL<number> {
  if (capOffers === null) return sql<number>`0`
  const since = new Date(+now - capDays * 86_400_000).toISOString()
  return sql<number>`(
    select count(*)::int from ${offers} f
    where f.clinic_id = ${id} and f.patient_id = ${appointments.patientId}
      and f.offered_at > ${since}::timestamptz
      and ${reached(sql`f.closed_why`)})`
}

/** Whether the patient has another visit while theirs would be, at the opening's start. */
function busyThen(clinicId: string, { start }: OpeningToFill): SQL<boolean> {
  return sql<boolean>`exists (
    select from ${appointments} other
    where other.clinic_id = ${clinicId} and other.patient_id = ${appointments.patientId}
      and other.id <> ${appointments.id} and other.status in ('booked', 'confirmed', 'arrived')
      and other.starts_at < ${start.toISOString()}::timestamptz
        + (${appointments.endsAt} - ${appointments.startsAt})
      and other.ends_at > ${start.toISOString()}::timestamptz)`
}
