/** What was done with a visit, what it waits for, and the time that it left: its history in the calendar. */
export type VisitAction =
  | `appointment.${'booked' | 'moved' | 'asked' | 'confirmed' | 'unconfirmed' | 'arrived' | 'fulfilled' | 'noshow' | 'expected' | 'cancelled' | 'reinstated' | 'note-edited'}`
  | `waitlist.${'joined' | 'left'}`
  | `offer.${'made' | 'accepted' | 'declined' | 'expired' | 'withdrawn'}`
  | `opening.${'opened' | 'filled' | 'withdrawn' | 'lapsed'}`
  | 'message.came-back'

/** All that was done with a patient: what their record shows. */
export type PatientAction =
  | VisitAction
  | 'opening.exhausted'
  | `offers.${'stopped' | 'resumed'}`
  | `patient.${'added' | 'edited' | 'bounced' | 'trusted' | 'links-ended' | 'merged' | 'told-apart' | 'perhaps-same' | 'viewed' | 'exported'}`

/** What was done with the clinic, its staff and its settings, with many patients, or with one who has no record any more. */
type ClinicAction =
  | `practitioner.${'added' | 'edited' | 'activated' | 'deactivated'}`
  | `absence.${'added' | 'edited' | 'removed'}`
  | `type.${'added' | 'edited' | 'activated' | 'deactivated'}`
  | `clinic.${'created' | 'edited'}`
  | 'automation.set'
  | 'retention.set'
  | 'staff.changed'
  | `invitation.${'sent' | 'revoked' | 'accepted'}`
  | `sweep.${'requested' | 'confirm-upcoming' | 'reschedule-cancelled' | 'erase-expired'}`
  | 'appointments.exported'
  | 'patient.erased'

/** Every action that the audit trail can hold. */
export type AuditAction = PatientAction | ClinicAction
