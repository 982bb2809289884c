import type { Metadata } from 'next'
import { PatientPage, pageLanguage } from '@/components/patient/page'
import { SaidBanner } from '@/components/patient/said-banner'
import { WrongLink } from '@/components/patient/wrong-link'
import { inClinic } from '@/db/client'
import { offerOfPatient } from '@/db/queries/patient-pages'
import { type OfferView, offerView } from '@/lib/domain/patient-views'
import { findToken } from '@/lib/tokens'
import { Accepted, Choice, Closed, type ShownOffer } from './views'

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
  const { offer, opening, heldForAnother } = found
  const view = offerView(offer, appointment, { ...opening, heldForAnother }, now)
  const shown = { found, now, lang, token, chosenLang }
  return (
    <PatientPage clinic={clinic} lang={lang} path={path}>
      <SaidBanner said={tells(view, said) ? said : undefined} lang={lang} />
      <Page {...shown} view={view === 'late' && said === 'kept' ? 'kept' : view} />
    </PatientPage>
  )
}

/** Whether the page needs a word about the answer that was just sent: most pages say it by themselves. */
function tells(view: OfferView, said: string | undefined): boolean {
  if (said === 'kept') return false
  return view === 'late' || said === 'failed' || said?.startsWith('wish') === true
}

function Page({ view, ...shown }: ShownOffer & { view: OfferView | 'kept' }) {
  if (view === 'pending') return <Choice {...shown} late={false} />
  if (view === 'late') return <Choice {...shown} late={true} />
  if (view === 'accepted') return <Accepted {...shown} />
  return <Closed {...shown} view={view} />
}
