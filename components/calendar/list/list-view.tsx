import { shortName } from '@/components/booking/short-name'
import { Earlier } from '@/components/status/badge'
import { Glyph } from '@/components/status/glyph'
import { holdOf } from '@/components/status/hold-of'
import { TimeLeft } from '@/components/status/live-time-left'
import { stateWords } from '@/components/status/words'
import { cx } from '@/components/ui/cx'
import { EmptyState } from '@/components/ui/empty-state'
import { Link } from '@/components/ui/link'
import type { CalendarPractitioner } from '@/db/queries/appointment/calendar'
import { duration, relativeDay, time } from '@/lib/domain/format'
import { type Day, dayRange, instantAtOrAfter } from '@/lib/domain/time'
import { calendarHref } from '../address'
import type { CalendarData } from '../grid/grid'
import { PhoneRow } from '../phone/phone-row'
import {
  daysGained,
  minutesOf,
  type Now,
  type OpeningPlan,
  openingNote,
  spokenOpening,
  spokenVisit,
} from '../words'
import { type AgendaItem, agendaOf, itemKey } from './agenda'
import { stateInk } from './state-ink'

type Props = Now & {
  days: Day[]
  practitioners: CalendarPractitioner[]
  data: CalendarData
  hrefOf(visitId: string): string
  selected: string | null
  plan: OpeningPlan
}

/** The visits and openings of some days in one list, grouped by day. */
export function ListView({ days, practitioners, data, zone, now, ...rest }: Props) {
  const names = new Map(practitioners.map(({ id, name }) => [id, shortName(name)]))
  const groups = days
    .map((day) => ({ day, items: agendaOf({ ...data, absences: [] }, dayRange(day, zone)) }))
    .filter(({ items }) => items.length > 0)
  if (groups.length === 0) {
    return (
      <EmptyState title="No visits in these two weeks">
        Go on to later days, or book one.
      </EmptyState>
    )
  }
  return (
    <div className="pb-8">
      {groups.map(({ day, items }) => (
        <section key={day} aria-labelledby={`list-${day}`}>
          <h2
            id={`list-${day}`}
            className="sticky top-0 z-10 flex items-baseline gap-2 border-y border-line bg-sunken px-4 py-1.5 text-13 font-strong text-ink"
          >
            <Link href={calendarHref({ view: 'day', date: day })} className="hover:underline">
              {relativeDay(instantAtOrAfter(day, '12:00', zone), now, zone, 'en')}
            </Link>
            <span className="text-12 font-text text-ink-3">
              {items.length === 1 ? '1 entry' : `${items.length} entries`}
            </span>
          </h2>
          <ul>
            {items.map((item) => (
              <li key={itemKey(item)} className="border-b border-line-faint">
                <Row item={item} names={names} zone={zone} now={now} {...rest} />
                <div className="tablet:hidden">
                  <PhoneRow item={item} day={day} names={names} zone={zone} now={now} {...rest} />
                </div>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

type RowProps = Now & {
  item: AgendaItem
  names: Map<string, string>
  hrefOf(visitId: string): string
  selected: string | null
  plan: OpeningPlan
}

const row =
  'grid w-full grid-cols-[96px_132px_minmax(0,1.2fr)_minmax(0,1fr)_minmax(0,1fr)_72px] items-center gap-x-3 px-4 py-2 text-left text-13 -outline-offset-2 hover:bg-hover max-desk:grid-cols-[96px_120px_minmax(0,1fr)_minmax(0,1fr)] max-tablet:hidden'

function Row({ item, names, hrefOf, selected, plan, zone, now }: RowProps) {
  if (item.kind === 'visit') {
    const { visit } = item
    const gained = daysGained(visit, zone)
    return (
      <a
        href={hrefOf(visit.id)}
        data-visit={visit.id}
        aria-label={spokenVisit(visit, zone)}
        aria-current={visit.id === selected ? 'true' : undefined}
        className={cx(row, 'aria-[current]:bg-accent-soft')}
      >
        <Times of={visit} zone={zone} />
        <span className={cx('flex items-center gap-2', stateInk[visit.status])}>
          <Glyph state={visit.status} />
          {stateWords[visit.status]}
        </span>
        <span className="truncate font-mid text-ink">{visit.patientName}</span>
        <span className="truncate text-ink-2">{visit.typeName}</span>
        <span className="truncate text-ink-2 max-desk:hidden">
          {names.get(visit.practitionerId)}
        </span>
        <span className="max-desk:hidden">{gained > 0 && <Earlier>{gained} d</Earlier>}</span>
      </a>
    )
  }
  if (item.kind !== 'opening') return null
  const { opening } = item
  const { offer } = opening
  const note = openingNote(opening, plan, { zone, now })
  return (
    <button
      type="button"
      data-opening={opening.id}
      aria-haspopup="dialog"
      aria-label={spokenOpening(opening, note, zone)}
      className={cx(row, 'text-play-ink', offer && 'bg-play-soft')}
    >
      <Times of={opening} zone={zone} />
      <span className="flex items-center gap-2">
        <Glyph state={offer ? 'held' : 'opening'} />
        {offer ? 'Held' : 'Opening'}
      </span>
      <span className="truncate font-mid">
        {offer ? `Held for ${offer.patientName}` : `Opening ${duration(minutesOf(opening), 'en')}`}
      </span>
      <span className="truncate">{offer ? <TimeLeft {...holdOf(offer, now)} /> : note}</span>
      <span className="truncate max-desk:hidden">{names.get(opening.practitionerId)}</span>
      <span className="max-desk:hidden" />
    </button>
  )
}

/** '11:40–12:10'. */
function Times({ of, zone }: { of: { startsAt: Date; endsAt: Date }; zone: string }) {
  return (
    <span>
      {time(of.startsAt, zone)}–{time(of.endsAt, zone)}
    </span>
  )
}
