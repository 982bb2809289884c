import type { Metadata } from 'next'
import { calendarHref } from '@/components/calendar/address'
import { CalendarHead } from '@/components/calendar/calendar-head'
import { DayView } from '@/components/calendar/day-view'
import { headingOf, weekWords } from '@/components/calendar/heading'
import { openingFacts } from '@/components/calendar/opening-facts'
import { daysOf, rangeOf } from '@/components/calendar/range'
import { readAddress, type SearchParams } from '@/components/calendar/read-address'
import { CalendarSurface } from '@/components/calendar/surface'
import { VisitPanel } from '@/components/calendar/visit-panel'
import { PageBody } from '@/components/frame/page-head'
import { inClinic } from '@/db/client'
import { appointmentDetails } from '@/db/queries/appointment-details'
import {
  absencesWithin,
  lastRescheduleDay,
  openingsWithin,
  practitionersWithHours,
  visitsWithin,
} from '@/db/queries/calendar'
import { time } from '@/lib/domain/format'
import { may } from '@/lib/domain/permissions'
import { nextSweep } from '@/lib/domain/sweeps'
import { dayOf } from '@/lib/domain/time'
import { requireStaff } from '@/lib/session'

export const metadata: Metadata = { title: 'Calendar' }

export default async function CalendarPage({
  searchParams,
}: {
  searchParams: Promise<SearchParams>
}) {
  const { clinic, staff } = await requireStaff('calendar.view')
  const params = await searchParams
  const zone = clinic.timeZone
  const loaded = await inClinic(clinic.id, async (tx, now) => {
    const asked = readAddress(params, dayOf(now, zone))
    const details = asked.visit ? await appointmentDetails(tx, clinic.id, asked.visit) : null
    // An address that names a visit alone shows the visit's own day.
    const date =
      details && params.date === undefined ? dayOf(details.appointment.startsAt, zone) : asked.date
    const address = { ...asked, date }
    const days = daysOf(address)
    const range = rangeOf(days, zone)
    const [practitioners, visits, openings, absences, lastSweep] = await Promise.all([
      practitionersWithHours(tx, clinic.id),
      visitsWithin(tx, clinic.id, range),
      openingsWithin(tx, clinic.id, range),
      absencesWithin(tx, clinic.id, range),
      lastRescheduleDay(tx, clinic.id),
    ])
    return { address, days, details, practitioners, visits, openings, absences, lastSweep, now }
  })
  const { address, days, details, practitioners, visits, openings, absences, now } = loaded
  const today = dayOf(now, zone)
  const plan = {
    offersOn: clinic.offersOn,
    nextLook: clinic.rescheduleOn
      ? time(nextSweep({ at: clinic.rescheduleAt, zone, lastDay: loaded.lastSweep, now }), zone)
      : null,
  }
  const data = { visits, openings, absences }
  const hrefOf = (visit: string | null) => calendarHref({ ...address, visit })
  const shown = practitioners.filter(
    (one) => one.active || visits.some((visit) => visit.practitionerId === one.id),
  )
  const order = visits.map((visit) => visit.id)
  const place = details ? order.indexOf(details.appointment.id) : -1
  return (
    <div className="flex min-h-0 flex-1 flex-col tablet:h-dvh">
      <CalendarHead
        address={address}
        heading={headingOf(address.view, address.date, days.at(-1) ?? address.date, today)}
        week={weekWords(address.view, address.date)}
        mayBook={may(staff.role, 'appointment.book')}
      />
      <PageBody>
        <CalendarSurface
          gridMinutes={clinic.gridMinutes}
          may={{
            book: may(staff.role, 'appointment.book'),
            move: may(staff.role, 'appointment.move'),
            manageOpenings: may(staff.role, 'opening.manage'),
          }}
          openings={openings.map((opening) => openingFacts(opening, plan, { zone, now }))}
          selected={address.visit}
          closeHref={hrefOf(null)}
          drawn={`${address.view} ${address.date}`}
        >
          <DayView
            day={address.date}
            practitioners={shown}
            data={data}
            zone={zone}
            now={now}
            hrefOf={hrefOf}
            selected={address.visit}
            mayMove={may(staff.role, 'appointment.move')}
            plan={plan}
          />
        </CalendarSurface>
        {details && (
          <VisitPanel
            details={details}
            role={staff.role}
            practitioners={shown}
            closeHref={hrefOf(null)}
            previousHref={order[place - 1] ? hrefOf(order[place - 1] ?? null) : null}
            nextHref={place >= 0 && order[place + 1] ? hrefOf(order[place + 1] ?? null) : null}
            zone={zone}
            now={now}
          />
        )}
      </PageBody>
    </div>
  )
}
