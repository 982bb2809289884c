import { and, asc, eq, gt, inArray, type SQLWrapper, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Tx } from '@/db/client'
import {
  absences,
  appointments,
  appointmentTypes,
  clinics,
  offers,
  openings,
  patients,
  practitioners,
  workingHours,
} from '@/db/schema'
import type { Language } from '@/lib/domain/format'
import { dayOf, weekdayOf } from '@/lib/domain/time'
import { latestOffer } from '../opening/latest-offer'
import { isOccupying, overlapsRange } from '../predicates'
import { waitOf } from '../waitlist/waits'

const openingPractitioner = alias(practitioners, 'opening_practitioner')

/** A visit with all that its patient's page shows, and whether it waits for an earlier time. */
export async function visitOfPatient(tx: Tx, clinicId: string, appointmentId: string) {
  const [row] = await tx
    .select({
      clinic: clinics,
      appointment: appointments,
      patient: patients,
      practitioner: practitioners.name,
      type: appointmentTypes.name,
    })
    .from(appointments)
    .innerJoin(clinics, eq(clinics.id, appointments.clinicId))
    .innerJoin(patients, eq(patients.id, appointments.patientId))
    .innerJoin(practitioners, eq(practitioners.id, appointments.practitionerId))
    .innerJoin(appointmentTypes, eq(appointmentTypes.id, appointments.typeId))
    .where(and(eq(appointments.clinicId, clinicId), eq(appointments.id, appointmentId)))
  return row ? { ...row, wait: await waitOf(tx, clinicId, appointmentId) } : null
}

export type PatientVisit = NonNullable<Awaited<ReturnType<typeof visitOfPatient>>>

/** The earlier time that a visit's patient is asked about now, and until when; null where there is none. */
export async function offerWaitingFor(
  tx: Tx,
  clinicId: string,
  { id, now }: { id: string; now: Date },
) {
  const [waiting] = await tx
    .select({ offerId: offers.id, startsAt: openings.startsAt, expiresAt: offers.expiresAt })
    .from(offers)
    .innerJoin(openings, eq(openings.id, offers.openingId))
    .where(
      and(
        eq(offers.clinicId, clinicId),
        eq(offers.appointmentId, id),
        eq(offers.state, 'pending'),
        gt(offers.expiresAt, now),
      ),
    )
  return waiting ?? null
}

export type WaitingOffer = NonNullable<Awaited<ReturnType<typeof offerWaitingFor>>>

/** The clinic of a link. */
export async function clinicOf(tx: Tx, clinicId: string) {
  const [clinic] = await tx.select().from(clinics).where(eq(clinics.id, clinicId))
  return clinic ?? null
}

/** The offer that a link stands for (`latestOffer`), with its visit and its opening as they stand now. */
export async function offerOfPatient(tx: Tx, clinicId: string, offerId: string) {
  const [row] = await tx
    .select({
      offer: offers,
      opening: openings,
      offeredBy: openingPractitioner.name,
      heldForAnother: sql<boolean>`exists (select from ${offers} f
        where f.opening_id = ${offers.openingId} and f.id <> ${offers.id}
          and f.state = 'pending' and f.expires_at > now())`,
      busyThen: sql<boolean>`exists (
        select from ${appointments} own join ${appointments} other
          on other.clinic_id = own.clinic_id and other.patient_id = own.patient_id and other.id <> own.id
        where own.id = ${offers.appointmentId} and ${isOccupying(sql`other`)}
          and ${overlapsRange(sql`other`, { start: openings.startsAt, end: sql`${openings.startsAt} + (own.ends_at - own.starts_at)` })})`,
    })
    .from(offers)
    .innerJoin(openings, eq(openings.id, offers.openingId))
    .innerJoin(openingPractitioner, eq(openingPractitioner.id, openings.practitionerId))
    .where(and(eq(offers.clinicId, clinicId), eq(offers.id, latestOffer(offerId))))
  if (!row) return null
  const visit = await visitOfPatient(tx, clinicId, row.offer.appointmentId)
  return visit && { ...row, visit }
}

export type PatientOffer = NonNullable<Awaited<ReturnType<typeof offerOfPatient>>>

/**
 * Until when today somebody is at the clinic who works there, an instant; null where nobody has
 * begun yet, or all have gone.
 */
export async function staffedUntil(
  tx: Tx,
  clinic: { id: string; timeZone: string },
  now: Date,
): Promise<Date | null> {
  const today = dayOf(now, clinic.timeZone)
  const at = (time: SQLWrapper) => sql`((${today}::date + ${time}) at time zone ${clinic.timeZone})`
  const [row] = await tx
    .select({
      from: sql<string | null>`min(${at(workingHours.startsAt)})`,
      until: sql<string | null>`max(${at(workingHours.endsAt)})`,
    })
    .from(workingHours)
    .innerJoin(practitioners, eq(practitioners.id, workingHours.practitionerId))
    .where(
      and(
        eq(workingHours.clinicId, clinic.id),
        eq(workingHours.weekday, weekdayOf(today)),
        eq(practitioners.active, true),
        sql`not exists (select from ${absences} a where a.practitioner_id = ${practitioners.id}
          and a.starts_at < ${at(workingHours.endsAt)} and a.ends_at >= ${at(workingHours.endsAt)})`,
      ),
    )
  if (!row?.from || !row.until) return null
  const [from, until] = [new Date(row.from), new Date(row.until)]
  return from <= now && now < until ? until : null
}

/** The language of the patient whose visit or offer this is; null where it is neither. */
export async function languageOfPatient(
  tx: Tx,
  bound: { clinicId: string; appointmentId: string | null; offerId: string | null },
): Promise<Language | null> {
  const { clinicId, appointmentId, offerId } = bound
  const offered = tx
    .select({ id: offers.appointmentId })
    .from(offers)
    .where(and(eq(offers.clinicId, clinicId), eq(offers.id, sql`${offerId}`)))
  const [row] = await tx
    .select({ language: patients.language })
    .from(appointments)
    .innerJoin(patients, eq(patients.id, appointments.patientId))
    .where(
      and(
        eq(appointments.clinicId, clinicId),
        appointmentId ? eq(appointments.id, appointmentId) : inArray(appointments.id, offered),
      ),
    )
  return row?.language ?? null
}

/** The ISO weekdays on which anybody at the clinic works, in order. */
export async function workdaysOf(tx: Tx, clinicId: string): Promise<number[]> {
  const rows = await tx
    .selectDistinct({ weekday: workingHours.weekday })
    .from(workingHours)
    .innerJoin(practitioners, eq(practitioners.id, workingHours.practitionerId))
    .where(and(eq(workingHours.clinicId, clinicId), eq(practitioners.active, true)))
    .orderBy(asc(workingHours.weekday))
  return rows.map(({ weekday }) => weekday)
}

/** The names of some practitioners, in the clinic's order. */
export async function namesOf(tx: Tx, clinicId: string, practitionerIds: string[]) {
  const rows = await tx
    .select({ name: practitioners.name })
    .from(practitioners)
    .where(and(eq(practitioners.clinicId, clinicId), inArray(practitioners.id, practitionerIds)))
    .orderBy(asc(practitioners.position), asc(practitioners.name))
  return rows.map(({ name }) => name)
}
