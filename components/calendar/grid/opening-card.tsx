import { Glyph } from '@/components/status/glyph'
import { holdOf } from '@/components/status/hold-of'
import { LiveFuse, LivePie, TimeLeft } from '@/components/status/live-time-left'
import { cx } from '@/components/ui/cx'
import type { Absence, CalendarOpening } from '@/db/queries/appointment/calendar'
import { duration, time } from '@/lib/domain/format'
import { minutesOf, type Now, type OpeningPlan, openingNote, spokenOpening } from '../words'
import type { Span } from './axis'
import { at } from './visit-card'

type Props = { opening: CalendarOpening; span: Span; plan: OpeningPlan } & Now

/** An opening on the grid: dashed while it is free, with a fuse while it is held. */
export function OpeningCard({ opening, span, plan, zone, now }: Props) {
  const minutes = minutesOf(opening)
  const tall = minutes >= 30
  const note = openingNote(opening, plan, { zone, now })
  const start = time(opening.startsAt, zone)
  return (
    <button
      type="button"
      data-opening={opening.id}
      data-start={opening.startsAt.toISOString()}
      aria-haspopup="dialog"
      aria-label={spokenOpening(opening, note, zone)}
      title={opening.offer ? `Held for ${opening.offer.patientName}` : note}
      className={cx(
        'calendar-at visit',
        opening.offer ? 'visit-held' : 'visit-opening',
        tall ? 'visit-tall' : 'visit-line',
        minutes <= 15 && 'visit-short',
        minutes <= 10 && 'visit-tiny',
      )}
      style={at(span)}
    >
      {opening.offer ? (
        <Held offer={opening.offer} start={start} tall={tall} now={now} />
      ) : (
        <>
          <span className="visit-head">
            <Glyph state="opening" />
            <span className="visit-words">
              <span className="visit-name">Opening</span>
              <span>{duration(minutes, 'en')}</span>
            </span>
            <span className="visit-time">{start}</span>
          </span>
          {tall && (
            <span className="visit-second">
              <span className="truncate">{note}</span>
            </span>
          )}
        </>
      )}
    </button>
  )
}

type HeldProps = {
  offer: NonNullable<CalendarOpening['offer']>
  start: string
  tall: boolean
  now: Date
}

function Held({ offer, start, tall, now }: HeldProps) {
  const hold = holdOf(offer, now)
  return (
    <>
      <span className="visit-head">
        <LivePie size={14} {...hold} />
        <span className="visit-words">
          <span className="visit-name">
            {tall ? 'Held for' : 'Held:'} {offer.patientName}
          </span>
        </span>
        {!tall && <TimeLeft short className="visit-left flex-none font-strong" {...hold} />}
      </span>
      {tall && (
        <span className="visit-second">
          <TimeLeft className="font-strong" {...hold} />
          <span>{start}</span>
        </span>
      )}
      <LiveFuse thick={3} className="absolute inset-x-0 bottom-0" {...hold} />
    </>
  )
}

/** A practitioner's absence on the grid: hatched, with its words and the note. */
export function AbsenceBlock({
  absence,
  span,
  words,
}: {
  absence: Absence
  span: Span
  /** 'Away until 15:30'. */
  words: string
}) {
  return (
    <div
      className="calendar-at hatch-away inset-x-0 overflow-hidden px-2 py-1 text-13 text-away-ink"
      style={at(span)}
    >
      <p className="flex items-center gap-1.5 font-mid">
        <Glyph state="away" />
        <span className="truncate">{words}</span>
      </p>
      {absence.note && <p className="truncate pl-5 text-12">{absence.note}</p>}
    </div>
  )
}
