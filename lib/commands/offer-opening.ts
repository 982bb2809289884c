import { and, eq, sql } from 'drizzle-orm'
import { waitlistFor } from '@/db/queries/candidates'
import { appointments, offers, openings } from '@/db/schema'
import { type OpeningToFill, type Ranked, rank } from '@/lib/domain/matching'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { holdUntil } from '@/lib/domain/sweeps'
import type { Range } from '@/lib/domain/time'
import { type Change, type Context, change } from './change'
import { closeOffer, closeOpening, holdRange, type Opening, pendingOffers } from './openings'
import { lockPractitioners, takenWithin, takeSlot } from './slots'

/** How many of the waitlist are read at a time: the first that suits ends the reading. */
const page = 200

export type Turn =
  | { state: 'offered'; offerId: string; expiresAt: Date }
  | { state: 'ended' | 'exhausted' | 'off' }

/**
 * Offers an opening to the best candidate and holds its time for them. Safe to run twice: while an
 * offer of it is pending, that one is the answer. Without a candidate the opening stays open and
 * is marked as exhausted; once begun it lapses.
 */
export async function offerOpening(
  context: Context,
  input: { openingId: string },
): Promise<Result<Turn>> {
  return change(context, async (c) => {
    const [seen] = await c.tx
      .select()
      .from(openings)
      .where(and(eq(openings.clinicId, c.clinic.id), eq(openings.id, input.openingId)))
    if (!seen) return refuse('not-found')
    await lockPractitioners(c.tx, seen.practitionerId)
    const [opening] = await c.tx
      .select()
      .from(openings)
      .where(eq(openings.id, seen.id))
      .for('update')
    if (!opening || opening.closedAt) return ok({ state: 'ended' })
    if (opening.startsAt <= c.now) {
      await closeOpening(c, opening, { state: 'lapsed', why: 'begun' })
      return ok({ state: 'ended' })
    }
    for (const pending of await pendingOffers(c, [opening.id])) {
      const over = await closeOffer(c, pending, { state: 'expired', why: 'no-answer', tell: true })
      if (!over) return ok(offered(pending))
    }
    if (!c.clinic.offersOn) return ok({ state: 'off' })
    return ok(await offerToBest(c, opening))
  })
}

async function offerToBest(c: Change, opening: Opening): Promise<Turn> {
  // Its type may have been given longer buffers since its time fell free.
  const during = await holdRange(c, opening)
  if ((await takenWithin(c.tx, opening.practitionerId, during)).length > 0) {
    await closeOpening(c, opening, { state: 'withdrawn', why: 'part-taken' })
    return { state: 'ended' }
  }
  const toFill: OpeningToFill = { ...opening, start: opening.startsAt, end: opening.endsAt }
  const context = { now: c.now, zone: c.clinic.timeZone }
  for (let offset = 0; ; offset += page) {
    const waiting = await waitlistFor(c.tx, c.clinic.id, toFill, { limit: page, offset })
    for (const best of rank(toFill, waiting, context).chosen) {
      const offer = await offerTo(c, opening, best, during)
      if (offer) return offered(offer)
    }
    if (waiting.length < page) break
  }
  await c.tx
    .update(openings)
    .set({ exhaustedAt: c.now })
    .where(and(eq(openings.id, opening.id), eq(openings.state, 'open')))
  await c.audit('opening.exhausted', { openingId: opening.id })
  return { state: 'exhausted' }
}

/** Null when the candidate was offered another opening, moved or cancelled in this very moment. */
async function offerTo(c: Change, opening: Opening, best: Ranked, during: Range) {
  const { candidate, reasons, gainDays } = best
  const expiresAt = holdUntil({
    now: c.now,
    holdMinutes: c.clinic.holdMinutes,
    openingStart: opening.startsAt,
  })
  if (!expiresAt) return null
  const [appointment] = await c.tx
    .select({ version: appointments.version })
    .from(appointments)
    .where(
      and(
        eq(appointments.id, candidate.appointmentId),
        eq(appointments.startsAt, candidate.start),
        sql`${appointments.waitlistedAt} is not null and ${appointments.status} in ('booked', 'confirmed')`,
      ),
    )
    .for('update')
  if (!appointment) return null
  const [offer] = await c.tx
    .insert(offers)
    .values({
      clinicId: c.clinic.id,
      openingId: opening.id,
      appointmentId: candidate.appointmentId,
      appointmentVersion: appointment.version,
      turn: sql`(select count(*) + 1 from ${offers} f where f.opening_id = ${opening.id})`,
      why: {
        reasons,
        gainDays,
        priority: candidate.priority,
        waitlistedAt: candidate.waitlistedAt,
      },
      fromStartsAt: candidate.start,
      offeredAt: c.now,
      expiresAt,
    })
    .onConflictDoNothing()
    .returning()
  if (!offer) return null
  await c.tx
    .update(openings)
    .set({ state: 'offering', exhaustedAt: null })
    .where(eq(openings.id, opening.id))
  const { practitionerId } = opening
  const held = await takeSlot(c.tx, {
    clinicId: c.clinic.id,
    practitionerId,
    during,
    openingId: opening.id,
  })
  if (!held) throw new Error(`The time of opening ${opening.id} is taken, yet it is open`)
  await c.audit('offer.made', {
    openingId: opening.id,
    appointmentId: offer.appointmentId,
    details: { offerId: offer.id, reasons, gainDays, until: expiresAt },
  })
  await c.queueMail({
    kind: 'offer',
    appointmentId: offer.appointmentId,
    appointmentVersion: offer.appointmentVersion,
    stage: offer.id,
    offerId: offer.id,
  })
  return offer
}

function offered(offer: { id: string; expiresAt: Date }): Turn {
  return { state: 'offered', offerId: offer.id, expiresAt: offer.expiresAt }
}
