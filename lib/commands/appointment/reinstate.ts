import { and, eq, sql } from 'drizzle-orm'
import { appointments } from '@/db/schema'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { type Context, change } from '../change'
import { activeOpenings, closeOpening } from '../opening/openings'
import { lockPractitioners } from '../slots'
import { resumeWait } from '../waitlist/entries'
import { occupy, worksHere } from './placing'
import { lengthOf } from './visit-length'

/**
 * Takes a cancellation back, also of a visit that has begun: it has its time again while that is
 * still free, an offer of it ends (its patient is told), and the patient is mailed the booking anew
 * under new links. Refuses when the practitioner takes no more visits.
 */
export async function reinstateAppointment(
  context: Context,
  input: { appointmentId: string },
): Promise<Result<{ version: number }>> {
  return change(context, async (c) => {
    const [before] = await c.tx
      .select()
      .from(appointments)
      .where(and(eq(appointments.clinicId, c.clinic.id), eq(appointments.id, input.appointmentId)))
    if (!before) return refuse('not-found')
    await lockPractitioners(c.tx, before.practitionerId)
    if (!(await worksHere(c, before.practitionerId))) return refuse('not-free-any-more')
    const [after] = await c.tx
      .update(appointments)
      .set({
        status: before.confirmedAt ? 'confirmed' : 'booked',
        cancelledAt: null,
        cancelledBy: null,
        cancelledFor: null,
        cancelReason: '',
        version: sql`${appointments.version} + 1`,
        changedAt: c.now,
      })
      .where(and(eq(appointments.id, before.id), eq(appointments.status, 'cancelled')))
      .returning({ version: appointments.version })
    if (!after) return refuse('changed-meanwhile')
    await resumeWait(c, before.id)

    const own = { start: before.startsAt, end: before.endsAt }
    for (const opening of await activeOpenings(c, before.practitionerId, own)) {
      if (opening.leftBy === before.id) {
        await closeOpening(c, opening, { state: 'withdrawn', why: 'visit-reinstated' })
      }
    }
    const refused = await occupy(c, before, {
      practitionerId: before.practitionerId,
      start: before.startsAt,
      length: await lengthOf(c, before),
      overHold: false,
    })
    if (refused) return refused

    await c.audit('appointment.reinstated', { appointmentId: before.id })
    await c.queueMail({
      kind: 'booked',
      appointmentId: before.id,
      appointmentVersion: after.version,
      facts: { reinstated: true },
    })
    return ok({ version: after.version })
  })
}
