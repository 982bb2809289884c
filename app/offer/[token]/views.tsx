import type { ReactNode } from 'react'
import { answerOffer } from '@/app/offer/actions'
import { PatientLead, PatientNote, PatientTitle } from '@/components/frame/patient-frame'
import {
  AnswerButtons,
  CalendarButton,
  CallButton,
  QuietAnswer,
} from '@/components/patient/answer-buttons'
import { visitFacts, visitLine } from '@/components/patient/facts'
import { HoldBar } from '@/components/patient/hold-bar'
import { Notice } from '@/components/patient/notice'
import { OfferCards } from '@/components/patient/offer-cards'
import { LinkFields } from '@/components/patient/page'
import { type PageWords, patientTexts } from '@/components/patient/texts'
import { type TypedQuery, typedAgain, wishForm } from '@/components/patient/typed-wishes'
import { VisitCard } from '@/components/patient/visit-card'
import { whenOf } from '@/components/patient/when'
import { WishFields } from '@/components/patient/wish-fields'
import { WishProblemBanner } from '@/components/patient/wish-problem'
import { buttonClass } from '@/components/ui/button-class'
import { Checkbox } from '@/components/ui/checkbox'
import type { PatientOffer } from '@/db/queries/patient/pages'
import { earlierBy, type Language } from '@/lib/domain/format'
import { pathWith } from '@/lib/domain/path-with'
import type { OfferView } from '@/lib/domain/patient-views'
import { dayOf } from '@/lib/domain/time'
import type { Wishes } from '@/lib/domain/wishes'

export type ShownOffer = {
  found: PatientOffer
  now: Date
  lang: Language
  token: string
  chosenLang?: Language
  query: TypedQuery
  /** The visit's own link, where one is out. */
  visitPath: string | null
}

/** The offered time beside the patient's own, and until when it is held; or that it is still free. */
export function Choice({
  found,
  now,
  lang,
  token,
  chosenLang,
  late,
}: ShownOffer & { late: boolean }) {
  const { offer, opening, offeredBy, visit } = found
  const { clinic, patient, appointment, practitioner } = visit
  const texts = patientTexts(lang)
  const zone = clinic.timeZone
  const offered = whenOf(opening.startsAt, now, zone, lang)
  const current = whenOf(appointment.startsAt, now, zone, lang)
  const until = whenOf(endOf(offer), now, zone, lang)
  const today = dayOf(endOf(offer), zone) === dayOf(now, zone)
  const words = late
    ? texts.offer.late(until, today, current)
    : texts.offer.pending(patient.givenName, current)
  const atOnce = offer.askedAtOnce > 1
  const other = offeredBy !== practitioner
  return (
    <>
      <form action={answerOffer}>
        <LinkFields token={token} lang={chosenLang} />
        <PatientTitle>{words.title}</PatientTitle>
        {words.lead && <PatientLead>{words.lead}</PatientLead>}
        {!late && atOnce && <PatientLead>{texts.hold.atOnce(offer.askedAtOnce)}</PatientLead>}
        {!late && (
          <HoldBar
            words={atOnce ? texts.hold.open(until, today) : texts.hold.until(until, today)}
            until={offer.expiresAt}
            now={now}
            minutes={heldMinutes(found)}
            lang={lang}
          />
        )}
        <OfferCards
          offered={{
            label: texts.labels.earlierTime,
            when: offered,
            ...(other && { more: offeredBy }),
          }}
          current={{
            label: texts.labels.yourTimeNow,
            when: current,
            ...(other && { more: practitioner }),
          }}
          earlier={earlierBy(opening.startsAt, appointment.startsAt, zone, lang)}
        />
        <PatientNote>{visitLine({ ...visit, practitioner: offeredBy }, lang)}</PatientNote>
        <AnswerButtons
          answers={[
            { label: texts.buttons.accept, look: 'primary', value: 'accept' },
            { label: texts.buttons.keepCurrent, look: 'outline', value: 'decline', form: keepForm },
          ]}
        />
        <PatientNote>{words.note}</PatientNote>
      </form>
      <AskDifferently lang={lang} wishes={visit.wait.wishes}>
        <LinkFields token={token} lang={chosenLang} />
      </AskDifferently>
    </>
  )
}

type AskProps = {
  lang: Language
  wishes: Wishes
  children: ReactNode
}

/** The form that is sent by who keeps their time: apart, so that Enter in a field of it never accepts. */
const keepForm = 'keep'

/** What the patient wants to be asked about from now on: sent when they keep their time. */
function AskDifferently({ lang, wishes, children }: AskProps) {
  const texts = patientTexts(lang)
  return (
    <details className="mt-4">
      <summary className="link w-fit cursor-pointer py-2">{texts.wishes.askDifferently}</summary>
      <form id={keepForm} action={answerOffer} className="mt-3 flex flex-col gap-5">
        {children}
        <WishFields lang={lang} wishes={wishes} />
        <Checkbox name="stop" size="large" label={texts.wishes.stop} />
        <p className="text-ink-2">{texts.wishes.counts}</p>
        <button
          type="submit"
          name="answer"
          value="decline"
          className={buttonClass('outline', 'decide')}
        >
          {texts.wishes.keepAndSave}
        </button>
      </form>
    </details>
  )
}

/** The visit has moved to the earlier time. */
export function Accepted({ found, now, lang, chosenLang, visitPath }: ShownOffer) {
  const { offer, visit } = found
  const { clinic, appointment } = visit
  const texts = patientTexts(lang)
  const when = whenOf(appointment.startsAt, now, clinic.timeZone, lang)
  const old = whenOf(offer.fromStartsAt, now, clinic.timeZone, lang)
  const card = (
    <VisitCard
      label={texts.labels.yourNewTime}
      when={when}
      earlier={earlierBy(appointment.startsAt, offer.fromStartsAt, clinic.timeZone, lang)}
      facts={visitFacts(visit, lang)}
    />
  )
  return (
    <Notice words={texts.offer.accepted(when, old)} mark="done" card={card}>
      {visitPath && (
        <>
          <CalendarButton
            href={pathWith(`${visitPath}/visit.ics`, { lang: chosenLang })}
            label={texts.buttons.addToCalendar}
          />
          <QuietAnswer
            label={texts.buttons.notComingAfterAll}
            href={pathWith(visitPath, { ask: 'cancel', lang: chosenLang })}
          />
        </>
      )}
    </Notice>
  )
}

/** The offer is over; the patient has lost nothing. */
export function Closed({ view, ...shown }: ShownOffer & { view: ClosedView }) {
  const { found, now, lang, token, chosenLang, query, visitPath } = shown
  const { offer, visit } = found
  const { clinic, appointment } = visit
  const texts = patientTexts(lang)
  const zone = clinic.timeZone
  const ended = whenOf(endOf(offer), now, zone, lang)
  const today = dayOf(endOf(offer), zone) === dayOf(now, zone)
  const words: Record<ClosedView, PageWords> = {
    declined: texts.offer.declined,
    kept: texts.offer.kept,
    'asking-another': texts.offer.askingAnother(ended, today),
    expired: texts.offer.expired(ended, today),
    withdrawn: texts.offer.withdrawn,
    taken: texts.offer.taken,
    quicker: texts.offer.quicker,
    'needed-back': texts.offer.neededBack,
    unavailable: texts.offer.unavailable,
    'busy-then': texts.offer.busyThen,
    undelivered: texts.offer.undelivered,
    'visit-changed': texts.offer.visitChanged,
  }
  const keeps = view !== 'visit-changed'
  const when = whenOf(appointment.startsAt, now, zone, lang)
  const asked = visit.wait.isOpen
  const again = keeps ? typedAgain(query, texts, when, wishForm(visit)) : undefined
  const earlierPath = visitPath && `${visitPath}/earlier`
  const notice = (
    <Notice
      // Who is not asked any more is not told that they will be.
      words={keeps && !asked ? { ...words[view], note: undefined } : words[view]}
      card={
        keeps && (
          <VisitCard label={texts.labels.yourTime} when={when} facts={visitFacts(visit, lang)} />
        )
      }
    >
      <CallButton phone={clinic.phone} label={texts.buttons.call(clinic.phone)} />
      {keeps && (
        <form action={answerOffer}>
          <LinkFields token={token} lang={chosenLang} />
          {asked && earlierPath && (
            <QuietAnswer
              label={texts.wishes.link}
              href={pathWith(earlierPath, { lang: chosenLang })}
            />
          )}
          <QuietAnswer
            label={asked ? texts.buttons.askNoMore : texts.buttons.askAgain}
            value={asked ? 'ask-no-more' : 'ask-again'}
          />
        </form>
      )}
    </Notice>
  )
  return (
    <>
      {again && earlierPath && (
        <WishProblemBanner
          texts={texts}
          again={again}
          title={texts.wishes.keptNotSaved}
          href={pathWith(earlierPath, { ...query, lang: chosenLang })}
        />
      )}
      {notice}
    </>
  )
}

/** When an offer ends, or ended before that. */
function endOf({ expiresAt, closedAt }: PatientOffer['offer']): Date {
  return closedAt && closedAt < expiresAt ? closedAt : expiresAt
}

type ClosedView = Exclude<OfferView, 'pending' | 'late' | 'accepted'> | 'kept'

function heldMinutes({ offer }: PatientOffer): number {
  return Math.max(1, Math.round((+offer.expiresAt - +offer.offeredAt) / 60_000))
}
