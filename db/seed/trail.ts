import type { audit, messages } from '@/db/schema'
import type { SeedOpenings } from './openings'
import type { SeedVisit } from './visits'

type NewAudit = typeof audit.$inferInsert
type NewMessage = typeof messages.$inferInsert

const jana = { actorKind: 'staff', actorName: 'Jana Petersen' } as const
const medcal = { actorKind: 'system', actorName: 'Medcal' } as const

/** The audit rows and the mails that the demo's visits and offers would have left. */
export function planTrail(
  visits: SeedVisit[],
  plan: SeedOpenings,
  patientName: (id: string) => string,
  now: Date,
): { audit: NewAudit[]; messages: NewMessage[] } {
  const audit: NewAudit[] = []
  const messages: NewMessage[] = []
  const mail = (
    visit: SeedVisit,
    kind: NewMessage['kind'],
    at: Date,
    more: Partial<NewMessage> = {},
  ) =>
    messages.push({
      clinicId: visit.clinicId,
      kind,
      appointmentId: visit.id,
      appointmentVersion: 1,
      state: 'sent',
      attempts: 1,
      createdAt: at,
      sentAt: at,
      ...more,
    })
  for (const visit of visits) {
    const { clinicId, id: appointmentId } = visit
    const patient = { actorKind: 'patient', actorName: patientName(visit.patientId) } as const
    const say = (
      action: string,
      at: Date | null | undefined,
      actor: typeof jana | typeof patient,
    ) => {
      if (at) audit.push({ clinicId, appointmentId, action, at, ...actor })
    }
    const bookedAt = visit.createdAt ?? now
    say('appointment.booked', bookedAt, jana)
    mail(visit, 'booked', bookedAt)
    const askedAt = new Date(visit.startsAt.getTime() - 2 * 24 * 3_600_000)
    if (askedAt < now && askedAt > bookedAt) mail(visit, 'confirm', askedAt)
    say('appointment.confirmed', visit.confirmedAt, patient)
    say('appointment.arrived', visit.arrivedAt, jana)
    if (visit.status === 'fulfilled') say('appointment.fulfilled', visit.endsAt, jana)
    if (visit.status === 'noshow') say('appointment.noshow', visit.endsAt, jana)
    if (visit.status === 'cancelled') {
      say('appointment.cancelled', visit.cancelledAt, patient)
      mail(visit, 'cancelled', visit.cancelledAt ?? now, { facts: { by: 'patient' } })
    }
  }
  for (const offer of plan.offers) {
    const opening = plan.openings.find((o) => o.id === offer.openingId)
    const visit = visits.find((v) => v.id === offer.appointmentId)
    if (!opening || !visit) continue
    const about = {
      clinicId: offer.clinicId,
      openingId: offer.openingId,
      appointmentId: offer.appointmentId,
    }
    audit.push({
      ...about,
      ...medcal,
      action: 'offer.made',
      at: offer.offeredAt,
      details: { offerId: offer.id },
    })
    mail(visit, 'offer', offer.offeredAt, { stage: offer.id, offerId: offer.id })
    if (offer.state !== 'accepted') continue
    const name = patientName(visit.patientId)
    const details = { offerId: offer.id, from: offer.fromStartsAt, to: visit.startsAt }
    const at = offer.closedAt ?? now
    audit.push({
      ...about,
      actorKind: 'patient',
      actorName: name,
      action: 'offer.accepted',
      at,
      details,
    })
    mail(visit, 'accepted', at, {
      appointmentVersion: 2,
      offerId: offer.id,
      facts: { from: offer.fromStartsAt.toISOString() },
    })
  }
  audit.sort((a, b) => +(a.at ?? now) - +(b.at ?? now))
  return { audit, messages }
}
