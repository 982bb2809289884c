import { and, eq, isNotNull, isNull, ne, or } from 'drizzle-orm'
import { type messages, offers, patients } from '@/db/schema'
import type { Change } from './change'
import { closeUnreached } from './openings'

type Message = typeof messages.$inferSelect
type Patient = typeof patients.$inferSelect

/** Notes that a patient's address takes no mail; false when that was known. */
export async function markBounced(
  { tx, now, clinic, audit }: Change,
  patientId: string,
  why: NonNullable<Patient['bouncedWhy']>,
): Promise<boolean> {
  const [marked] = await tx
    .update(patients)
    .set({ bouncedAt: now, bouncedWhy: why })
    .where(
      and(eq(patients.clinicId, clinic.id), eq(patients.id, patientId), isNull(patients.bouncedAt)),
    )
    .returning({ id: patients.id })
  if (marked) await audit('patient.bounced', { details: { patientId, why } })
  return marked !== undefined
}

/**
 * A mail was taken for an address that the mail server had refused: it takes mail again. Where mail
 * came back after it was taken, that it is taken once more says nothing.
 */
export async function trustAgain(
  { tx, audit }: Change,
  { id: patientId, bouncedAt }: Patient,
  sentTo: string,
): Promise<void> {
  if (!bouncedAt) return
  const [trusted] = await tx
    .update(patients)
    .set({ bouncedAt: null })
    .where(
      and(
        eq(patients.id, patientId),
        eq(patients.email, sentTo),
        isNotNull(patients.bouncedAt),
        or(isNull(patients.bouncedWhy), ne(patients.bouncedWhy, 'came-back')),
      ),
    )
    .returning({ id: patients.id })
  if (trusted) await audit('patient.trusted', { details: { patientId } })
}

/** Nobody can answer an offer that did not arrive: the next patient is asked at once. */
export async function closeOffered(
  c: Change,
  { kind, offerId }: Message,
  why: Parameters<typeof closeUnreached>[2],
): Promise<void> {
  if (kind !== 'offer' || !offerId) return
  const [offer] = await c.tx
    .select()
    .from(offers)
    .where(and(eq(offers.clinicId, c.clinic.id), eq(offers.id, offerId)))
  if (offer) await closeUnreached(c, offer, why)
}
