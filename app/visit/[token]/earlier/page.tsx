import { NoLink } from '@/app/no-link'
import { patientMetadata } from '@/app/patient-metadata'
import { saveWishes } from '@/app/visit/actions'
import { PatientLead, PatientTitle } from '@/components/frame/patient-frame'
import { AnswerButtons, QuietAnswer } from '@/components/patient/answer-buttons'
import { LinkFields, PatientPage } from '@/components/patient/page'
import { RefusedBanner, SaidBanner } from '@/components/patient/said-banner'
import { patientTexts } from '@/components/patient/texts'
import { type TypedQuery, typedAgain, typedIn, wishForm } from '@/components/patient/typed-wishes'
import { whenOf } from '@/components/patient/when'
import { WishFields } from '@/components/patient/wish-fields'
import { WishProblemBanner } from '@/components/patient/wish-problem'
import type { Tx } from '@/db/client'
import { toldRefusal } from '@/db/queries/limits'
import { namesOf, type PatientVisit, workdaysOf } from '@/db/queries/patient/pages'
import { one } from '@/lib/domain/params'
import { pathWith } from '@/lib/domain/path-with'
import { toldOfVisit } from '@/lib/domain/patient-said'
import { behindLink } from '../behind-link'
import { Ended } from '../views'

export const generateMetadata = () => patientMetadata('earlier')

type Props = {
  params: Promise<{ token: string }>
  searchParams: Promise<{ lang?: string | string[] } & TypedQuery>
}

/** Which earlier times suit the patient, who is asked about them from then on. Opening it changes nothing. */
export default async function EarlierPage({ params, searchParams }: Props) {
  const { token } = await params
  const { lang: asked, ...query } = await searchParams
  const found = await behindLink(token, asked, async (tx, visit) => {
    const subjects = { press: token, wish: visit.appointment.id }
    return {
      ...(await readMore(tx, visit)),
      refused: await toldRefusal(tx, visit.clinic, one(query.said), subjects),
    }
  })
  if (!found) return <NoLink token={token} purpose="visit" lang={asked} />
  const { shown, more } = found
  const { visit, view, now, lang, path, chosenLang } = shown
  const { refused } = more
  const { appointment, clinic, practitioner } = visit
  const texts = patientTexts(lang)
  const when = whenOf(appointment.startsAt, now, clinic.timeZone, lang)
  const words = texts.wishes.page(when)
  const again = typedAgain(query, texts, when, wishForm(visit, more.workdays))
  const isAsked = visit.wait.isOpen
  const begun = appointment.startsAt <= now
  const told = toldOfVisit(one(query.said), { view, asked: isAsked, begun })
  return (
    <PatientPage clinic={clinic} lang={lang} path={`${path}/earlier`}>
      {view !== 'ask' && view !== 'confirmed' ? (
        <Ended {...shown} view={view} />
      ) : (
        <form action={saveWishes}>
          <SaidBanner told={told} lang={lang} />
          <RefusedBanner refusal={refused} lang={lang} />
          {again && <WishProblemBanner texts={texts} again={again} title={texts.wishes.notSaved} />}
          <LinkFields token={token} lang={chosenLang} />
          <PatientTitle>{words.title}</PatientTitle>
          <PatientLead>{words.lead}</PatientLead>
          <WishFields
            lang={lang}
            wishes={visit.wait.wishes}
            again={refused ? { typed: typedIn(query) } : again}
            more={{ ...more, own: { id: appointment.practitionerId, name: practitioner } }}
          />
          <AnswerButtons
            answers={[
              { label: texts.wishes.askMe, look: 'primary', value: 'save' },
              {
                label: texts.buttons.back,
                look: 'outline',
                href: pathWith(path, { lang: chosenLang }),
              },
            ]}
          />
          {/* A refusal may point to it. */}
          {(isAsked || again) && <QuietAnswer label={texts.buttons.askNoMore} value="stop" />}
        </form>
      )}
    </PatientPage>
  )
}

async function readMore(tx: Tx, { clinic, wait }: PatientVisit) {
  const workdays = await workdaysOf(tx, clinic.id)
  const recorded = await namesOf(tx, clinic.id, wait.wishes.practitionerIds)
  return { workdays, recorded }
}
