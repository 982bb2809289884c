import { eq, sql } from 'drizzle-orm'
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core'
import { databaseNow } from '@/db/client'
import { type LetterFacts, letterFacts } from '@/db/queries/mail/letters'
import { messages, practitioners } from '@/db/schema'
import { isHalfOver, quietHoursOf } from '@/lib/domain/holds'
import type { MessageWhy } from '@/lib/domain/message-kinds'
import { nextTry, quietWait, staleMessage } from '@/lib/domain/messages'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { log } from '@/lib/log'
import { type Change, type Clinic, change, system } from '../change'
import { closeUnreached, noteUnreached } from '../offer/offers'
import { closeOffered, markBounced, trustAgain } from './bounces'
import { mailFailed, mailIsDown, mailWentOut } from './flow'
import { issueLinks, type LinkPaths } from './link-tokens'

type Message = typeof messages.$inferSelect

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

/** What the mail server said. */
type Answer = { sentTo: string } | { failure: unknown }

/** One attempt to send a message: when it began, and what came of it, however often its transaction is run. */
type Attempt = { post: Post; since?: Date; answer?: Promise<Answer> }

/** What became of a message; `waitMs` where it is to be sent, or tried again, in so many ms. */
type Sending = { state: Message['state']; waitMs?: number }

/**
 * Sends one queued message, after checking in the same moment that it still says what is the case.
 * The row stays locked meanwhile, so a message goes out once however often this runs; only a crash
 * between the server's word and the commit can repeat it, with the same Message-ID and links.
 * Before it is due (by the database's clock), in quiet hours, and when it could not be sent, it waits:
 * when it is due is in its row. It is given up when it has been tried for hours.
 */
export async function sendMessage(
  clinicId: string,
  messageId: string,
  post: Post,
): Promise<Result<Sending>> {
  const attempt: Attempt = { post }
  return change({ clinicId, actor: system }, (c) => sendQueued(c, messageId, attempt))
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
  attempt.since ??= c.now
  attempt.answer ??= posted(attempt.post, await letterOf(c, facts))
  const answer = await attempt.answer
  if ('sentTo' in answer) return wentOut(c, facts, answer.sentTo)
  if (answer.failure instanceof AddressRefused) return wasRefused(c, facts)
  return tryLater(c, message, answer.failure, attempt.since)
}

/** Posts a letter; what went wrong is an answer, too. */
async function posted(post: Post, letter: Letter): Promise<Answer> {
  try {
    return await post(letter)
  } catch (failure) {
    return { failure }
  }
}

/** What becomes of a message that is not to be sent, or not yet; null where it is. */
async function heldBack(c: Change, facts: LetterFacts): Promise<Result<Sending> | null> {
  const { message } = facts
  if (message.dueAt > c.now) return waiting(c.now, message.dueAt)
  const stale = staleMessage(
    { ...facts, kind: message.kind, version: message.appointmentVersion },
    c.now,
  )
  // One that goes out again, with new links, was made and told before.
  const offer = message.kind === 'offer' && !facts.offerTold ? facts.offer : null
  if (stale) {
    if (offer) await noteUnreached(c, offer)
    return record(c, message, { state: 'skipped', why: stale })
  }
  const [quiet, zone] = [quietHoursOf(c.clinic), c.clinic.timeZone]
  const notBefore = quietWait(message.kind, c.now, quiet, zone)
  // The hold runs from the making of the offer: what is mailed this late is offered anew instead.
  if (offer && isHalfOver(offer, notBefore ?? c.now, quiet, zone)) {
    const why = message.why === 'mailbox-defers' ? 'not-taken' : 'undeliverable'
    await closeUnreached(c, offer, why)
    return record(c, message, { state: 'skipped', why: 'offer-too-late' })
  }
  if (!notBefore) return null
  await c.tx.update(messages).set({ dueAt: notBefore }).where(eq(messages.id, message.id))
  return waiting(c.now, notBefore)
}

const waiting = (now: Date, dueAt: Date) => ok({ state: 'queued' as const, waitMs: +dueAt - +now })

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
    // Of the patient as just read: links of a later count would go to the address of before.
    paths: await issueLinks(c.tx, facts.message, facts.patient?.linksEpoch),
  }
}

async function wentOut(c: Change, { message, patient }: LetterFacts, sentTo: string) {
  const attempts = message.attempts + 1
  const sentAt = sql`clock_timestamp()`
  const sent = await record(c, message, { state: 'sent', sentAt, sentTo, attempts, why: null })
  if (patient) await trustAgain(c, patient, sentTo)
  await mailWentOut(c)
  return sent
}

async function wasRefused(c: Change, { message, patient }: LetterFacts) {
  if (patient) await markBounced(c, { patientId: patient.id, email: patient.email }, 'refused')
  await closeOffered(c, message, 'undeliverable')
  const attempts = message.attempts + 1
  return record(c, message, { state: 'failed', attempts, why: 'address-refused' })
}

/** Counts an attempt that failed, and says when the next one is; after hours of them the message is given up. */
async function tryLater(
  c: Change,
  message: Message,
  failure: unknown,
  since: Date,
): Promise<Result<Sending>> {
  const why = whyItWaits(failure)
  if (why === 'stopped-with-error')
    log.error({ err: failure, messageId: message.id }, 'a message could not be made')
  const attempts = message.attempts + 1
  const triedSince = message.triedSince ?? since
  const now = await databaseNow(c.tx)
  const dueAt = nextTry(attempts, triedSince, now)
  const tried = { attempts, triedSince, why, ...(dueAt && { dueAt }) }
  const counted = await record(c, message, { state: 'queued', ...tried })
  // The message before the clinic, as whoever sends one: else two at once wait for each other.
  if (why === 'server-silent') await mailFailed(c.tx, c.clinic.id, since)
  if (!dueAt) return giveUp(c, message)
  return { ...counted, value: { state: 'queued', waitMs: +dueAt - +now } }
}

function whyItWaits(failure: unknown): MessageWhy {
  if (failure instanceof AddressDeferred) return 'mailbox-defers'
  return failure instanceof NotTaken ? 'server-silent' : 'stopped-with-error'
}

async function giveUp(c: Change, { id }: Message): Promise<Result<Sending>> {
  // Read anew: staff may have ended the offer while its last attempt was under way.
  const facts = await letterFacts(c.tx, c.clinic.id, id)
  if (!facts) return refuse('not-found')
  if (facts.message.kind === 'offer' && facts.offer && !facts.offerTold)
    await noteUnreached(c, facts.offer)
  const why = (await mailIsDown(c.tx, c.clinic.id)) ? 'undeliverable' : 'not-taken'
  await closeOffered(c, facts.message, why)
  return record(c, facts.message, { state: 'failed', why: 'given-up' })
}

async function record(
  { tx }: Change,
  { id }: Message,
  columns: PgUpdateSetSource<typeof messages> & { state: Message['state'] },
) {
  await tx.update(messages).set(columns).where(eq(messages.id, id))
  return ok({ state: columns.state })
}
