/** Why an opening ended, as `openings.closed_why` keeps it. */
export type OpeningEnding =
  /** Filled: by who accepted an offer of it, or booked by staff. */
  | 'accepted'
  | 'by-hand'
  /** Lapsed: nobody had taken it. Nobody could be asked where offers were switched off, or in quiet hours. */
  | 'begun'
  | 'offers-off'
  | 'quiet-hours'
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
  /** The mail came back. */
  | 'undeliverable'
  /** What became of the patient's own visit. */
  | 'visit-cancelled'
  | 'visit-moved'
  | 'visit-attended'
  | 'left-waitlist'
  /** The patient has another visit at that time now. */
  | 'clash'
  | OpeningEnding

/** Why an opening lapses that began unfilled. Where nobody suited, that is why, whatever came after. */
export function lapsedWhy(
  { exhaustedAt, resumesAt }: { exhaustedAt: Date | null; resumesAt: Date | null },
  { offersOn }: { offersOn: boolean },
): 'begun' | 'offers-off' | 'quiet-hours' {
  if (exhaustedAt) return 'begun'
  if (!offersOn) return 'offers-off'
  return resumesAt ? 'quiet-hours' : 'begun'
}
