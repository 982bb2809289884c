/** Which page a visit's link shows. */
export type VisitView =
  | 'ask'
  | 'confirmed'
  | 'cancelled-by-patient'
  | 'cancelled-by-clinic'
  | 'moved'
  | 'past'

/** Which page an offer's link shows. */
export type OfferView =
  | 'pending'
  | 'accepted'
  | 'declined'
  | 'expired'
  | 'withdrawn'
  | 'taken'
  | 'visit-changed'

type Visit = { status: string; version: number; startsAt: Date; endsAt: Date }

/** `linkVersion` is the visit's version that the link was made for. */
export function visitView(
  visit: Visit,
  linkVersion: number,
  cancelledBy: 'patient' | 'clinic' | null,
  now: Date,
): VisitView {
  if (visit.version !== linkVersion) return 'moved'
  if (visit.status === 'cancelled') {
    return cancelledBy === 'patient' ? 'cancelled-by-patient' : 'cancelled-by-clinic'
  }
  if (visit.endsAt <= now || visit.status === 'fulfilled' || visit.status === 'noshow')
    return 'past'
  return visit.status === 'booked' ? 'ask' : 'confirmed'
}

type Offer = {
  state: string
  expiresAt: Date
  closedWhy: string | null
  appointmentVersion: number
}

/** What of an offer is the case now; one past its time counts as expired before a sweep has closed it. */
export function offerView(offer: Offer, visit: Visit, offeredStart: Date, now: Date): OfferView {
  const active = visit.status !== 'cancelled'
  if (offer.state === 'accepted') {
    return active && +visit.startsAt === +offeredStart ? 'accepted' : 'visit-changed'
  }
  if (!active || visit.version !== offer.appointmentVersion) return 'visit-changed'
  if (offer.state === 'pending') return offer.expiresAt > now ? 'pending' : 'expired'
  if (offer.state === 'declined') return 'declined'
  if (offer.state === 'expired') return 'expired'
  return offer.closedWhy === 'by-hand' ? 'taken' : 'withdrawn'
}
