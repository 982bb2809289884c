import type { MailedOutcome } from '@/lib/domain/offer-outcomes'

/** What each mail is made from. Instants are UTC `Date`s; the clinic's `zone` (IANA) decides how they read. */

export type Lang = 'en' | 'de'

export type MailClinic = {
  name: string
  address: string
  phone: string
  zone: string
  /** What the clinic says of itself: a web or email address, words, or nothing. */
  imprint: string
  privacy: string
}

export type MailPatient = { givenName: string; familyName: string }

/** A time of a visit: from `start` to `end` (instants), with one practitioner. */
export type MailTime = { start: Date; end: Date; practitioner: string }

/** `type` is null unless the clinic allows the visit's type in mails. */
export type MailVisit = MailTime & { type: string | null }

/** `now` is the instant of sending: it decides what "today" means. */
type Common = { clinic: MailClinic; lang: Lang; now: Date }

type PatientMail = Common & { patient: MailPatient; visit: MailVisit }

/** Links are absolute URLs. */
type VisitLink = { visit: string }

/** `reinstated`: it was cancelled, and stands again. `waits`: the patient is open to an earlier time. */
export type BookedMail = PatientMail & {
  kind: 'booked'
  reinstated: boolean
  waits: boolean
  links: VisitLink
}

export type ConfirmMail = PatientMail & { kind: 'confirm'; links: VisitLink }

/** `visit` is the new time, `previous` the one it replaces. */
export type MovedMail = PatientMail & {
  kind: 'moved'
  previous: MailTime
  by: 'patient' | 'clinic'
  links: VisitLink
}

/** `visit` is the time that is no longer booked. Nothing is left to open, so there is no link. */
export type CancelledMail = PatientMail & { kind: 'cancelled'; by: 'patient' | 'clinic' }

/**
 * `visit` is the time the patient has, `offered` the earlier one, held until `heldUntil`: for this
 * patient alone, or open to as many as are asked at once, when that is more than 1.
 */
export type OfferMail = PatientMail & {
  kind: 'offer'
  offered: MailTime
  heldUntil: Date
  askedAtOnce: number
  links: VisitLink & { offer: string }
}

/** `visit` is the new, earlier time, `previous` the one given up for it. */
export type AcceptedMail = PatientMail & { kind: 'accepted'; previous: MailTime; links: VisitLink }

/** `visit` is the time the patient keeps, `offered` the one that is no longer open to them, and `why`. */
export type OfferClosedMail = PatientMail & {
  kind: 'offer-closed'
  offered: MailTime
  why: MailedOutcome
  links: VisitLink
}

export type StaffRole = 'admin' | 'scheduler' | 'practitioner'

/** To somebody who is not staff yet: known by `email` alone, which is also the address that may join. */
export type InvitationMail = Common & {
  kind: 'invitation'
  email: string
  invitedBy: string
  role: StaffRole
  validUntil: Date
  links: { invitation: string }
}

export type PatientMailKinds =
  | BookedMail
  | ConfirmMail
  | MovedMail
  | CancelledMail
  | OfferMail
  | AcceptedMail
  | OfferClosedMail

export type Mail = PatientMailKinds | InvitationMail

export type MailKind = Mail['kind']
