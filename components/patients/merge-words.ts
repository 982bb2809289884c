import type { MergePreview } from '@/db/queries/patient/merge-preview'
import type { PatientFound } from '@/db/queries/patient/patients'
import { dayAndTime, personName } from '@/lib/domain/format'
import type { MergeField } from '@/lib/domain/merge'
import { plainDate } from '../booking/patient-item'
import { consentWords } from './consent-words'
import { born } from './rows'

/** One of two patients side by side. */
export type MergeSide = {
  id: string
  name: string
  email: string
  /** Each detail as it reads; empty where it is not known. */
  details: Record<MergeField, string>
  /** What is not chosen between: it is all kept. */
  facts: { visits: string; offers: string; entered: string }
}

/** A patient and what they have, in words; days are those of the clinic's `zone`. */
export function mergeSide(
  patient: PatientFound,
  { visits, coming, waits }: MergePreview['kept'],
  zone: string,
): MergeSide {
  const count = visits === 1 ? '1 visit' : `${visits} visits`
  const waiting = waits > 0 && `${waits} waiting for an earlier time`
  const parts = [count, coming > 0 && `${coming} to come`, waiting]
  return {
    id: patient.id,
    name: personName(patient),
    email: patient.email,
    details: {
      name: personName(patient),
      birthDate: born(patient) ?? '',
      email: patient.email + (patient.bouncedAt ? ' (mail comes back)' : ''),
      phone: patient.phone,
      language: patient.language === 'de' ? 'German' : 'English',
    },
    facts: {
      visits: parts.filter(Boolean).join(', '),
      offers: consentWords(patient, zone),
      entered: plainDate(patient.createdAt, zone),
    },
  }
}

/** What a merge means besides: visits at one time, a held time that ends, offers that stop. */
export function mergeWarnings(
  { clashes, held }: MergePreview,
  kept: PatientFound,
  merged: PatientFound,
  zone: string,
): string[] {
  const said = clashes.map(({ startsAt, otherStartsAt }) =>
    +startsAt === +otherStartsAt
      ? `Both have a visit on ${dayAndTime(startsAt, zone, 'en')}. Both stay booked: cancel one if it is one too many.`
      : `Their visits on ${dayAndTime(startsAt, zone, 'en')} and ${dayAndTime(otherStartsAt, zone, 'en')} overlap. Both stay booked: cancel one if it is one too many.`,
  )
  for (const { startsAt, practitioner } of held.slice(1)) {
    said.push(
      `A time is held for each of them. The one on ${dayAndTime(startsAt, zone, 'en')} with ${practitioner} goes to the next patient, and they are told by email.`,
    )
  }
  const stopped = [kept, merged].filter(({ offersStoppedAt }) => offersStoppedAt)
  if (stopped.length === 1) {
    said.push('One of them wants no offers by email. That then holds for all their visits.')
  }
  return said
}
