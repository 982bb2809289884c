/** Everything that the one circle can say; FACE.md, "Status language". */
export type GlyphState =
  | 'opening'
  | 'held'
  | 'booked'
  | 'confirmed'
  | 'arrived'
  | 'fulfilled'
  | 'noshow'
  | 'cancelled'
  | 'away'
  | 'filled'
  | 'lapsed'
  | 'declined'
  | 'expired'
  | 'moved'

/** The one word of each state. */
export const stateWords: Record<GlyphState, string> = {
  opening: 'Opening',
  held: 'Held',
  booked: 'Booked',
  confirmed: 'Confirmed',
  arrived: 'Arrived',
  fulfilled: 'Fulfilled',
  noshow: 'No-show',
  cancelled: 'Cancelled',
  away: 'Away',
  filled: 'Filled',
  lapsed: 'Lapsed',
  declined: 'Declined',
  expired: 'No answer',
  moved: 'Earlier',
}
