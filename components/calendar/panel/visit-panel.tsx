import { StatusBadge } from '@/components/status/badge'
import { cancelledWords } from '@/components/status/cancelled-words'
import { Glyph } from '@/components/status/glyph'
import { stateWords } from '@/components/status/words'
import { IconLink } from '@/components/ui/icon-link'
import { IconChevronDown, IconChevronUp, IconClose } from '@/components/ui/icons'
import { Facts, Panel, PanelHead, PanelSection } from '@/components/ui/panel'
import type { CalendarPractitioner } from '@/db/queries/appointment/calendar'
import type { AppointmentDetails } from '@/db/queries/appointment/details'
import { type Attendance, attendanceRefusal } from '@/lib/domain/attendance'
import { dayAndMonth, duration, personName, shortDay } from '@/lib/domain/format'
import { may, type Permission, type Role } from '@/lib/domain/permissions'
import { isExpectedState } from '@/lib/domain/states'
import { telephoneLink } from '@/lib/domain/telephone'
import { daysBetween } from '@/lib/domain/time'
import { dayLabel, daysCounted, daysGained, minutesOf, type Now, timeSpan } from '../words'
import { historyEntries } from './history'
import { NoteEditor } from './note-editor'
import { VisitActions } from './visit-actions'
import { VisitHistory, VisitMails } from './visit-history'
import { VisitWait } from './visit-wait'
import { WaitlistSection } from './waitlist-section'

type Props = Now & {
  details: AppointmentDetails
  role: Role
  practitioners: CalendarPractitioner[]
  /** The addresses of the calendar without details, and with the neighbours' details. */
  closeHref: string
  previousHref: string | null
  nextHref: string | null
}

/** A visit's details: what it is, what can be done with it, whose it is, and everything that happened. */
export function VisitPanel({
  details,
  role,
  practitioners,
  closeHref,
  previousHref,
  nextHref,
  zone,
  now,
}: Props) {
  const { appointment, patient, typeName, practitionerName, history, mails } = details
  const name = personName(patient)
  // Nothing is written of an erased patient any more.
  const can = (permission: Permission) => may(role, permission) && !patient.erasedAt
  const gained = daysGained(
    { ...appointment, cameEarlier: details.offers.some((one) => one.state === 'accepted') },
    zone,
  )
  const expected = isExpectedState(appointment.status)
  const time = { start: appointment.startsAt, end: appointment.endsAt }
  const timely = (attendance: Attendance) => attendanceRefusal(attendance, time, zone, now) === null
  return (
    <Panel label={`Visit of ${name}`} className="visit-panel">
      <PanelHead
        actions={
          <div className="flex">
            {previousHref && (
              <IconLink
                href={previousHref}
                scroll={false}
                size="compact"
                label="Previous visit"
                icon={<IconChevronUp />}
              />
            )}
            {nextHref && (
              <IconLink
                href={nextHref}
                scroll={false}
                size="compact"
                label="Next visit"
                icon={<IconChevronDown />}
              />
            )}
            <IconLink
              href={closeHref}
              scroll={false}
              size="compact"
              label="Close details"
              icon={<IconClose />}
              data-close-panel=""
            />
          </div>
        }
      >
        <StatusBadge state={appointment.status}>{stateText(details)}</StatusBadge>
      </PanelHead>
      <h2
        className={`mt-1 text-22 font-strong break-words text-ink ${appointment.status === 'cancelled' ? 'line-through decoration-1' : ''}`}
      >
        {name}
      </h2>
      <p className="mt-1 text-14 text-ink">
        <strong>
          {near(appointment.startsAt, now, zone)}
          {dayLabel(appointment.startsAt, zone)},{' '}
          <span className="whitespace-nowrap">{timeSpan(appointment, zone)}</span>
        </strong>
        {expected && (
          <VisitWait start={appointment.startsAt.toISOString()} now={now.toISOString()} />
        )}
      </p>
      <p className="text-14 text-ink-2">
        {typeName}, {duration(minutesOf(appointment), 'en')} · {practitionerName}
      </p>
      {gained > 0 && (
        <p className="mt-2 flex items-center gap-2 rounded-control bg-play-soft px-3 py-1 text-13 text-play-ink">
          <Glyph state="moved" />
          <span>
            <strong>{daysCounted(gained)} earlier</strong> than first booked,{' '}
            {shortDay(appointment.firstStartsAt, zone, 'en')}
          </span>
        </p>
      )}
      <VisitActions
        key={`${appointment.id} ${appointment.version}`}
        visit={{
          appointmentId: appointment.id,
          version: appointment.version,
          patientName: name,
          startIso: appointment.startsAt.toISOString(),
          endIso: appointment.endsAt.toISOString(),
          practitionerId: appointment.practitionerId,
          practitionerName,
          typeId: appointment.typeId,
          typeName,
        }}
        status={appointment.status}
        begun={appointment.startsAt <= now}
        over={appointment.endsAt <= now}
        timely={{
          arrived: timely('arrived'),
          fulfilled: timely('fulfilled'),
          noshow: timely('noshow'),
        }}
        may={{
          confirm: can('appointment.confirm'),
          attend: can('appointment.attend'),
          move: can('appointment.move'),
          cancel: can('appointment.cancel'),
        }}
      />
      <PanelSection>
        <Facts rows={patientFacts(patient)} />
      </PanelSection>
      {expected && appointment.startsAt > now && (
        <WaitlistSection
          key={appointment.id}
          appointmentId={appointment.id}
          on={details.wait.isOpen}
          wishes={details.wait.wishes}
          practitioners={practitioners.map(({ id, name }) => ({ id, name }))}
          workdays={workdaysOf(practitioners)}
          givenName={patient.givenName}
          date={dayAndMonth(appointment.startsAt, zone, 'en')}
          lastAsked={
            details.offers[0] ? dayAndMonth(details.offers[0].offeredAt, zone, 'en') : null
          }
          stopped={patient.offersStoppedAt !== null}
          mayEdit={can('appointment.book')}
        />
      )}
      <NoteEditor
        key={`note ${appointment.id}`}
        appointmentId={appointment.id}
        note={appointment.note}
        mayEdit={can('appointment.book')}
      />
      <VisitHistory entries={historyEntries(history, mails, zone)} zone={zone} />
      <VisitMails mails={mails} zone={zone} />
    </Panel>
  )
}

/** 'Booked, not confirmed yet', 'Confirmed by patient', 'Cancelled for patient', or the state's word. */
function stateText({ appointment }: AppointmentDetails): string {
  const { status, confirmedBy } = appointment
  if (status === 'booked') return 'Booked, not confirmed yet'
  if (status === 'confirmed')
    return confirmedBy === 'staff' ? 'Confirmed by staff' : 'Confirmed by patient'
  return status === 'cancelled' ? cancelledWords(appointment) : stateWords[status]
}

function near(start: Date, now: Date, zone: string): string {
  const days = daysBetween(now, start, zone)
  return days === 0 ? 'Today, ' : days === 1 ? 'Tomorrow, ' : ''
}

function patientFacts(patient: AppointmentDetails['patient']): [string, React.ReactNode][] {
  const { phone, email, language, birthDate, bouncedAt, erasedAt } = patient
  if (erasedAt) return [['Patient', 'Was erased; what is left is for the figures']]
  const rows: [string, React.ReactNode][] = []
  if (phone) {
    rows.push([
      'Phone',
      <a key="phone" href={telephoneLink(phone)} className="no-underline hover:underline">
        {phone}
      </a>,
    ])
  }
  rows.push(['Email', bouncedAt ? `${email} (mail came back)` : email])
  rows.push(['Language', language === 'de' ? 'German' : 'English'])
  if (birthDate) rows.push(['Born', bornOn(birthDate)])
  return rows
}

/** '4 November 1987'. */
function bornOn(day: string): string {
  const noon = new Date(`${day}T12:00:00Z`)
  return `${dayAndMonth(noon, 'UTC', 'en')} ${day.slice(0, 4)}`
}

function workdaysOf(practitioners: readonly CalendarPractitioner[]): number[] {
  const days = practitioners.flatMap((one) => one.hours.map((hours) => hours.weekday))
  return days.length > 0 ? [...new Set(days)].sort() : [1, 2, 3, 4, 5]
}
