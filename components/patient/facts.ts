import type { PatientVisit } from '@/db/queries/patient/pages'
import { duration, type Language } from '@/lib/domain/format'
import { patientTexts } from './texts'

/** Visit, with whom, where: as rows of a card. */
export function visitFacts(visit: PatientVisit, lang: Language): [string, string][] {
  const { labels } = patientTexts(lang)
  return [
    [labels.visit, visitType(visit, lang)],
    [labels.with, visit.practitioner],
    [labels.where, visit.clinic.address],
  ]
}

/** The same in one line, without the place: 'Consultation, 30 min, Dr. Marlene Köhler'. */
export function visitLine(visit: PatientVisit, lang: Language): string {
  return `${visitType(visit, lang)}, ${visit.practitioner}`
}

function visitType({ type, appointment }: PatientVisit, lang: Language): string {
  return `${type}, ${duration((+appointment.endsAt - +appointment.startsAt) / 60_000, lang)}`
}
