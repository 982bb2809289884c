import { and, eq } from 'drizzle-orm'
import { countOnce } from '@/db/queries/limits'
import { appointments, messages } from '@/db/schema'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { dayOf } from '@/lib/domain/time'
import { type Context, change } from '../change'

/**
 * Staff have a patient asked once more whether they are coming, or already now. Refuses a visit that
 * is not booked any more or has begun, and one that was asked about on the clinic's same day, unless
 * that mail failed: then a few times a day.
 */
export async function askAgain(
  context: Context,
  input: { appointmentId: string; version: number },
): Promise<Result<null>> {
  return change(context, async (c) => {
    const { clinic, tx, now } = c
    const { appointmentId, version } = input
    const [visit] = await tx
      .select()
      .from(appointments)
      .where(and(eq(appointments.clinicId, clinic.id), eq(appointments.id, appointmentId)))
      .for('update')
    if (!visit) return refuse('not-found')
    if (visit.version !== version) return refuse('changed-meanwhile')
    if (visit.status === 'confirmed') return refuse('confirmed-already')
    if (visit.status !== 'booked') return refuse('appointment-not-active')
    if (visit.startsAt <= now) return refuse('already-started')
    const asked = await tx
      .select({ createdAt: messages.createdAt, state: messages.state })
      .from(messages)
      .where(
        and(
          eq(messages.clinicId, clinic.id),
          eq(messages.appointmentId, appointmentId),
          eq(messages.appointmentVersion, version),
          eq(messages.kind, 'confirm'),
        ),
      )
    const today = dayOf(now, clinic.timeZone)
    const askedToday = asked.some(
      ({ createdAt, state }) =>
        ['queued', 'sent'].includes(state) && dayOf(createdAt, clinic.timeZone) === today,
    )
    if (askedToday) return refuse('asked-today')
    const refused = await countOnce(tx, clinic, 'ask', appointmentId)
    if (refused) return refused
    // The first is the sweep's own, which then asks no more.
    const stage = asked.length > 0 ? `again-${asked.length}` : ''
    await c.queueMail({ kind: 'confirm', appointmentId, appointmentVersion: version, stage })
    await c.audit('appointment.asked', { appointmentId })
    return ok(null)
  })
}
