import { and, eq, inArray, ne } from 'drizzle-orm'
import { type MessageFacts, messages, tokens } from '@/db/schema'
import type { StateBeforeMove } from '@/lib/domain/visit-facts'
import type { Change } from '../change'
import type { Appointment } from '../opening/openings'
import { type Confirmation, unconfirmed } from './confirmation'
import type { Place } from './placing'

/** What a move by staff changes, kept with the visit for whoever takes the move back. */
export function snapshot(before: Appointment): StateBeforeMove {
  const { version, practitionerId, startsAt, confirmedAt: at, confirmedBy: by } = before
  const how = before.confirmedHow
  return {
    ...{ version, practitionerId, startsAt: startsAt.toISOString() },
    confirmed: at && by && how ? { at: at.toISOString(), by, how } : null,
  }
}

/**
 * The state to which a move to this place takes a visit back: the one that it had there before its
 * last change, where that was a move by staff. Null for any other move.
 */
export function stateBefore(visit: Appointment, place: Place): Confirmation | null {
  const was = visit.beforeMove
  const isIt =
    visit.status === 'booked' &&
    was?.version === visit.version - 1 &&
    was.practitionerId === place.practitionerId &&
    Date.parse(was.startsAt) === +place.start
  if (!isIt) return null
  if (!was.confirmed) return unconfirmed
  const { at, by, how } = was.confirmed
  return { status: 'confirmed', confirmedAt: new Date(at), confirmedBy: by, confirmedHow: how }
}

/**
 * Where the patient believes a visit to be: their mail of its last move may not be out yet. `anew`
 * when they must be told even if that move is taken back, since its mail is out, or since it kept
 * the one before from going out.
 */
export async function lastNotified(
  { tx, clinic }: Change,
  visit: Appointment,
): Promise<{ place: Pick<MessageFacts, 'from' | 'fromPractitionerId'>; anew: boolean }> {
  const mails = await tx
    .select()
    .from(messages)
    .where(
      and(
        eq(messages.clinicId, clinic.id),
        eq(messages.appointmentId, visit.id),
        inArray(messages.appointmentVersion, [visit.version - 1, visit.version]),
        inArray(messages.kind, ['booked', 'moved', 'accepted']),
      ),
    )
    .orderBy(messages.id)
    // One that is being sent in this moment is waited for.
    .for('update')
  const last = mails.find((mail) => mail.appointmentVersion === visit.version)
  const before = mails.filter((mail) => mail.appointmentVersion !== visit.version)
  const { startsAt, practitionerId: fromPractitionerId } = visit
  const waits = last?.kind === 'moved' && last.state === 'queued'
  return {
    place: waits ? last.facts : { from: startsAt.toISOString(), fromPractitionerId },
    anew: last?.state === 'sent' || before.some((mail) => mail.state === 'skipped'),
  }
}

/** What the patient was sent before a move that is taken back holds again: its links, and its question is not asked twice. */
export async function keepLinks(
  { tx, clinic }: Change,
  visit: Appointment,
  appointmentVersion: number,
): Promise<void> {
  const version = visit.version - 1
  await tx
    .update(tokens)
    .set({ appointmentVersion })
    .where(
      and(
        eq(tokens.clinicId, clinic.id),
        eq(tokens.appointmentId, visit.id),
        eq(tokens.appointmentVersion, version),
      ),
    )
  await tx
    .update(messages)
    .set({ appointmentVersion })
    .where(
      and(
        eq(messages.clinicId, clinic.id),
        eq(messages.appointmentId, visit.id),
        eq(messages.appointmentVersion, version),
        inArray(messages.kind, ['booked', 'confirm', 'moved', 'accepted']),
        ne(messages.state, 'skipped'),
      ),
    )
}
