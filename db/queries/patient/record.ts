import { and, asc, eq, inArray, isNull, or, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import {
  appointments,
  appointmentTypes,
  audit,
  clinics,
  messages,
  offers,
  openings,
  patients,
  practitioners,
  tokens,
  waitlistEntries,
} from '@/db/schema'
import { withWhom } from '../clinic/activity'
import { wishSelection } from '../waitlist/wish-columns'

/** The shape of the record: `version` counts its changes, so that whoever reads the file knows which one it is. */
const format = { format: 'medcal-patient', version: 2 } as const

export type PatientRecord = NonNullable<Awaited<ReturnType<typeof patientRecord>>>
export type RecordedVisit = PatientRecord['visits'][number]
export type RecordedWait = RecordedVisit['waits'][number]
export type RecordedEntry = PatientRecord['trail'][number]

/**
 * Everything that a clinic keeps of one patient, as docs/data-protection.md lists it; instants are UTC.
 * Staff who did something are said by their role alone: whose data is asked for has no right to their
 * names (CJEU, C-579/21, 22 June 2023). Null when there is no such patient, or not any more.
 */
export async function patientRecord(
  tx: Tx,
  clinicId: string,
  { patientId, now }: { patientId: string; now: Date },
) {
  const [patient] = await tx
    .select()
    .from(patients)
    .where(
      and(eq(patients.clinicId, clinicId), eq(patients.id, patientId), isNull(patients.erasedAt)),
    )
  const [clinic] = await tx
    .select({
      name: clinics.name,
      address: clinics.address,
      phone: clinics.phone,
      timeZone: clinics.timeZone,
    })
    .from(clinics)
    .where(eq(clinics.id, clinicId))
  if (!patient || !clinic) return null
  const visits = await visitsOf(tx, clinicId, patientId)
  const ids = visits.map((visit) => visit.id)
  const [waits, offered, mails, links, trail] = await Promise.all([
    waitsOf(tx, clinicId, patientId),
    offersOf(tx, clinicId, patientId),
    mailsOf(tx, clinicId, ids),
    linksOf(tx, clinicId, ids),
    trailOf(tx, clinicId, patientId, ids),
  ])
  const { clinicId: _, erasedAt: __, ageFromYear: ___, linksEpoch: ____, ...kept } = patient
  const { nameKey: _____, mergedInto: ______, ...details } = kept
  return {
    ...format,
    madeAt: now,
    clinic,
    patient: details,
    visits: visits.map((visit) => ({
      ...visit,
      waits: of(visit.id, waits),
      offers: of(visit.id, offered),
      emails: of(visit.id, mails),
      links: of(visit.id, links),
    })),
    trail,
  }
}

/** Those of one visit, without saying so again. */
function of<Row extends { visitId: string | null }>(
  id: string,
  rows: Row[],
): Omit<Row, 'visitId'>[] {
  return rows.filter((row) => row.visitId === id).map(({ visitId: _, ...row }) => row)
}

async function visitsOf(tx: Tx, clinicId: string, patientId: string) {
  return tx
    .select({
      id: appointments.id,
      startsAt: appointments.startsAt,
      endsAt: appointments.endsAt,
      type: appointmentTypes.name,
      practitioner: practitioners.name,
      status: appointments.status,
      note: appointments.note,
      bookedAt: appointments.createdAt,
      changedAt: appointments.changedAt,
      firstStartsAt: appointments.firstStartsAt,
      timesMoved: sql<number>`${appointments.version} - 1`,
      confirmedAt: appointments.confirmedAt,
      confirmedBy: appointments.confirmedBy,
      confirmedHow: appointments.confirmedHow,
      arrivedAt: appointments.arrivedAt,
      cancelledAt: appointments.cancelledAt,
      cancelledBy: appointments.cancelledBy,
      cancelledFor: appointments.cancelledFor,
      cancelReason: appointments.cancelReason,
      beforeMove: appointments.beforeMove,
    })
    .from(appointments)
    .innerJoin(appointmentTypes, eq(appointmentTypes.id, appointments.typeId))
    .innerJoin(practitioners, eq(practitioners.id, appointments.practitionerId))
    .where(and(eq(appointments.clinicId, clinicId), eq(appointments.patientId, patientId)))
    .orderBy(asc(appointments.startsAt), asc(appointments.id))
}

/** Each time that a visit of theirs was open to an earlier time. */
async function waitsOf(tx: Tx, clinicId: string, patientId: string) {
  const { practitionerIds, ...wishes } = wishSelection
  return tx
    .select({
      visitId: waitlistEntries.appointmentId,
      type: appointmentTypes.name,
      since: waitlistEntries.since,
      until: waitlistEntries.until,
      endedWhy: waitlistEntries.endedWhy,
      earlierThan: waitlistEntries.earlierThan,
      lastOfferedAt: waitlistEntries.lastOfferedAt,
      priority: waitlistEntries.priority,
      wishes: {
        practitioners: sql<string[]>`array(select w.name from ${practitioners} w
          where w.clinic_id = ${waitlistEntries.clinicId} and w.id = any(${practitionerIds})
          order by w.name)`,
        ...wishes,
      },
    })
    .from(waitlistEntries)
    .innerJoin(appointmentTypes, eq(appointmentTypes.id, waitlistEntries.typeId))
    .where(and(eq(waitlistEntries.clinicId, clinicId), eq(waitlistEntries.patientId, patientId)))
    .orderBy(asc(waitlistEntries.since), asc(waitlistEntries.id))
}

async function offersOf(tx: Tx, clinicId: string, patientId: string) {
  return tx
    .select({
      visitId: offers.appointmentId,
      startsAt: openings.startsAt,
      practitioner: practitioners.name,
      insteadOf: offers.fromStartsAt,
      offeredAt: offers.offeredAt,
      expiresAt: offers.expiresAt,
      state: offers.state,
      closedAt: offers.closedAt,
      closedWhy: offers.closedWhy,
      turn: offers.turn,
      askedAtOnce: offers.askedAtOnce,
      /** Why this patient was asked. */
      why: offers.why,
      /** Whether it got to them, as far as the clinic knows, and when they had last been offered a time before. */
      reached: offers.reached,
      lastOfferedBefore: offers.lastOfferedBefore,
    })
    .from(offers)
    .innerJoin(openings, eq(openings.id, offers.openingId))
    .innerJoin(practitioners, eq(practitioners.id, openings.practitionerId))
    .where(and(eq(offers.clinicId, clinicId), eq(offers.patientId, patientId)))
    .orderBy(asc(offers.offeredAt))
}

async function mailsOf(tx: Tx, clinicId: string, visitIds: string[]) {
  return tx
    .select({
      visitId: messages.appointmentId,
      kind: messages.kind,
      state: messages.state,
      sentTo: messages.sentTo,
      queuedAt: messages.createdAt,
      sentAt: messages.sentAt,
      attempts: messages.attempts,
      why: messages.why,
      serverSaid: messages.serverSaid,
      facts: messages.facts,
    })
    .from(messages)
    .where(and(eq(messages.clinicId, clinicId), inArray(messages.appointmentId, visitIds)))
    .orderBy(asc(messages.createdAt))
}

/** When links were made for a visit; the links themselves are kept nowhere. */
async function linksOf(tx: Tx, clinicId: string, visitIds: string[]) {
  const offered = tx
    .select({ id: offers.id })
    .from(offers)
    .where(and(eq(offers.clinicId, clinicId), inArray(offers.appointmentId, visitIds)))
  return tx
    .select({
      visitId: sql<string | null>`coalesce(${tokens.appointmentId}, ${offers.appointmentId})`,
      purpose: tokens.purpose,
      madeAt: tokens.createdAt,
    })
    .from(tokens)
    .leftJoin(offers, eq(offers.id, tokens.offerId))
    .where(
      and(
        eq(tokens.clinicId, clinicId),
        // As an array: an `or` over the join, or over a subquery, would read every token there is.
        or(
          inArray(tokens.appointmentId, visitIds),
          sql`${tokens.offerId} = any(array(${offered}))`,
        ),
      ),
    )
    .orderBy(asc(tokens.createdAt))
}

/** What was done with the patient and their visits, and who looked, from the beginning. */
async function trailOf(tx: Tx, clinicId: string, patientId: string, visitIds: string[]) {
  return tx
    .select({
      at: audit.at,
      by: audit.actorKind,
      action: audit.action,
      visitId: audit.appointmentId,
      /** The free time that it is about. */
      openingStartsAt: openings.startsAt,
      practitioner: practitioners.name,
      details: audit.details,
    })
    .from(audit)
    .leftJoin(openings, eq(openings.id, audit.openingId))
    .leftJoin(practitioners, eq(practitioners.id, withWhom))
    .where(
      and(
        eq(audit.clinicId, clinicId),
        or(
          inArray(audit.patientId, rowsOf(tx, clinicId, patientId)),
          inArray(audit.appointmentId, visitIds),
        ),
      ),
    )
    .orderBy(asc(audit.id))
}

/** The patient's row, and those that were merged into it: the trail may speak of either. */
function rowsOf(tx: Tx, clinicId: string, patientId: string) {
  return tx
    .select({ id: patients.id })
    .from(patients)
    .where(
      and(
        eq(patients.clinicId, clinicId),
        or(eq(patients.id, patientId), eq(patients.mergedInto, patientId)),
      ),
    )
}
