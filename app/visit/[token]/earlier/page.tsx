import type { Metadata } from 'next'
import { saveWishes } from '@/app/visit/actions'
import { PatientLead, PatientTitle } from '@/components/frame/patient-frame'
import { AnswerButtons, QuietAnswer } from '@/components/patient/answer-buttons'
import { LinkFields, PatientPage, pathWith } from '@/components/patient/page'
import { SaidBanner } from '@/components/patient/said-banner'
import { patientTexts } from '@/components/patient/texts'
import { type TypedQuery, typedAgain } from '@/components/patient/typed-wishes'
import { whenOf } from '@/components/patient/when'
import { WishFields } from '@/components/patient/wish-fields'
import { WrongLink } from '@/components/patient/wrong-link'
import { wishesOf, workdaysOf } from '@/db/queries/patient-pages'
import { behindLink } from '../behind-link'
import { Ended } from '../views'

export const metadata: Metadata = { title: 'An earlier time', robots: 'noindex' }

type Props = {
  params: Promise<{ token: string }>
  searchParams: Promise<{ lang?: string } & TypedQuery>
}

/** Which earlier times suit the patient, who is asked about them from then on. Opening it changes nothing. */
export default async function EarlierPage({ params, searchParams }: Props) {
  const { token } = await params
  const { lang: chosenLang, ...query } = await searchParams
  const found = await behindLink(token, chosenLang, (tx, { clinic }) => workdaysOf(tx, clinic.id))
  if (!found) return <WrongLink />
  const { shown, more: workdays } = found
  const { visit, view, now, lang, path } = shown
  const { appointment, clinic } = visit
  const texts = patientTexts(lang)
  const when = whenOf(appointment.startsAt, now, clinic.timeZone, lang)
  const words = texts.wishes.page(when)
  const again = typedAgain(query, texts, when)
  return (
    <PatientPage clinic={clinic} lang={lang} path={`${path}/earlier`}>
      <SaidBanner said={query.said} lang={lang} />
      {view !== 'ask' && view !== 'confirmed' ? (
        <Ended {...shown} view={view} />
      ) : (
        <form action={saveWishes}>
          <LinkFields token={token} lang={chosenLang} />
          <PatientTitle>{words.title}</PatientTitle>
          <PatientLead>{words.lead}</PatientLead>
          <WishFields lang={lang} wishes={wishesOf(appointment)} workdays={workdays} {...again} />
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
          {appointment.waitlistedAt && <QuietAnswer label={texts.buttons.askNoMore} value="stop" />}
        </form>
      )}
    </PatientPage>
  )
}
