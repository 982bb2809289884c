import { calendarHref } from '@/components/calendar/address'
import { Banner } from '@/components/ui/banner'
import type { AbsencePreview, VisitInWay } from '@/db/queries/absence/preview'
import { Link } from '../ui/link'

/** What an absence meets, said before it is saved. */
export function AbsenceInWay({ found }: { found: AbsencePreview }) {
  const { visits, openings } = found
  return (
    <div role="status" className="mt-4 flex flex-col gap-3">
      {visits.length > 0 && (
        <div>
          <Banner
            tone="danger"
            title={`${visits.length === 1 ? 'One booked visit lies' : `${visits.length} booked visits lie`} in it.`}
          >
            {visits.length === 1 ? 'It stays' : 'They stay'} until you move or cancel{' '}
            {visits.length === 1 ? 'it' : 'them'}; patients are not told by this.
          </Banner>
          <VisitLinks visits={visits} newTab />
        </div>
      )}
      {openings.length > 0 && (
        <div>
          <Banner
            tone="play"
            title={`${openings.length === 1 ? 'One free time is' : `${openings.length} free times are`} no longer offered.`}
          >
            Whom one is held for is told by mail.
          </Banner>
          <ul className="mt-1 px-3.5 text-13 text-ink-2">
            {openings.map((opening) => (
              <li key={opening.id} className="py-1">
                {opening.date}, {opening.time}
                {opening.heldFor && `, held for ${opening.heldFor}`}
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  )
}

/** Visits as links to the calendar; `newTab` where a form is open beside them. */
export function VisitLinks({ visits, newTab }: { visits: VisitInWay[]; newTab?: boolean }) {
  return (
    <ul className="mt-1 max-h-64 overflow-y-auto px-3.5 text-13">
      {visits.map((visit) => (
        <li key={visit.id} className="border-b border-line last:border-b-0">
          <Link
            href={calendarHref({ view: 'day', date: visit.day, visit: visit.id })}
            target={newTab ? '_blank' : undefined}
            className="flex min-h-compact flex-wrap items-center gap-x-3 py-1 hover:underline"
          >
            <span className="min-w-[11ch] text-ink-2">{visit.date}</span>
            <span className="font-mid text-ink">{visit.time}</span>
            <span className="text-accent-ink underline underline-offset-3">{visit.patient}</span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
