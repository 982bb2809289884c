import { and, eq } from 'drizzle-orm'
import { appointments } from '@/db/schema'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { type Context, change } from '../change'

/** Writes the staff's note on a visit. The patient is not told, and the version stays. */
export async function editAppointmentNote(
  context: Context,
  input: { appointmentId: string; note: string },
): Promise<Result<null>> {
  return change(context, async (c) => {
    const [edited] = await c.tx
      .update(appointments)
      .set({ note: input.note, changedAt: c.now })
      .where(and(eq(appointments.clinicId, c.clinic.id), eq(appointments.id, input.appointmentId)))
      .returning({ id: appointments.id })
    if (!edited) return refuse('not-found')
    await c.audit('appointment.note-edited', { appointmentId: edited.id })
    return ok(null)
  })
}
