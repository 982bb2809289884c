import { and, eq } from 'drizzle-orm'
import { patients } from '@/db/schema'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { markBounced } from './bounces'
import { type Context, change } from './change'

/**
 * Staff note that mail to this address of a patient comes back: what they are offered now goes to the
 * next, and no more is offered them. Refuses when the patient has another address by now.
 */
export async function noteBounce(
  context: Context,
  input: { patientId: string; email: string },
): Promise<Result<null>> {
  return change(context, async (c) => {
    const own = and(eq(patients.clinicId, c.clinic.id), eq(patients.id, input.patientId))
    const [patient] = await c.tx.select().from(patients).where(own).for('update')
    if (!patient) return refuse('not-found')
    if (patient.email !== input.email) return refuse('changed-meanwhile')
    await markBounced(c, input, 'came-back')
    return ok(null)
  })
}
