import { and, eq, ne, or, sql } from 'drizzle-orm'
import { latestOffer } from '@/db/queries/opening/latest-offer'
import { isActive, isExpected, isOccupying, isToCome, overlapsRange } from '@/db/queries/predicates'
import { appointments, offers, openings, waitlistEntries } from '@/db/schema'
import { slotRange } from '@/lib/domain/availability'
import { ok, type Reason, type Result, refuse } from '@/lib/domain/result'
import { confirmWindow } from '@/lib/domain/sweeps'
import { confirmed, unconfirmed } from '../appointment/confirmation'
import { lengthOf } from '../appointment/visit-length'
import { type Change, type Context, change } from '../change'
import { openRemainder } from '../opening/open-remainder'
import { type Appointment, type Opening, openLeft } from '../opening/openings'
import { lockPractitioners, releaseAppointmentSlot, releaseHold, takeSlot } from '../slots'
import { waitAnew } from '../waitlist/entries'
import {
  closeClashingOffer,
  closeOffer,
  closeOfferTo,
  closeOverdue,
  endedUndelivered,
  notOfferedAgain,
  type Offer,
  pendingOffers,
} from './offers'

/**
 * Accepts an offer: the visit moves to the earlier time and the time it leaves is opened onward,
 * all at once. An offer can be accepted before its expiry, by the database's clock, and after it
 * while the opening is still free and held for nobody else. Refuses a time at which the patient has
 * another visit by now. Others who were asked at the same time are told. Accepted twice it answers
 * the same; an offer whose mail seemed not to arrive stands for the one made since (`latestOffer`).
 * A visit that is due soon counts as confirmed by the answer, since no sweep will ask again.
 */
export async function acceptOffer(
  context: Context,
  input: { offerId: string },
): Promise<Result<{ appointmentId: string }, Reason>> {
  return change(context, async (c) => {
    const [found] = await c.tx
      .select({ offer: offers, opening: openings, before: appointments })
      .from(offers)
      .innerJoin(openings, eq(openings.id, offers.openingId))
      .innerJoin(waitlistEntries, eq(waitlistEntries.id, offers.entryId))
      .innerJoin(appointments, eq(appointments.id, waitlistEntries.appointmentId))
      .where(and(eq(offers.clinicId, c.clinic.id), eq(offers.id, latestOffer(input.offerId))))
    if (!found) return refuse('not-found')
    const { opening, before } = found
    await lockPractitioners(c.tx, opening.practitionerId, before.practitionerId)
    // As whoever closes an offer does, so that two at once do not wait for each other.
    await c.tx
      .select({ id: openings.id })
      .from(openings)
      .where(eq(openings.id, opening.id))
      .for('update')

    const offer = (await acceptInTime(c, found.offer)) ?? (await acceptLate(c, found.offer))
    if (!offer)
      return c.tx.select().from(offers).where(eq(offers.id, found.offer.id)).then(answered)

    const after = await moveTo(c, opening, before, offer)
    if (!after) return refuse('changed-meanwhile')
    await waitAnew(c, after)
    if (await hasAnotherVisit(c, after)) return refuse('clash')
    for (const other of await pendingOffers(c, [opening.id])) {
      await closeOffer(c, other, { state: 'withdrawn', why: 'given-to-another', tell: true })
    }
    await closeOfferTo(c, before.id, 'visit-moved')
    await closeClashingOffer(c, after)
    const filled = await c.tx
      .update(openings)
      .set({
        state: 'filled',
        closedAt: sql`clock_timestamp()`,
        closedWhy: 'accepted',
        filledBy: before.id,
      })
      .where(and(eq(openings.id, opening.id), isActive(openings)))
      .returning({ id: openings.id })
    if (filled.length === 0) return refuse('not-free-any-more')

    await releaseHold(c.tx, opening.id)
    const free = await releaseAppointmentSlot(c.tx, before.id)
    const during = slotRange(after.startsAt, await lengthOf(c, before))
    const { practitionerId } = opening
    const slot = { clinicId: c.clinic.id, practitionerId, appointmentId: before.id, during }
    if (!(await takeSlot(c.tx, slot))) return refuse('not-free-any-more')

    const about = { appointmentId: before.id, openingId: opening.id }
    await c.audit('offer.accepted', {
      ...about,
      details: {
        offerId: offer.id,
        from: before.startsAt,
        to: after.startsAt,
        late: offer.closedWhy === 'late',
        practitionerId,
        confirmed: after.status === 'confirmed',
      },
    })
    await c.queueMail({
      kind: 'accepted',
      appointmentId: before.id,
      appointmentVersion: after.version,
      offerId: offer.id,
      facts: { from: before.startsAt.toISOString(), fromPractitionerId: before.practitionerId },
    })
    await c.emit('offer/closed', { openingId: opening.id, offerId: offer.id })
    if (free) await openLeft(c, before, 'accepted', opening)
    await openRemainder(c, opening, after)
    return ok({ appointmentId: before.id })
  })
}

async function acceptInTime({ tx }: Change, { id }: Offer): Promise<Offer | undefined> {
  const [offer] = await tx
    .update(offers)
    .set({ state: 'accepted', closedAt: sql`clock_timestamp()` })
    .where(
      and(
        eq(offers.id, id),
        eq(offers.state, 'pending'),
        sql`${offers.expiresAt} > clock_timestamp()`,
      ),
    )
    .returning()
  return offer
}

/**
 * After its end an offer that went unanswered, or seemed not to arrive, still counts while its opening
 * is to come, free, and held for nobody else.
 */
async function acceptLate(c: Change, offer: Offer): Promise<Offer | undefined> {
  // Nobody may have closed it yet, nor others that were asked with it.
  for (const over of await pendingOffers(c, [offer.openingId])) {
    // Who answers has been reached, whatever became of the mail.
    if (over.id !== offer.id) await closeOverdue(c, over)
    else await closeOffer(c, over, { state: 'expired', why: 'no-answer', tell: false })
  }
  const [late] = await c.tx
    .update(offers)
    .set({
      state: 'accepted',
      closedAt: sql`clock_timestamp()`,
      closedWhy: 'late',
      reached: true,
    })
    .where(
      and(
        eq(offers.id, offer.id),
        or(eq(offers.state, 'expired'), endedUndelivered),
        sql`exists (select from ${openings} o where o.id = ${offer.openingId}
          and o.state = 'open' and ${isToCome(sql`o`, sql`clock_timestamp()`)})`,
        notOfferedAgain(offer),
      ),
    )
    .returning()
  return late
}

async function moveTo(c: Change, opening: Opening, before: Appointment, offer: Offer) {
  const startsAt = opening.startsAt
  const soon = startsAt < confirmWindow(c.now, c.clinic.confirmDaysAhead, c.clinic.timeZone).end
  const [after] = await c.tx
    .update(appointments)
    .set({
      practitionerId: opening.practitionerId,
      startsAt,
      endsAt: new Date(+startsAt + (+before.endsAt - +before.startsAt)),
      ...(soon ? confirmed(c, 'offer') : unconfirmed),
      beforeMove: null,
      version: sql`${appointments.version} + 1`,
      timeSinceVersion: sql`${appointments.version} + 1`,
      changedAt: c.now,
    })
    .where(
      and(
        eq(appointments.id, before.id),
        eq(appointments.version, offer.appointmentVersion),
        isExpected(appointments),
      ),
    )
    .returning()
  return after
}

/** Whether the patient has another visit during this one. */
async function hasAnotherVisit({ tx, clinic }: Change, visit: Appointment): Promise<boolean> {
  const others = await tx
    .select({ id: appointments.id })
    .from(appointments)
    .where(
      and(
        eq(appointments.clinicId, clinic.id),
        eq(appointments.patientId, visit.patientId),
        ne(appointments.id, visit.id),
        isOccupying(appointments),
        overlapsRange(appointments, { start: visit.startsAt, end: visit.endsAt }),
      ),
    )
  return others.length > 0
}

/** What an offer that cannot be accepted (any more) answers. */
function answered([offer]: (typeof offers.$inferSelect)[]): Result<
  { appointmentId: string },
  Reason
> {
  if (!offer) return refuse('not-found')
  if (offer.state === 'accepted') return ok({ appointmentId: offer.appointmentId })
  if (offer.state === 'withdrawn') return refuse('offer-withdrawn')
  return refuse(offer.state === 'declined' ? 'not-open' : 'expired')
}
