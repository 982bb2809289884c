import { type OfferOutcome, offerOutcome } from './offer-outcomes'
import { isActiveOpeningState, isExpectedState } from './states'
import type { CancelledFor } from './visit-facts'

/** Which page a visit's link shows. */
export type VisitView =
  | 'ask'
  | 'confirmed'
  | 'arrived'
  | 'cancelled-by-patient'
  | 'cancelled-by-clinic'
  /** The link is from before a cancellation that was taken back; the time is the same. */
  | 'stands-again'
  | 'moved'
  | 'past'

/** Those with nothing left to answer. */
export type EndedView = Exclude<VisitView, 'ask' | 'confirmed'>

/** Which page an offer's link shows. */
export type OfferView =
  | OfferOutcome
  | 'pending'
  | 'accepted'
  /** Its time to answer is over, and the earlier time is still free: it can still be taken. */
  | 'late'
  /** The same, but somebody else is being asked now. */
  | 'asking-another'

type Visit = { status: string; version: number; startsAt: Date; endsAt: Date }
type LinkedVisit = Visit & { timeSinceVersion: number; cancelledFor: CancelledFor | null }

/**
 * `linkVersion` is the visit's version that the link was made for. One from before a cancellation
 * that was taken back is old, but as long as the visit has not moved since it is for the same time.
 */
export function visitView(visit: LinkedVisit, linkVersion: number, now: Date): VisitView {
  if (linkVersion < visit.timeSinceVersion) return 'moved'
  if (visit.status === 'cancelled') {
    return visit.cancelledFor === 'patient' ? 'cancelled-by-patient' : 'cancelled-by-clinic'
  }
  if (visit.endsAt <= now || visit.status === 'fulfilled' || visit.status === 'noshow')
    return 'past'
  if (visit.status === 'arrived') return 'arrived'
  if (linkVersion < visit.version) return 'stands-again'
  return visit.status === 'booked' ? 'ask' : 'confirmed'
}

type Offer = {
  state: string
  expiresAt: Date
  closedWhy: string | null
  appointmentVersion: number
}

/**
 * `heldForAnother`: another patient has an offer of it whose time to answer is not over. `busyThen`:
 * the patient has another visit at its time.
 */
type Opening = { state: string; startsAt: Date; heldForAnother: boolean; busyThen: boolean }

/**
 * What of an offer is the case now. One past its time counts as over before a sweep has closed it,
 * and can be taken for as long as `acceptOffer` would still grant it.
 */
export function offerView(offer: Offer, visit: Visit, opening: Opening, now: Date): OfferView {
  if (offer.state === 'accepted') {
    const stands = visit.status !== 'cancelled' && +visit.startsAt === +opening.startsAt
    return stands ? 'accepted' : 'visit-changed'
  }
  if (!isExpectedState(visit.status) || visit.version !== offer.appointmentVersion)
    return 'visit-changed'
  if (offer.state === 'pending' && offer.expiresAt > now) return 'pending'
  if (offer.state === 'pending' || offer.state === 'expired') {
    return afterItsTime(opening, now) ?? 'expired'
  }
  if (offer.state === 'declined') return 'declined'
  const outcome = offerOutcome(offer.closedWhy)
  // Whoever reads this was reached after all.
  return outcome === 'undelivered' ? (afterItsTime(opening, now) ?? outcome) : outcome
}

/** What an offer that is over still is; null where its chance is over too. */
function afterItsTime(
  { state, startsAt, heldForAnother, busyThen }: Opening,
  now: Date,
): OfferView | null {
  if (!isActiveOpeningState(state) || startsAt <= now) return null
  if (heldForAnother) return 'asking-another'
  return busyThen ? 'busy-then' : 'late'
}
