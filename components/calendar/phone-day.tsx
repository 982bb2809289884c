import type { CalendarPractitioner, Visit } from '@/db/queries/calendar'
import { workingRanges } from '@/lib/domain/availability'
import { duration, time } from '@/lib/domain/format'
import { type Day, dayOf, dayRange, overlaps } from '@/lib/domain/time'
import { shortName } from '../booking/short-name'
import { Earlier } from '../status/badge'
import { Glyph } from '../status/glyph'
import { LiveFuse, LivePie, TimeLeft } from '../status/live-time-left'
import { stateWords } from '../status/words'
import { cx } from '../ui/cx'
import { IconChevronRight } from '../ui/icons'
import { type AgendaItem, agendaOf, itemKey } from './agenda'
import { countStates } from './counts'
import type { CalendarData } from './grid'
import { stateInk } from './state-ink'
import {
  daysGained,
  minutesOf,
  type Now,
  type OpeningPlan,
  openingNote,
  spokenOpening,
  spokenVisit,
} from './words'

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
            <Row item={item} day={day} names={names} zone={zone} now={now} {...rest} />
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

type RowProps = Now & {
  item: AgendaItem
  day: Day
  /** By practitioner's id, where the list shows more than one. */
  names: Map<string, string> | null
  hrefOf(visitId: string): string
  plan: OpeningPlan
}

const rowClass =
  'flex min-h-14 w-full items-center gap-3 border-b border-line px-4 py-1.5 text-left -outline-offset-2'

function Row({ item, day, names, hrefOf, plan, zone, now }: RowProps) {
  if (item.kind === 'visit') {
    const { visit } = item
    const gained = daysGained(visit, zone)
    return (
      <a
        href={hrefOf(visit.id)}
        data-visit={visit.id}
        aria-label={spokenVisit(visit, zone)}
        className={cx(
          rowClass,
          visit.status === 'arrived' && 'bg-arrived-fill text-arrived-ink',
          visit.status === 'fulfilled' && 'text-fulfilled-ink',
          visit.status !== 'arrived' && visit.status !== 'fulfilled' && 'text-ink',
        )}
      >
        <Times start={time(visit.startsAt, zone)} minutes={minutesOf(visit)} />
        <Glyph
          state={visit.status}
          size={20}
          className={visit.status === 'arrived' ? undefined : stateInk[visit.status]}
        />
        <span className="min-w-0 flex-1">
          <span className="block truncate text-14 font-mid">{visit.patientName}</span>
          <span className="block truncate text-13 opacity-85">
            {secondLine(visit, zone)}
            {names && ` · ${names.get(visit.practitionerId)}`}
          </span>
        </span>
        {gained > 0 ? (
          <Earlier className={visit.status === 'arrived' ? 'text-arrived-ink!' : ''}>
            {gained} d
          </Earlier>
        ) : (
          <IconChevronRight />
        )}
      </a>
    )
  }
  if (item.kind === 'opening') {
    const { opening } = item
    const note = openingNote(opening, plan, { zone, now })
    const hold = opening.offer && {
      until: opening.offer.expiresAt.toISOString(),
      total: (+opening.offer.expiresAt - +opening.offer.offeredAt) / 60_000,
      now: now.toISOString(),
    }
    return (
      <button
        type="button"
        data-opening={opening.id}
        aria-haspopup="dialog"
        aria-label={spokenOpening(opening, note, zone)}
        className={cx(rowClass, 'text-play-ink', hold && 'bg-play-soft')}
      >
        <Times start={time(opening.startsAt, zone)} minutes={minutesOf(opening)} />
        {hold ? <LivePie size={20} {...hold} /> : <Glyph state="opening" size={20} />}
        <span className="min-w-0 flex-1">
          <span className="block truncate text-14 font-mid">
            {opening.offer ? `Held for ${opening.offer.patientName}` : 'Opening'}
            {names && ` · ${names.get(opening.practitionerId)}`}
          </span>
          <span className="block truncate text-13">
            {hold ? (
              <>
                <TimeLeft className="font-strong" {...hold} />, then the next patient
              </>
            ) : (
              note
            )}
          </span>
          {hold && <LiveFuse className="mt-1" {...hold} />}
        </span>
        <IconChevronRight />
      </button>
    )
  }
  const sameDay = dayOf(item.end, zone) === day
  const until = sameDay ? ` until ${time(item.end, zone)}` : ' all day'
  return (
    <p
      className={cx(
        'flex min-h-8 items-center gap-3 border-b border-line px-4 py-1 text-13 text-away-ink',
        item.kind === 'absence' ? 'hatch-away' : 'bg-sunken',
      )}
    >
      <span className="w-12">{dayOf(item.start, zone) === day ? time(item.start, zone) : ''}</span>
      <span className="w-5" />
      <span className="min-w-0 flex-1 truncate">
        {item.kind === 'absence' ? 'Away' : 'Break'}
        {until}
        {item.kind === 'absence' && item.absence.note && ` · ${item.absence.note}`}
        {item.kind === 'absence' && names && ` · ${names.get(item.absence.practitionerId)}`}
      </span>
    </p>
  )
}

function Times({ start, minutes }: { start: string; minutes: number }) {
  return (
    <span className="w-12 shrink-0">
      <span className="block text-14 font-strong">{start}</span>
      <span className="block text-12 whitespace-nowrap opacity-85">{duration(minutes, 'en')}</span>
    </span>
  )
}

function secondLine(visit: Visit, zone: string): string {
  if (visit.status === 'arrived' && visit.arrivedAt) {
    return `Arrived, here since ${time(visit.arrivedAt, zone)}`
  }
  return visit.status === 'booked'
    ? 'Booked, not confirmed'
    : `${stateWords[visit.status]} · ${visit.typeName}`
}
