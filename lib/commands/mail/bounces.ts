import { and, eq, isNotNull, isNull, ne, or } from 'drizzle-orm'
import { type messages, offers, patients } from '@/db/schema'
import type { Change } from '../change'
import { closeUnreached } from '../offer/offers'
import { rematchOpeningsFor } from '../opening/look-again'
import type { Patient } from '../patient/rows'

type Message = typeof messages.$inferSelect

/**
 * Notes that an address takes no mail, where it still is the patient's: nothing more is offered them,
 * and what they are offered now goes to the next. False when it is theirs no more, or was known.
 */
export async function markBounced(
  c: Change,
  { patientId, email }: { patientId: string; email: string },
  why: NonNullable<Patient['bouncedWhy']>,
): Promise<boolean> {
  const { tx, now, clinic, audit } = c
  const [marked] = await tx
    .update(patients)
    .set({ bouncedAt: now, bouncedWhy: why })
    .where(
      and(
        eq(patients.clinicId, clinic.id),
        eq(patients.id, patientId),
        eq(patients.email, email),
        isNull(patients.bouncedAt),
      ),
    )
    .returning({ id: patients.id })
  if (!marked) return false
  await audit('patient.bounced', { details: { patientId, why } })
  const pending = await tx
    .select()
    .from(offers)
    .where(
      and(
        eq(offers.clinicId, clinic.id),
        eq(offers.state, 'pending'),
        eq(offers.patientId, patientId),
      ),
    )
  for (const offer of pending) await closeUnreached(c, offer, 'undeliverable')
  return true
}

/**
 * A mail was taken for an address that the mail server had refused: it takes mail again. Where mail
 * came back after it was taken, that it is taken once more says nothing.
 */
export async function trustAgain(
  change: Change,
  { id: patientId, bouncedAt }: Patient,
  sentTo: string,
): Promise<void> {
  if (!bouncedAt) return
  const [trusted] = await change.tx
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
  if (!trusted) return
  await change.audit('patient.trusted', { details: { patientId } })
  await rematchOpeningsFor(change, patientId)
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
