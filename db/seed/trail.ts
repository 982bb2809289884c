import type { audit, messages } from '@/db/schema'
import type { AuditAction } from '@/lib/domain/audit-actions'
import type { NewOffer, NewOpening, SeedOpenings } from './openings'
import { staff } from './people'
import type { SeedClinic } from './suited'
import { type NewRun, planSweeps } from './sweeps'
import { askedAt, type SeedVisit } from './visits'

type NewAudit = typeof audit.$inferInsert
type NewMessage = typeof messages.$inferInsert

const scheduler = staff.find(({ role }) => role === 'scheduler')
const jana = { actorKind: 'staff', actorName: scheduler?.name ?? '' } as const
const medcal = { actorKind: 'system', actorName: 'Medcal' } as const

const hour = 3_600_000

/** A mail that the running product sends at its first start, so that its links are in the mailbox. */
const unsent = { state: 'queued', attempts: 0, sentAt: null } as const

/**
 * Mails of visits longer past than this are left out, so that the demo starts quickly; but for the
 * questions that nobody answered, which the insights tell from those never asked.
 */
const mailDays = 15

/** The audit rows the mails and the runs of the sweeps that the demo's visits and offers would have left, in order of time. */
export function planTrail(
  visits: SeedVisit[],
  plan: SeedOpenings,
  patientName: (id: string) => string,
  { now, clinic }: { now: Date; clinic: SeedClinic },
): { audit: NewAudit[]; messages: NewMessage[]; runs: NewRun[] } {
  const audit: NewAudit[] = []
  const messages: NewMessage[] = []
  const byId = new Map(visits.map((visit) => [visit.id, visit]))
  const openings = new Map(plan.openings.map((opening) => [opening.id, opening]))
  const accepted = new Map(
    plan.offers.filter((o) => o.state === 'accepted').map((o) => [o.appointmentId, o]),
  )
  const patientOf = (visit: SeedVisit) =>
    ({ actorKind: 'patient', actorName: patientName(visit.patientId) }) as const
  const mail = (
    visit: SeedVisit,
    kind: NewMessage['kind'],
    at: Date,
    more: Partial<NewMessage> = {},
  ) => {
    const old = +now - +visit.startsAt > mailDays * 24 * hour
    if (old && (kind !== 'confirm' || visit.confirmedAt)) return
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
  }
  for (const visit of visits) sayVisit(visit)
  for (const message of lastUnanswered()) Object.assign(message, unsent)
  for (const opening of plan.openings) sayOpening(opening)
  for (const offer of plan.offers) {
    const opening = openings.get(offer.openingId)
    const visit = byId.get(offer.appointmentId)
    if (opening && visit) sayOffer(offer, visit)
  }
  const runs = planSweeps(clinic, { messages, openings: plan.openings }, now)
  for (const { sweep, finishedAt, count } of runs) {
    const details = { count, byHand: false }
    const at = finishedAt ?? now
    audit.push({ clinicId: clinic.id, ...medcal, action: `sweep.${sweep}`, at, details })
  }
  audit.sort((a, b) => +(a.at ?? now) - +(b.at ?? now))
  // All with the same columns, or they would not be stored in order.
  const alike = audit.map((row) => ({ appointmentId: null, openingId: null, details: {}, ...row }))
  return { audit: alike, messages, runs }

  /** The newest questions about visits that are neither confirmed nor near. */
  function lastUnanswered(): NewMessage[] {
    return messages
      .filter(({ kind, appointmentId }) => {
        const visit = byId.get(appointmentId ?? '')
        return kind === 'confirm' && visit?.status === 'booked' && +visit.startsAt > +now + 4 * hour
      })
      .sort((a, b) => +(b.createdAt ?? 0) - +(a.createdAt ?? 0))
      .slice(0, 3)
  }

  function sayVisit(visit: SeedVisit) {
    const { clinicId, id: appointmentId, practitionerId } = visit
    const say = (
      action: AuditAction,
      at: Date | null | undefined,
      actor: typeof jana | ReturnType<typeof patientOf>,
      details: Record<string, unknown> = {},
    ) => {
      if (at) audit.push({ clinicId, appointmentId, action, at, details, ...actor })
    }
    const bookedAt = visit.createdAt ?? now
    const first = accepted.has(appointmentId) ? visit.firstStartsAt : visit.startsAt
    say('appointment.booked', bookedAt, jana, { to: first, practitionerId })
    mail(visit, 'booked', bookedAt)
    const at = askedAt(visit.startsAt, clinic.timeZone)
    const answered = [visit.confirmedAt, visit.cancelledAt].some((answer) => answer && answer < at)
    if (at < now && at > bookedAt && !answered) mail(visit, 'confirm', at)
    say('appointment.confirmed', visit.confirmedAt, patientOf(visit))
    say('appointment.arrived', visit.arrivedAt, jana)
    if (visit.status === 'fulfilled') say('appointment.fulfilled', visit.endsAt, jana)
    if (visit.status === 'noshow') say('appointment.noshow', visit.endsAt, jana)
    if (visit.status === 'cancelled') {
      const details = { reason: visit.cancelReason, by: 'patient', at: visit.startsAt }
      say('appointment.cancelled', visit.cancelledAt, patientOf(visit), details)
      mail(visit, 'cancelled', visit.cancelledAt ?? now, { facts: { by: 'patient' } })
    }
  }

  function sayOpening(opening: NewOpening) {
    const { clinicId, id: openingId, leftBy, practitionerId, typeId, startsAt: at } = opening
    const about = { clinicId, openingId, appointmentId: leftBy }
    const details = { source: opening.source, at, practitionerId, typeId }
    const leaver = byId.get(leftBy ?? '')
    audit.push({
      ...about,
      ...(leaver ? patientOf(leaver) : medcal),
      ...{ action: 'opening.opened', at: opening.createdAt ?? now, details },
    })
    const { exhaustedAt, closedAt, state = 'open' } = opening
    if (exhaustedAt) {
      audit.push({ clinicId, openingId, ...medcal, action: 'opening.exhausted', at: exhaustedAt })
    }
    if (state === 'open' || state === 'offering' || opening.closedWhy === 'accepted') return
    audit.push({
      ...about,
      ...(state === 'lapsed' ? medcal : jana),
      appointmentId: opening.filledBy ?? leftBy,
      action: `opening.${state}`,
      at: closedAt ?? now,
      details: { why: opening.closedWhy },
    })
  }

  function sayOffer(offer: NewOffer, visit: SeedVisit) {
    const { clinicId, openingId, appointmentId, state = 'pending' } = offer
    const about = { clinicId, openingId, appointmentId }
    const made = { offerId: offer.id, until: offer.expiresAt }
    audit.push({ ...about, ...medcal, action: 'offer.made', at: offer.offeredAt, details: made })
    const pending = state === 'pending'
    mail(visit, 'offer', offer.offeredAt, {
      ...{ stage: offer.id, offerId: offer.id },
      ...(pending && unsent),
    })
    if (pending) return
    const at = offer.closedAt ?? now
    const details =
      state === 'accepted'
        ? { offerId: offer.id, from: offer.fromStartsAt, to: visit.startsAt }
        : { offerId: offer.id, why: offer.closedWhy }
    const actor = state === 'expired' ? medcal : patientOf(visit)
    audit.push({ ...about, ...actor, action: `offer.${state}`, at, details })
    if (state !== 'accepted') return
    mail(visit, 'accepted', at, {
      appointmentVersion: 2,
      offerId: offer.id,
      facts: { from: offer.fromStartsAt.toISOString() },
    })
  }
}
