import { chosenLanguage } from '@/components/patient/page'
import { inClinic, type Tx } from '@/db/client'
import { type PatientVisit, visitOfPatient } from '@/db/queries/patient/pages'
import type { Language } from '@/lib/domain/format'
import { type VisitView, visitView } from '@/lib/domain/patient-views'
import { findToken } from '@/lib/tokens'

/** What a page behind a visit's link is made from. */
export type Shown = {
  visit: PatientVisit
  view: VisitView
  now: Date
  lang: Language
  token: string
  /** The link's own path, the first page of the visit. */
  path: string
  /** As the page's query asks for; every link from it to another page of the visit carries it on. */
  chosenLang?: Language
}

/**
 * The visit behind a link as it stands now, and what else a page of it reads in the same
 * transaction; null for a link that belongs to nothing.
 */
export async function behindLink<T>(
  token: string,
  asked: string | string[] | undefined,
  readMore: (tx: Tx, visit: PatientVisit, now: Date, view: VisitView) => Promise<T>,
): Promise<{ shown: Shown; more: T } | null> {
  const link = await findToken(token, 'visit')
  if (!link?.appointmentId || !link.appointmentVersion) return null
  const { clinicId, appointmentId, appointmentVersion } = link
  return inClinic(clinicId, async (tx, now) => {
    const visit = await visitOfPatient(tx, clinicId, appointmentId)
    if (!visit) return null
    const view = visitView(visit.appointment, appointmentVersion, now)
    const chosenLang = chosenLanguage(asked)
    const lang = chosenLang ?? visit.patient.language
    const path = `/visit/${token}`
    const shown = { visit, view, now, lang, token, path, chosenLang }
    return { shown, more: await readMore(tx, visit, now, view) }
  })
}
