'use server'

import { z } from 'zod'
import { mergeSchema, patientSchema } from '@/components/patients/schema'
import { staffAction } from '@/lib/actions'
import { noteBounce } from '@/lib/commands/mail/note-bounce'
import { editPatient } from '@/lib/commands/patient/edit'
import { endLinks } from '@/lib/commands/patient/end-links'
import { erasePatient } from '@/lib/commands/patient/erase'
import { mergePatients } from '@/lib/commands/patient/merge'
import { tellApart } from '@/lib/commands/patient/tell-apart'
import { trustAddress } from '@/lib/commands/patient/trust-address'
import { resumeOffers, stopOffers } from '@/lib/commands/waitlist/stop-offers'
import { line, typedEmail } from '@/lib/domain/plain-text'

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

export const stopOffersAction = staffAction(
  'patient.edit',
  z.object({ patientId: z.guid() }),
  (session, input) => stopOffers(session.context, input),
)

export const resumeOffersAction = staffAction(
  'patient.edit',
  z.object({ patientId: z.guid() }),
  (session, input) => resumeOffers(session.context, input),
)

export const tellApartAction = staffAction(
  'patient.edit',
  z.object({ patientId: z.guid(), otherId: z.guid(), different: z.boolean() }),
  (session, input) => tellApart(session.context, input),
)

export const mergePatientsAction = staffAction('patient.edit', mergeSchema, (session, input) =>
  mergePatients(session.context, input),
)

export const erasePatientAction = staffAction(
  'patient.erase',
  z.object({ patientId: z.guid(), name: line(200) }),
  (session, input) => erasePatient(session.context, input),
)

export const endLinksAction = staffAction(
  'patient.edit',
  z.object({ patientId: z.guid(), anew: z.boolean() }),
  (session, input) => endLinks(session.context, input),
)
