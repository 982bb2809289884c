import type { Metadata } from 'next'
import { PatientPage, pageLanguage } from '@/components/patient/page'
import { SaidBanner } from '@/components/patient/said-banner'
import { WrongLink } from '@/components/patient/wrong-link'
import { inClinic } from '@/db/client'
import { offerOfPatient } from '@/db/queries/patient-pages'
import { offerView } from '@/lib/domain/patient-views'
import { findToken } from '@/lib/tokens'
import { Accepted, Closed, Pending } from './views'

export const metadata: Metadata = { title: 'An earlier time', robots: 'noindex' }

type Props = {
  params: Promise<{ token: string }>
  searchParams: Promise<{ lang?: string; said?: string }>
}

/** An offered earlier time behind its link. Opening it changes nothing. */
export default async function OfferPage({ params, searchParams }: Props) {
  const { token } = await params
  const { lang: chosenLang, said } = await searchParams
  const link = await findToken(token, 'offer')
  if (!link?.offerId) return <WrongLink />
  const { clinicId, offerId } = link
  const { found, now } = await inClinic(clinicId, async (tx, now) => ({
    now,
    found: await offerOfPatient(tx, clinicId, offerId),
  }))
  if (!found) return <WrongLink />

  const { clinic, patient, appointment } = found.visit
  const lang = pageLanguage(chosenLang, patient.language)
  const path = `/offer/${token}`
  const view = offerView(found.offer, appointment, found.opening.startsAt, now)
  const shown = { found, now, lang, token, chosenLang }
  return (
    <PatientPage clinic={clinic} lang={lang} path={path}>
      <SaidBanner
        said={said?.startsWith('wish') || said === 'failed' ? said : undefined}
        lang={lang}
      />
      {view === 'pending' && <Pending {...shown} />}
      {view === 'accepted' && <Accepted {...shown} />}
      {view !== 'pending' && view !== 'accepted' && <Closed {...shown} view={view} />}
    </PatientPage>
  )
}
