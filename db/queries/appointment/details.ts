import { and, desc, eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import {
  appointments,
  appointmentTypes,
  audit,
  messages,
  offers,
  openings,
  patients,
  practitioners,
} from '@/db/schema'
import { actorName } from '../patient/person-name'
import { waitOf } from '../waitlist/waits'

export type AppointmentDetails = NonNullable<Awaited<ReturnType<typeof appointmentDetails>>>
export type HistoryRow = AppointmentDetails['history'][number]
export type MailRow = AppointmentDetails['mails'][number]

/** Everything about one appointment: its patient, its whole history, every mail. Null when the clinic has none such. */
export async function appointmentDetails(tx: Tx, clinicId: string, appointmentId: string) {
  const [[row], history, mails, asked, wait] = await Promise.all([
    tx
      .select({
        appointment: appointments,
        patient: patients,
        typeName: appointmentTypes.name,
        practitionerName: practitioners.name,
      })
      .from(appointments)
      .innerJoin(patients, eq(patients.id, appointments.patientId))
      .innerJoin(appointmentTypes, eq(appointmentTypes.id, appointments.typeId))
      .innerJoin(practitioners, eq(practitioners.id, appointments.practitionerId))
      .where(and(eq(appointments.clinicId, clinicId), eq(appointments.id, appointmentId))),
    historyOf(tx, clinicId, appointmentId),
    mailsOf(tx, clinicId, appointmentId),
    offersTo(tx, clinicId, appointmentId),
    waitOf(tx, clinicId, appointmentId),
  ])
  if (!row) return null
  return { ...row, history, mails, offers: asked, wait }
}

async function historyOf(tx: Tx, clinicId: string, appointmentId: string) {
  return tx
    .select({
      id: audit.id,
      at: audit.at,
      actorKind: audit.actorKind,
      actorName,
      action: audit.action,
      details: audit.details,
      openingStartsAt: openings.startsAt,
    })
    .from(audit)
    .leftJoin(openings, eq(openings.id, audit.openingId))
    .where(and(eq(audit.clinicId, clinicId), eq(audit.appointmentId, appointmentId)))
    .orderBy(desc(audit.id))
}

async function mailsOf(tx: Tx, clinicId: string, appointmentId: string) {
  return tx
    .select({
      id: messages.id,
      kind: messages.kind,
      state: messages.state,
      sentAt: messages.sentAt,
      createdAt: messages.createdAt,
      why: messages.why,
      serverSaid: messages.serverSaid,
    })
    .from(messages)
    .where(and(eq(messages.clinicId, clinicId), eq(messages.appointmentId, appointmentId)))
    .orderBy(desc(messages.createdAt))
}

async function offersTo(tx: Tx, clinicId: string, appointmentId: string) {
  return tx
    .select({
      id: offers.id,
      state: offers.state,
      offeredAt: offers.offeredAt,
      expiresAt: offers.expiresAt,
      startsAt: openings.startsAt,
    })
    .from(offers)
    .innerJoin(openings, eq(openings.id, offers.openingId))
    .where(and(eq(offers.clinicId, clinicId), eq(offers.appointmentId, appointmentId)))
    .orderBy(desc(offers.offeredAt))
}
