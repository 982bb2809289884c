import { and, eq, inArray, sql } from 'drizzle-orm'
import { appointments, offers, openings } from '@/db/schema'
import { slotRange } from '@/lib/domain/availability'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { confirmWindow } from '@/lib/domain/sweeps'
import { type Context, change } from './change'
import { openSlot } from './openings'
import { lockPractitioners, releaseAppointmentSlot, releaseHold, takeSlot } from './slots'
import { lengthOf } from './visit-length'

/**
 * Accepts an offer: the visit moves to the earlier time and the time it leaves is opened onward,
 * all at once. Only a pending offer before its expiry, by the database's clock, can be accepted;
 * accepted twice it answers the same. A visit that is due soon counts as confirmed by the answer,
 * since no sweep will ask again.
 */
export async function acceptOffer(
  context: Context,
  input: { offerId: string },
): Promise<Result<{ appointmentId: string }>> {
  return change(context, async (c) => {
    const [found] = await c.tx
      .select({ offer: offers, opening: openings, before: appointments })
      .from(offers)
      .innerJoin(openings, eq(openings.id, offers.openingId))
      .innerJoin(appointments, eq(appointments.id, offers.appointmentId))
      .where(and(eq(offers.clinicId, c.clinic.id), eq(offers.id, input.offerId)))
    if (!found) return refuse('not-found')
    const { opening, before } = found
    await lockPractitioners(c.tx, opening.practitionerId, before.practitionerId)

    const [offer] = await c.tx
      .update(offers)
      .set({ state: 'accepted', closedAt: sql`clock_timestamp()` })
      .where(
        and(
          eq(offers.id, input.offerId),
          eq(offers.state, 'pending'),
          sql`${offers.expiresAt} > clock_timestamp()`,
        ),
      )
      .returning()
    if (!offer) return c.tx.select().from(offers).where(eq(offers.id, input.offerId)).then(answered)

    const length = await lengthOf(c, before)
    const startsAt = opening.startsAt
    const endsAt = new Date(startsAt.getTime() + length.durationMinutes * 60_000)
    const soon = startsAt < confirmWindow(c.now, c.clinic.confirmDaysAhead, c.clinic.timeZone).end
    const [after] = await c.tx
      .update(appointments)
      .set({
        practitionerId: opening.practitionerId,
        startsAt,
        endsAt,
        status: soon ? 'confirmed' : 'booked',
        confirmedAt: soon ? c.now : null,
        version: sql`${appointments.version} + 1`,
        changedAt: c.now,
      })
      .where(
        and(
          eq(appointments.id, before.id),
          eq(appointments.version, offer.appointmentVersion),
          inArray(appointments.status, ['booked', 'confirmed']),
        ),
      )
      .returning()
    if (!after) return refuse('changed-meanwhile')
    await c.tx
      .update(openings)
      .set({
        state: 'filled',
        closedAt: sql`clock_timestamp()`,
        closedWhy: 'accepted',
        filledBy: before.id,
      })
      .where(eq(openings.id, opening.id))

    await releaseHold(c.tx, opening.id)
    const free = await releaseAppointmentSlot(c.tx, before.id)
    const slot = {
      clinicId: c.clinic.id,
      practitionerId: opening.practitionerId,
      appointmentId: before.id,
    }
    const taken = await takeSlot(c.tx, { ...slot, during: slotRange(startsAt, length) })
    if (!taken) return refuse('not-free-any-more')

    const about = { appointmentId: before.id, openingId: opening.id }
    await c.audit('offer.accepted', {
      ...about,
      details: { offerId: offer.id, from: before.startsAt, to: startsAt },
    })
    await c.queueMail({
      kind: 'accepted',
      appointmentId: before.id,
      appointmentVersion: after.version,
      offerId: offer.id,
      facts: { from: before.startsAt.toISOString(), fromPractitionerId: before.practitionerId },
    })
    await c.emit('offer/closed', { openingId: opening.id, offerId: offer.id })
    if (free) await openSlot(c, before, opening)
    return ok({ appointmentId: before.id })
  })
}

/** What an offer that cannot be accepted (any more) answers. */
function answered([offer]: (typeof offers.$inferSelect)[]): Result<{ appointmentId: string }> {
  if (!offer) return refuse('not-found')
  if (offer.state === 'accepted') return ok({ appointmentId: offer.appointmentId })
  if (offer.state === 'withdrawn') return refuse('offer-withdrawn')
  return refuse(offer.state === 'declined' ? 'not-open' : 'expired')
}
