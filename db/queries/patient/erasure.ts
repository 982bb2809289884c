import { and, asc, count, eq, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { appointments, messages, practitioners } from '@/db/schema'
import { isNotOver, isOccupying } from '../predicates'

/** A patient's visits that are not over and not cancelled, the next first: they stand in the way of erasing. */
export async function visitsToCome(tx: Tx, clinicId: string, patientId: string) {
  return tx
    .select({
      appointmentId: appointments.id,
      version: appointments.version,
      startsAt: appointments.startsAt,
      practitionerName: practitioners.name,
      /** Whoever is here cannot be cancelled any more. */
      isHere: sql<boolean>`${appointments.status} = 'arrived'`,
    })
    .from(appointments)
    .innerJoin(practitioners, eq(practitioners.id, appointments.practitionerId))
    .where(
      and(
        eq(appointments.clinicId, clinicId),
        eq(appointments.patientId, patientId),
        isOccupying(appointments),
        isNotOver(appointments),
      ),
    )
    .orderBy(asc(appointments.startsAt))
}

/** How many mails to a patient have not gone out yet. */
export async function mailsToCome(tx: Tx, clinicId: string, patientId: string): Promise<number> {
  const [row] = await tx
    .select({ mails: count() })
    .from(messages)
    .innerJoin(appointments, eq(appointments.id, messages.appointmentId))
    .where(
      and(
        eq(messages.clinicId, clinicId),
        eq(messages.state, 'queued'),
        eq(appointments.patientId, patientId),
      ),
    )
  return row?.mails ?? 0
}
