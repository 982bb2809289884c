'use server'

import { z } from 'zod'
import { patientSchema } from '@/components/patients/schema'
import { staffAction } from '@/lib/actions'
import { editPatient } from '@/lib/commands/edit-patient'

export const editPatientAction = staffAction(
  'patient.edit',
  z.object({ patientId: z.guid(), details: patientSchema }),
  (session, { patientId, details: { birthDate, ...details } }) =>
    editPatient(session.context, { patientId, ...details, birthDate: birthDate || null }),
)
