import { and, eq, gt, sql } from 'drizzle-orm'
import { appointments } from '@/db/schema'
import { ok, type Refusal, type Result, refuse } from '@/lib/domain/result'
import { type Context, change } from './change'
import { confirmed } from './confirmation'
import { changeWaitlist } from './set-waitlist'

/**
 * Marks a booked visit as confirmed. Done twice it does nothing. Refuses any other state, and a
 * moved one. `openToEarlier` is what the patient changed of their wish with it; null is nothing.
 * That they are coming counts even where their wish is refused for the day: `unsaved` says why.
 */
export async function confirmAppointment(
  context: Context,
  input: { appointmentId: string; version: number; openToEarlier?: boolean | null },
): Promise<Result<{ unsaved: Refusal } | null>> {
  return change(context, async (c) => {
    const own = and(
      eq(appointments.clinicId, c.clinic.id),
      eq(appointments.id, input.appointmentId),
      eq(appointments.version, input.version),
    )
    const how = context.actor.kind === 'staff' ? 'desk' : 'link'
    const [after] = await c.tx
      .update(appointments)
      .set({ ...confirmed(c, how), changedAt: c.now })
      .where(and(own, eq(appointments.status, 'booked'), gt(appointments.endsAt, sql`now()`)))
      .returning({ id: appointments.id })
    if (!after) {
      const [now] = await c.tx.select({ status: appointments.status }).from(appointments).where(own)
      if (!now) return refuse('changed-meanwhile')
      if (now.status !== 'confirmed') return refuse('appointment-not-active')
    } else await c.audit('appointment.confirmed', { appointmentId: after.id })
    const { openToEarlier, ...visit } = input
    if (openToEarlier === undefined || openToEarlier === null) return ok(null)
    const wish = { ...visit, openToEarlier, wishes: null, priority: null }
    const refused = await changeWaitlist(c, wish)
    if (refused?.reason === 'wished-enough') return ok({ unsaved: refused })
    return refused ?? ok(null)
  })
}
