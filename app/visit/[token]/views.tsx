import { answerVisit } from '@/app/visit/actions'
import { PatientLead, PatientTitle } from '@/components/frame/patient-frame'
import {
  AnswerButtons,
  CalendarButton,
  CallButton,
  CallLine,
  CallWords,
  QuietAnswer,
} from '@/components/patient/answer-buttons'
import { visitFacts, visitLine } from '@/components/patient/facts'
import { Notice } from '@/components/patient/notice'
import { LinkFields } from '@/components/patient/page'
import { type PageWords, patientTexts } from '@/components/patient/texts'
import { VisitCard } from '@/components/patient/visit-card'
import { whenOf } from '@/components/patient/when'
import { WishTick } from '@/components/patient/wish-tick'
import { Banner } from '@/components/ui/banner'
import type { WaitingOffer } from '@/db/queries/patient/pages'
import { pathWith } from '@/lib/domain/path-with'
import type { EndedView } from '@/lib/domain/patient-views'
import { selfMove } from '@/lib/domain/self-move'
import { dayOf } from '@/lib/domain/time'
import type { Shown } from './behind-link'

/** `callUntil`: until when today the clinic's telephone is answered, where that is known. */
type Answerable = Shown & { callUntil: Date | null }

/** The patient is asked about an earlier time, too: the way to its page, which its own mail has as well. */
export function Waiting({
  visit,
  now,
  lang,
  chosenLang,
  offer,
}: Shown & { offer: WaitingOffer & { path: string | null } }) {
  const { hold, buttons } = patientTexts(lang)
  const zone = visit.clinic.timeZone
  const at = whenOf(offer.startsAt, now, zone, lang)
  const until = whenOf(offer.expiresAt, now, zone, lang)
  const today = dayOf(offer.expiresAt, zone) === dayOf(now, zone)
  return (
    <Banner tone="play" title={hold.waiting(at, until, today)} className="mb-4 text-16!">
      {offer.path && (
        <a href={pathWith(offer.path, { lang: chosenLang })} className="link whitespace-nowrap">
          {buttons.seeOffer}
        </a>
      )}
    </Banner>
  )
}

/** Is the patient coming? */
export function Ask(shown: Answerable) {
  const { visit, now, lang, token, chosenLang } = shown
  const texts = patientTexts(lang)
  const when = whenOf(visit.appointment.startsAt, now, visit.clinic.timeZone, lang)
  return (
    <form action={answerVisit}>
      <LinkFields token={token} lang={chosenLang} />
      <PatientTitle>{texts.visit.ask(visit.patient.givenName, when).title}</PatientTitle>
      <VisitCard label={texts.labels.yourVisit} when={when} facts={visitFacts(visit, lang)} />
      <WishTick texts={texts} on={visit.wait.isOpen} wishesHref={below(shown, 'earlier')} />
      <AnswerButtons
        answers={[
          { label: texts.buttons.coming, look: 'primary', value: 'coming' },
          { label: texts.buttons.notComing, look: 'outline', href: cancelHref(shown) },
        ]}
      />
      <AnotherTime {...shown} />
      <QuietAnswer label={texts.buttons.addToCalendar} href={below(shown, 'visit.ics')} />
    </form>
  )
}

/** The patient is coming, or has just moved the visit; they may still change their mind. */
export function Confirmed({ justMoved, ...shown }: Answerable & { justMoved: boolean }) {
  const { visit, now, lang, token, chosenLang } = shown
  const texts = patientTexts(lang)
  const when = whenOf(visit.appointment.startsAt, now, visit.clinic.timeZone, lang)
  const card = (
    <VisitCard label={texts.labels.yourVisit} when={when} facts={visitFacts(visit, lang)} />
  )
  return (
    <Notice
      words={justMoved ? texts.visit.movedByYou(when) : texts.visit.confirmed(when)}
      mark="done"
      card={card}
    >
      <form action={answerVisit}>
        <LinkFields token={token} lang={chosenLang} />
        <WishTick texts={texts} on={visit.wait.isOpen} wishesHref={below(shown, 'earlier')} />
      </form>
      <div className="mt-6">
        <CalendarButton href={below(shown, 'visit.ics')} label={texts.buttons.addToCalendar} />
      </div>
      <QuietAnswer label={texts.buttons.notComingAfterAll} href={cancelHref(shown)} />
      <AnotherTime {...shown} />
    </Notice>
  )
}

/** Where one gets another time: on a page, while the clinic lets patients move their visit, and by telephone. */
function AnotherTime(shown: Answerable) {
  const { visit, now, lang, callUntil } = shown
  const texts = patientTexts(lang)
  const { clinic, appointment } = visit
  const { may } = selfMove(appointment.startsAt, clinic.selfMoveHours, now)
  const until = callUntil && texts.visit.untilToday(whenOf(callUntil, now, clinic.timeZone, lang))
  const call = { phone: clinic.phone, ...(until && { until }) }
  if (!may) return <CallLine words={texts.visit.anotherTime} {...call} />
  const words = texts.visit.moveOrCall
  return (
    <p className="mt-4 text-ink-2">
      {words.need}{' '}
      <a href={below(shown, 'move')} className="link">
        {texts.buttons.move}
      </a>{' '}
      <CallWords words={words} {...call} />
    </p>
  )
}

/** Asks once more before a visit is given up. */
export function CancelQuestion({ visit, now, lang, token, path, chosenLang }: Shown) {
  const texts = patientTexts(lang)
  const { appointment, clinic } = visit
  const when = whenOf(appointment.startsAt, now, clinic.timeZone, lang)
  const words = texts.visit.cancelQuestion(when, offersCancelled(clinic))
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
          {
            label: texts.buttons.keep,
            look: 'outline',
            href: pathWith(path, { lang: chosenLang }),
          },
        ]}
      />
      <CallLine words={texts.visit.cancelCall} phone={clinic.phone} />
    </form>
  )
}

/** Nothing is left to answer: what is the case, and whom to call. */
export function Ended({ visit, now, lang, view }: Shown & { view: EndedView }) {
  const texts = patientTexts(lang)
  const { clinic, appointment } = visit
  const when = whenOf(appointment.startsAt, now, clinic.timeZone, lang)
  const words: Record<EndedView, PageWords> = {
    arrived: texts.visit.arrived,
    'cancelled-by-patient': texts.visit.cancelledByYou(offersCancelled(clinic)),
    'cancelled-by-clinic': texts.visit.cancelledByClinic,
    'stands-again': texts.visit.standsAgain,
    moved: texts.visit.moved,
    past: texts.visit.past(when),
  }
  const struck = view === 'cancelled-by-patient' || view === 'cancelled-by-clinic'
  // An old link does not tell the new time: it may have been passed on.
  const card =
    view === 'moved' ? null : (
      <VisitCard
        label={struck ? texts.labels.cancelled : texts.labels.yourVisit}
        when={when}
        struck={struck}
      />
    )
  return (
    <Notice words={words[view]} card={card} {...(view === 'arrived' && { mark: 'done' })}>
      <CallButton phone={clinic.phone} label={texts.buttons.call(clinic.phone)} />
    </Notice>
  )
}

/** Whether the time of a visit that its patient cancels is offered to somebody else. */
function offersCancelled({ offersOn, openingSources }: Shown['visit']['clinic']): boolean {
  return offersOn && openingSources.includes('cancellation')
}

function below({ path, chosenLang }: Link, page: string): string {
  return pathWith(`${path}/${page}`, { lang: chosenLang })
}

function cancelHref({ path, chosenLang }: Link): string {
  return pathWith(path, { ask: 'cancel', lang: chosenLang })
}

type Link = Pick<Shown, 'path' | 'chosenLang'>
