import { and, asc, desc, eq, isNull, ne, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import {
  appointments,
  appointmentTypes,
  type clinics,
  offers,
  openings,
  patients,
  waitlistEntries,
} from '@/db/schema'
import { quietHoursOf, timeToAnswerFrom } from '@/lib/domain/holds'
import type { Candidate, MatchContext, OpeningToFill, Weights } from '@/lib/domain/matching'
import { dayOf, weekdaysBetween } from '@/lib/domain/time'
import { timesBetween } from '@/lib/domain/wishes'
import { isOccupying, isToCome, overlapsRange } from '../predicates'
import { wishSelection } from '../waitlist/wish-columns'
import { countsAsOffered, offeredOrHadBefore } from './offered-before'

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

/** Who was offered an overlapping time of those that the opening was made of, or had it before. */
function askedBefore(openingId: SQL): SQL<string[]> {
  return sql<string[]>`(
    select coalesce(array_agg(known.patient_id), '{}') from openings own
    join openings o on o.clinic_id = own.clinic_id and o.id = any(own.made_of)
      and ${overlapsRange(sql`o`, { start: sql`own.starts_at`, end: sql`own.ends_at` })}
    cross join lateral ${offeredOrHadBefore(sql`o`)} known
    where own.id = ${openingId})`
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
        isToCome(openings, now),
        ne(openings.id, opening.id),
      ),
    )
    .orderBy(asc(openings.startsAt), asc(openings.id))
    .limit(20)
}

/** Where an entry stands in the order of rank. */
export type Place = { id: string; priority: number; rankKey: number; earlierThan: Date }

/** What to read of the waitlist. */
export type Reading = {
  /** At most so many candidates. */
  limit: number
  /** From the place where an earlier reading ended. */
  after?: Place | null
  /** Leaves out those whom `judge` would refuse for their own visit, wishes or patient. */
  wishing: boolean
  /** The last start a visit may have, where the opening is a longer time: its own start if not given. */
  lastStart?: Date
  now: Date
}

/**
 * Those who wait with visits that lie after the opening and are of a type that it fits, in the
 * order of rank (`compare`). `next` is where to read on, or null at the end. `judge` says who of
 * them suits.
 */
export async function waitlistFor(
  tx: Tx,
  clinic: Clinic,
  opening: OpeningToFill,
  reading: Reading,
): Promise<{ candidates: Candidate[]; next: Place | null }> {
  const { limit, now } = reading
  const rows = await tx
    .select({
      entryId: waitlistEntries.id,
      appointmentId: appointments.id,
      patientId: waitlistEntries.patientId,
      typeId: waitlistEntries.typeId,
      practitionerId: appointments.practitionerId,
      start: appointments.startsAt,
      end: appointments.endsAt,
      bufferBeforeMinutes: appointmentTypes.bufferBeforeMinutes,
      bufferAfterMinutes: appointmentTypes.bufferAfterMinutes,
      priority: waitlistEntries.priority,
      since: waitlistEntries.since,
      lastOfferedAt: waitlistEntries.lastOfferedAt,
      rankKey: sql<number>`${waitlistEntries.rankKey}`,
      wishes: wishSelection,
      reachable: sql<boolean>`${patients.bouncedAt} is null`,
      consents: sql<boolean>`${patients.offersStoppedAt} is null`,
      // Nor is whoever said no to this very time asked again, though it fell free anew.
      alreadyOffered: sql<boolean>`exists (
        select from ${offers} f join ${openings} o on o.id = f.opening_id
        where f.clinic_id = ${clinic.id} and f.patient_id = ${waitlistEntries.patientId}
          and (f.opening_id = ${opening.id} and ${countsAsOffered(sql`f`)}
            or f.state = 'declined' and o.practitioner_id = ${opening.practitionerId}
              and o.starts_at = ${opening.start.toISOString()}::timestamptz))`,
      pendingOfferElsewhere: sql<boolean>`exists (
        select from ${offers} f
        where f.patient_id = ${waitlistEntries.patientId} and f.state = 'pending')`,
      offersLately: offersLately(clinic, now),
      busyThen: busyThen(clinic.id, opening, reading),
    })
    .from(appointmentTypes)
    .crossJoinLateral(placesOf(clinic, opening, reading))
    .innerJoin(
      waitlistEntries,
      and(eq(waitlistEntries.clinicId, clinic.id), eq(waitlistEntries.id, sql`place.id`)),
    )
    .innerJoin(
      appointments,
      and(eq(appointments.clinicId, clinic.id), eq(appointments.id, waitlistEntries.appointmentId)),
    )
    .innerJoin(
      patients,
      and(eq(patients.clinicId, clinic.id), eq(patients.id, waitlistEntries.patientId)),
    )
    .where(
      and(
        eq(appointmentTypes.clinicId, clinic.id),
        sql`${appointmentTypes.id} = any(${list([opening.typeId, ...opening.alsoFitsTypeIds])}::uuid[])`,
      ),
    )
    .orderBy(
      desc(waitlistEntries.priority),
      desc(waitlistEntries.rankKey),
      desc(waitlistEntries.earlierThan),
      asc(waitlistEntries.id),
    )
    .limit(limit)
    // Planning takes longer than running: a connection does it once.
    .prepare('waitlist')
    .execute()
  const candidates = rows.map(({ end, ...row }) => ({
    ...row,
    durationMinutes: (+end - +row.start) / 60_000,
  }))
  const last = candidates.at(-1)
  return { candidates, next: last && candidates.length === limit ? placeOf(last) : null }
}

function placeOf({ entryId: id, priority, rankKey, start: earlierThan }: Candidate): Place {
  return { id, priority, rankKey, earlierThan }
}

/**
 * The first entries of a type, walked along the index of ranks (`db/sql/waiting_places.sql` says why
 * by a function). What it leaves out is what `judge` says of them, as far as the row and its patient
 * tell; a test compares the two.
 */
function placesOf(
  clinic: Clinic,
  { practitionerId, start, end, bufferBeforeMinutes, bufferAfterMinutes }: OpeningToFill,
  { limit, after, wishing, lastStart = start, now }: Reading,
): SQL {
  const { timeZone: zone, minGainDays } = clinic
  const [firstDay, lastDay] = [dayOf(start, zone), dayOf(lastStart, zone)]
  const { policy } = matchContext(clinic, now)
  const notice = (+lastStart - +timeToAnswerFrom(now, policy, zone)) / 60_000
  const longest = (+end - +start) / 60_000 + bufferAfterMinutes
  return sql`waiting_places(
    of_type => ${appointmentTypes.id},
    later_than => ${start.toISOString()}::timestamptz,
    wishing => ${wishing}::boolean,
    longest_minutes => case when ${appointmentTypes.bufferBeforeMinutes} <= ${bufferBeforeMinutes}::int
      then ${longest}::float8 - ${appointmentTypes.bufferAfterMinutes} else 0 end,
    whose => ${practitionerId}::uuid,
    on_weekdays => ${list(weekdaysBetween(firstDay, lastDay))}::smallint[],
    at_times => ${list(timesBetween(start, lastStart, zone))}::time_of_day[],
    longest_notice => ${notice}::float8,
    first_day => ${firstDay}::date,
    last_day => ${lastDay}::date,
    least_gain => ${minGainDays}::int,
    zone => ${zone}::text,
    after_priority => ${after?.priority ?? null}::smallint,
    after_rank_key => ${after?.rankKey ?? null}::float8,
    after_earlier_than => ${after?.earlierThan.toISOString() ?? null}::timestamptz,
    after_id => ${after?.id ?? null}::uuid,
    how_many => ${limit}::int) as place (id)`
}

/** An array as one parameter, so that the question reads the same however long it is. */
function list(values: readonly (string | number)[]): string {
  return `{${values.join(',')}}`
}

/** How many offers the patient had in the days of the clinic's cap, for any of their visits. */
function offersLately({ id, capOffers, capDays }: Clinic, now: Date): SQL<number> {
  if (capOffers === null) return sql<number>`0`
  const since = new Date(+now - capDays * 86_400_000).toISOString()
  return sql<number>`(
    select count(*)::int from ${offers} f
    where f.clinic_id = ${id} and f.patient_id = ${waitlistEntries.patientId}
      and f.offered_at > ${since}::timestamptz and f.reached)`
}

/** Whether the patient has another visit while theirs would be, at any start that the opening might have. */
function busyThen(
  clinicId: string,
  { start }: OpeningToFill,
  { lastStart = start }: Reading,
): SQL<boolean> {
  return sql<boolean>`exists (
    select from ${appointments} other
    where other.clinic_id = ${clinicId} and other.patient_id = ${waitlistEntries.patientId}
      and other.id <> ${appointments.id} and ${isOccupying(sql`other`)}
      and ${overlapsRange(sql`other`, { start, end: sql`${lastStart.toISOString()}::timestamptz + (${appointments.endsAt} - ${appointments.startsAt})` })})`
}
