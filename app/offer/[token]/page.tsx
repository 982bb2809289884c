import type { Metadata } from 'next'
import { PatientPage, pageLanguage } from '@/components/patient/page'
import { SaidBanner } from '@/components/patient/said-banner'
import type { TypedQuery } from '@/components/patient/typed-wishes'
import { WrongLink } from '@/components/patient/wrong-link'
import { inClinic } from '@/db/client'
import { offerOfPatient } from '@/db/queries/patient-pages'
import { type OfferView, offerView } from '@/lib/domain/patient-views'
import { findToken } from '@/lib/tokens'
import { Accepted, Choice, Closed, type ShownOffer } from './views'

export const metadata: Metadata = { title: 'An earlier time', robots: 'noindex' }

type Props = {
  params: Promise<{ token: string }>
  searchParams: Promise<{ lang?: string } & TypedQuery>
}

/** An offered earlier time behind its link. Opening it changes nothing. */
export default async function OfferPage({ params, searchParams }: Props) {
  const { token } = await params
  const { lang: chosenLang, ...query } = await searchParams
  const { said } = query
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
  const shown = { found, now, lang, token, chosenLang, query }
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
  return (
    view === 'late' ||
    said === 'failed' ||
    said === 'changed-meanwhile' ||
    said?.startsWith('wish') === true
  )
}

function Page({ view, ...shown }: ShownOffer & { view: OfferView | 'kept' }) {
  if (view === 'pending') return <Choice {...shown} late={false} />
  if (view === 'late') return <Choice {...shown} late={true} />
  if (view === 'accepted') return <Accepted {...shown} />
  return <Closed {...shown} view={view} />
}
