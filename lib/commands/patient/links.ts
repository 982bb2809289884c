import { and, desc, eq, gt, sql } from 'drizzle-orm'
import { isExpected, isToCome } from '@/db/queries/predicates'
import { appointments, messages, offers, patients } from '@/db/schema'
import type { Change } from '../change'

type Message = typeof messages.$inferSelect

/**
 * Ends every link that is out for a patient: they are derived with `linksEpoch`, so from now on others
 * are made, and the patient's next email has them. The new epoch.
 */
export async function endLinksOf({ tx, clinic }: Change, patientId: string): Promise<number> {
  const [ended] = await tx
    .update(patients)
    .set({ linksEpoch: sql`${patients.linksEpoch} + 1` })
    .where(and(eq(patients.clinicId, clinic.id), eq(patients.id, patientId)))
    .returning({ linksEpoch: patients.linksEpoch })
  if (!ended) throw new Error('The patient is gone')
  return ended.linksEpoch
}

/**
 * Queues once more what a patient was last sent about each coming visit and still holds, and the
 * offer that waits for their answer; how many emails. What has not gone out yet is not doubled: it
 * goes to the address that the patient has then. About what nobody was emailed nothing is sent.
 */
export async function sendAnew(c: Change, patientId: string, epoch: number): Promise<number> {
  const { tx, clinic, now } = c
  const coming = await tx
    .select()
    .from(appointments)
    .where(
      and(
        eq(appointments.clinicId, clinic.id),
        eq(appointments.patientId, patientId),
        isExpected(appointments),
        isToCome(appointments, now),
      ),
    )
    .orderBy(appointments.startsAt)
  let sent = 0
  for (const visit of coming) {
    const mails = await tx
      .select()
      .from(messages)
      .where(
        and(
          eq(messages.clinicId, clinic.id),
          eq(messages.appointmentId, visit.id),
          eq(messages.appointmentVersion, visit.version),
        ),
      )
      .orderBy(desc(messages.createdAt), desc(messages.id))
      // One that is being sent in this moment still goes to where it went: it is waited for.
      .for('update')
    const holding = [
      lastOf(mails, visit.status === 'booked' ? ofBooked : ofConfirmed),
      lastOf(mails, ['offer'], await pendingOffer(c, visit.id)),
    ]
    for (const mail of holding.filter((one) => one !== null)) {
      const { kind, appointmentId, appointmentVersion, offerId, facts } = mail
      await c.queueMail({
        ...{ kind, facts, stage: `anew-${epoch}`, inHand: true },
        ...{ appointmentId: appointmentId ?? undefined, offerId: offerId ?? undefined },
        appointmentVersion: appointmentVersion ?? undefined,
      })
      sent++
    }
  }
  return sent
}

const ofConfirmed: Message['kind'][] = ['booked', 'moved', 'accepted']
const ofBooked: Message['kind'][] = [...ofConfirmed, 'confirm']

/** The newest email of these kinds, and of that offer; null where there is none, or one is still to go out. */
function lastOf(mails: Message[], kinds: Message['kind'][], offerId?: string | null) {
  if (offerId === null) return null
  const those = mails.filter(
    (mail) => kinds.includes(mail.kind) && (offerId === undefined || mail.offerId === offerId),
  )
  if (those.some(({ state }) => state === 'queued')) return null
  return those.find(({ state }) => state === 'sent' || state === 'failed') ?? null
}

async function pendingOffer(
  { tx, clinic, now }: Change,
  appointmentId: string,
): Promise<string | null> {
  const [pending] = await tx
    .select({ id: offers.id })
    .from(offers)
    .where(
      and(
        eq(offers.clinicId, clinic.id),
        eq(offers.appointmentId, appointmentId),
        eq(offers.state, 'pending'),
        gt(offers.expiresAt, now),
      ),
    )
  return pending?.id ?? null
}
