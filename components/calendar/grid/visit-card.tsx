import { Glyph } from '@/components/status/glyph'
import { stateWords } from '@/components/status/words'
import { cx } from '@/components/ui/cx'
import type { Visit } from '@/db/queries/appointment/calendar'
import { time } from '@/lib/domain/format'
import { daysGained, minutesOf, type Now, spokenVisit } from '../words'
import type { Span } from './axis'

type Props = {
  visit: Visit
  /** Where it lies, in minutes below the top of the grid. */
  span: Span
  href: string
  selected: boolean
  draggable: boolean
  zone: Now['zone']
}

/**
 * A visit on the grid: plain HTML, a link to its details. What the client needs for dragging and
 * keys stands in its attributes, so that no card has code of its own.
 */
export function VisitCard({ visit, span, href, selected, draggable, zone }: Props) {
  const minutes = minutesOf(visit)
  const tall = minutes >= 30
  const gained = daysGained(visit, zone)
  return (
    <a
      href={href}
      aria-label={spokenVisit(visit, zone)}
      aria-current={selected ? 'true' : undefined}
      title={`${visit.patientName} · ${stateWords[visit.status]} · ${visit.typeName}`}
      draggable={false}
      data-visit={visit.id}
      data-version={visit.version}
      data-start={visit.startsAt.toISOString()}
      data-movable={draggable ? '' : undefined}
      className={cx(
        'calendar-at visit',
        `visit-${visit.status}`,
        tall ? 'visit-tall' : 'visit-line',
        minutes <= 15 && 'visit-short',
        minutes <= 10 && 'visit-tiny',
      )}
      style={at(span)}
    >
      <span className="visit-head">
        <Glyph state={visit.status} />
        <span className="visit-words">
          <span className="visit-name">{visit.patientName}</span>
          {!tall && visit.status === 'noshow' && <span className="text-12">No-show</span>}
        </span>
        {!tall && <Gained days={gained} />}
        <span className="visit-time">{time(visit.startsAt, zone)}</span>
      </span>
      {tall && (
        <span className="visit-second">
          <span>{secondLine(visit, zone)}</span>
          <Gained days={gained} />
        </span>
      )}
    </a>
  )
}

/** The inline style of something on the grid, for the class `calendar-at`. */
export function at({ from, to }: Span): React.CSSProperties {
  return { '--at': from, '--for': to - from } as React.CSSProperties
}

function secondLine(visit: Visit, zone: string): string {
  if (visit.status === 'arrived' && visit.arrivedAt) {
    return `Here since ${time(visit.arrivedAt, zone)}`
  }
  return visit.status === 'noshow' ? `No-show · ${visit.typeName}` : visit.typeName
}

function Gained({ days }: { days: number }) {
  if (days === 0) return null
  return (
    <span className="visit-earlier">
      <Glyph state="moved" size={11} />
      {days} d
    </span>
  )
}
