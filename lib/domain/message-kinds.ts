/** What a message says. */
export const messageKinds = [
  'booked',
  'confirm',
  'moved',
  'cancelled',
  'offer',
  'accepted',
  'offer-closed',
  'invitation',
] as const

export type MessageKind = (typeof messageKinds)[number]

/** Why a message is tried again later, will not be sent, or did not arrive, as `messages.why` keeps it. */
export const messageWhys = [
  // Queued, and tried again.
  'server-silent',
  /** The mail server takes mail, but none to this address now. */
  'mailbox-defers',
  'stopped-with-error',
  // Skipped: it no longer says what is the case.
  'invitation-closed',
  'invitation-expired',
  'visit-gone',
  'visit-moved',
  'visit-begun',
  'visit-confirmed',
  'visit-arrived',
  'visit-fulfilled',
  'visit-noshow',
  'visit-cancelled',
  'visit-reinstated',
  'offer-over',
  /** It ends an offer that its patient was never told of. */
  'offer-never-sent',
  /** Half of its hold would be over. */
  'offer-too-late',
  'patient-erased',
  // Failed.
  'address-refused',
  /** Tried for hours. */
  'given-up',
  /** The mail server took it, and sent it back later. */
  'came-back',
] as const

export type MessageWhy = (typeof messageWhys)[number]
