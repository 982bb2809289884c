import type { appointmentStatus, messageKind, messageState, offerState } from '@/db/schema'
import type { PatientAction } from '@/lib/domain/audit-actions'
import type { Language } from '@/lib/domain/format'
import type { CancelledFor, ConfirmedHow } from '@/lib/domain/visit-facts'
import type { TimeOfDay } from '@/lib/domain/wishes'
import { de } from './texts.de'
import { en } from './texts.en'

type One<Enum extends { enumValues: readonly string[] }> = Enum['enumValues'][number]

/** All that a patient's record says, in one language. */
export type RecordTexts = {
  title: string
  /** For whom and of when it is; then what its times are. */
  lead(said: { name: string; clinic: string; day: string }): string
  zone(zone: string): string
  none: string
  never: string
  buttons: { print: string; back: string; other: string }
  person: {
    title: string
    name: string
    email: string
    phone: string
    born: string
    language: string
    offersAgreed: string
    offersStopped: string
    bounced: string
    added: string
  }
  languages: Record<Language, string>
  visits: {
    title: string
    booked: string
    first: string
    moved: string
    confirmed: string
    confirmedHow: string
    arrived: string
    cancelled: string
    cancelledFor: string
    reason: string
    note: string
  }
  states: Record<One<typeof appointmentStatus>, string>
  confirmedHow: Record<ConfirmedHow, string>
  cancelledFor: Record<CancelledFor, string>
  wishes: {
    with(names: string): string
    days(days: string): string
    times: Record<TimeOfDay, string>
    notBefore(day: string): string
    notice(length: string): string
    gain(days: number): string
  }
  waits: { title: string; since(from: string): string; over(from: string, until: string): string }
  offers: {
    title: string
    until(when: string): string
    states: Record<One<typeof offerState>, string>
  }
  emails: {
    title: string
    kinds: Record<One<typeof messageKind>, string>
    states: Record<One<typeof messageState>, string>
    to(address: string): string
  }
  links: { title: string; made(count: number): string }
  trail: {
    title: string
    lead: string
    when: string
    who: string
    what: string
    by: { staff: string; patient: string; system: string }
    actions: Record<PatientAction, string>
  }
}

/** The texts of a patient's record in a language. */
export function recordTexts(lang: Language): RecordTexts {
  return lang === 'de' ? de : en
}
