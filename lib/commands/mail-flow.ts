import { and, eq, gt, isNotNull, lte, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { clinics, messages } from '@/db/schema'
import type { Change } from './change'

/** In ms. How long nobody is asked after a try that the mail server did not take. */
const pause = 10 * 60_000

/** Notes that the mail server took no mail of the clinic. */
export async function mailFailed(tx: Tx, clinicId: string): Promise<void> {
  const now = sql`clock_timestamp()`
  await tx
    .update(clinics)
    .set({ mailFailsSince: sql`coalesce(${clinics.mailFailsSince}, ${now})`, mailTriedAt: now })
    .where(eq(clinics.id, clinicId))
}

/** Notes that a mail of the clinic went out; mails of offers that wait for their next try follow at once. */
export async function mailWentOut({ tx, clinic, emit }: Change): Promise<void> {
  if (!clinic.mailFailsSince) return
  const waiting = await tx
    .select({ messageId: messages.id })
    .from(messages)
    .where(
      and(
        eq(messages.clinicId, clinic.id),
        eq(messages.kind, 'offer'),
        eq(messages.state, 'queued'),
        gt(messages.attempts, 0),
      ),
    )
  for (const message of waiting) await emit('message/queued', message)
  await tx
    .update(clinics)
    .set({ mailFailsSince: null, mailTriedAt: null })
    .where(eq(clinics.id, clinic.id))
}

/**
 * Until when no patient is asked, because the mail server takes no mail; null while it does. One
 * at a time is asked all the same once nothing was tried for a while: it shows when mail goes out.
 */
export async function mailPause({ tx, clinic, now }: Change): Promise<Date | null> {
  if (!clinic.mailFailsSince) return null
  const [isTrial] = await tx
    .update(clinics)
    .set({ mailTriedAt: now })
    .where(
      and(
        eq(clinics.id, clinic.id),
        isNotNull(clinics.mailFailsSince),
        lte(clinics.mailTriedAt, new Date(+now - pause)),
      ),
    )
    .returning({ id: clinics.id })
  return isTrial ? null : new Date(+now + pause)
}
