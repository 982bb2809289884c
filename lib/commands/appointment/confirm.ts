import { and, eq } from 'drizzle-orm'
import { isNotOver } from '@/db/queries/predicates'
import { appointments } from '@/db/schema'
import { ok, type Reason, type Refusal, type Result, refuse } from '@/lib/domain/result'
import { type Context, change, type StaffContext } from '../change'
import { changeWaitlist } from '../waitlist/set'
import { confirmed } from './confirmation'

type Visit = { appointmentId: string; version: number }

/**
 * Marks a booked visit as confirmed. Done twice it does nothing. Refuses any other state, and a
 * moved one. `openToEarlier` is what the patient changed of their wish with it; null is nothing.
 * That they are coming counts even where their wish is refused for the day: `unsaved` says why.
 */
export function confirmAppointment(context: StaffContext, input: Visit): Promise<Result<null>>
export function confirmAppointment(
  context: Context,
  input: Visit & { openToEarlier?: boolean | null },
): Promise<Result<{ unsaved: Refusal<Reason> } | null, Reason>>
export async function confirmAppointment(
  context: Context,
  input: Visit & { openToEarlier?: boolean | null },
): Promise<Result<{ unsaved: Refusal<Reason> } | null, Reason>> {
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
      .where(and(own, eq(appointments.status, 'booked'), isNotOver(appointments)))
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
