import type { OfferEnding } from './endings'

/** Every why of an offer that was not accepted. */
export type OfferClosing = Exclude<OfferEnding, 'late'>

/** What a closed offer comes to for its patient. */
export type OfferOutcome =
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
export type MailedOutcome = Exclude<OfferOutcome, 'declined' | 'undelivered' | 'visit-changed'>

/** `closedWhy` as the row has it: a word that this version does not know ends the offer, too. */
export function offerOutcome(closedWhy: string | null): OfferOutcome {
  return isClosing(closedWhy) ? outcomes[closedWhy] : 'withdrawn'
}

/** As its mail says it. */
export function mailedOutcome(closedWhy: string | null): MailedOutcome {
  const outcome = offerOutcome(closedWhy)
  const hasMail = outcome !== 'declined' && outcome !== 'undelivered' && outcome !== 'visit-changed'
  return hasMail ? outcome : 'withdrawn'
}

const outcomes: Record<OfferClosing, OfferOutcome> = {
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
  'offers-off': 'withdrawn',
  'quiet-hours': 'withdrawn',
  'mail-down': 'withdrawn',
  accepted: 'quicker',
  undeliverable: 'undelivered',
  'not-taken': 'undelivered',
  'visit-moved': 'visit-changed',
  'visit-cancelled': 'visit-changed',
  'visit-attended': 'visit-changed',
}

function isClosing(closedWhy: string | null): closedWhy is OfferClosing {
  return closedWhy !== null && Object.hasOwn(outcomes, closedWhy)
}
