import { and, eq } from 'drizzle-orm'
import { isExpected } from '@/db/queries/predicates'
import { appointments } from '@/db/schema'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { type Context, change } from '../change'
import { closeOfferTo } from '../offer/offers'
import { openLeft } from '../opening/openings'
import { lockPractitioners, releaseAppointmentSlot } from '../slots'
import { endWait } from '../waitlist/entries'

export type CancelAppointment = {
  appointmentId: string
  /** The version that the canceller saw. */
  version: number
  reason: string
  /** Of staff: the patient asked for it, say by telephone. Of a patient it is their own wish. */
  patientAsked?: boolean
  /** Offer the time to patients who are waiting; of staff, even if the clinic offers none by itself. */
  offerOnward: boolean
}

/**
 * Cancels a visit and frees its time at once; the patient and the history stay. Refuses a visit
 * that has begun to be attended, one that has begun at all for its patient (`already-started`), and
 * one that was changed meanwhile. Done twice it answers
 * `already-cancelled`.
 */
export async function cancelAppointment(
  context: Context,
  input: CancelAppointment,
): Promise<Result<{ openingId: string | null }>> {
  return change(context, async (c) => {
    const [before] = await c.tx
      .select()
      .from(appointments)
      .where(and(eq(appointments.clinicId, c.clinic.id), eq(appointments.id, input.appointmentId)))
    if (!before) return refuse('not-found')
    if (before.status === 'cancelled') return refuse('already-cancelled')
    const cancelledBy = context.actor.kind
    const byPatient = cancelledBy === 'patient'
    const cancelledFor = byPatient || input.patientAsked ? 'patient' : 'clinic'
    if (byPatient && before.startsAt <= c.now) return refuse('already-started')
    await lockPractitioners(c.tx, before.practitionerId)
    const [cancelled] = await c.tx
      .update(appointments)
      .set({
        status: 'cancelled',
        cancelledAt: c.now,
        cancelledBy,
        cancelledFor,
        cancelReason: input.reason,
        changedAt: c.now,
      })
      .where(
        and(
          eq(appointments.id, before.id),
          eq(appointments.version, input.version),
          isExpected(appointments),
        ),
      )
      .returning()
    if (!cancelled) return refuse('changed-meanwhile')
    await endWait(c, before.id, 'visit-cancelled')
    await closeOfferTo(c, before.id, 'visit-cancelled')
    const free = await releaseAppointmentSlot(c.tx, before.id)
    await c.audit('appointment.cancelled', {
      appointmentId: before.id,
      details: { reason: input.reason, by: cancelledFor, at: before.startsAt },
    })
    await c.queueMail({
      kind: 'cancelled',
      appointmentId: before.id,
      appointmentVersion: cancelled.version,
      facts: { by: cancelledFor },
    })
    if (!free || !input.offerOnward) return ok({ openingId: null })
    const how = { asked: context.actor.kind === 'staff' }
    const opening = await openLeft(c, cancelled, 'cancellation', undefined, how)
    return ok({ openingId: opening?.id ?? null })
  })
}
