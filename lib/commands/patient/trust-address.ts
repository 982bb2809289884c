import { eq } from 'drizzle-orm'
import { patients } from '@/db/schema'
import { ok, type Result } from '@/lib/domain/result'
import { type Context, change } from '../change'
import { rematchOpeningsFor } from '../opening/look-again'
import { lockPatient } from './rows'

/** Staff note that a patient's address takes mail again; done twice it does nothing. */
export async function trustAddress(
  context: Context,
  input: { patientId: string },
): Promise<Result<null>> {
  return change(context, async (c) => {
    const patient = await lockPatient(c, input.patientId)
    if (!patient.ok) return patient
    const { id, bouncedAt } = patient.value
    if (!bouncedAt) return ok(null)
    await c.tx.update(patients).set({ bouncedAt: null }).where(eq(patients.id, id))
    await c.audit('patient.trusted', { details: { patientId: id } })
    await rematchOpeningsFor(c, id)
    return ok(null)
  })
}
