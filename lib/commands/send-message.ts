import { and, eq, sql } from 'drizzle-orm'
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core'
import { inClinic } from '@/db/client'
import { type LetterFacts, letterFacts } from '@/db/queries/letters'
import { messages, practitioners } from '@/db/schema'
import { isHalfOver, quietHoursOf } from '@/lib/domain/holds'
import { quietWait, staleMessage } from '@/lib/domain/messages'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { log } from '@/lib/log'
import { closeOffered, markBounced, trustAgain } from './bounces'
import { type Change, type Clinic, change } from './change'
import { issueLinks, type LinkPaths } from './link-tokens'
import { mailFailed, mailWentOut } from './mail-flow'
import { closeUnreached, endedUnreached } from './offers'

type Message = typeof messages.$inferSelect

const system = { kind: 'system', name: 'Medcal' } as const

/** A message in the moment of sending: its facts and the paths of its links. */
export type Letter = LetterFacts & {
  clinic: Clinic
  now: Date
  /** With whom the visit was before a move. */
  previousPractitioner: string | null
  paths: LinkPaths
}

/** Hands a letter to the mail server. Throws `AddressRefused` or `NotTaken`. */
export type Post = (letter: Letter) => Promise<{ sentTo: string }>

/** The mail server refuses the address for good. */
export class AddressRefused extends Error {}

/** The mail server did not answer, or not now. */
export class NotTaken extends Error {}

/** The mail server takes mail, but none to this address now: its mailbox is full, say. */
export class AddressDeferred extends NotTaken {}

/** Why a message that is tried again was not taken so far. */
const serverSilent = 'The mail server did not answer; it is tried again.'
const mailboxDefers = 'The mailbox takes nothing for now; it is tried again.'

/** One attempt to send a message: when it began, and what the mail server said, however often its transaction is run. */
type Attempt = { post: Post; since?: Date; answer?: ReturnType<Post> }

/** What became of a message; `notBefore` where it is to be sent then. */
type Sending = { state: Message['state']; notBefore?: Date }

/**
 * Sends one queued message, after checking in the same moment that it still says what is the case.
 * The row stays locked meanwhile, so a message goes out once however often this runs; only a crash
 * between the server's word and the commit can repeat it, with the same Message-ID and links.
 * With `notBefore` it waits for the end of quiet hours. Throws when it could not be sent, to be tried
 * again; an attempt that the mail server did not take is counted.
 */
export async function sendMessage(
  clinicId: string,
  messageId: string,
  post: Post,
): Promise<Result<Sending>> {
  const attempt: Attempt = { post }
  try {
    return await change({ clinicId, actor: system }, (c) => sendQueued(c, messageId, attempt))
  } catch (error) {
    if (error instanceof NotTaken) {
      await countAttempt(clinicId, messageId, error, attempt).catch((err) =>
        log.warn({ err }, 'attempt not counted'),
      )
    }
    throw error
  }
}

async function sendQueued(
  c: Change,
  messageId: string,
  attempt: Attempt,
): Promise<Result<Sending>> {
  const facts = await letterFacts(c.tx, c.clinic.id, messageId)
  if (!facts) return refuse('not-found')
  const { message } = facts
  if (message.state !== 'queued') return ok({ state: message.state })
  // Where the transaction is run again after the mail was posted, only what came of it is recorded.
  const instead = attempt.answer ? null : await heldBack(c, facts)
  if (instead) return instead
  const letter = await letterOf(c, facts)
  const attempts = message.attempts + 1
  attempt.since ??= c.now
  try {
    attempt.answer ??= attempt.post(letter)
    const { sentTo } = await attempt.answer
    const sentAt = sql`clock_timestamp()`
    const sent = await record(c, message, { state: 'sent', sentAt, sentTo, attempts, error: null })
    if (facts.patient) await trustAgain(c, facts.patient, sentTo)
    await mailWentOut(c)
    return sent
  } catch (error) {
    if (!(error instanceof AddressRefused)) throw error
    const { patient } = facts
    if (patient) await markBounced(c, { patientId: patient.id, email: patient.email }, 'refused')
    await closeOffered(c, message, 'undeliverable')
    return record(c, message, {
      state: 'failed',
      attempts,
      error: 'The address does not take mail.',
    })
  }
}

/** What becomes of a message that is not to be sent, or not yet; null where it is. */
async function heldBack(c: Change, facts: LetterFacts): Promise<Result<Sending> | null> {
  const { message } = facts
  const stale = staleMessage(
    { ...facts, kind: message.kind, version: message.appointmentVersion },
    c.now,
  )
  // One that goes out again, with new links, was made and told before.
  const offer = message.kind === 'offer' && !facts.offerTold ? facts.offer : null
  if (stale) {
    if (offer) await endedUnreached(c, offer)
    return record(c, message, { state: 'skipped', error: stale })
  }
  const [quiet, zone] = [quietHoursOf(c.clinic), c.clinic.timeZone]
  const notBefore = quietWait(message.kind, c.now, quiet, zone)
  // The hold runs from the making of the offer: what is mailed this late is offered anew instead.
  if (offer && isHalfOver(offer, notBefore ?? c.now, quiet, zone)) {
    const why = message.error === mailboxDefers ? 'not-taken' : 'undeliverable'
    await closeUnreached(c, offer, why)
    return record(c, message, { state: 'skipped', error: 'it is too late to send the offer' })
  }
  return notBefore ? ok({ state: message.state, notBefore }) : null
}

async function letterOf(c: Change, facts: LetterFacts): Promise<Letter> {
  const from = facts.message.facts.fromPractitionerId
  const [previous] = from
    ? await c.tx.select().from(practitioners).where(eq(practitioners.id, from))
    : []
  return {
    ...facts,
    clinic: c.clinic,
    now: c.now,
    previousPractitioner: previous?.name ?? null,
    paths: await issueLinks(c.tx, facts.message),
  }
}

/** Gives up a message that no attempt could send. */
export async function giveUpMessage(clinicId: string, messageId: string): Promise<void> {
  await change({ clinicId, actor: system }, async (c) => {
    const facts = await letterFacts(c.tx, clinicId, messageId)
    if (facts?.message.state !== 'queued') return refuse('not-found')
    // Staff may have ended the offer while its last attempt was under way.
    if (facts.message.kind === 'offer' && facts.offer && !facts.offerTold)
      await endedUnreached(c, facts.offer)
    await closeOffered(c, facts.message, c.clinic.mailFailsSince ? 'undeliverable' : 'not-taken')
    const error = 'The mail server did not take it.'
    return record(c, facts.message, { state: 'failed', error })
  })
}

async function record(
  { tx }: Change,
  { id }: Message,
  columns: PgUpdateSetSource<typeof messages> & { state: Message['state'] },
) {
  await tx.update(messages).set(columns).where(eq(messages.id, id))
  return ok({ state: columns.state })
}

async function countAttempt(
  clinicId: string,
  messageId: string,
  error: NotTaken,
  { since }: Attempt,
): Promise<void> {
  const isDeferred = error instanceof AddressDeferred
  await inClinic(clinicId, async (tx, now) => {
    // The message before the clinic, as whoever sends one: else two at once wait for each other.
    await tx
      .update(messages)
      .set({
        attempts: sql`${messages.attempts} + 1`,
        error: isDeferred ? mailboxDefers : serverSilent,
      })
      .where(and(eq(messages.id, messageId), eq(messages.state, 'queued')))
    if (!isDeferred) await mailFailed(tx, clinicId, since ?? now)
  })
}
