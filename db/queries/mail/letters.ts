import { and, eq, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Tx } from '@/db/client'
import {
  appointments,
  appointmentTypes,
  invitations,
  messages,
  offers,
  openings,
  patients,
  practitioners,
  staff,
  waitlistEntries,
} from '@/db/schema'
import { waits } from '../waitlist/waits'

const openingPractitioner = alias(practitioners, 'opening_practitioner')

/**
 * A queued message with all that its letter tells; the message's row is locked. `offerTold` is
 * whether the mail of its offer went out. Undefined when the message is gone.
 */
export async function letterFacts(tx: Tx, clinicId: string, messageId: string) {
  const own = and(eq(messages.clinicId, clinicId), eq(messages.id, messageId))
  // Locked by a statement of its own: whoever held it may have corrected the address meanwhile, which
  // the same statement would not see.
  await tx.select({ id: messages.id }).from(messages).where(own).for('update')
  const [row] = await tx
    .select({
      message: messages,
      appointment: appointments,
      waits: sql<boolean>`${waitlistEntries.id} is not null`,
      patient: patients,
      practitioner: practitioners,
      type: appointmentTypes,
      offer: offers,
      opening: openings,
      openingPractitioner,
      invitation: invitations,
      inviter: staff,
    })
    .from(messages)
    .leftJoin(appointments, eq(appointments.id, messages.appointmentId))
    .leftJoin(waitlistEntries, waits)
    .leftJoin(patients, eq(patients.id, appointments.patientId))
    .leftJoin(practitioners, eq(practitioners.id, appointments.practitionerId))
    .leftJoin(appointmentTypes, eq(appointmentTypes.id, appointments.typeId))
    .leftJoin(offers, eq(offers.id, messages.offerId))
    .leftJoin(openings, eq(openings.id, offers.openingId))
    .leftJoin(openingPractitioner, eq(openingPractitioner.id, openings.practitionerId))
    .leftJoin(invitations, eq(invitations.id, messages.invitationId))
    .leftJoin(staff, eq(staff.id, invitations.invitedBy))
    .where(own)
  if (!row) return undefined
  const offerTold = row.offer !== null && (await offerMailed(tx, clinicId, row.offer.id))
  return { ...row, offerTold }
}

/** Waits for an offer's mails that are being sent in this moment: their rows are locked meanwhile. */
async function offerMailed(tx: Tx, clinicId: string, offerId: string): Promise<boolean> {
  const own = await tx
    .select({ state: messages.state })
    .from(messages)
    .where(
      and(
        eq(messages.clinicId, clinicId),
        eq(messages.offerId, offerId),
        eq(messages.kind, 'offer'),
      ),
    )
    .for('share')
  return own.some(({ state }) => state === 'sent')
}

export type LetterFacts = NonNullable<Awaited<ReturnType<typeof letterFacts>>>
