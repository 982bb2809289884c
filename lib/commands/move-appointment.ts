import { and, eq, inArray, sql } from 'drizzle-orm'
import { appointments } from '@/db/schema'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { type Context, change } from './change'
import { closeOfferTo } from './openings'
import { mayBeAt, type Place, takePlace, visitAt } from './placing'
import { lockPractitioners, releaseAppointmentSlot } from './slots'
import { lengthOf } from './visit-length'

export type MoveAppointment = {
  appointmentId: string
  /** The version that the mover saw. */
  version: number
  practitionerId: string
  /** The visit's new start, an instant. */
  start: Date
  overHold: boolean
}

/**
 * Moves a visit to another time or practitioner; it keeps its id, its links die, the patient is
 * told. It asks for confirmation anew. Refuses as booking does, and a visit that somebody else
 * has changed meanwhile. The patient keeps the old time until the new one is theirs.
 */
export async function moveAppointment(
  context: Context,
  input: MoveAppointment,
): Promise<Result<{ version: number; from: { start: Date; practitionerId: string } }>> {
  return change(context, async (c) => {
    const [before] = await c.tx
      .select()
      .from(appointments)
      .where(and(eq(appointments.clinicId, c.clinic.id), eq(appointments.id, input.appointmentId)))
    if (!before) return refuse('not-found')
    const place: Place = { ...input, length: await lengthOf(c, before) }
    await lockPractitioners(c.tx, before.practitionerId, input.practitionerId)
    const misplaced = await mayBeAt(c, place)
    if (misplaced) return misplaced

    const visit = visitAt(place)
    const [after] = await c.tx
      .update(appointments)
      .set({
        ...visit,
        practitionerId: input.practitionerId,
        status: 'booked',
        confirmedAt: null,
        version: sql`${appointments.version} + 1`,
        changedAt: c.now,
      })
      .where(
        and(
          eq(appointments.id, before.id),
          eq(appointments.version, input.version),
          inArray(appointments.status, ['booked', 'confirmed']),
        ),
      )
      .returning({ version: appointments.version })
    if (!after) return refuse('changed-meanwhile')
    await closeOfferTo(c, before.id, 'visit-moved')
    await releaseAppointmentSlot(c.tx, before.id)
    const refused = await takePlace(c, before.id, place)
    if (refused) return refused

    const from = { start: before.startsAt, practitionerId: before.practitionerId }
    await c.audit('appointment.moved', {
      appointmentId: before.id,
      details: { from: from.start, to: visit.startsAt, practitionerId: input.practitionerId },
    })
    await c.queueMail({
      kind: 'moved',
      appointmentId: before.id,
      appointmentVersion: after.version,
      facts: {
        from: before.startsAt.toISOString(),
        fromPractitionerId: before.practitionerId,
        by: 'clinic',
      },
    })
    return ok({ version: after.version, from })
  })
}
