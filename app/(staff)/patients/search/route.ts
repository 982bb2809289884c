import { patientItem } from '@/components/booking/patient-item'
import { patientSearchSchema } from '@/components/patients/schema'
import { inClinic } from '@/db/client'
import { patientsAlike } from '@/db/queries/patient/duplicates'
import { patientById, searchPatients } from '@/db/queries/patient/patients'
import { ok } from '@/lib/domain/result'
import { staffLookup } from '@/lib/staff-lookup'

/** Patients by name, email, phone or birth date; the one with this id; or those of one name and birth date. */
export const POST = staffLookup('patient.view', patientSearchSchema, async ({ clinic }, input) => {
  const found = await inClinic(clinic.id, async (tx) => {
    if ('query' in input) return searchPatients(tx, clinic.id, input.query, 8)
    if ('alike' in input) return patientsAlike(tx, clinic.id, input.alike)
    return [await patientById(tx, clinic.id, input.patientId)]
  })
  return ok(found.flatMap((row) => (row ? [patientItem(row, clinic.timeZone)] : [])))
})
