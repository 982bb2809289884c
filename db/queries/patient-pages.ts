import { and, asc, desc, eq, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Tx } from '@/db/client'
import {
  appointments,
  appointmentTypes,
  audit,
  clinics,
  offers,
  openings,
  patients,
  practitioners,
  workingHours,
} from '@/db/schema'
import type { Wishes } from '@/lib/domain/wishes'

const openingPractitioner = alias(practitioners, 'opening_practitioner')

/** A visit with all that its patient's page shows. */
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
  if (!row) return null
  const cancelledBy =
    row.appointment.status === 'cancelled' ? await whoCancelled(tx, clinicId, appointmentId) : null
  return { ...row, cancelledBy }
}

export type PatientVisit = NonNullable<Awaited<ReturnType<typeof visitOfPatient>>>

/** An offer with its visit and its opening as they stand now. */
export async function offerOfPatient(tx: Tx, clinicId: string, offerId: string) {
  const [row] = await tx
    .select({
      offer: offers,
      opening: openings,
      offeredBy: openingPractitioner.name,
      heldForAnother: sql<boolean>`exists (select from ${offers} f
        where f.opening_id = ${offers.openingId} and f.id <> ${offers.id}
          and f.state = 'pending' and f.expires_at > now())`,
    })
    .from(offers)
    .innerJoin(openings, eq(openings.id, offers.openingId))
    .innerJoin(openingPractitioner, eq(openingPractitioner.id, openings.practitionerId))
    .where(and(eq(offers.clinicId, clinicId), eq(offers.id, offerId)))
  if (!row) return null
  const visit = await visitOfPatient(tx, clinicId, row.offer.appointmentId)
  return visit && { ...row, visit }
}

export type PatientOffer = NonNullable<Awaited<ReturnType<typeof offerOfPatient>>>

/** The wishes that an appointment's row holds. */
export function wishesOf(row: typeof appointments.$inferSelect): Wishes {
  return {
    practitionerIds: row.wishPractitionerIds,
    weekdays: row.wishWeekdays,
    times: row.wishTimes,
    noticeMinutes: row.wishNoticeMinutes,
    notBefore: row.wishNotBefore,
    minGainDays: row.wishMinGainDays,
  }
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

async function whoCancelled(
  tx: Tx,
  clinicId: string,
  appointmentId: string,
): Promise<'patient' | 'clinic'> {
  const [row] = await tx
    .select({ actorKind: audit.actorKind })
    .from(audit)
    .where(
      and(
        eq(audit.clinicId, clinicId),
        eq(audit.appointmentId, appointmentId),
        eq(audit.action, 'appointment.cancelled'),
      ),
    )
    .orderBy(desc(audit.id))
    .limit(1)
  return row?.actorKind === 'patient' ? 'patient' : 'clinic'
}
