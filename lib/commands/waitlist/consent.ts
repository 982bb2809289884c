import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import { isWaiting } from '@/db/queries/predicates'
import { patients, waitlistEntries } from '@/db/schema'
import { type Refusal, refuse } from '@/lib/domain/result'
import type { Change } from '../change'

// Consent to be emailed offers is an act (GDPR, Art. 4 (11) and 7): the tick "open to an earlier
// time", which nobody has set beforehand. What is in force stands in the patient's row; what was
// before, in the audit trail. A stop ends all offers, until the patient ticks again or tells staff.

/**
 * Somebody ticked "open to an earlier time" for a visit: the patient, which lifts their stop, or
 * staff on the patient's word, which does not: they are refused (`offers-stopped`).
 */
export async function noteAgreement(c: Change, patientId: string): Promise<Refusal | null> {
  const by = c.context.actor.kind === 'patient' ? 'patient' : 'staff'
  const [agreed] = await c.tx
    .update(patients)
    .set({ ...agreedNow(c, by), offersStoppedAt: null, offersStoppedBy: null })
    .where(
      and(
        eq(patients.clinicId, c.clinic.id),
        eq(patients.id, patientId),
        by === 'staff' ? isNull(patients.offersStoppedAt) : undefined,
      ),
    )
    .returning({ id: patients.id })
  return agreed ? null : refuse('offers-stopped')
}

/** The columns of an agreement given in this change. */
export function agreedNow({ now }: Change, by: 'patient' | 'staff') {
  return { offersAgreedAt: now, offersAgreedBy: by }
}

/** Whoever no longer waits with any visit has no agreement in force. */
export async function endAgreement({ tx, clinic }: Change, patientId: string): Promise<void> {
  await tx
    .update(patients)
    .set({ offersAgreedAt: null, offersAgreedBy: null })
    .where(
      and(
        eq(patients.clinicId, clinic.id),
        eq(patients.id, patientId),
        isNotNull(patients.offersAgreedAt),
        sql`not exists (select from ${waitlistEntries} e where e.clinic_id = ${clinic.id}
          and e.patient_id = ${patientId} and ${isWaiting(sql`e`)})`,
      ),
    )
}
