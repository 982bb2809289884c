import { shortName } from '@/components/booking/short-name'
import { cx } from '@/components/ui/cx'
import { IconLink } from '@/components/ui/icon-link'
import { IconChevronLeft, IconChevronRight } from '@/components/ui/icons'
import { Link } from '@/components/ui/link'
import type { CalendarOpening, CalendarPractitioner } from '@/db/queries/appointment/calendar'
import { addDays, type Day, dayOf, mondayOf } from '@/lib/domain/time'
import { type Address, calendarHref, views, viewWords } from '../address'
import { dayNumber, stepped } from '../heading'
import { NewAppointment } from '../new-appointment'
import { SearchButton } from '../search-button'
import { dayLabelOf } from '../words'
import { PractitionerSelect } from './practitioner-select'

type Props = {
  address: Address
  heading: string
  /** Whose visits the list shows; null for all. */
  chosen: string | null
  practitioners: CalendarPractitioner[]
  openings: readonly CalendarOpening[]
  zone: string
  mayBook: boolean
}

/** How many practitioners fit as chips in one line. */
const most = 3

/** The head of the calendar on phones: the day, its week, and whose visits. */
export function PhoneHead({
  address,
  heading,
  chosen,
  practitioners,
  openings,
  zone,
  mayBook,
}: Props) {
  const { view, date, practitioner } = address
  // A phone shows a week as its days, one at a time.
  const step = view === 'week' ? 'day' : view
  const to = (day: Day, whose: string | null = practitioner) =>
    calendarHref({ view, date: day, practitioner: whose })
  const inPlay = new Set(openings.map((one) => dayOf(one.startsAt, zone)))
  return (
    <header className="tablet:hidden">
      <div className="flex items-center gap-1 px-2 pt-2">
        <IconLink
          href={to(stepped(step, date, -1))}
          label="Previous"
          icon={<IconChevronLeft size={20} />}
        />
        <h1
          className={cx(
            'min-w-0 font-strong text-ink',
            heading.length > 22 ? 'text-14' : 'text-16',
          )}
        >
          {heading}
        </h1>
        <IconLink
          href={to(stepped(step, date, 1))}
          label="Next"
          icon={<IconChevronRight size={20} />}
        />
        <span className="flex-1" />
        <SearchButton mayBook={mayBook} />
        {mayBook && <NewAppointment small day={date} practitionerId={chosen ?? undefined} />}
      </div>
      <nav aria-label="View" className="flex gap-4 px-4 text-13">
        {views
          .filter((one) => one !== 'week')
          .map((one) => (
            <Link
              key={one}
              href={calendarHref({ view: one, date, practitioner })}
              aria-current={one === step ? 'page' : undefined}
              className={cx(
                'inline-flex min-h-10 items-center',
                one === step ? 'font-strong text-accent-ink' : 'text-ink-2',
              )}
            >
              {viewWords[one]}
            </Link>
          ))}
        <Link
          href={calendarHref({ view, practitioner })}
          className="ml-auto inline-flex min-h-10 items-center text-ink-2"
        >
          Today
        </Link>
      </nav>
      {step === 'day' && (
        <nav aria-label="Week" className="grid grid-cols-7 px-2 pb-2">
          {Array.from({ length: 7 }, (_, i) => addDays(mondayOf(date), i)).map((day, i) => (
            <Link
              key={day}
              href={to(day)}
              aria-label={dayLabelOf(day)}
              aria-current={day === date ? 'date' : undefined}
              className={cx(
                'relative flex h-[54px] flex-col items-center justify-center rounded-[10px] pb-1',
                day === date && 'bg-accent text-on-accent',
              )}
            >
              <span className={cx('text-12', day !== date && 'text-ink-2')}>{'MTWTFSS'[i]}</span>
              <span className="text-16 leading-5 font-mid">{dayNumber(day)}</span>
              {inPlay.has(day) && (
                <span className="absolute bottom-1 size-1.5 rounded-full bg-play-mark" />
              )}
            </Link>
          ))}
        </nav>
      )}
      {step !== 'month' && (
        <nav aria-label="Practitioner" className="flex gap-1.5 px-3 pb-2.5">
          {practitioners.length > most && (
            <PractitionerSelect
              chosen={chosen}
              options={[
                { label: 'All', href: to(date, 'all'), id: null },
                ...practitioners.map(({ id, name }) => ({ label: name, href: to(date, id), id })),
              ]}
            />
          )}
          {practitioners.slice(0, practitioners.length > most ? 0 : most).map(({ id, name }) => (
            <PhoneChip key={id} href={to(date, id)} current={chosen === id}>
              {shortName(name)}
            </PhoneChip>
          ))}
          {practitioners.length > 1 && practitioners.length <= most && (
            <PhoneChip href={to(date, 'all')} current={chosen === null}>
              All
            </PhoneChip>
          )}
        </nav>
      )}
    </header>
  )
}

function PhoneChip({
  href,
  current,
  children,
}: {
  href: string
  current: boolean
  children: string
}) {
  return (
    <Link
      href={href}
      aria-current={current ? 'true' : undefined}
      className={cx(
        'inline-flex min-h-10 min-w-12 items-center justify-center rounded-full border px-3 text-13',
        current
          ? 'border-accent bg-accent-soft font-mid text-accent-ink'
          : 'border-line-strong text-ink-2',
      )}
    >
      <span className="truncate">{children}</span>
    </Link>
  )
}
