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
  /** Its time to answer is over, and the earlier time is still free: it can still be taken. */
  | 'late'
  /** The same, but somebody else is being asked now. */
  | 'asking-another'
  /** It is over, and so is the chance. */
  | 'expired'
  | 'withdrawn'
  | 'taken'
  /** Several were asked at once, and somebody else was quicker. */
  | 'quicker'
  /** The patient has another visit at that time by now. */
  | 'busy-then'
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

/** `heldForAnother`: another patient has an offer of it whose time to answer is not over. */
type Opening = { state: string; startsAt: Date; heldForAnother: boolean }

/**
 * What of an offer is the case now. One past its time counts as over before a sweep has closed it,
 * and can be taken for as long as `acceptOffer` would still grant it.
 */
export function offerView(offer: Offer, visit: Visit, opening: Opening, now: Date): OfferView {
  if (offer.state === 'accepted') {
    const stands = visit.status !== 'cancelled' && +visit.startsAt === +opening.startsAt
    return stands ? 'accepted' : 'visit-changed'
  }
  const active = visit.status === 'booked' || visit.status === 'confirmed'
  if (!active || visit.version !== offer.appointmentVersion) return 'visit-changed'
  if (offer.state === 'pending' && offer.expiresAt > now) return 'pending'
  if (offer.state === 'pending' || offer.state === 'expired') return afterItsTime(opening, now)
  return (
    closedViews[offer.closedWhy ?? ''] ?? (offer.state === 'declined' ? 'declined' : 'withdrawn')
  )
}

function afterItsTime({ state, startsAt, heldForAnother }: Opening, now: Date): OfferView {
  const open = state === 'open' || state === 'offering'
  if (!open || startsAt <= now) return 'expired'
  return heldForAnother ? 'asking-another' : 'late'
}

/** Why an offer was closed, where that is not what its state says. */
const closedViews: Record<string, OfferView> = {
  'by-hand': 'taken',
  'given-to-another': 'quicker',
  'left-waitlist': 'declined',
  clash: 'busy-then',
}
