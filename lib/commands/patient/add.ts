import { and, eq, sql } from 'drizzle-orm'
import { nameKey, patientsAlike } from '@/db/queries/patient/duplicates'
import { isPerson } from '@/db/queries/patient/patients'
import { patients } from '@/db/schema'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { type Change, type Context, change } from '../change'

export type PatientDetails = {
  givenName: string
  familyName: string
  email: string
  phone: string
  /** ISO day, or null when it is not known. */
  birthDate: string | null
  language: 'en' | 'de'
}

/**
 * Adds a patient. Refuses (`email-in-use`) one of the same name at the same address: families
 * share an address, so the address alone says nothing. With `unlessAlike`, also (`known-already`)
 * one of the same name and birth date.
 */
export async function addPatient(
  context: Context,
  { unlessAlike, ...input }: PatientDetails & { unlessAlike?: boolean },
): Promise<Result<{ patientId: string }>> {
  return change(context, async (c) => {
    if (await isKnown(c, input)) return refuse('email-in-use')
    if (unlessAlike && (await patientsAlike(c.tx, c.clinic.id, input)).length > 0) {
      return refuse('known-already')
    }
    const patientId = crypto.randomUUID()
    await c.tx.insert(patients).values({ id: patientId, clinicId: c.clinic.id, ...input })
    await c.audit('patient.added', { details: { patientId } })
    return ok({ patientId })
  })
}

/** Whether another patient has this name and address. One such question at a time, until the change is over. */
export async function isKnown(
  { tx, clinic }: Change,
  { givenName, familyName, email }: PatientDetails,
  exceptId?: string,
): Promise<boolean> {
  const key = `${clinic.id} ${email.toLowerCase()}`
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`)
  const rows = await tx
    .select({ id: patients.id })
    .from(patients)
    .where(
      and(
        eq(patients.clinicId, clinic.id),
        sql`lower(${patients.email}) = lower(${email})`,
        isPerson,
        eq(patients.nameKey, nameKey({ givenName, familyName })),
      ),
    )
  return rows.some((row) => row.id !== exceptId)
}
