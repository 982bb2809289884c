import { answerVisit } from '@/app/visit/actions'
import { PatientLead, PatientTitle } from '@/components/frame/patient-frame'
import {
  AnswerButtons,
  CalendarButton,
  CallButton,
  CallLine,
  QuietAnswer,
} from '@/components/patient/answer-buttons'
import { visitFacts, visitLine } from '@/components/patient/facts'
import { Notice } from '@/components/patient/notice'
import { LinkFields } from '@/components/patient/page'
import { patientTexts } from '@/components/patient/texts'
import { VisitCard } from '@/components/patient/visit-card'
import { whenOf } from '@/components/patient/when'
import { WishTick } from '@/components/patient/wish-tick'
import type { PatientVisit } from '@/db/queries/patient-pages'
import type { Language } from '@/lib/domain/format'
import type { VisitView } from '@/lib/domain/patient-views'

type Shown = {
  visit: PatientVisit
  now: Date
  lang: Language
  token: string
  path: string
  chosenLang?: string
}

/** Is the patient coming? */
export function Ask({ visit, now, lang, token, path, chosenLang }: Shown) {
  const texts = patientTexts(lang)
  const when = whenOf(visit.appointment.startsAt, now, visit.clinic.timeZone, lang)
  return (
    <form action={answerVisit}>
      <LinkFields token={token} lang={chosenLang} />
      <PatientTitle>{texts.visit.ask(visit.patient.givenName, when).title}</PatientTitle>
      <VisitCard label={texts.labels.yourVisit} when={when} facts={visitFacts(visit, lang)} />
      <WishTick texts={texts} on={visit.appointment.waitlistedAt !== null} />
      <AnswerButtons
        answers={[
          { label: texts.buttons.coming, look: 'primary', value: 'coming' },
          { label: texts.buttons.notComing, look: 'outline', href: cancelHref(path, chosenLang) },
        ]}
      />
      <CallLine words={texts.visit.anotherTime(null)} phone={visit.clinic.phone} />
    </form>
  )
}

/** The patient is coming; they may still change their mind. */
export function Confirmed({ visit, now, lang, token, path, chosenLang }: Shown) {
  const texts = patientTexts(lang)
  const when = whenOf(visit.appointment.startsAt, now, visit.clinic.timeZone, lang)
  const card = (
    <VisitCard label={texts.labels.yourVisit} when={when} facts={visitFacts(visit, lang)} />
  )
  return (
    <Notice words={texts.visit.confirmed(when)} mark="done" card={card}>
      <form action={answerVisit}>
        <LinkFields token={token} lang={chosenLang} />
        <WishTick texts={texts} on={visit.appointment.waitlistedAt !== null} />
      </form>
      <div className="mt-6">
        <CalendarButton href={`${path}/visit.ics`} label={texts.buttons.addToCalendar} />
      </div>
      <QuietAnswer label={texts.buttons.notComingAfterAll} href={cancelHref(path, chosenLang)} />
    </Notice>
  )
}

/** Asks once more before a visit is given up. */
export function CancelQuestion({ visit, now, lang, token, path, chosenLang }: Shown) {
  const texts = patientTexts(lang)
  const { appointment, clinic } = visit
  const when = whenOf(appointment.startsAt, now, clinic.timeZone, lang)
  const words = texts.visit.cancelQuestion(when)
  const line = visitLine(visit, lang)
  return (
    <form action={answerVisit}>
      <LinkFields token={token} lang={chosenLang} />
      <PatientTitle>{words.title}</PatientTitle>
      <VisitCard when={when} line={line} />
      <PatientLead className="mt-5">{words.lead}</PatientLead>
      <AnswerButtons
        answers={[
          { label: texts.buttons.cancel, look: 'destroy', value: 'cancel' },
          { label: texts.buttons.keep, look: 'outline', href: withLang(path, chosenLang) },
        ]}
      />
      <CallLine words={texts.visit.cancelCall} phone={clinic.phone} />
    </form>
  )
}

/** Nothing is left to answer: what is the case, and whom to call. */
export function Ended({
  visit,
  now,
  lang,
  view,
}: Shown & { view: Exclude<VisitView, 'ask' | 'confirmed'> }) {
  const texts = patientTexts(lang)
  const { clinic, appointment } = visit
  const when = whenOf(appointment.startsAt, now, clinic.timeZone, lang)
  const words = {
    'cancelled-by-patient': texts.visit.cancelledByYou,
    'cancelled-by-clinic': texts.visit.cancelledByClinic,
    moved: texts.visit.moved,
    past: texts.visit.past(when),
  }[view]
  // An old link does not tell the new time: it may have been passed on.
  const card =
    view === 'moved' ? null : (
      <VisitCard
        label={view === 'past' ? texts.labels.yourVisit : texts.labels.cancelled}
        when={when}
        struck={view !== 'past'}
      />
    )
  return (
    <Notice words={words} card={card}>
      <CallButton phone={clinic.phone} label={texts.buttons.call(clinic.phone)} />
    </Notice>
  )
}

function cancelHref(path: string, lang: string | undefined): string {
  return `${path}?ask=cancel${lang ? `&lang=${lang}` : ''}`
}

function withLang(path: string, lang: string | undefined): string {
  return lang ? `${path}?lang=${lang}` : path
}
