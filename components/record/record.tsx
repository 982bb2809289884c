import type { ReactNode } from 'react'
import type {
  PatientRecord,
  RecordedEntry,
  RecordedVisit,
  RecordedWait,
} from '@/db/queries/patient/record'
import {
  clock,
  duration,
  fullDay,
  type Language,
  personName,
  time,
  weekdayName,
} from '@/lib/domain/format'
import { type RecordTexts, recordTexts } from './texts'

type Saying = { texts: RecordTexts; lang: Language; zone: string }

/** Everything that a clinic keeps of a patient, for them to read: in their language, one column, to print. */
export function Record({ record, lang }: { record: PatientRecord; lang: Language }) {
  const { clinic, patient, visits, trail } = record
  const saying = { texts: recordTexts(lang), lang, zone: clinic.timeZone }
  const { texts } = saying
  const day = fullDay(record.madeAt, clinic.timeZone, lang)
  return (
    <>
      <h1 className="text-30 font-strong">{texts.title}</h1>
      <p className="mt-2">{texts.lead({ name: personName(patient), clinic: clinic.name, day })}</p>
      <p className="mt-1 text-ink-2">
        {[clinic.name, clinic.address, clinic.phone].filter(Boolean).join(', ')}.{' '}
        {texts.zone(clinic.timeZone.replaceAll('_', ' '))}
      </p>
      <Part title={texts.person.title}>
        <Facts rows={personFacts(patient, saying)} />
      </Part>
      <Part title={texts.visits.title}>
        {visits.length === 0 && <p>{texts.none}</p>}
        {visits.map((visit) => (
          <Visit key={visit.id} visit={visit} saying={saying} />
        ))}
      </Part>
      <Part title={texts.trail.title}>
        <p className="mb-3">{texts.trail.lead}</p>
        <Trail entries={trail} saying={saying} />
      </Part>
    </>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mt-8">
      <h2 className="mb-3 border-b border-line pb-1 text-18 font-strong">{title}</h2>
      {children}
    </section>
  )
}

type Fact = [label: string, value: ReactNode]

function Facts({ rows }: { rows: Fact[] }) {
  return (
    <dl className="grid gap-x-4 gap-y-1 phone:grid-cols-[minmax(0,200px)_minmax(0,1fr)]">
      {rows.map(([label, value]) => (
        <div key={label} className="contents">
          <dt className="text-ink-2">{label}</dt>
          <dd className="min-w-0 wrap-anywhere max-phone:mb-1.5">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function personFacts(patient: PatientRecord['patient'], saying: Saying): Fact[] {
  const { texts, lang } = saying
  const { person, languages, never } = texts
  const born = patient.birthDate && fullDay(new Date(`${patient.birthDate}T12:00Z`), 'UTC', lang)
  return [
    [person.name, personName(patient)],
    [person.email, patient.email || never],
    [person.phone, patient.phone || never],
    [person.born, born ? withoutWeekday(born) : never],
    [person.language, languages[patient.language]],
    [person.offersAgreed, patient.offersAgreedAt ? moment(patient.offersAgreedAt, saying) : never],
    ...(patient.offersStoppedAt
      ? [[person.offersStopped, moment(patient.offersStoppedAt, saying)] as Fact]
      : []),
    ...(patient.bouncedAt ? [[person.bounced, moment(patient.bouncedAt, saying)] as Fact] : []),
    [person.added, moment(patient.createdAt, saying)],
  ]
}

function Visit({ visit, saying }: { visit: RecordedVisit; saying: Saying }) {
  const { texts, zone, lang } = saying
  return (
    <article className="mb-6 break-inside-avoid-page">
      <h3 className="font-strong">
        {fullDay(visit.startsAt, zone, lang)}, {time(visit.startsAt, zone)}–
        {clock(visit.endsAt, zone, lang)}
      </h3>
      <p className="mb-2">
        {visit.type}, {visit.practitioner}: {texts.states[visit.status]}
      </p>
      <Facts rows={visitFacts(visit, saying)} />
      <List title={texts.waits.title} rows={visit.waits.map((one) => waitLine(one, saying))} />
      <List title={texts.offers.title} rows={visit.offers.map((one) => offerLine(one, saying))} />
      <List title={texts.emails.title} rows={visit.emails.map((one) => emailLine(one, saying))} />
      {visit.links.length > 0 && (
        <List title={texts.links.title} rows={[texts.links.made(visit.links.length)]} />
      )}
    </article>
  )
}

function visitFacts(visit: RecordedVisit, saying: Saying): Fact[] {
  const { visits, confirmedHow, cancelledFor } = saying.texts
  const at = (label: string, instant: Date | null): Fact[] =>
    instant ? [[label, moment(instant, saying)]] : []
  const said = (label: string, value: ReactNode): Fact[] => (value ? [[label, value]] : [])
  const moved = visit.timesMoved > 0
  return [
    ...at(visits.booked, visit.bookedAt),
    ...at(visits.first, moved ? visit.firstStartsAt : null),
    ...said(visits.moved, moved && String(visit.timesMoved)),
    ...at(visits.confirmed, visit.confirmedAt),
    ...said(visits.confirmedHow, visit.confirmedHow && confirmedHow[visit.confirmedHow]),
    ...at(visits.arrived, visit.arrivedAt),
    ...at(visits.cancelled, visit.cancelledAt),
    ...said(visits.cancelledFor, visit.cancelledFor && cancelledFor[visit.cancelledFor]),
    ...said(visits.reason, visit.cancelReason),
    ...said(visits.note, visit.note),
  ]
}

function waitLine({ since, until, wishes }: RecordedWait, saying: Saying): string {
  const { waits } = saying.texts
  const from = moment(since, saying)
  const wished = wishWords(wishes, saying)
  const when = until ? waits.over(from, moment(until, saying)) : waits.since(from)
  return wished ? `${when}: ${wished}` : when
}

function wishWords(wishes: RecordedWait['wishes'], { texts, lang }: Saying): string {
  const { practitioners, weekdays, times, noticeMinutes, notBefore, minGainDays } = wishes
  const words = texts.wishes
  return [
    practitioners.length > 0 && words.with(practitioners.join(', ')),
    weekdays.length > 0 &&
      words.days(weekdays.map((weekday) => weekdayName(weekday, lang, 'long')).join(', ')),
    ...times.map((part) => words.times[part]),
    notBefore &&
      words.notBefore(withoutWeekday(fullDay(new Date(`${notBefore}T12:00Z`), 'UTC', lang))),
    noticeMinutes > 0 && words.notice(duration(noticeMinutes, lang)),
    minGainDays && words.gain(minGainDays),
  ]
    .filter(Boolean)
    .join(', ')
}

function offerLine(offer: RecordedVisit['offers'][number], saying: Saying): string {
  const { offers } = saying.texts
  const time = `${moment(offer.startsAt, saying)}, ${offer.practitioner}`
  return `${time}: ${offers.states[offer.state]} (${offers.until(moment(offer.expiresAt, saying))})`
}

function emailLine(email: RecordedVisit['emails'][number], saying: Saying): string {
  const { kinds, states, to } = saying.texts.emails
  const when = moment(email.sentAt ?? email.queuedAt, saying)
  const address = email.sentTo ? ` ${to(email.sentTo)}` : ''
  return `${when}: ${kinds[email.kind]}, ${states[email.state]}${address}`
}

function List({ title, rows }: { title: string; rows: string[] }) {
  if (rows.length === 0) return null
  return (
    <>
      <h4 className="mt-2 text-ink-2">{title}</h4>
      <ul className="list-disc pl-5">
        {rows.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a list on paper, whose rows may be alike
          <li key={index} className="wrap-anywhere">
            {row}
          </li>
        ))}
      </ul>
    </>
  )
}

function Trail({ entries, saying }: { entries: RecordedEntry[]; saying: Saying }) {
  const { trail } = saying.texts
  return (
    <table className="w-full border-collapse text-left text-14">
      <thead>
        <tr className="border-b border-line text-ink-2">
          {[trail.when, trail.who, trail.what].map((head) => (
            <th key={head} scope="col" className="py-1 pr-3 font-mid">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {entries.map((entry, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a report never change places
          <tr key={index} className="border-b border-line align-top last:border-b-0">
            <td className="py-1 pr-3">{moment(entry.at, saying)}</td>
            <td className="py-1 pr-3">{trail.by[entry.by]}</td>
            <td className="py-1 wrap-anywhere">{actionWords(entry.action, trail.actions)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** An action that is not known here goes by its name: it is theirs to know. */
function actionWords(action: string, words: { [action: string]: string }): string {
  return words[action] ?? action.replaceAll(/[.-]/g, ' ')
}

/** 'Thursday 12 March 2026, 14:40'. */
function moment(instant: Date, { zone, lang }: Saying): string {
  return `${fullDay(instant, zone, lang)}, ${clock(instant, zone, lang)}`
}

/** '12 March 2026' of 'Thursday 12 March 2026', '12. März 2026' of 'Donnerstag, 12. März 2026'. */
function withoutWeekday(day: string): string {
  return day.replace(/^\p{L}+,? /u, '')
}
