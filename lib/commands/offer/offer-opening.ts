import { and, eq, sql } from 'drizzle-orm'
import { openingToFill, rivalsOf } from '@/db/queries/opening/candidates'
import { suitedFor } from '@/db/queries/opening/suited'
import { appointments, offers, openings } from '@/db/schema'
import { sharesOf } from '@/lib/domain/assignment'
import { slotRange, type VisitLength } from '@/lib/domain/availability'
import {
  type HoldPolicy,
  holdUntil,
  offersAtOnce,
  quietHoursOf,
  quietUntil,
} from '@/lib/domain/holds'
import { latestAnswer, type OpeningToFill, type Ranked } from '@/lib/domain/matching'
import { ok, type Result, refuse } from '@/lib/domain/result'
import type { Range } from '@/lib/domain/time'
import { refusePlacement } from '../appointment/placing'
import { lengthOf } from '../appointment/visit-length'
import { type Change, type Context, change } from '../change'
import { mailFlow, mailPauseEnd, takeProbe } from '../mail/flow'
import { closeBegun, closeOpening, type Opening } from '../opening/openings'
import { reshapeOpening } from '../opening/reshape'
import { lockPractitioners, takenWithin, takeSlot } from '../slots'
import { noteAsked } from '../waitlist/entries'
import { closeOverdue, type Offer, pendingOffers } from './offers'

export type Turn =
  /** Held for the patients of these offers; the first of them ends at `until`. */
  | { state: 'offered'; offerIds: string[]; until: Date }
  /** Nobody is asked before then: in quiet hours, or while no mail goes out. */
  | { state: 'paused'; until: Date }
  /** The move that left its time may be taken back for so long, in ms. */
  | { state: 'early'; waitMs: number }
  | { state: 'ended' | 'exhausted' | 'off' }

/**
 * Offers an opening to the best candidate, or to as many as the clinic asks at once, and holds its
 * time for them. Safe to run twice: while as many offers of it are pending, those are the answer.
 * In quiet hours, while no mail goes out and before it is due, nobody is asked. Without a candidate the opening stays
 * open and is marked as exhausted; once begun it lapses, and it is withdrawn where its practitioner
 * no longer works.
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
      await closeBegun(c, opening)
      return ok({ state: 'ended' })
    }
    // By the database's clock: whoever wakes us up may come a moment too soon.
    if (opening.dueAt > c.now) return ok({ state: 'early', waitMs: +opening.dueAt - +c.now })
    const pending = await stillPending(c, opening)
    const policy = { ...c.clinic, quiet: quietHoursOf(c.clinic) }
    // Who was told that it is held for them alone is not joined by others.
    const atOnce = Math.min(
      offersAtOnce(policy, c.now, opening.startsAt),
      ...pending.map(({ askedAtOnce }) => askedAtOnce),
    )
    const seats = atOnce - pending.length
    if (seats <= 0) return ok(offered(pending))
    const turn = await ask(c, opening, policy, { atOnce, seats })
    return ok(pending.length > 0 && turn.state !== 'offered' ? offered(pending) : turn)
  })
}

/** The offers of an opening that hold it; those past their time are closed. */
async function stillPending(c: Change, opening: Opening): Promise<Offer[]> {
  const pending: Offer[] = []
  for (const offer of await pendingOffers(c, [opening.id])) {
    if (!(await closeOverdue(c, offer))) pending.push(offer)
  }
  return pending
}

async function ask(
  c: Change,
  opening: Opening,
  policy: HoldPolicy,
  places: { atOnce: number; seats: number },
): Promise<Turn> {
  const held = places.seats < places.atOnce
  if (!c.clinic.offersOn) return { state: 'off' }
  const resumesAt = quietUntil(c.now, policy.quiet, c.clinic.timeZone)
  await c.tx.update(openings).set({ resumesAt }).where(eq(openings.id, opening.id))
  if (resumesAt) return { state: 'paused', until: resumesAt }
  const flow = mailFlow(c)
  const mailPaused = { state: 'paused', until: mailPauseEnd(c) } as const
  if (flow === 'paused' || (flow === 'probe' && held)) return mailPaused
  const { atOnce, seats } = flow === 'probe' ? { atOnce: 1, seats: 1 } : places
  const length = await lengthOf(c, opening)
  const { practitionerId, startsAt: start } = opening
  const during = slotRange(start, length)
  if (!held) {
    const spoilt = await spoiltBy(c, { practitionerId, start, length }, during)
    if (spoilt) {
      await closeOpening(c, opening, { state: 'withdrawn', why: spoilt })
      return { state: 'ended' }
    }
  }
  const toFill = await openingToFill(c.tx, c.clinic.id, opening)
  const found = await suitedFor(c, toFill, seats)
  const mine = await assigned(c, toFill, found)
  if (flow === 'probe' && mine.length > 0 && !(await takeProbe(c))) return mailPaused
  const asked = await askedBefore(c, opening)
  const made: Offer[] = []
  for (const best of mine) {
    if (made.length === seats) break
    if (made.some(({ patientId }) => patientId === best.candidate.patientId)) continue
    const turn = { policy, atOnce, asked, turn: asked + made.length + 1 }
    const offer = await offerTo(c, opening, best, turn)
    if (offer) made.push(offer)
  }
  if (made.length === 0) {
    // Left to another opening: if nothing comes of it there, this one is looked at again in minutes.
    if (found.length === 0 || mine.length > 0) await markExhausted(c, opening)
    return { state: 'exhausted' }
  }
  if (
    !held &&
    !(await takeSlot(c.tx, {
      clinicId: c.clinic.id,
      practitionerId,
      during,
      openingId: opening.id,
    }))
  )
    throw new Error(`The time of opening ${opening.id} is taken, yet it is open`)
  return offered(await pendingOffers(c, [opening.id]))
}

/** How many were asked about an opening before this turn. */
async function askedBefore({ tx, clinic }: Change, opening: Opening): Promise<number> {
  const those = [eq(offers.clinicId, clinic.id), eq(offers.openingId, opening.id)]
  return tx.$count(offers, and(...those, eq(offers.reached, true)))
}

/** Why an open time can be offered to nobody: its type may have longer buffers now, its practitioner other hours. */
async function spoiltBy(
  c: Change,
  place: { practitionerId: string; start: Date; length: VisitLength },
  during: Range,
): Promise<'part-taken' | 'outside-hours' | null> {
  if ((await takenWithin(c.tx, place.practitionerId, during)).length > 0) return 'part-taken'
  return (await refusePlacement(c, { ...place, overHold: false })) ? 'outside-hours' : null
}

/** Those of the found who are to be asked about this opening, the other openings that wait considered. */
async function assigned(c: Change, opening: OpeningToFill, found: Ranked[]): Promise<Ranked[]> {
  if (found.length === 0) return found
  const rivals = await rivalsOf(c.tx, c.clinic.id, opening, c.now)
  if (rivals.length === 0) return found
  const theirs = await Promise.all(
    rivals.map(async (rival) => ({ ...rival, suited: await suitedFor(c, rival) })),
  )
  const waiting = [{ ...opening, suited: found }, ...theirs]
  return sharesOf(waiting, ({ candidate }) => candidate.patientId).get(opening.id) ?? []
}

async function markExhausted(c: Change, opening: Opening): Promise<void> {
  const [marked] = await c.tx
    .update(openings)
    // Not the turn's beginning: a patient asked since then is one of those who may come free again.
    .set({ exhaustedAt: sql`clock_timestamp()` })
    .where(and(eq(openings.id, opening.id), eq(openings.state, 'open')))
    .returning({ id: openings.id })
  if (!marked) return
  await c.audit('opening.exhausted', { openingId: opening.id })
  await reshapeOpening(c, opening)
}

/** Null when the candidate was offered another opening, moved or cancelled in this very moment. */
async function offerTo(
  c: Change,
  opening: Opening,
  best: Ranked,
  {
    policy,
    atOnce,
    asked,
    turn,
  }: { policy: HoldPolicy; atOnce: number; asked: number; turn: number },
) {
  const { candidate, reasons, gainDays } = best
  const latest = latestAnswer({ start: opening.startsAt }, candidate)
  const expiresAt = holdUntil({
    ...{ now: c.now, zone: c.clinic.timeZone },
    ...{ policy, asked, atOnce, latest },
  })
  if (!expiresAt) return null
  const waiting = await noteAsked(c, candidate.patientId)
  const entry = waiting.find(({ id }) => id === candidate.entryId)
  const [appointment] = await c.tx
    .select()
    .from(appointments)
    .where(eq(appointments.id, candidate.appointmentId))
  if (!entry || !appointment || +appointment.startsAt !== +candidate.start) return null
  const [offer] = await c.tx
    .insert(offers)
    .values({
      clinicId: c.clinic.id,
      openingId: opening.id,
      entryId: entry.id,
      appointmentId: candidate.appointmentId,
      patientId: candidate.patientId,
      appointmentVersion: appointment.version,
      turn,
      askedAtOnce: atOnce,
      seat: sql`(select min(free) from generate_series(1, 5) free where free not in (
        select f.seat from ${offers} f where f.opening_id = ${opening.id} and f.state = 'pending'))`,
      why: {
        reasons,
        gainDays,
        priority: candidate.priority,
        waitlistedAt: candidate.since,
      },
      lastOfferedBefore: candidate.lastOfferedAt,
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

function offered(pending: Offer[]): Turn {
  const until = new Date(Math.min(...pending.map(({ expiresAt }) => +expiresAt)))
  return { state: 'offered', offerIds: pending.map(({ id }) => id), until }
}
