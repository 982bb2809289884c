import { and, desc, eq, inArray } from 'drizzle-orm'
import { isToCome } from '@/db/queries/predicates'
import { appointments, audit } from '@/db/schema'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { type Change, type Context, change } from './change'

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
    )
    const [booked] = await c.tx
      .update(appointments)
      .set({ status: 'booked', confirmedAt: null, changedAt: c.now })
      .where(and(own, isToCome(appointments)))
      .returning({ id: appointments.id })
    if (!booked) {
      const [begun] = await c.tx.select({ id: appointments.id }).from(appointments).where(own)
      return refuse(begun ? 'already-started' : 'changed-meanwhile')
    }
    if (!(await isByStaff(c, booked.id))) return refuse('changed-meanwhile')
    await c.audit('appointment.unconfirmed', { appointmentId: booked.id })
    return ok(null)
  })
}

/** Whether the time of a visit as it is now was last confirmed by staff. */
async function isByStaff({ tx, clinic }: Change, appointmentId: string): Promise<boolean> {
  const [last] = await tx
    .select({ action: audit.action, actorKind: audit.actorKind })
    .from(audit)
    .where(
      and(
        eq(audit.clinicId, clinic.id),
        eq(audit.appointmentId, appointmentId),
        inArray(audit.action, ['appointment.confirmed', 'appointment.moved', 'offer.accepted']),
      ),
    )
    .orderBy(desc(audit.id))
    .limit(1)
  return last?.action === 'appointment.confirmed' && last.actorKind === 'staff'
}
