import { shortName } from '@/components/booking/short-name'
import { Glyph } from '@/components/status/glyph'
import { cx } from '@/components/ui/cx'
import type { CalendarPractitioner } from '@/db/queries/appointment/calendar'
import { workingRanges } from '@/lib/domain/availability'
import { time } from '@/lib/domain/format'
import { type Day, dayOf, dayRange, overlaps } from '@/lib/domain/time'
import { countStates } from '../grid/counts'
import type { CalendarData } from '../grid/grid'
import { agendaOf, itemKey } from '../list/agenda'
import type { Now, OpeningPlan } from '../words'
import { PhoneRow } from './phone-row'

type Props = Now & {
  day: Day
  /** Whose day; all of them when there is more than one. */
  practitioners: CalendarPractitioner[]
  data: CalendarData
  hrefOf(visitId: string): string
  plan: OpeningPlan
}

/** A day on a phone: one list with rows of 56 px. */
export function PhoneDay({ day, practitioners, data, zone, now, ...rest }: Props) {
  const ids = new Set(practitioners.map((one) => one.id))
  const whole = dayRange(day, zone)
  const own = <T extends { practitionerId: string; startsAt: Date; endsAt: Date }>(
    all: readonly T[],
  ) =>
    all.filter(
      (one) =>
        ids.has(one.practitionerId) && overlaps(whole, { start: one.startsAt, end: one.endsAt }),
    )
  const shown = {
    visits: own(data.visits),
    openings: own(data.openings),
    absences: own(data.absences),
  }
  const alone = practitioners.length === 1 ? practitioners[0] : undefined
  const items = agendaOf(shown, whole, alone ? workingRanges(day, alone.hours, zone) : [])
  const today = dayOf(now, zone) === day
  const names = alone ? null : new Map(practitioners.map(({ id, name }) => [id, shortName(name)]))
  const next = today ? items.findIndex((item) => item.end > now) : -1
  return (
    <div className="tablet:hidden">
      <CountLine data={shown} />
      {items.length === 0 && (
        <p className="px-4 py-8 text-center text-14 text-ink-2">No visits on this day.</p>
      )}
      <ul>
        {items.map((item, i) => (
          <li key={itemKey(item)} className="relative">
            {i > 0 && i === next && <NowMark at={time(now, zone)} />}
            <PhoneRow item={item} day={day} names={names} zone={zone} now={now} {...rest} />
          </li>
        ))}
      </ul>
    </div>
  )
}

function NowMark({ at }: { at: string }) {
  return (
    <div
      data-now=""
      className="pointer-events-none absolute inset-x-0 -top-px z-10 border-t-2 border-ink"
    >
      <span className="absolute right-3 -top-2.5 rounded-card bg-ink px-1.5 text-12 font-strong text-surface">
        <span className="sr-only">Now: </span>
        {at}
      </span>
    </div>
  )
}

function CountLine({ data }: { data: CalendarData }) {
  const counts = countStates(data.visits, data.openings)
  const shown = [
    { state: 'arrived', count: counts.arrived, word: 'here', ink: 'text-arrived-soft-ink' },
    { state: 'booked', count: counts.booked, word: 'to confirm', ink: 'text-ink-2' },
    { state: 'held', count: counts.held, word: 'held', ink: 'text-play-ink' },
    {
      state: 'opening',
      count: counts.opening,
      word: counts.opening === 1 ? 'opening' : 'openings',
      ink: 'text-play-ink',
    },
  ] as const
  const some = shown.filter(({ count }) => count > 0)
  if (some.length === 0) return null
  return (
    <p className="flex flex-wrap justify-between gap-x-4 border-b border-line px-4 py-1.5 text-13">
      {some.map(({ state, count, word, ink }) => (
        <span key={state} className={cx('inline-flex items-center gap-1.5', ink)}>
          <Glyph state={state} size={12} />
          <strong>{count}</strong> {word}
        </span>
      ))}
    </p>
  )
}
