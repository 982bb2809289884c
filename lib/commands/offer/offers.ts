import { and, eq, inArray, lt, ne, type SQL, sql } from 'drizzle-orm'
import { countsAsOffered } from '@/db/queries/opening/offered-before'
import { appointments, messages, offers, openings, waitlistEntries } from '@/db/schema'
import type { OfferEnding } from '@/lib/domain/endings'
import type { Change } from '../change'
import { rematchOpeningsFor } from '../opening/look-again'
import { releaseHold } from '../slots'
import { correctLastAsked } from '../waitlist/entries'

export type Offer = typeof offers.$inferSelect

/** The pending offers of some openings. */
export async function pendingOffers(
  { tx, clinic }: Change,
  openingIds: string[],
): Promise<Offer[]> {
  if (openingIds.length === 0) return []
  return tx
    .select()
    .from(offers)
    .where(
      and(
        eq(offers.clinicId, clinic.id),
        inArray(offers.openingId, openingIds),
        eq(offers.state, 'pending'),
      ),
    )
    .orderBy(offers.seat)
}

type Closing = {
  state: 'declined' | 'expired' | 'withdrawn'
  why: OfferEnding
  tell: boolean
}

/**
 * Ends a pending offer and lets its hold go; the opening is open again. False when it was not
 * pending any more. `tell` queues the mail that the offered time is no longer open.
 */
export async function closeOffer(change: Change, offer: Offer, closing: Closing): Promise<boolean> {
  const inTime = sql`${offers.expiresAt} > clock_timestamp()`
  const when = { declined: inTime, expired: overdue, withdrawn: undefined }
  return close(change, offer, closing, when[closing.state])
}

/**
 * Ends an offer that is past its time, by the database's clock: for want of an answer, or, where its
 * mail never went out, as one that did not get there. False also while its mail is being sent.
 */
export async function closeOverdue(change: Change, offer: Offer): Promise<boolean> {
  const mailed = await wasMailed(change, offer)
  if (mailed === null) return false
  if (mailed) return closeOffer(change, offer, { state: 'expired', why: 'no-answer', tell: true })
  const why = change.clinic.mailFailsSince ? 'undeliverable' : 'not-taken'
  return closeUnreached(change, offer, why, overdue)
}

/**
 * Ends an offer that did not get to its patient: `undeliverable` where no mail goes out or the
 * address takes none, and they may be offered the same time again; `not-taken` where mail goes out
 * and theirs was not taken so far. Either way they count as not asked.
 */
export async function closeUnreached(
  change: Change,
  offer: Offer,
  why: 'undeliverable' | 'not-taken',
  when?: SQL,
): Promise<boolean> {
  return close(change, offer, { state: 'withdrawn', why, tell: false }, when)
}

/**
 * The patient says no to an offer that seemed not to arrive: it did, and its time is not offered to
 * them again. False when it ended otherwise, or their visit was offered the time again since.
 */
export async function declineUnreached(change: Change, offer: Offer): Promise<boolean> {
  const { tx, audit } = change
  const [declined] = await tx
    .update(offers)
    .set({
      state: 'declined',
      closedAt: sql`clock_timestamp()`,
      closedWhy: 'by-patient',
      reached: true,
    })
    .where(and(eq(offers.id, offer.id), endedUndelivered, notOfferedAgain(offer)))
    .returning({ id: offers.id })
  if (!declined) return false
  const asked = sql`greatest(${waitlistEntries.lastOfferedAt}, ${offer.offeredAt.toISOString()}::timestamptz)`
  await correctLastAsked(change, offer.patientId, asked)
  await audit('offer.declined', {
    openingId: offer.openingId,
    appointmentId: offer.appointmentId,
    details: { offerId: offer.id, why: 'by-patient' },
  })
  return true
}

/** It ended for want of a mail that gets there; who answers it has been reached all the same. */
export const endedUndelivered = inArray(offers.closedWhy, ['undeliverable', 'not-taken'])

/** Not where, since then, the time was offered to the visit again. */
export function notOfferedAgain({ id, openingId, appointmentId }: Offer): SQL {
  return sql`not exists (select from ${offers} other where other.opening_id = ${openingId}
    and other.appointment_id = ${appointmentId} and other.id <> ${id} and ${countsAsOffered(sql`other`)})`
}

const overdue = sql`${offers.expiresAt} <= clock_timestamp()`

const mailOf = ({ clinicId, appointmentId, id }: Offer) =>
  and(
    eq(messages.clinicId, clinicId),
    eq(messages.appointmentId, appointmentId),
    eq(messages.offerId, id),
    eq(messages.kind, 'offer'),
  )

/** Whether an offer's mail went out, once at least; null while it is being sent, when its row is locked. */
async function wasMailed({ tx }: Change, offer: Offer): Promise<boolean | null> {
  const mails = await tx.select({ state: messages.state }).from(messages).where(mailOf(offer))
  if (mails.some(({ state }) => state === 'sent')) return true
  if (!mails.some(({ state }) => state === 'queued')) return false
  const [own] = await tx
    .select({ state: messages.state })
    .from(messages)
    .where(mailOf(offer))
    .for('update', { skipLocked: true })
  return own ? own.state === 'sent' : null
}

async function close(
  change: Change,
  offer: Offer,
  closing: Closing,
  when: SQL | undefined,
): Promise<boolean> {
  const { tx, audit, emit, queueMail } = change
  // Not everybody who closes an offer holds the lock of its practitioner (the visit may be with
  // another): without this one, what is read here as pending can change before the hold is let go.
  await tx
    .select({ id: openings.id })
    .from(openings)
    .where(eq(openings.id, offer.openingId))
    .for('update')
  const unreached = await isUnreached(change, offer, closing)
  const [closed] = await tx
    .update(offers)
    .set({
      state: closing.state,
      closedAt: sql`clock_timestamp()`,
      closedWhy: closing.why,
      reached: !unreached,
    })
    .where(and(eq(offers.id, offer.id), eq(offers.state, 'pending'), when))
    .returning({ id: offers.id })
  if (!closed) return false
  if ((await pendingOffers(change, [offer.openingId])).length === 0) {
    await releaseHold(tx, offer.openingId)
    await tx
      .update(openings)
      .set({ state: 'open' })
      .where(and(eq(openings.id, offer.openingId), eq(openings.state, 'offering')))
  }
  await audit(`offer.${closing.state}`, {
    openingId: offer.openingId,
    appointmentId: offer.appointmentId,
    details: { offerId: offer.id, why: closing.why, ...(unreached && { reached: false }) },
  })
  if (unreached) await restoreQueuePosition(change, offer)
  await emit('offer/closed', { openingId: offer.openingId, offerId: offer.id })
  await rematchOpeningsFor(change, offer.patientId, offer.offeredAt)
  if (closing.tell) {
    await queueMail({
      kind: 'offer-closed',
      appointmentId: offer.appointmentId,
      appointmentVersion: offer.appointmentVersion,
      stage: offer.id,
      offerId: offer.id,
    })
  }
  return true
}

/** Whether an offer ends that did not get to its patient. Who answers has been reached, whatever became of the mail. */
async function isUnreached(change: Change, offer: Offer, { state, why }: Closing) {
  if (state !== 'withdrawn') return false
  return (
    why === 'undeliverable' || why === 'not-taken' || (await wasMailed(change, offer)) === false
  )
}

/**
 * The mail of an offer that ended while it was being sent, so that nobody knew whether it would
 * arrive, did not go out: where others ended the offer, its patient was not asked either.
 */
export async function noteUnreached(change: Change, offer: Offer): Promise<void> {
  if (offer.state !== 'withdrawn') return
  await change.tx.update(offers).set({ reached: false }).where(eq(offers.id, offer.id))
  await restoreQueuePosition(change, offer)
}

/** Whom an offer did not reach has the place in the order of asking that they had before, and no mail of it. */
async function restoreQueuePosition(change: Change, offer: Offer): Promise<void> {
  const { tx } = change
  // One that is being sent in this moment is locked, and finds by itself that the offer is over.
  const queued = tx
    .select({ id: messages.id })
    .from(messages)
    .where(and(mailOf(offer), eq(messages.state, 'queued')))
    .for('update', { skipLocked: true })
  await tx
    .update(messages)
    .set({ state: 'skipped', why: 'offer-over' })
    .where(inArray(messages.id, queued))
  await correctLastAsked(
    change,
    offer.patientId,
    offer.lastOfferedBefore,
    sql`not exists (select from ${offers} later where later.patient_id = ${offer.patientId}
      and later.id <> ${offer.id} and later.offered_at >= ${offer.offeredAt.toISOString()}::timestamptz)`,
  )
}

/** Ends the offer that a patient holds for a visit which, at the offered time, would meet this one of theirs. */
export async function closeClashingOffer(
  change: Change,
  visit: Pick<typeof appointments.$inferSelect, 'id' | 'patientId' | 'startsAt' | 'endsAt'>,
): Promise<void> {
  const { tx, clinic } = change
  const [clash] = await tx
    .select({ offer: offers })
    .from(offers)
    .innerJoin(openings, eq(openings.id, offers.openingId))
    .innerJoin(appointments, eq(appointments.id, offers.appointmentId))
    .where(
      and(
        eq(offers.clinicId, clinic.id),
        eq(offers.patientId, visit.patientId),
        eq(offers.state, 'pending'),
        ne(offers.appointmentId, visit.id),
        lt(openings.startsAt, visit.endsAt),
        sql`${openings.startsAt} + (${appointments.endsAt} - ${appointments.startsAt})
          > ${visit.startsAt.toISOString()}::timestamptz`,
      ),
    )
  // The mail of the visit itself says what they have at that time.
  if (clash)
    await closeOffer(change, clash.offer, { state: 'withdrawn', why: 'clash', tell: false })
}

/** Ends the pending offer that an appointment has, because the appointment itself changes. */
export async function closeOfferTo(
  change: Change,
  appointmentId: string,
  why: OfferEnding,
): Promise<void> {
  const [offer] = await change.tx
    .select()
    .from(offers)
    .where(
      and(
        eq(offers.clinicId, change.clinic.id),
        eq(offers.appointmentId, appointmentId),
        eq(offers.state, 'pending'),
      ),
    )
  if (offer) await closeOffer(change, offer, { state: 'withdrawn', why, tell: false })
}
