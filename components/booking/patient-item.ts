import type { PatientFound } from '@/db/queries/patient/patients'
import { personName } from '@/lib/domain/format'

/** A patient as the dialogs show one. */
export type PatientItem = {
  id: string
  name: string
  givenName: string
  /** 'born 17 Aug 1991 · last visit 3 Dec 2025'. */
  line: string
  /** 'o.aydin@mail.example · +49 40 5557 0188'. */
  detail: string
  email: string
  language: 'en' | 'de'
  /** They want no offers by email. */
  offersStopped: boolean
}

/** A patient in words; days are those of the clinic's zone. */
export function patientItem(patient: PatientFound, zone: string): PatientItem {
  const { id, givenName, email, phone, birthDate, language, lastVisit, nextVisit } = patient
  const facts = [
    birthDate && `born ${plainDate(new Date(`${birthDate}T00:00:00Z`), 'UTC')}`,
    nextVisit
      ? `next visit ${plainDate(nextVisit, zone)}`
      : lastVisit && `last visit ${plainDate(lastVisit, zone)}`,
  ]
  return {
    id,
    name: personName(patient),
    givenName,
    line: facts.filter(Boolean).join(' · '),
    detail: [email, phone].filter(Boolean).join(' · '),
    email,
    language,
    offersStopped: patient.offersStoppedAt !== null,
  }
}

/** '17 Aug 1991'. */
export function plainDate(instant: Date, zone: string): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  })
  // Newer tables of en-GB say "Sept", which stands out among three letters.
  return format.format(instant).replace('Sept', 'Sep')
}
