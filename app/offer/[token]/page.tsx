import { NoLink } from '@/app/no-link'
import { patientMetadata } from '@/app/patient-metadata'
import { chosenLanguage, PatientPage } from '@/components/patient/page'
import { RefusedBanner, SaidBanner } from '@/components/patient/said-banner'
import type { TypedQuery } from '@/components/patient/typed-wishes'
import { inClinic } from '@/db/client'
import { toldRefusal } from '@/db/queries/limits'
import { offerOfPatient } from '@/db/queries/patient/pages'
import { one } from '@/lib/domain/params'
import { hasKept, toldOfOffer } from '@/lib/domain/patient-said'
import { type OfferView, offerView } from '@/lib/domain/patient-views'
import { findToken, pathOut } from '@/lib/tokens'
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
  const read = link?.offerId ? await readOffer(link.clinicId, link.offerId, { token, said }) : null
  if (!read) return <NoLink token={token} purpose="offer" lang={asked} />

  const { found, now, visitPath, refused } = read
  const { clinic, patient, appointment } = found.visit
  const chosenLang = chosenLanguage(asked)
  const lang = chosenLang ?? patient.language
  const path = `/offer/${token}`
  const { offer, heldForAnother, busyThen } = found
  const opening = { ...found.opening, heldForAnother, busyThen }
  const view = offerView(offer, appointment, opening, now)
  const shown = { found, now, lang, token, chosenLang, query, visitPath }
  return (
    <PatientPage clinic={clinic} lang={lang} path={path}>
      <SaidBanner told={toldOfOffer(said, { view, asked: found.visit.wait.isOpen })} lang={lang} />
      <RefusedBanner refusal={refused} lang={lang} />
      <Page {...shown} view={hasKept(said, view) ? 'kept' : view} />
    </PatientPage>
  )
}

/** What the page is made from; null where the offer is gone. */
async function readOffer(
  clinicId: string,
  offerId: string,
  { token, said }: { token: string; said: string | undefined },
) {
  return inClinic(clinicId, async (tx, now) => {
    const found = await offerOfPatient(tx, clinicId, offerId)
    if (!found) return null
    const { clinic, appointment, patient } = found.visit
    const { id: rowId, version } = appointment
    const epoch = patient.linksEpoch
    return {
      ...{ found, now },
      visitPath: await pathOut(tx, { purpose: 'visit', rowId, version, epoch }),
      refused: await toldRefusal(tx, clinic, said, { press: token, wish: rowId }),
    }
  })
}

function Page({ view, ...shown }: ShownOffer & { view: OfferView | 'kept' }) {
  if (view === 'pending') return <Choice {...shown} late={false} />
  if (view === 'late') return <Choice {...shown} late={true} />
  if (view === 'accepted') return <Accepted {...shown} />
  return <Closed {...shown} view={view} />
}
