import { documentLanguage } from '@/app/document-language'
import { patientMetadata } from '@/app/patient-metadata'
import { chosenLanguage, PatientPage } from '@/components/patient/page'
import { SaidBanner } from '@/components/patient/said-banner'
import type { TypedQuery } from '@/components/patient/typed-wishes'
import { WrongLink } from '@/components/patient/wrong-link'
import { inClinic } from '@/db/client'
import { offerOfPatient } from '@/db/queries/patient-pages'
import { one } from '@/lib/domain/params'
import { hasKept, toldOfOffer } from '@/lib/domain/patient-said'
import { type OfferView, offerView } from '@/lib/domain/patient-views'
import { findToken } from '@/lib/tokens'
import { Accepted, Choice, Closed, type ShownOffer } from './views'

export const generateMetadata = () => patientMetadata('earlier')

type Props = {
  params: Promise<{ token: string }>
  searchParams: Promise<{ lang?: string | string[] } & TypedQuery>
}

/** An offered earlier time behind its link. Opening it changes nothing. */
export default async function OfferPage({ params, searchParams }: Props) {
  const { token } = await params
  const { lang: asked, ...query } = await searchParams
  const said = one(query.said)
  const link = await findToken(token, 'offer')
  if (!link?.offerId) return <WrongLink lang={await documentLanguage()} />
  const { clinicId, offerId } = link
  const { found, now } = await inClinic(clinicId, async (tx, now) => ({
    now,
    found: await offerOfPatient(tx, clinicId, offerId),
  }))
  if (!found) return <WrongLink lang={await documentLanguage()} />

  const { clinic, patient, appointment } = found.visit
  const chosenLang = chosenLanguage(asked)
  const lang = chosenLang ?? patient.language
  const path = `/offer/${token}`
  const { offer, heldForAnother, busyThen } = found
  const opening = { ...found.opening, heldForAnother, busyThen }
  const view = offerView(offer, appointment, opening, now)
  const shown = { found, now, lang, token, chosenLang, query }
  return (
    <PatientPage clinic={clinic} lang={lang} path={path}>
      <SaidBanner
        told={toldOfOffer(said, { view, asked: appointment.waitlistedAt !== null })}
        lang={lang}
      />
      <Page {...shown} view={hasKept(said, view) ? 'kept' : view} />
    </PatientPage>
  )
}

function Page({ view, ...shown }: ShownOffer & { view: OfferView | 'kept' }) {
  if (view === 'pending') return <Choice {...shown} late={false} />
  if (view === 'late') return <Choice {...shown} late={true} />
  if (view === 'accepted') return <Accepted {...shown} />
  return <Closed {...shown} view={view} />
}
