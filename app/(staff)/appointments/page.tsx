import type { Metadata } from 'next'
import { type ListAddress, listHref, readAddress } from '@/components/appointments/address'
import { filterOf } from '@/components/appointments/filter'
import { Filters } from '@/components/appointments/filters'
import { NewAppointment } from '@/components/appointments/new-appointment'
import { Rows } from '@/components/appointments/rows'
import { SelectionBar } from '@/components/appointments/selection-bar'
import { PageBody, PageHead, Sheet } from '@/components/frame/page-head'
import { buttonClass } from '@/components/ui/button-class'
import { ButtonLink } from '@/components/ui/button-link'
import { EmptyState } from '@/components/ui/empty-state'
import { IconDownload } from '@/components/ui/icons'
import { Pager } from '@/components/ui/pager'
import { inClinic } from '@/db/client'
import { countAppointments, listAppointments } from '@/db/queries/appointment/appointments'
import { practitionersAndTypes } from '@/db/queries/clinic/lists'
import { savedViewsOf } from '@/db/queries/staff/saved-views'
import type { Params } from '@/lib/domain/params'
import { may } from '@/lib/domain/permissions'
import { dayOf } from '@/lib/domain/time'
import { requireStaff } from '@/lib/session'

export const metadata: Metadata = { title: 'Appointments' }

const perPage = 50

type Props = { searchParams: Promise<Params> }

/** All appointments in a table; the address holds search, filters, order and page. */
export default async function AppointmentsPage({ searchParams }: Props) {
  const { clinic, staff } = await requireStaff('calendar.view')
  const address = readAddress(await searchParams)
  const { rows, total, now, views, practitioners, types } = await inClinic(
    clinic.id,
    async (tx, now) => {
      const filter = filterOf(address, dayOf(now, clinic.timeZone), clinic.timeZone)
      const page = {
        by: address.sort,
        direction: address.dir,
        limit: perPage,
        offset: (address.page - 1) * perPage,
      }
      const [rows, total, lists, views] = await Promise.all([
        listAppointments(tx, clinic.id, filter, page),
        countAppointments(tx, clinic.id, filter),
        practitionersAndTypes(tx, clinic.id),
        savedViewsOf(tx, clinic.id, staff.id),
      ])
      return { rows, total, now, views, ...lists }
    },
  )
  const allowed = {
    move: may(staff.role, 'appointment.move'),
    cancel: may(staff.role, 'appointment.cancel'),
  }
  const last = Math.max(1, Math.ceil(total / perPage))
  const first = (address.page - 1) * perPage
  return (
    <>
      <PageHead
        title="Appointments"
        aside={said(total, address)}
        actions={
          <>
            <a
              href={listHref(address, {}, '/appointments/csv')}
              download
              className={buttonClass('outline')}
            >
              <IconDownload />
              CSV
            </a>
            {may(staff.role, 'appointment.book') && <NewAppointment />}
          </>
        }
      />
      <Filters address={address} practitioners={practitioners} types={types} views={views} />
      <PageBody>
        {/* Positioned, so that what is only spoken stays inside while it scrolls. */}
        <Sheet className="flex flex-col">
          {rows.length > 0 ? (
            <Rows
              rows={rows}
              address={address}
              context={{
                now,
                zone: clinic.timeZone,
                askedDaysAhead: clinic.confirmOn ? clinic.confirmDaysAhead : null,
              }}
              may={allowed}
              selectable={allowed.cancel}
            />
          ) : (
            <Empty address={address} total={total} />
          )}
          {allowed.cancel && (
            <SelectionBar
              key={listHref(address, { page: address.page })}
              offersCancelled={clinic.openingSources.includes('cancellation')}
            />
          )}
          {total > 0 && (
            <Pager
              from={rows.length > 0 ? first + 1 : 0}
              to={first + rows.length}
              total={total}
              previousHref={
                address.page > 1
                  ? listHref(address, { page: Math.min(address.page - 1, last) })
                  : undefined
              }
              nextHref={
                address.page < last ? listHref(address, { page: address.page + 1 }) : undefined
              }
              className="sticky bottom-0 mt-auto bg-surface"
            />
          )}
        </Sheet>
      </PageBody>
    </>
  )
}

/** '412 from today'; with filters, just how many. */
function said(total: number, { when, from, until }: ListAddress): string {
  if (from || until || when === 'all') return String(total)
  return when === 'coming' ? `${total} from today` : `${total} before today`
}

function Empty({ address, total }: { address: ListAddress; total: number }) {
  if (total > 0) {
    return (
      <EmptyState
        title="This page is empty"
        action={<ButtonLink href={listHref(address)}>Go to the first page</ButtonLink>}
      />
    )
  }
  if (listHref(address) === '/appointments') {
    return (
      <EmptyState title="No visits ahead">
        Book the first with “New appointment”, or press the key N.
      </EmptyState>
    )
  }
  return (
    <EmptyState
      title="No visit fits these filters"
      action={<ButtonLink href="/appointments">Show all from today</ButtonLink>}
    >
      {address.when === 'coming'
        ? 'Only visits from today on were looked at. Choose “All” to look at past ones too.'
        : 'Take a filter away, or search for less of the name.'}
    </EmptyState>
  )
}
