import { patientItem } from '@/components/booking/patient-item'
import { patientSearchSchema } from '@/components/patients/schema'
import { inClinic } from '@/db/client'
import { patientById, searchPatients } from '@/db/queries/patients'
import { ok } from '@/lib/domain/result'
import { staffQuestion } from '@/lib/staff-question'

/** Patients by name, email, phone or birth date; or the one with this id. */
export const POST = staffQuestion(
  'patient.view',
  patientSearchSchema,
  async ({ clinic }, input) => {
    const found = await inClinic(clinic.id, async (tx) =>
      'query' in input
        ? searchPatients(tx, clinic.id, input.query, 8)
        : [await patientById(tx, clinic.id, input.patientId)],
    )
    return ok(found.flatMap((row) => (row ? [patientItem(row, clinic.timeZone)] : [])))
  },
)
