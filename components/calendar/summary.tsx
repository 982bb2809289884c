import type { CalendarOpening, Visit } from '@/db/queries/appointment/calendar'
import { Glyph } from '../status/glyph'
import { countStates } from './grid/counts'
import { daysCounted, daysGained } from './words'

/** What some days come to: visits, those to confirm, what is held and open, what came earlier. */
export function Summary({
  visits,
  openings,
  zone,
}: {
  visits: readonly Visit[]
  openings: readonly CalendarOpening[]
  zone: string
}) {
  const { booked, held, opening } = countStates(visits, openings)
  const gained = visits.map((visit) => daysGained(visit, zone)).filter((days) => days > 0)
  const days = gained.reduce((sum, one) => sum + one, 0)
  return (
    <>
      <span className="text-ink-2">
        <strong className="text-ink">{visits.length}</strong>{' '}
        {visits.length === 1 ? 'visit' : 'visits'}
      </span>
      {booked > 0 && (
        <span className="inline-flex items-center gap-1 text-ink-2">
          <Glyph state="booked" size={12} className="text-ink" />
          <strong className="text-ink">{booked}</strong> to confirm
        </span>
      )}
      {held > 0 && (
        <span className="inline-flex items-center gap-1 text-play-ink">
          <Glyph state="held" size={12} />
          <strong>{held}</strong> held
        </span>
      )}
      {opening > 0 && (
        <span className="inline-flex items-center gap-1 text-play-ink">
          <Glyph state="opening" size={12} />
          <strong>{opening}</strong> {opening === 1 ? 'opening' : 'openings'}
        </span>
      )}
      {gained.length > 0 && (
        <span className="inline-flex items-center gap-1 text-play-ink">
          <Glyph state="moved" size={12} />
          <strong>{gained.length}</strong> came earlier, by {daysCounted(days)}
        </span>
      )}
    </>
  )
}
