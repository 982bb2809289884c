import { eq, sql } from 'drizzle-orm'
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core'
import { inClinic } from '@/db/client'
import { type LetterFacts, letterFacts } from '@/db/queries/letters'
import { clinics, messages, patients, practitioners } from '@/db/schema'
import { staleMessage } from '@/lib/domain/messages'
import type { Clinic } from './change'
import { issueLinks, type LinkPaths } from './link-tokens'

/** A message in the moment of sending: its facts and the paths of its links. */
export type Letter = LetterFacts & {
  clinic: Clinic
  now: Date
  /** With whom the visit was before a move. */
  previousPractitioner: string | null
  paths: LinkPaths
}

/** Hands a letter to the mail server. Throws when the server does not take it. */
export type Post = (letter: Letter) => Promise<{ sentTo: string }>

/** The mail server refuses the address for good. */
export class AddressRefused extends Error {}

/**
 * Sends one queued message, after checking in the same moment that it still says what is the case.
 * The row stays locked meanwhile, so a message goes out once however often this runs; only a crash
 * between the server's word and the commit can repeat it, with the same Message-ID and links.
 */
export async function sendMessage(
  clinicId: string,
  messageId: string,
  post: Post,
): Promise<{ state: 'sent' | 'skipped' | 'failed' | 'gone' }> {
  return inClinic(clinicId, async (tx, now) => {
    const [clinic] = await tx.select().from(clinics).where(eq(clinics.id, clinicId))
    const facts = await letterFacts(tx, clinicId, messageId)
    if (!clinic || !facts) return { state: 'gone' }
    const { message } = facts
    if (message.state !== 'queued') return { state: message.state }
    const record = (columns: PgUpdateSetSource<typeof messages>) =>
      tx.update(messages).set(columns).where(eq(messages.id, messageId))

    const stale = staleMessage(
      { ...facts, kind: message.kind, version: message.appointmentVersion },
      now,
    )
    if (stale) {
      await record({ state: 'skipped', error: stale })
      return { state: 'skipped' }
    }
    const from = message.facts.fromPractitionerId
    const [previous] = from
      ? await tx.select().from(practitioners).where(eq(practitioners.id, from))
      : []
    const paths = await issueLinks(tx, message)
    const attempts = message.attempts + 1
    try {
      const letter = { ...facts, clinic, now, previousPractitioner: previous?.name ?? null, paths }
      const { sentTo } = await post(letter)
      await record({ state: 'sent', sentAt: sql`clock_timestamp()`, sentTo, attempts, error: null })
      return { state: 'sent' }
    } catch (error) {
      if (!(error instanceof AddressRefused)) throw error
      await record({ state: 'failed', attempts, error: 'The address does not take mail.' })
      if (facts.patient) {
        await tx.update(patients).set({ bouncedAt: now }).where(eq(patients.id, facts.patient.id))
      }
      return { state: 'failed' }
    }
  })
}

/** Notes that a message could not be sent; `final` gives it up. */
export async function recordFailedAttempt(
  clinicId: string,
  messageId: string,
  { final, error }: { final: boolean; error: string },
): Promise<void> {
  await inClinic(clinicId, (tx) =>
    tx
      .update(messages)
      .set({ attempts: sql`${messages.attempts} + 1`, error, ...(final && { state: 'failed' }) })
      .where(sql`${messages.id} = ${messageId} and ${messages.state} = 'queued'`),
  )
}
