import type { Metadata } from 'next'
import { PatientPage, pageLanguage } from '@/components/patient/page'
import { SaidBanner } from '@/components/patient/said-banner'
import { WrongLink } from '@/components/patient/wrong-link'
import { inClinic } from '@/db/client'
import { visitOfPatient } from '@/db/queries/patient-pages'
import { visitView } from '@/lib/domain/patient-views'
import { findToken } from '@/lib/tokens'
import { Ask, CancelQuestion, Confirmed, Ended } from './views'

export const metadata: Metadata = { title: 'Your visit', robots: 'noindex' }

type Props = {
  params: Promise<{ token: string }>
  searchParams: Promise<{ lang?: string; ask?: string; said?: string }>
}

/** A patient's visit behind its link. Opening it changes nothing. */
export default async function VisitPage({ params, searchParams }: Props) {
  const { token } = await params
  const { lang: chosenLang, ask, said } = await searchParams
  const link = await findToken(token, 'visit')
  if (!link?.appointmentId || !link.appointmentVersion) return <WrongLink />
  const { clinicId, appointmentId, appointmentVersion } = link
  const { visit, now } = await inClinic(clinicId, async (tx, now) => ({
    now,
    visit: await visitOfPatient(tx, clinicId, appointmentId),
  }))
  if (!visit) return <WrongLink />

  const lang = pageLanguage(chosenLang, visit.patient.language)
  const path = `/visit/${token}`
  const view = visitView(visit.appointment, appointmentVersion, visit.cancelledBy, now)
  const shown = { visit, now, lang, token, path, chosenLang }
  const answerable = view === 'ask' || view === 'confirmed'
  return (
    <PatientPage clinic={visit.clinic} lang={lang} path={path}>
      <SaidBanner said={said} lang={lang} />
      {answerable && ask === 'cancel' && <CancelQuestion {...shown} />}
      {view === 'ask' && ask !== 'cancel' && <Ask {...shown} />}
      {view === 'confirmed' && ask !== 'cancel' && <Confirmed {...shown} />}
      {!answerable && <Ended {...shown} view={view} />}
    </PatientPage>
  )
}
