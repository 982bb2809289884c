import { inClinic } from '@/db/client'
import { type PatientRecord, patientRecord } from '@/db/queries/patient/record'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { change, type StaffContext } from '../change'
import { noteLook } from './note-look'
import { lockPatient } from './rows'

/**
 * Everything that the clinic keeps of one patient, to be handed to them (GDPR Art. 15 and 20), and the
 * note that it was given out: as a file, or as a page to print. Refuses a patient who was erased.
 */
export async function exportPatient(
  context: StaffContext,
  { patientId, as }: { patientId: string; as: 'file' | 'page' },
): Promise<Result<PatientRecord>> {
  const { clinicId } = context
  const noted = await change(context, async (c) => {
    const patient = await lockPatient(c, patientId)
    if (!patient.ok) return patient
    if (as === 'file') await c.audit('patient.exported', { details: { patientId, as } })
    else await noteLook(c, context, 'patient.exported', { patientId, as })
    return ok(null)
  })
  if (!noted.ok) return noted
  // Afterwards, so that it holds this, too; and by itself, since what a change answers is kept for a day.
  const record = await inClinic(clinicId, (tx, now) =>
    patientRecord(tx, clinicId, { patientId, now }),
  )
  return record ? ok(record) : refuse('not-found')
}
