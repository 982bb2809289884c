import type { Metadata } from 'next'
import { calendarHref } from '@/components/calendar/address'
import { CalendarHead } from '@/components/calendar/calendar-head'
import { CalendarSurface } from '@/components/calendar/grid/surface'
import { weekDays } from '@/components/calendar/grid/week-view'
import { headingOf, weekWords } from '@/components/calendar/heading'
import { openingFacts } from '@/components/calendar/panel/opening-facts'
import { VisitPanel } from '@/components/calendar/panel/visit-panel'
import { PhoneHead } from '@/components/calendar/phone/phone-head'
import { PractitionerTabs } from '@/components/calendar/practitioner-tabs'
import { Summary } from '@/components/calendar/summary'
import { PageBody } from '@/components/frame/page-head'
import { Banner } from '@/components/ui/banner'
import { ButtonLink } from '@/components/ui/button-link'
import { EmptyState } from '@/components/ui/empty-state'
import type { Params } from '@/lib/domain/params'
import { may } from '@/lib/domain/permissions'
import { dayOf } from '@/lib/domain/time'
import { requireStaff } from '@/lib/session'
import { loadCalendar } from './load'
import { CalendarView } from './view'

export const metadata: Metadata = { title: 'Calendar' }

export default async function CalendarPage({ searchParams }: { searchParams: Promise<Params> }) {
  const { clinic, staff } = await requireStaff('calendar.view')
  const params = await searchParams
  const loaded = await loadCalendar(clinic, params)
  const { address, details, practitioners, chosen, phone, data, plan, now } = loaded
  const zone = clinic.timeZone
  const days =
    address.view === 'week' && chosen ? weekDays(loaded.days, chosen, data, zone) : loaded.days
  const lastDay = days.at(-1) ?? address.date
  const heading = headingOf(address.view, address.date, lastDay, dayOf(now, zone))
  const hrefOf = (visit: string | null) => calendarHref({ ...address, visit })
  const mayBook = may(staff.role, 'appointment.book')
  const mayMove = may(staff.role, 'appointment.move')
  const order = data.visits.map((visit) => visit.id)
  const place = details ? order.indexOf(details.appointment.id) : -1
  const neighbour = (by: 1 | -1) => {
    const id = place >= 0 ? order[place + by] : undefined
    return id ? hrefOf(id) : null
  }
  return (
    <div className="flex min-h-0 flex-1 flex-col tablet:h-dvh">
      <CalendarHead
        address={address}
        heading={heading}
        week={weekWords(address.view, address.date)}
        chosen={address.view === 'day' ? null : (chosen?.id ?? null)}
        mayBook={mayBook}
      />
      <PhoneHead
        address={address}
        heading={
          address.view === 'week'
            ? headingOf('day', address.date, lastDay, dayOf(now, zone))
            : heading
        }
        chosen={
          address.practitioner === 'all'
            ? null
            : ((address.view === 'list' ? chosen : phone)?.id ?? null)
        }
        practitioners={practitioners}
        openings={data.openings}
        zone={zone}
        mayBook={mayBook}
      />
      {params.refused !== undefined && (
        <Banner tone="info" title="That page is not for your role." className="mx-3 mb-2">
          Ask an admin of the clinic if you need it.
        </Banner>
      )}
      {(address.view === 'week' || address.view === 'list') && (
        <PractitionerTabs
          practitioners={practitioners}
          chosen={chosen?.id ?? null}
          all={address.view === 'list'}
          hrefOf={(practitioner) => calendarHref({ ...address, practitioner, visit: null })}
        >
          <Summary visits={data.visits} openings={data.openings} zone={zone} />
        </PractitionerTabs>
      )}
      <PageBody>
        <CalendarSurface
          gridMinutes={clinic.gridMinutes}
          may={{ book: mayBook, move: mayMove, manageOpenings: may(staff.role, 'opening.manage') }}
          openings={data.openings.map((opening) => openingFacts(opening, plan, { zone, now }))}
          selected={address.visit}
          closeHref={hrefOf(null)}
          drawn={`${address.view} ${address.date}`}
        >
          {practitioners.length === 0 ? (
            <EmptyState
              title="Nobody to visit yet"
              action={
                may(staff.role, 'settings.manage') && (
                  <ButtonLink look="primary" href="/settings/practitioners">
                    Practitioners
                  </ButtonLink>
                )
              }
            >
              The calendar has a column for each active practitioner. An admin adds one, or makes
              one active again, in the settings.
            </EmptyState>
          ) : (
            <CalendarView loaded={loaded} days={days} zone={zone} mayMove={mayMove} />
          )}
        </CalendarSurface>
        {details && (
          <VisitPanel
            details={details}
            role={staff.role}
            practitioners={practitioners}
            closeHref={hrefOf(null)}
            previousHref={neighbour(-1)}
            nextHref={neighbour(1)}
            zone={zone}
            now={now}
          />
        )}
      </PageBody>
    </div>
  )
}
