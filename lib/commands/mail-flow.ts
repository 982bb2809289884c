import { and, eq, gt, isNotNull, lte, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { clinics, messages } from '@/db/schema'
import type { Change } from './change'

/** In ms. How long nobody is asked after a try that the mail server did not take. */
const pause = 10 * 60_000

/** Notes that the mail server took no mail of the clinic in an attempt that began at `since`, unless another went out meanwhile. */
export async function mailFailed(tx: Tx, clinicId: string, since: Date): Promise<void> {
  const own = eq(clinics.id, clinicId)
  // Locked first, so that what is read next knows of a mail that went out until now.
  const [clinic] = await tx.select().from(clinics).where(own).for('no key update')
  const now = sql`clock_timestamp()`
  const sentSince = and(eq(messages.clinicId, clinicId), gt(messages.sentAt, since))
  if (!clinic?.mailFailsSince && (await tx.$count(messages, sentSince)) > 0) return
  await tx
    .update(clinics)
    .set({ mailFailsSince: sql`coalesce(${clinics.mailFailsSince}, ${now})`, mailTriedAt: now })
    .where(own)
}

/** Notes that a mail of the clinic went out; mails of offers that wait for their next try follow at once. */
export async function mailWentOut({ tx, clinic, emit }: Change): Promise<void> {
  const [failed] = await tx
    .update(clinics)
    .set({ mailFailsSince: null, mailTriedAt: null })
    .where(and(eq(clinics.id, clinic.id), isNotNull(clinics.mailFailsSince)))
    .returning({ id: clinics.id })
  if (!failed) return
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
}

/**
 * Whether the clinic's mail goes out, for who asks patients: if not, nobody is asked, but one patient
 * as a `trial` once nothing was tried for a while. It shows when mail goes out again.
 */
export function mailFlow({ clinic, now }: Change): 'goes-out' | 'trial' | 'paused' {
  const { mailFailsSince, mailTriedAt } = clinic
  if (!mailFailsSince) return 'goes-out'
  return mailTriedAt && +mailTriedAt <= +now - pause ? 'trial' : 'paused'
}

/** When those who are not asked now are looked at again. */
export const mailPauseEnd = ({ now }: Change) => new Date(+now + pause)

/** Takes the trial that is due, for one opening only. False when another has it. */
export async function takeTrial({ tx, clinic, now }: Change): Promise<boolean> {
  const [taken] = await tx
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
  return taken !== undefined
}
