import { and, eq } from 'drizzle-orm'
import { countOnce } from '@/db/queries/limits'
import { patients } from '@/db/schema'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { type Context, change } from '../change'
import { changedFields } from '../changed-fields'
import { rematchOpeningsFor } from '../opening/look-again'
import { isKnown, type PatientDetails } from './add'
import { endLinksOf, sendAnew } from './links'
import { lockPatient, lockQueuedMails } from './rows'

/**
 * Corrects a patient's details. Another address is trusted anew after mail to the old one came back;
 * links that went to the old one end, and what still holds goes to the new one: `sent` emails, null
 * where the address stays. The audit tells which fields changed, not what they hold. Refuses another
 * patient's name and address (`email-in-use`), and too many corrections of the address in a day.
 */
export async function editPatient(
  context: Context,
  { patientId, ...input }: PatientDetails & { patientId: string },
): Promise<Result<{ sent: number | null }>> {
  return change(context, async (c) => {
    const own = and(eq(patients.clinicId, c.clinic.id), eq(patients.id, patientId))
    if (await isKnown(c, input, patientId)) return refuse('email-in-use')
    await lockQueuedMails(c, [patientId])
    const patient = await lockPatient(c, patientId)
    if (!patient.ok) return patient
    const before = patient.value
    const fields = Object.keys(changedFields(before, input))
    if (fields.length === 0) return ok({ sent: null })
    const isElsewhere = before.email.toLowerCase() !== input.email.toLowerCase()
    const refused = isElsewhere ? await countOnce(c.tx, c.clinic, 'links', patientId) : null
    if (refused) return refused
    await c.tx
      .update(patients)
      .set({ ...input, ...(isElsewhere && { bouncedAt: null }) })
      .where(own)
    const sent = isElsewhere ? await sendAnew(c, patientId, await endLinksOf(c, patientId)) : null
    await c.audit('patient.edited', {
      details: { patientId, fields, ...(sent !== null && { sent }) },
    })
    // Another address may be what an opening waits for.
    await rematchOpeningsFor(c, patientId)
    return ok({ sent })
  })
}
