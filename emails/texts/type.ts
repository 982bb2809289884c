import type { Lang, MailKind, StaffRole } from '@/emails/kinds'
import type { MailedOutcome } from '@/lib/domain/offer-outcomes'

/** An instant in the patient's words: "Thursday 12 March 2026", "11:40". */
export type Said = { day: string; time: string }

/** What every mail says in its own words. */
type Words = { subject: string; preview: string; heading: string }

/** The sentences of the mails in one language. Days and times come in already worded. */
export type MailTexts = {
  greeting(name: string): string
  /** To somebody whose name is not known yet. */
  greetingNameless: string
  details(type: string | null, minutes: number, practitioner: string): string
  withPractitioner(practitioner: string): string
  callUs(phone: string): string
  footer: {
    trouble: string
    because: Record<MailKind, (clinic: string) => string>
    /** Where offers are stopped in one press, followed by the telephone number. */
    change: string
    changeOrCall: string
    questions: string
    /** What the clinic says of itself. */
    imprint: string
    privacy: string
    timesFor(place: string): string
  }
  /** `reinstated`: it was cancelled, and stands again. `waits`: the patient is open to an earlier time. */
  booked(
    at: Said,
    of: { reinstated: boolean; waits: boolean },
  ): Words & { card: string; button: string; note: string }
  confirm(at: Said): Words & { card: string; button: string; note: string }
  moved(
    at: Said,
    by: 'patient' | 'clinic',
  ): Words & {
    lead: string
    card: string
    oldCard: string
    button: string
    note: string
  }
  cancelled(
    at: Said,
    by: 'patient' | 'clinic',
  ): Words & { lead: string; card: string; note: string }
  offer(words: OfferWords): Words & {
    card: string
    currentCard: string
    button: string
    note: string
  }
  /** `atOnce`: to how many it is offered. */
  held(
    until: Said,
    today: boolean,
    atOnce: number,
  ): { before: string; until: string; after: string }
  accepted(
    at: Said,
    oldDay: string,
  ): Words & {
    card: string
    oldCard: string
    lead: string
    button: string
    note: string
  }
  offerClosed(
    offered: Said,
    at: Said,
    why: MailedOutcome,
  ): Words & { lead: string; card: string; button: string; note: string }
  invitation(words: InvitationWords): Words & {
    lead: string
    address: string
    valid: string
    button: string
    note: string
  }
}

/** `offered.day` and `until.day` may begin with "today"; `currentDay` is short: "31 March". */
export type OfferWords = {
  offered: Said
  currentDay: string
  earlier: string
  until: Said
  untilToday: boolean
  askedAtOnce: number
}

export type InvitationWords = {
  clinic: string
  invitedBy: string
  email: string
  role: StaffRole
  until: Said
}

export type TextsByLang = Record<Lang, MailTexts>
