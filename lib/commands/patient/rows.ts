import { and, eq, inArray } from 'drizzle-orm'
import { appointments, messages, patients } from '@/db/schema'
import { personName } from '@/lib/domain/format'
import { ok, type Refusal, type Result, refuse } from '@/lib/domain/result'
import type { Change } from '../change'

export type Patient = typeof patients.$inferSelect

/** What stands where a person's details stood. The language says nobody's name, and figures go by it. */
export const noPerson = {
  givenName: '',
  familyName: '',
  email: '',
  phone: '',
  birthDate: null,
  bouncedAt: null,
  bouncedWhy: null,
  offersAgreedAt: null,
  offersAgreedBy: null,
  offersStoppedAt: null,
  offersStoppedBy: null,
}

/** One patient's row, locked for this change. Refuses one who is not there, was merged into another, or is erased. */
export async function lockPatient(c: Change, patientId: string): Promise<Result<Patient>> {
  const [patient] = await c.tx.select().from(patients).where(own(c, patientId)).for('update')
  if (!patient) return refuse('not-found')
  if (patient.erasedAt) return refuse('patient-erased')
  return patient.mergedInto ? mergedInto(c, patient.mergedInto) : ok(patient)
}

/**
 * Whether a visit may be booked for a patient; null when it may. Until the change is over they cannot
 * be merged into another: a merge takes the visits that it finds.
 */
export async function mayHaveVisit(c: Change, patientId: string): Promise<Refusal | null> {
  const [patient] = await c.tx
    .select({ mergedInto: patients.mergedInto, erasedAt: patients.erasedAt })
    .from(patients)
    .where(own(c, patientId))
    .for('key share')
  if (!patient) return refuse('not-found')
  if (patient.erasedAt) return refuse('patient-erased')
  return patient.mergedInto ? mergedInto(c, patient.mergedInto) : null
}

async function mergedInto(c: Change, patientId: string): Promise<Refusal> {
  const [kept] = await c.tx.select().from(patients).where(own(c, patientId))
  return refuse('patient-merged', kept && { patient: personName(kept) })
}

/**
 * Waits for emails that are being sent in this moment, before their patient is locked: who sends
 * locks in that order.
 */
export async function lockQueuedMails({ tx, clinic }: Change, patientIds: string[]): Promise<void> {
  await tx
    .select({ id: messages.id })
    .from(messages)
    .where(
      and(
        eq(messages.clinicId, clinic.id),
        eq(messages.state, 'queued'),
        inArray(messages.appointmentId, visitsOf(tx, clinic.id, patientIds)),
      ),
    )
    .orderBy(messages.id)
    .for('update')
}

/** The ids of these patients' visits, as a query. */
export function visitsOf(tx: Change['tx'], clinicId: string, patientIds: string[]) {
  return tx
    .select({ id: appointments.id })
    .from(appointments)
    .where(and(eq(appointments.clinicId, clinicId), inArray(appointments.patientId, patientIds)))
}

const own = ({ clinic }: Change, patientId: string) =>
  and(eq(patients.clinicId, clinic.id), eq(patients.id, patientId))
