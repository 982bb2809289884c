/** Who wanted a visit cancelled, whoever did it: staff also cancel for patients who ring. */
export type CancelledFor = 'patient' | 'clinic'

/** How a visit came to be confirmed. */
export type ConfirmedHow =
  /** The patient answered on the page behind their link. */
  | 'link'
  /** The patient accepted an offer of a time that is due soon. */
  | 'offer'
  /** The patient moved the visit to such a time themselves. */
  | 'move'
  /** Staff noted it on the patient's word. */
  | 'desk'

/**
 * What a visit was before its last move, where staff made that: kept in its row so that the move can
 * be taken back. JSON, so its instants are ISO texts.
 */
export type StateBeforeMove = {
  version: number
  practitionerId: string
  startsAt: string
  /** Who had confirmed that time, and how; null where it was only booked. */
  confirmed: { at: string; by: 'staff' | 'patient' | 'system'; how: ConfirmedHow } | null
}
