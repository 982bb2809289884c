import type { PatientFound } from '@/db/queries/patient/patients'
import { plainDate } from '../booking/patient-item'

type Consent = Pick<
  PatientFound,
  'offersAgreedAt' | 'offersAgreedBy' | 'offersStoppedAt' | 'offersStoppedBy'
>

/** Whether a patient is emailed offers, since when and on whose word. `zone`: the clinic's, whose days they are. */
export function consentWords(patient: Consent, zone: string): string {
  const { offersAgreedAt, offersAgreedBy, offersStoppedAt, offersStoppedBy } = patient
  if (offersStoppedAt) {
    const day = plainDate(offersStoppedAt, zone)
    return offersStoppedBy === 'patient'
      ? `No emails with offers: they stopped them on ${day}.`
      : `No emails with offers: they told staff so by ${day}.`
  }
  if (!offersAgreedAt) return 'Not agreed. They are asked when a visit is booked.'
  const day = plainDate(offersAgreedAt, zone)
  return offersAgreedBy === 'patient'
    ? `Agreed on their page on ${day}.`
    : `Agreed on ${day}, as noted by staff.`
}
