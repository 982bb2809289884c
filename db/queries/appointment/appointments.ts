import { and, asc, count, desc, eq, exists, gte, inArray, lt, type SQL, sql } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'
import type { Tx } from '@/db/client'
import {
  appointments,
  appointmentTypes,
  messages,
  offers,
  patients,
  practitioners,
  waitlistEntries,
} from '@/db/schema'
import { asDate } from '../as-date'
import { matchesPatient } from '../patient/patients'
import { waits } from '../waitlist/waits'

export type AppointmentStatus = (typeof appointments.status.enumValues)[number]

/** Which appointments are meant; what is empty or null leaves nothing out. */
export type AppointmentFilter = {
  /** A patient's name, email, phone or birth date. */
  text: string
  statuses: AppointmentStatus[]
  practitionerIds: string[]
  typeIds: string[]
  /** Starts at or after, and before. */
  from: Date | null
  until: Date | null
  openToEarlier: boolean
  /** One patient's alone. */
  patientId?: string
}

export type AppointmentOrder = {
  by: 'day' | 'patient' | 'status' | 'changed'
  direction: 'asc' | 'desc'
}

export type ListedAppointment = Awaited<ReturnType<typeof rowsOf>>[number]

/** Some of the appointments that a filter means, in order. */
export async function listAppointments(
  tx: Tx,
  clinicId: string,
  filter: AppointmentFilter,
  page: AppointmentOrder & { limit: number; offset: number },
): Promise<ListedAppointment[]> {
  return rowsOf(tx, meant(tx, clinicId, filter), page)
}

/** How many appointments a filter means. */
export async function countAppointments(
  tx: Tx,
  clinicId: string,
  filter: AppointmentFilter,
): Promise<number> {
  const [row] = await tx
    .select({ total: count() })
    .from(appointments)
    .where(meant(tx, clinicId, filter))
  return row?.total ?? 0
}

function meant(tx: Tx, clinicId: string, filter: AppointmentFilter): SQL | undefined {
  const { text, statuses, practitionerIds, typeIds, from, until, openToEarlier, patientId } = filter
  return and(
    eq(appointments.clinicId, clinicId),
    patientId ? eq(appointments.patientId, patientId) : undefined,
    text.trim() === ''
      ? undefined
      : inArray(appointments.patientId, patientsWith(tx, clinicId, text)),
    statuses.length > 0 ? inArray(appointments.status, statuses) : undefined,
    practitionerIds.length > 0 ? inArray(appointments.practitionerId, practitionerIds) : undefined,
    typeIds.length > 0 ? inArray(appointments.typeId, typeIds) : undefined,
    from ? gte(appointments.startsAt, from) : undefined,
    until ? lt(appointments.startsAt, until) : undefined,
    openToEarlier ? exists(tx.select().from(waitlistEntries).where(waits)) : undefined,
  )
}

function patientsWith(tx: Tx, clinicId: string, text: string) {
  return tx
    .select({ id: patients.id })
    .from(patients)
    .where(and(eq(patients.clinicId, clinicId), matchesPatient(text)))
}

function rowsOf(
  tx: Tx,
  where: SQL | undefined,
  { by, direction, limit, offset }: AppointmentOrder & { limit: number; offset: number },
) {
  const way = direction === 'asc' ? asc : desc
  const order: Record<AppointmentOrder['by'], SQL[]> = {
    day: [way(appointments.startsAt)],
    patient: [way(patients.familyName), way(patients.givenName), asc(appointments.startsAt)],
    status: [way(appointments.status), asc(appointments.startsAt)],
    changed: [way(appointments.changedAt)],
  }
  return tx
    .select({
      id: appointments.id,
      version: appointments.version,
      status: appointments.status,
      start: appointments.startsAt,
      end: appointments.endsAt,
      firstStart: appointments.firstStartsAt,
      confirmedAt: appointments.confirmedAt,
      waits: sql<boolean>`${waitlistEntries.id} is not null`,
      changedAt: appointments.changedAt,
      patientId: appointments.patientId,
      givenName: patients.givenName,
      familyName: patients.familyName,
      email: patients.email,
      phone: patients.phone,
      birthDate: patients.birthDate,
      practitionerId: appointments.practitionerId,
      practitionerName: practitioners.name,
      typeId: appointments.typeId,
      typeName: appointmentTypes.name,
      offeredAt: offers.offeredAt,
      offerExpiresAt: offers.expiresAt,
      askedAt: sql<Date | null>`(select m.sent_at from ${messages} m
        where m.appointment_id = ${appointments.id} and m.kind = 'confirm' and m.state = 'sent'
          and m.appointment_version = ${appointments.version} limit 1)`.mapWith(asDate),
      movedEarlier: sql<boolean>`exists (select from ${offers} f
        where f.appointment_id = ${appointments.id} and f.state = 'accepted')`,
      cancelledBy: appointments.cancelledBy,
      cancelledFor: appointments.cancelledFor,
    })
    .from(appointments)
    .innerJoin(patients, of(patients, appointments.patientId))
    .innerJoin(practitioners, of(practitioners, appointments.practitionerId))
    .innerJoin(appointmentTypes, of(appointmentTypes, appointments.typeId))
    .leftJoin(waitlistEntries, waits)
    .leftJoin(offers, and(eq(offers.appointmentId, appointments.id), eq(offers.state, 'pending')))
    .where(where)
    .orderBy(...order[by], asc(appointments.id))
    .limit(limit)
    .offset(offset)
}

type Named = typeof patients | typeof practitioners | typeof appointmentTypes

function of(table: Named, id: AnyPgColumn): SQL {
  return sql`${table.clinicId} = ${appointments.clinicId} and ${table.id} = ${id}`
}
