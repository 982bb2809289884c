import { and, desc, eq, inArray, ne } from 'drizzle-orm'
import { z } from 'zod'
import { audit, type MessageFacts, messages, tokens } from '@/db/schema'
import { expectedStates } from '@/lib/domain/states'
import type { Change } from './change'
import type { Appointment } from './openings'
import type { Place } from './placing'

/** What a visit was before a move by staff, as the audit keeps it. */
const leftSchema = z.object({
  version: z.int(),
  practitionerId: z.guid(),
  start: z.iso.datetime(),
  status: z.enum(expectedStates),
  confirmedAt: z.iso.datetime().nullable(),
})

/** What the audit of a move keeps for whoever takes it back. */
export function leftBehind(before: Appointment): z.infer<typeof leftSchema> {
  const { version, practitionerId, startsAt, status, confirmedAt } = before
  return {
    ...{ version, practitionerId, start: startsAt.toISOString() },
    status: status === 'confirmed' ? status : 'booked',
    confirmedAt: confirmedAt?.toISOString() ?? null,
  }
}

/**
 * The state to which a move to this place takes a visit back: the one that it had there before its
 * last change, where that was a move by staff. Null for any other move.
 */
export async function takenBack(
  c: Change,
  visit: Appointment,
  place: Place,
): Promise<Pick<Appointment, 'status' | 'confirmedAt'> | null> {
  const [last] = await c.tx
    .select({ by: audit.actorKind, details: audit.details })
    .from(audit)
    .where(
      and(
        eq(audit.clinicId, c.clinic.id),
        eq(audit.appointmentId, visit.id),
        eq(audit.action, 'appointment.moved'),
      ),
    )
    .orderBy(desc(audit.id))
    .limit(1)
  const left = leftSchema.safeParse(last?.details.left).data
  const isIt =
    last?.by === 'staff' &&
    visit.status === 'booked' &&
    left?.version === visit.version - 1 &&
    left.practitionerId === place.practitionerId &&
    Date.parse(left.start) === +place.start
  if (!isIt) return null
  return { status: left.status, confirmedAt: left.confirmedAt ? new Date(left.confirmedAt) : null }
}

/**
 * Where the patient believes a visit to be: their mail of its last move may not be out yet. `anew`
 * when they must be told even if that move is taken back, since its mail is out, or since it kept
 * the one before from going out.
 */
export async function toldOf(
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
