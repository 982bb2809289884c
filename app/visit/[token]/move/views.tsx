import { moveVisit } from '@/app/visit/actions'
import {
  PatientCard,
  PatientLead,
  PatientNote,
  PatientTitle,
  VisitTime,
} from '@/components/frame/patient-frame'
import { AnswerButtons, CallButton, QuietAnswer } from '@/components/patient/answer-buttons'
import { visitLine } from '@/components/patient/facts'
import { Notice } from '@/components/patient/notice'
import { LinkFields } from '@/components/patient/page'
import { patientTexts } from '@/components/patient/texts'
import { VisitCard } from '@/components/patient/visit-card'
import { whenOf } from '@/components/patient/when'
import { Banner } from '@/components/ui/banner'
import { buttonClass } from '@/components/ui/button-class'
import { tiled } from '@/lib/domain/free-times'
import { pathWith } from '@/lib/domain/path-with'
import { reasonForPatient } from '@/lib/domain/reasons-for-patients'
import type { Shown } from '../behind-link'
import type { Choice, Chosen, Why } from './read'

/** Patients cannot move the visit here: whom to call. */
export function Barred({ visit, now, lang, why, refusal }: Shown & Why) {
  const texts = patientTexts(lang)
  const { clinic, appointment } = visit
  const when = whenOf(appointment.startsAt, now, clinic.timeZone, lang)
  const words = {
    'too-late': texts.move.tooLate(when, clinic.selfMoveHours ?? 0),
    'not-allowed': texts.move.notHere,
    enough: {
      ...texts.move.notHere,
      // The number stands on the button.
      lead: reasonForPatient('moved-enough', lang, { times: refusal?.detail?.times }),
    },
  }[why]
  return (
    <Notice words={words} card={<VisitCard label={texts.labels.yourVisit} when={when} />}>
      <CallButton phone={clinic.phone} label={texts.buttons.call(clinic.phone)} />
    </Notice>
  )
}

/** The free times of a week. */
export function Choose(props: Shown & Choice) {
  const { visit, now, lang, path, chosenLang, who, times, taken } = props
  const texts = patientTexts(lang)
  const when = whenOf(visit.appointment.startsAt, now, visit.clinic.timeZone, lang)
  const words = texts.move.choose(when)
  const href = (query: { day?: string; who?: string }) =>
    pathWith(`${path}/move`, { lang: chosenLang, ...query })
  const others = who === 'others' ? 'others' : undefined
  const shown = times.filter(({ days }) => days.some(({ starts }) => starts.length > 0))
  return (
    <>
      {taken && (
        <Banner tone="danger" role="alert" title={texts.move.taken} className="mb-4 text-16!" />
      )}
      <PatientTitle>{words.title}</PatientTitle>
      <PatientLead>{words.lead}</PatientLead>
      {props.hasOthers && (
        <p className="mb-2">
          <a
            href={href({ day: props.day, who: others ? undefined : 'others' })}
            className="link inline-block py-1"
          >
            {others ? texts.move.showOwn(visit.practitioner) : texts.move.showOthers}
          </a>
        </p>
      )}
      {shown.map((one) => (
        <WeekWith key={one.practitioner.id} {...props} {...one} />
      ))}
      {shown.length === 0 && <PatientNote>{texts.move.none}</PatientNote>}
      <nav className="mt-6 flex flex-wrap justify-between gap-2.5">
        {props.before && (
          <a
            href={href({ day: props.before, who: others })}
            className={buttonClass('outline', 'touch')}
          >
            {texts.move.earlierDays}
          </a>
        )}
        {props.after && (
          <a
            href={href({ day: props.after, who: others })}
            className={buttonClass('outline', 'touch', 'ml-auto')}
          >
            {texts.move.laterDays}
          </a>
        )}
      </nav>
      <QuietAnswer label={texts.buttons.back} href={pathWith(path, { lang: chosenLang })} />
    </>
  )
}

/** The days of one practitioner, each with its times as links to where one is confirmed. */
function WeekWith({
  visit,
  now,
  lang,
  path,
  chosenLang,
  practitioner,
  days,
}: Shown & Choice['times'][number]) {
  const texts = patientTexts(lang)
  const { clinic, appointment } = visit
  const minutes = (+appointment.endsAt - +appointment.startsAt) / 60_000
  const free = days
    .map(({ starts }) => tiled(starts, minutes))
    .filter((starts) => starts.length > 0)
    .map((starts) => starts.map((start) => whenOf(start, now, clinic.timeZone, lang)))
  return (
    <section className="mt-4">
      <h2 className="mb-2 text-18 font-strong">{texts.move.with(practitioner.name)}</h2>
      {free.map((whens, i) => (
        <details key={whens[0]?.iso} open={i === 0} className="border-t border-line">
          <summary className="flex min-h-touch cursor-pointer flex-wrap items-center justify-between gap-x-3">
            <span className="font-mid">{whens[0]?.day}</span>
            <span className="text-ink-2">{texts.move.free(whens.length)}</span>
          </summary>
          <ul className="grid grid-cols-[repeat(auto-fill,minmax(84px,1fr))] gap-2 pb-4">
            {whens.map((when) => (
              <li key={when.iso}>
                <a
                  href={pathWith(`${path}/move`, {
                    lang: chosenLang,
                    with: practitioner.id,
                    to: when.iso,
                  })}
                  aria-label={`${when.time}, ${when.day}, ${practitioner.name}`}
                  className={buttonClass('outline', 'touch', 'w-full px-2!')}
                >
                  {when.time}
                </a>
              </li>
            ))}
          </ul>
        </details>
      ))}
    </section>
  )
}

/** Asks once before the visit moves to the chosen time. */
export function Confirm({
  visit,
  now,
  lang,
  token,
  path,
  chosenLang,
  chosen,
  practitioner,
}: Shown & Chosen) {
  const texts = patientTexts(lang)
  const { clinic, appointment } = visit
  const when = whenOf(chosen, now, clinic.timeZone, lang)
  const current = whenOf(appointment.startsAt, now, clinic.timeZone, lang)
  const words = texts.move.confirm
  const other = practitioner.id !== appointment.practitionerId
  return (
    <form action={moveVisit}>
      <LinkFields token={token} lang={chosenLang} />
      <input type="hidden" name="with" value={practitioner.id} />
      <input type="hidden" name="to" value={when.iso} />
      <PatientTitle>{words.title}</PatientTitle>
      <div className="flex flex-col gap-3">
        <PatientCard look="chosen">
          <VisitTime
            label={texts.labels.newTime}
            day={when.day}
            time={when.time}
            dateTime={when.iso}
            accent
          />
          {other && <p className="text-ink-2">{practitioner.name}</p>}
        </PatientCard>
        <PatientCard look="hollow">
          <VisitTime
            label={texts.labels.yourTimeNow}
            day={current.day}
            time={current.time}
            dateTime={current.iso}
            small
          />
          {other && <p className="text-ink-2">{visit.practitioner}</p>}
        </PatientCard>
      </div>
      <PatientNote>{visitLine({ ...visit, practitioner: practitioner.name }, lang)}</PatientNote>
      <AnswerButtons
        answers={[
          { label: texts.buttons.moveHere, look: 'primary', value: 'move' },
          {
            label: texts.buttons.keepCurrent,
            look: 'outline',
            href: pathWith(path, { lang: chosenLang }),
          },
        ]}
      />
      <PatientNote>{words.note}</PatientNote>
      <QuietAnswer
        label={texts.buttons.otherTimes}
        href={pathWith(`${path}/move`, { lang: chosenLang, who: other ? 'others' : undefined })}
      />
    </form>
  )
}
