import { NoLink } from '@/app/no-link'
import { patientMetadata } from '@/app/patient-metadata'
import { PatientPage } from '@/components/patient/page'
import { RefusedBanner, SaidBanner } from '@/components/patient/said-banner'
import { toldRefusal } from '@/db/queries/limits'
import { offerWaitingFor, staffedUntil } from '@/db/queries/patient/pages'
import { one } from '@/lib/domain/params'
import { toldOfVisit } from '@/lib/domain/patient-said'
import { pathOut } from '@/lib/tokens'
import { behindLink } from './behind-link'
import { Ask, CancelQuestion, Confirmed, Ended, Waiting } from './views'

export const generateMetadata = () => patientMetadata('visit')

type Props = {
  params: Promise<{ token: string }>
  searchParams: Promise<Partial<Record<'lang' | 'ask' | 'said', string | string[]>>>
}

/** A patient's visit behind its link. Opening it changes nothing. */
export default async function VisitPage({ params, searchParams }: Props) {
  const { token } = await params
  const { lang: asked, ...query } = await searchParams
  const [ask, said] = [one(query.ask), one(query.said)]
  const found = await behindLink(
    token,
    asked,
    async (tx, { clinic, appointment, patient }, now) => {
      const { id } = appointment
      const waiting = await offerWaitingFor(tx, clinic.id, { id, now })
      const epoch = patient.linksEpoch
      const rowId = waiting?.offerId
      return {
        callUntil: await staffedUntil(tx, clinic, now),
        refused: await toldRefusal(tx, clinic, said, { press: token, wish: id }),
        waiting: waiting && {
          ...waiting,
          path: rowId ? await pathOut(tx, { purpose: 'offer', rowId, version: 1, epoch }) : null,
        },
      }
    },
  )
  if (!found) return <NoLink token={token} purpose="visit" lang={asked} />
  const { shown, more } = found
  const { callUntil, waiting, refused } = more
  const { visit, view, now, lang, path } = shown
  const { version, startsAt } = visit.appointment
  const justMoved = said === 'moved' && version > 1
  const state = { view, asked: visit.wait.isOpen, begun: startsAt <= now }
  return (
    <PatientPage clinic={visit.clinic} lang={lang} path={path} query={{ ask }}>
      <SaidBanner told={toldOfVisit(said, state)} lang={lang} />
      <RefusedBanner refusal={refused} lang={lang} />
      {waiting && (view === 'ask' || view === 'confirmed') && ask !== 'cancel' && (
        <Waiting {...shown} offer={waiting} />
      )}
      {view !== 'ask' && view !== 'confirmed' ? (
        <Ended {...shown} view={view} />
      ) : ask === 'cancel' ? (
        <CancelQuestion {...shown} />
      ) : view === 'confirmed' || justMoved ? (
        <Confirmed {...shown} justMoved={justMoved} callUntil={callUntil} />
      ) : (
        <Ask {...shown} callUntil={callUntil} />
      )}
    </PatientPage>
  )
}
