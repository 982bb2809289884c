import { and, eq } from 'drizzle-orm'
import { isToCome } from '@/db/queries/predicates'
import { appointments } from '@/db/schema'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { type Context, change } from '../change'
import { unconfirmed } from './confirmation'

/**
 * Staff take back that they marked a visit as confirmed: it is booked again. Refuses one that has
 * begun, is not confirmed or has moved, and a time that the patient confirmed or accepted themselves.
 */
export async function unconfirmAppointment(
  context: Context,
  input: { appointmentId: string; version: number },
): Promise<Result<null>> {
  return change(context, async (c) => {
    const own = and(
      eq(appointments.clinicId, c.clinic.id),
      eq(appointments.id, input.appointmentId),
      eq(appointments.version, input.version),
      eq(appointments.status, 'confirmed'),
      eq(appointments.confirmedBy, 'staff'),
    )
    const [booked] = await c.tx
      .update(appointments)
      .set({ ...unconfirmed, changedAt: c.now })
      .where(and(own, isToCome(appointments)))
      .returning({ id: appointments.id })
    if (!booked) {
      const [begun] = await c.tx.select({ id: appointments.id }).from(appointments).where(own)
      return refuse(begun ? 'already-started' : 'changed-meanwhile')
    }
    await c.audit('appointment.unconfirmed', { appointmentId: booked.id })
    return ok(null)
  })
}
