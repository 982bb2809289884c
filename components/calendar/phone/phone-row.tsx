import { Earlier } from '@/components/status/badge'
import { Glyph } from '@/components/status/glyph'
import { holdOf } from '@/components/status/hold-of'
import { LiveFuse, LivePie, TimeLeft } from '@/components/status/live-time-left'
import { stateWords } from '@/components/status/words'
import { cx } from '@/components/ui/cx'
import { IconChevronRight } from '@/components/ui/icons'
import type { Visit } from '@/db/queries/appointment/calendar'
import { duration, time } from '@/lib/domain/format'
import { type Day, dayOf } from '@/lib/domain/time'
import type { AgendaItem } from '../list/agenda'
import { stateInk } from '../list/state-ink'
import {
  awayWords,
  daysGained,
  minutesOf,
  type Now,
  type OpeningPlan,
  openingNote,
  spokenOpening,
  spokenVisit,
} from '../words'

type Props = Now & {
  item: AgendaItem
  day: Day
  /** By practitioner's id, where the list shows more than one. */
  names: Map<string, string> | null
  hrefOf(visitId: string): string
  plan: OpeningPlan
}

const rowClass =
  'flex min-h-14 w-full items-center gap-3 border-b border-line px-4 py-1.5 text-left -outline-offset-2'

/** One entry of a phone's list: a visit, an opening, an absence or a break. */
export function PhoneRow({ item, day, names, hrefOf, plan, zone, now }: Props) {
  if (item.kind === 'visit') {
    const { visit } = item
    const gained = daysGained(visit, zone)
    const coloured = visit.status === 'arrived' || visit.status === 'fulfilled'
    const faint = coloured ? undefined : 'text-ink-2'
    return (
      <a
        href={hrefOf(visit.id)}
        data-visit={visit.id}
        aria-label={spokenVisit(visit, zone)}
        className={cx(
          rowClass,
          visit.status === 'arrived' && 'bg-arrived-fill text-arrived-ink',
          visit.status === 'fulfilled' && 'text-fulfilled-ink',
          !coloured && 'text-ink',
        )}
      >
        <Times start={time(visit.startsAt, zone)} minutes={minutesOf(visit)} faint={faint} />
        <Glyph
          state={visit.status}
          size={20}
          className={visit.status === 'arrived' ? undefined : stateInk[visit.status]}
        />
        <span className="min-w-0 flex-1">
          <span className="block truncate text-14 font-mid">{visit.patientName}</span>
          <span className={cx('block truncate text-13', faint)}>
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
    const hold = opening.offer && holdOf(opening.offer, now)
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
        {item.kind === 'absence'
          ? awayWords(item.absence, day, zone)
          : `Break until ${time(item.end, zone)}`}
        {item.kind === 'absence' && item.absence.note && ` · ${item.absence.note}`}
        {item.kind === 'absence' && names && ` · ${names.get(item.absence.practitionerId)}`}
      </span>
    </p>
  )
}

function Times({ start, minutes, faint }: { start: string; minutes: number; faint?: string }) {
  return (
    <span className="w-12 shrink-0">
      <span className="block text-14 font-strong">{start}</span>
      <span className={cx('block text-12 whitespace-nowrap', faint)}>
        {duration(minutes, 'en')}
      </span>
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
