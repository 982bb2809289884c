/** Every way in which a command can refuse what staff ask; reasons.ts says each to them. */
export type StaffReason =
  | 'taken'
  | 'not-free-any-more'
  | 'held'
  /** It, or part of it, is an opening. */
  | 'already-open'
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
  /** Seen, or not come, to a visit that lies ahead. */
  | 'not-begun'
  /** Arrived for a visit of another day. */
  | 'not-its-day'
  | 'appointment-not-active'
  | 'confirmed-already'
  /** A patient is asked at most once a day whether they are coming. */
  | 'asked-today'
  /** The offer is not pending. */
  | 'not-open'
  | 'email-in-use'
  /** A patient of this name and birth date is here already. */
  | 'known-already'
  /** The patient was merged into another. */
  | 'patient-merged'
  /** The patient wants no offers by email. */
  | 'offers-stopped'
  | 'already-member'
  | 'invitation-expired'
  | 'invitation-other-address'
  | 'address-not-verified'
  /** This server takes no new clinics (SIGN_UP). */
  | 'sign-up-closed'
  | 'last-admin'
  /** The patient, or whose visit it is, was erased. */
  | 'patient-erased'
  /** The patient has a visit to come. */
  | 'still-expected'
  /** The name typed to confirm is not the patient's. */
  | 'name-differs'
  /** Done so often that it waits (`limits.ts`). */
  | 'address-invited-enough'
  | 'invited-enough'
  | 'asked-enough'
  | 'links-ended-enough'
  | 'swept-enough'
  | 'signed-up-enough'

/** Every way in which a command can refuse besides, where a patient asks by a link. Their pages mostly show what is the case instead. */
type PatientsOwnReason =
  /** Nearer than a clinic lets patients move their visits themselves. */
  | 'too-late'
  /** The patient has another visit at that time. */
  | 'clash'
  | 'expired'
  | 'offer-withdrawn'
  | 'moved-enough'
  | 'wished-enough'
  | 'pressed-enough'

export type Reason = StaffReason | PatientsOwnReason

/**
 * What a refusal's sentence may tell besides: until when a time is held or something has to wait, on
 * whose clock; what is in use by how many visits; how often it was done; whom to call; into
 * whom a patient was merged.
 */
export type Detail = {
  until?: Date
  zone?: string
  visits?: number
  times?: number
  phone?: string
  patient?: string
}

/** A refusal for one of the reasons `R`: those that staff can meet, unless it says otherwise. */
export type Refusal<R extends Reason = StaffReason> = { ok: false; reason: R; detail?: Detail }

/** What a command gives back. A refusal is a normal answer, not an error. */
export type Result<T, R extends Reason = StaffReason> = { ok: true; value: T } | Refusal<R>

export function ok<T>(value: T): { ok: true; value: T } {
  return { ok: true, value }
}

/** `detail` is what reasons.ts puts into words. */
export function refuse<R extends Reason>(reason: R, detail?: Detail): Refusal<R> {
  return detail ? { ok: false, reason, detail } : { ok: false, reason }
}
