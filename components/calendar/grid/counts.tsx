import { Glyph } from '@/components/status/glyph'
import type { GlyphState } from '@/components/status/words'
import { cx } from '@/components/ui/cx'
import type { CalendarOpening, Visit } from '@/db/queries/appointment/calendar'

export type Counted =
  | 'arrived'
  | 'confirmed'
  | 'booked'
  | 'held'
  | 'opening'
  | 'fulfilled'
  | 'noshow'

export type Counts = Record<Counted, number>

const marks: Record<Counted, { word: string; ink: string }> = {
  fulfilled: { word: 'fulfilled', ink: 'text-fulfilled-ink' },
  noshow: { word: 'no-show', ink: 'text-noshow-ink' },
  arrived: { word: 'arrived', ink: 'text-arrived-soft-ink' },
  confirmed: { word: 'confirmed', ink: 'text-confirmed-ink' },
  booked: { word: 'booked', ink: 'text-ink' },
  held: { word: 'held', ink: 'text-play-ink' },
  opening: { word: 'open', ink: 'text-play-ink' },
}

/** How many visits of each state, and how many openings. */
export function countStates(
  visits: readonly Pick<Visit, 'status'>[],
  openings: readonly Pick<CalendarOpening, 'offer'>[],
): Counts {
  const held = openings.filter((one) => one.offer !== null).length
  const counts: Counts = {
    arrived: 0,
    confirmed: 0,
    booked: 0,
    held,
    opening: openings.length - held,
    fulfilled: 0,
    noshow: 0,
  }
  for (const { status } of visits) counts[status] += 1
  return counts
}

/** The counts by glyph, with spoken words. What is done counts on days gone by, the rest on the others. */
export function CountRow({
  counts,
  past,
  className,
}: {
  counts: Counts
  past: boolean
  className?: string
}) {
  const shown = (Object.keys(marks) as Counted[]).filter(
    (state) => counts[state] > 0 && (past || (state !== 'fulfilled' && state !== 'noshow')),
  )
  return (
    <p className={cx('flex gap-x-2 overflow-hidden text-12 whitespace-nowrap', className)}>
      {shown.map((state) => (
        <span
          key={state}
          className={cx('inline-flex shrink-0 items-center gap-1', marks[state].ink)}
        >
          <Glyph state={state satisfies GlyphState} size={12} />
          {counts[state]}
          <span className="sr-only">{marks[state].word},</span>
        </span>
      ))}
      {shown.length === 0 && <span className="text-ink-3">No visits</span>}
    </p>
  )
}
