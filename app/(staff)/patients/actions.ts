'use server'

import { z } from 'zod'
import { patientSchema } from '@/components/patients/schema'
import { staffAction } from '@/lib/actions'
import { editPatient } from '@/lib/commands/edit-patient'
import { endLinks } from '@/lib/commands/end-links'
import { noteBounce } from '@/lib/commands/note-bounce'
import { trustAddress } from '@/lib/commands/trust-address'
import { typedEmail } from '@/lib/domain/plain-text'

export const editPatientAction = staffAction(
  'patient.edit',
  z.object({ patientId: z.guid(), details: patientSchema }),
  (session, { patientId, details: { birthDate, ...details } }) =>
    editPatient(session.context, { patientId, ...details, birthDate: birthDate || null }),
)

export const noteBounceAction = staffAction(
  'patient.edit',
  z.object({ patientId: z.guid(), email: typedEmail.pipe(z.email()) }),
  (session, input) => noteBounce(session.context, input),
)

export const trustAddressAction = staffAction(
  'patient.edit',
  z.object({ patientId: z.guid() }),
  (session, input) => trustAddress(session.context, input),
)

export const endLinksAction = staffAction(
  'patient.edit',
  z.object({ patientId: z.guid(), anew: z.boolean() }),
  (session, input) => endLinks(session.context, input),
)
