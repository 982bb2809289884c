import { and, eq, sql } from 'drizzle-orm'
import { openingsNeeding } from '@/db/queries/opening/active'
import { isActive } from '@/db/queries/predicates'
import { type appointments, openings } from '@/db/schema'
import { lapsedWhy, type OpeningEnding } from '@/lib/domain/endings'
import { toldFrom } from '@/lib/domain/messages'
import type { Range } from '@/lib/domain/time'
import type { Change } from '../change'
import { closeOffer, closeOverdue, pendingOffers } from '../offer/offers'

export type Appointment = typeof appointments.$inferSelect
export type Opening = typeof openings.$inferSelect

export type OpeningSource = Opening['source']

/** A time that fell free, as long as a visit of its type; `leftBy` had it before, in that version. */
export type FreeTime = Pick<
  Opening,
  'practitionerId' | 'typeId' | 'startsAt' | 'endsAt' | 'leftBy' | 'leftByVersion'
>

/** Of a free time that no appointment had before. */
export const leftByNobody = { leftBy: null, leftByVersion: null }

/**
 * Makes an opening of a time that fell free, if the clinic wants openings from that source or staff
 * `asked` for this one: as the next of `parent`'s chain or as the first of its own. Null when it is
 * not wanted, is over already, or its chain is deep enough. With `madeOf` it takes the place of the
 * first of those.
 */
export async function createOpening(
  { tx, now, clinic, context, audit, emit }: Change,
  free: FreeTime,
  source: OpeningSource,
  parent?: Opening,
  { madeOf = [], asked = false }: { madeOf?: Opening[]; asked?: boolean } = {},
): Promise<Opening | null> {
  const [replaced] = madeOf
  const depth = replaced?.depth ?? (parent ? parent.depth + 1 : 0)
  const wanted = asked || Boolean(replaced ?? parent) || clinic.openingSources.includes(source)
  if (!wanted || free.startsAt <= now || depth > clinic.chainDepth) return null
  const openingId = crypto.randomUUID()
  const isInHand = source === 'move' || source === 'by-hand'
  const { practitionerId, typeId, startsAt, endsAt, leftBy, leftByVersion } = free
  const [opening] = await tx
    .insert(openings)
    .values({
      id: openingId,
      clinicId: clinic.id,
      practitionerId,
      typeId,
      startsAt,
      endsAt,
      source,
      leftBy,
      leftByVersion,
      chainId: (replaced ?? parent)?.chainId ?? openingId,
      depth,
      parentId: replaced ? replaced.parentId : parent?.id,
      madeOf: madeOf.map(({ id }) => id),
      dueAt: toldFrom({ isInHand, by: context.actor.kind }, now),
    })
    .returning()
  if (!opening) return null
  await audit('opening.opened', {
    openingId,
    appointmentId: leftBy ?? undefined,
    details: { source, at: startsAt, practitionerId, typeId },
  })
  await emit('opening/opened', { openingId })
  return opening
}

/** Makes an opening of the time that an appointment has left, given as it was there. */
export async function openLeft(
  change: Change,
  left: Appointment,
  source: OpeningSource,
  parent?: Opening,
  how?: { asked: boolean },
): Promise<Opening | null> {
  const free = { ...left, leftBy: left.id, leftByVersion: left.version }
  return createOpening(change, free, source, parent, how)
}

/** The clinic's openings of a practitioner that end when a range is taken: their buffers count. */
export async function activeOpenings(
  { tx, clinic }: Change,
  practitionerId: string,
  range: Range,
): Promise<Opening[]> {
  return openingsNeeding(tx, clinic.id, practitionerId, range)
}

/** The openings that an appointment has ever filled. */
export async function filledBy({ tx, clinic }: Change, appointmentId: string): Promise<Opening[]> {
  return tx
    .select()
    .from(openings)
    .where(and(eq(openings.clinicId, clinic.id), eq(openings.filledBy, appointmentId)))
}

/** Ends an opening that is neither filled nor closed, and its pending offer. False when it had ended. */
export async function closeOpening(
  change: Change,
  opening: Opening,
  closing:
    | { state: 'filled'; why: OpeningEnding; filledBy: string }
    | { state: 'lapsed' | 'withdrawn'; why: OpeningEnding },
): Promise<boolean> {
  for (const offer of await pendingOffers(change, [opening.id])) {
    await closeOffer(change, offer, { state: 'withdrawn', why: closing.why, tell: true })
  }
  const [closed] = await change.tx
    .update(openings)
    .set({
      state: closing.state,
      closedAt: sql`clock_timestamp()`,
      closedWhy: closing.why,
      filledBy: closing.state === 'filled' ? closing.filledBy : null,
    })
    .where(and(eq(openings.id, opening.id), isActive(openings)))
    .returning({ id: openings.id })
  if (!closed) return false
  await change.audit(`opening.${closing.state}`, {
    openingId: opening.id,
    appointmentId: (closing.state === 'filled' ? closing.filledBy : opening.leftBy) ?? undefined,
    details: { why: closing.why },
  })
  return true
}

/** Closes an opening that began unfilled; a hold that ended with the start went unanswered. False when it had ended. */
export async function closeBegun(change: Change, opening: Opening): Promise<boolean> {
  for (const offer of await pendingOffers(change, [opening.id])) await closeOverdue(change, offer)
  return closeOpening(change, opening, {
    state: 'lapsed',
    why: lapsedWhy(opening, change.clinic),
  })
}
