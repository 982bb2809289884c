/** Why an offer was closed, as the commands name it. */
export type OfferClosing =
  | 'by-patient'
  | 'left-waitlist'
  | 'no-answer'
  | 'by-staff'
  | 'by-hand'
  | 'given-to-another'
  | 'visit-reinstated'
  | 'visit-moved-back'
  | 'no-show-undone'
  | 'practitioner-away'
  | 'outside-hours'
  | 'part-taken'
  | 'reshaped'
  | 'clash'
  | 'begun'
  | 'undeliverable'
  | 'visit-moved'
  | 'visit-cancelled'
  | 'visit-attended'

/** What a closed offer comes to for its patient. */
export type OfferEnd =
  | 'declined'
  | 'expired'
  /** Several were asked at once, and somebody else was quicker. */
  | 'quicker'
  /** The clinic has given the time to somebody else. */
  | 'taken'
  /** Whoever had given the time up needs it after all. */
  | 'needed-back'
  /** Nobody can have the time. */
  | 'unavailable'
  /** The patient has another visit at that time now. */
  | 'busy-then'
  /** The mail with the offer did not arrive. */
  | 'undelivered'
  /** No more is said than that it is over: staff need give no reason. */
  | 'withdrawn'
  | 'visit-changed'

/** What is said where somebody who never asked for it ends the offer: these have a mail. */
export type OfferMailEnd = Exclude<OfferEnd, 'declined' | 'undelivered' | 'visit-changed'>

/** `closedWhy` as the row has it: a word that this version does not know ends the offer, too. */
export function offerEnd(closedWhy: string | null): OfferEnd {
  return isClosing(closedWhy) ? ends[closedWhy] : 'withdrawn'
}

/** As its mail says it. */
export function offerMailEnd(closedWhy: string | null): OfferMailEnd {
  const end = offerEnd(closedWhy)
  const hasMail = end !== 'declined' && end !== 'undelivered' && end !== 'visit-changed'
  return hasMail ? end : 'withdrawn'
}

const ends: Record<OfferClosing, OfferEnd> = {
  'by-patient': 'declined',
  'left-waitlist': 'declined',
  'no-answer': 'expired',
  'by-staff': 'withdrawn',
  'by-hand': 'taken',
  'given-to-another': 'quicker',
  'visit-reinstated': 'needed-back',
  'visit-moved-back': 'needed-back',
  'no-show-undone': 'needed-back',
  'practitioner-away': 'unavailable',
  'outside-hours': 'unavailable',
  'part-taken': 'unavailable',
  reshaped: 'withdrawn',
  clash: 'busy-then',
  begun: 'withdrawn',
  undeliverable: 'undelivered',
  'visit-moved': 'visit-changed',
  'visit-cancelled': 'visit-changed',
  'visit-attended': 'visit-changed',
}

function isClosing(closedWhy: string | null): closedWhy is OfferClosing {
  return closedWhy !== null && Object.hasOwn(ends, closedWhy)
}
