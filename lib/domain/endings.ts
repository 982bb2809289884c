/** Why an opening ended, as `openings.closed_why` keeps it. */
export type OpeningEnding =
  /** Filled: by who accepted an offer of it, or booked by staff. */
  | 'accepted'
  | 'by-hand'
  /** Lapsed: nobody had taken it. Nobody could be asked where offers were switched off, in quiet hours, or while no mail went out. */
  | 'begun'
  | 'offers-off'
  | 'quiet-hours'
  | 'mail-down'
  /** Withdrawn. */
  | 'by-staff'
  | 'practitioner-away'
  | 'outside-hours'
  | 'part-taken'
  | 'visit-reinstated'
  | 'visit-moved-back'
  | 'no-show-undone'
  | 'reshaped'

/** Why an offer ended, as `offers.closed_why` keeps it: of its own, or with its opening. Accepted in time it has no why. */
export type OfferEnding =
  /** Accepted after its time to answer. */
  | 'late'
  | 'by-patient'
  | 'no-answer'
  /** Several were asked at once, and another was quicker. */
  | 'given-to-another'
  /** Its mail came back, or went out to nobody while the mail server was down. */
  | 'undeliverable'
  /** The mail server took other mails, but not this one in time. */
  | 'not-taken'
  /** What became of the patient's own visit. */
  | 'visit-cancelled'
  | 'visit-moved'
  | 'visit-attended'
  | 'left-waitlist'
  /** The patient has another visit at that time now. */
  | 'clash'
  | OpeningEnding

/** Why a wait for an earlier time ended, as `waitlist_entries.ended_why` keeps it. */
export type WaitEnding =
  /** They have an earlier time, and wait anew for one before that. */
  | 'accepted'
  | 'left'
  /** They want no offers at all any more. */
  | 'stopped'
  | 'erased'
  /** What became of the visit; the wait goes on when that is taken back. */
  | 'visit-cancelled'
  | 'visit-attended'

/** Why an opening lapses that began unfilled. Where nobody suited, that is why, whatever came after. */
export function lapsedWhy(
  { exhaustedAt, resumesAt }: { exhaustedAt: Date | null; resumesAt: Date | null },
  { offersOn, mailFailsSince }: { offersOn: boolean; mailFailsSince: Date | null },
): 'begun' | 'offers-off' | 'mail-down' | 'quiet-hours' {
  if (exhaustedAt) return 'begun'
  if (!offersOn) return 'offers-off'
  if (mailFailsSince) return 'mail-down'
  return resumesAt ? 'quiet-hours' : 'begun'
}
