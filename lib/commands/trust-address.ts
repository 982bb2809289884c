import { and, eq } from 'drizzle-orm'
import { patients } from '@/db/schema'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { type Context, change } from './change'
import { lookAgainFor } from './look-again'

/** Staff note that a patient's address takes mail again; done twice it does nothing. */
export async function trustAddress(
  context: Context,
  input: { patientId: string },
): Promise<Result<null>> {
  return change(context, async (c) => {
    const own = and(eq(patients.clinicId, c.clinic.id), eq(patients.id, input.patientId))
    const [patient] = await c.tx.select().from(patients).where(own).for('update')
    if (!patient) return refuse('not-found')
    if (!patient.bouncedAt) return ok(null)
    await c.tx.update(patients).set({ bouncedAt: null }).where(own)
    await c.audit('patient.trusted', { details: { patientId: patient.id } })
    await lookAgainFor(c, patient.id)
    return ok(null)
  })
}
