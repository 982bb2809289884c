import { and, eq, isNull, sql } from 'drizzle-orm'
import { patients } from '@/db/schema'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { isKnown, type PatientDetails } from './add-patient'
import { type Context, change } from './change'
import { lookAgainFor } from './look-again'
import { mayHaveVisit } from './patient-rows'

/** Corrects a patient's details; another address is trusted anew after mail to the old one came back. */
export async function editPatient(
  context: Context,
  { patientId, ...input }: PatientDetails & { patientId: string },
): Promise<Result<null>> {
  return change(context, async (c) => {
    if (await isKnown(c, input, patientId)) return refuse('email-in-use')
    const [edited] = await c.tx
      .update(patients)
      .set({
        ...input,
        bouncedAt: sql`case when ${patients.email} = ${input.email} then ${patients.bouncedAt} end`,
      })
      .where(
        and(
          eq(patients.clinicId, c.clinic.id),
          eq(patients.id, patientId),
          isNull(patients.mergedInto),
        ),
      )
      .returning({ id: patients.id })
    if (!edited) return (await mayHaveVisit(c, patientId)) ?? refuse('not-found')
    await c.audit('patient.edited', { details: { patientId } })
    // Another address may be what an opening waits for.
    await lookAgainFor(c, patientId)
    return ok(null)
  })
}
