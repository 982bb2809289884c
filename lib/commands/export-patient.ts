import { type PatientRecord, patientRecord } from '@/db/queries/patient-record'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { change, type StaffContext } from './change'
import { noteLook } from './note-look'

/**
 * Everything that the clinic keeps of one patient, to be handed to them (GDPR Art. 15 and 20), and the
 * note that it was given out: as a file, or as a page to print. Refuses a patient who was erased.
 */
export async function exportPatient(
  context: StaffContext,
  { patientId, as }: { patientId: string; as: 'file' | 'page' },
): Promise<Result<PatientRecord>> {
  return change(context, async (c) => {
    // Before the reading, so that the record holds this, too.
    if (as === 'file') await c.audit('patient.exported', { details: { patientId, as } })
    else await noteLook(c, context, 'patient.exported', { patientId, as })
    const record = await patientRecord(c.tx, c.clinic, { patientId, now: c.now })
    return record ? ok(record) : refuse('not-found')
  })
}
