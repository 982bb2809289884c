import { and, eq, gt, isNotNull, lte, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { clinics, messages, openings, outbox } from '@/db/schema'
import type { Change, OutboxEntry } from '../change'

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

/** Whether the clinic's last try is one that the mail server did not take. */
export async function mailIsDown(tx: Tx, clinicId: string): Promise<boolean> {
  const failing = and(eq(clinics.id, clinicId), isNotNull(clinics.mailFailsSince))
  return (await tx.$count(clinics, failing)) > 0
}

/**
 * Notes that the mail server takes the clinic's mail. Where it did not before, what waits for its
 * next try goes now, of whatever kind, and openings for which nobody could be asked are looked at
 * again. A mailbox that defers its mail is not the server's trouble, and waits on.
 */
export async function mailWentOut({ tx, clinic, entries }: Change): Promise<void> {
  const [failed] = await tx
    .update(clinics)
    .set({ mailFailsSince: null, mailTriedAt: null })
    .where(and(eq(clinics.id, clinic.id), isNotNull(clinics.mailFailsSince)))
    .returning({ id: clinics.id })
  if (!failed) return
  // One that is being sent in this moment is locked, and needs no other try.
  const awake = await tx.execute<OutboxEntry>(sql`
    with waiting as (
      select id from ${messages}
      where clinic_id = ${clinic.id} and state = 'queued' and why = 'server-silent'
      for update skip locked
    ), due as (
      update ${messages} set due_at = clock_timestamp()
      where id in (select id from waiting) returning id
    ), asked as (
      select id from ${openings}
      where clinic_id = ${clinic.id} and state = 'open' and exhausted_at is null
        and due_at <= clock_timestamp() and coalesce(resumes_at <= clock_timestamp(), true)
    )
    insert into ${outbox} (clinic_id, name, data)
    select ${clinic.id}, name, jsonb_build_object('clinicId', ${clinic.id}::text, about, id) from (
      select 'message/queued' as name, 'messageId' as about, id from due
      union all select 'opening/opened', 'openingId', id from asked) events
    returning id, name, data`)
  entries.push(...awake)
}

/**
 * Whether the clinic's mail goes out, for who asks patients: if not, nobody is asked, but one patient
 * as a `probe` once nothing was tried for a while. It shows when mail goes out again.
 */
export function mailFlow({ clinic, now }: Change): 'goes-out' | 'probe' | 'paused' {
  const { mailFailsSince, mailTriedAt } = clinic
  if (!mailFailsSince) return 'goes-out'
  return mailTriedAt && +mailTriedAt <= +now - pause ? 'probe' : 'paused'
}

/** When those who are not asked now are looked at again. */
export const mailPauseEnd = ({ now }: Change) => new Date(+now + pause)

/** Takes the probe that is due, for one opening only. False when another has it. */
export async function takeProbe({ tx, clinic, now }: Change): Promise<boolean> {
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
