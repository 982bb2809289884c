/** Every way in which a command can refuse; reasons.ts says each to people. */
export type Reason =
  | 'taken'
  | 'not-free-any-more'
  | 'held'
  | 'outside-hours'
  | 'past'
  | 'no-such-wall-time'
  | 'not-found'
  | 'not-allowed'
  | 'invalid'
  | 'in-use'
  /** Its version is not the one the caller saw. */
  | 'changed-meanwhile'
  | 'already-cancelled'
  | 'already-started'
  /** A no-show of a visit that lies ahead. */
  | 'not-begun'
  | 'appointment-not-active'
  /** The offer is not pending. */
  | 'not-open'
  | 'expired'
  | 'offer-withdrawn'
  | 'email-in-use'
  | 'already-member'
  | 'invitation-expired'
  | 'invitation-other-address'
  | 'address-not-verified'
  | 'last-admin'

export type Refusal = { ok: false; reason: Reason; detail?: Record<string, string> }

/** What a command gives back. A refusal is a normal answer, not an error. */
export type Result<T> = { ok: true; value: T } | Refusal

export function ok<T>(value: T): { ok: true; value: T } {
  return { ok: true, value }
}

/** `detail` fills the sentence's blanks (reasons.ts) and is shown to people: no ids. */
export function refuse(reason: Reason, detail?: Record<string, string>): Refusal {
  return detail ? { ok: false, reason, detail } : { ok: false, reason }
}
