import { ok, type Result, refuse } from '@/lib/domain/result'
import { type Context, change } from '../change'
import { lockPatient } from '../patient/rows'
import { markBounced } from './bounces'

/**
 * Staff note that mail to this address of a patient comes back: what they are offered now goes to the
 * next, and no more is offered them. Refuses when the patient has another address by now.
 */
export async function noteBounce(
  context: Context,
  input: { patientId: string; email: string },
): Promise<Result<null>> {
  return change(context, async (c) => {
    const patient = await lockPatient(c, input.patientId)
    if (!patient.ok) return patient
    if (patient.value.email !== input.email) return refuse('changed-meanwhile')
    await markBounced(c, input, 'came-back')
    return ok(null)
  })
}
