import { and, eq, gte, lt, ne, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import {
  absences,
  appointments,
  appointmentTypes,
  offers,
  openings,
  patients,
  practitioners,
  slots,
  workingHours,
} from '@/db/schema'
import type { WorkingHours } from '@/lib/domain/availability'
import type { Day, Range } from '@/lib/domain/time'
import {
  firstOf,
  firstToEnd,
  type Hold,
  holdColumns,
  pendingOffer,
  withHolds,
} from '../opening/pending-offer'
import { wholeName } from '../patient/person-name'
import { isActive, overlapsRange } from '../predicates'

export type CalendarPractitioner = {
  id: string
  name: string
  active: boolean
  hours: WorkingHours[]
}

export type Visit = {
  id: string
  version: number
  practitionerId: string
  typeId: string
  typeName: string
  patientName: string
  startsAt: Date
  endsAt: Date
  status: Exclude<(typeof appointments.status.enumValues)[number], 'cancelled'>
  arrivedAt: Date | null
  firstStartsAt: Date
  /** It came to an earlier time by an accepted offer. */
  cameEarlier: boolean
}

export type CalendarOpening = {
  id: string
  practitionerId: string
  typeId: string
  typeName: string
  startsAt: Date
  endsAt: Date
  exhausted: boolean
  /** How many patients were asked so far. */
  asked: number
  /** For whom it is held now: all of them by name, and the one of them who must answer first. */
  offer: Hold | null
  holds: Hold[]
}

export type Absence = {
  id: string
  practitionerId: string
  startsAt: Date
  endsAt: Date
  note: string
}

/** No visit is longer than this (the type's duration is at most 12 hours), so the index on the start serves. */
const longestVisit = 12 * 3_600_000

/** Practitioners with their weekly hours, in the clinic's order; former ones too, who may have visits. */
export async function calendarPractitioners(
  tx: Tx,
  clinicId: string,
): Promise<CalendarPractitioner[]> {
  const [people, hours] = await Promise.all([
    tx
      .select({ id: practitioners.id, name: practitioners.name, active: practitioners.active })
      .from(practitioners)
      .where(eq(practitioners.clinicId, clinicId))
      .orderBy(practitioners.position, practitioners.name),
    tx.select().from(workingHours).where(eq(workingHours.clinicId, clinicId)),
  ])
  return people.map((one) => ({
    ...one,
    hours: hours.filter((range) => range.practitionerId === one.id),
  }))
}

/** The visits that touch a range and stand, by start; of one practitioner when named. */
export async function visitsWithin(
  tx: Tx,
  clinicId: string,
  { start, end }: Range,
  practitionerId?: string,
): Promise<Visit[]> {
  const rows = await tx
    .select({
      id: appointments.id,
      version: appointments.version,
      practitionerId: appointments.practitionerId,
      typeId: appointments.typeId,
      typeName: appointmentTypes.name,
      patientName: wholeName(patients),
      startsAt: appointments.startsAt,
      endsAt: drawnEnd.mapWith(appointments.endsAt),
      status: appointments.status,
      arrivedAt: appointments.arrivedAt,
      firstStartsAt: appointments.firstStartsAt,
      cameEarlier: sql<boolean>`(${appointments.firstStartsAt} > ${appointments.startsAt} and exists (
        select from ${offers} f where f.clinic_id = ${clinicId}
          and f.appointment_id = ${appointments.id} and f.state = 'accepted'))`,
    })
    .from(appointments)
    .innerJoin(patients, eq(patients.id, appointments.patientId))
    .innerJoin(appointmentTypes, eq(appointmentTypes.id, appointments.typeId))
    .where(
      and(
        eq(appointments.clinicId, clinicId),
        practitionerId ? eq(appointments.practitionerId, practitionerId) : undefined,
        gte(appointments.startsAt, new Date(+start - longestVisit)),
        overlapsRange(appointments, { start, end }),
        ne(appointments.status, 'cancelled'),
      ),
    )
    .orderBy(appointments.startsAt, appointments.id)
  return rows as Visit[]
}

/** A patient who did not come leaves the rest of the time to others: the visit ends where its slot does. */
const drawnEnd = sql<Date>`(case when ${appointments.status} = 'noshow'
  then least(${appointments.endsAt}, (select upper(s.during) from ${slots} s
    where s.clinic_id = ${appointments.clinicId} and s.appointment_id = ${appointments.id}))
  else ${appointments.endsAt} end)`

/** The openings in a range that are free or held, by start; of one practitioner when named. */
export async function openingsWithin(
  tx: Tx,
  clinicId: string,
  { start, end }: Range,
  practitionerId?: string,
): Promise<CalendarOpening[]> {
  const rows = await tx
    .select({
      id: openings.id,
      practitionerId: openings.practitionerId,
      typeId: openings.typeId,
      typeName: appointmentTypes.name,
      startsAt: openings.startsAt,
      endsAt: openings.endsAt,
      exhausted: sql<boolean>`${openings.exhaustedAt} is not null`,
      asked: sql<number>`(
        select count(*)::int from ${offers} f
        where f.opening_id = ${openings.id} and f.reached)`,
      hold: holdColumns,
    })
    .from(openings)
    .innerJoin(appointmentTypes, eq(appointmentTypes.id, openings.typeId))
    .leftJoin(offers, pendingOffer)
    .leftJoin(appointments, eq(appointments.id, offers.appointmentId))
    .leftJoin(patients, eq(patients.id, appointments.patientId))
    .where(
      and(
        eq(openings.clinicId, clinicId),
        practitionerId ? eq(openings.practitionerId, practitionerId) : undefined,
        isActive(openings),
        overlapsRange(openings, { start, end }),
      ),
    )
    .orderBy(openings.startsAt, openings.id, ...firstToEnd)
  return withHolds(rows).map((row) => ({ ...row, offer: firstOf(row.holds) }))
}

/** The absences that touch a range; of one practitioner when named. */
export async function absencesWithin(
  tx: Tx,
  clinicId: string,
  { start, end }: Range,
  practitionerId?: string,
): Promise<Absence[]> {
  return tx
    .select({
      id: absences.id,
      practitionerId: absences.practitionerId,
      startsAt: absences.startsAt,
      endsAt: absences.endsAt,
      note: absences.note,
    })
    .from(absences)
    .where(
      and(
        eq(absences.clinicId, clinicId),
        practitionerId ? eq(absences.practitionerId, practitionerId) : undefined,
        overlapsRange(absences, { start, end }),
      ),
    )
    .orderBy(absences.startsAt)
}

/** How many visits of each state stand on each local day of a range, by the visits' starts. */
export async function visitCounts(
  tx: Tx,
  clinicId: string,
  { start, end }: Range,
  zone: string,
  practitionerId?: string,
): Promise<{ day: Day; status: Visit['status']; count: number }[]> {
  const day = sql<Day>`(${appointments.startsAt} at time zone ${zone})::date::text`
  const rows = await tx
    .select({ day, status: appointments.status, count: sql<number>`count(*)::int` })
    .from(appointments)
    .where(
      and(
        eq(appointments.clinicId, clinicId),
        practitionerId ? eq(appointments.practitionerId, practitionerId) : undefined,
        gte(appointments.startsAt, start),
        lt(appointments.startsAt, end),
        ne(appointments.status, 'cancelled'),
      ),
    )
    .groupBy(sql`1`, appointments.status)
  return rows as { day: Day; status: Visit['status']; count: number }[]
}
