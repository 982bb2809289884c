import Link from 'next/link'
import type { ActiveOpening, Hold } from '@/db/queries/openings'
import { duration, time } from '@/lib/domain/format'
import { shortName } from '../booking/short-name'
import { Earlier } from '../status/badge'
import { LiveRing, TimeLeft } from '../status/live-time-left'
import { cx } from '../ui/cx'
import { type Clock, dayWords, gainWords, momentWords, ordinal, whenWords } from './words'

type Props = {
  opening: ActiveOpening & { hold: Hold }
  href: string
  selected: boolean
  clock: Clock
}

/** A time that is held for a patient: how long still, for whom, and what they would gain. */
export function HeldCard({ opening, href, selected, clock }: Props) {
  const { hold, startsAt, endsAt, practitionerName, typeName } = opening
  const { zone, now } = clock
  const left = {
    until: hold.expiresAt.toISOString(),
    total: (+hold.expiresAt - +hold.offeredAt) / 60_000,
    now: now.toISOString(),
  }
  return (
    <Link
      href={href}
      scroll={false}
      prefetch={false}
      data-opening={opening.id}
      aria-current={selected || undefined}
      className={cx(
        'block rounded-panel border bg-surface p-3.5 text-13 transition-colors',
        selected
          ? 'border-play-line shadow-2 outline outline-play-line -outline-offset-2'
          : 'border-line shadow-1 hover:border-line-strong',
      )}
    >
      <span className="flex items-center gap-3 border-b border-line pb-3.5">
        <LiveRing {...left} />
        <span className="min-w-0">
          <span className="block text-16 font-strong text-ink">{whenWords(startsAt, clock)}</span>
          <span className="block truncate text-ink-2">{shortName(practitionerName)}</span>
          <span className="block truncate text-ink-2">
            {typeName}, {duration((+endsAt - +startsAt) / 60_000, 'en')}
          </span>
        </span>
      </span>
      <span className="mt-3 flex items-baseline justify-between gap-3">
        <span className="min-w-0 truncate text-14 font-strong text-ink" title={hold.patientName}>
          {hold.patientName}
        </span>
        <span className="shrink-0 text-12 text-ink-2">{ordinal(hold.turn)} asked</span>
      </span>
      <Earlier className="font-strong">
        {gainWords(hold.fromStartsAt, startsAt, zone)} earlier
      </Earlier>
      <span className="flex flex-wrap justify-between gap-x-3 text-12 text-ink-2">
        <span>
          now {dayWords(hold.fromStartsAt, zone)} {time(hold.fromStartsAt, zone)}
        </span>
        <span>until {momentWords(hold.expiresAt, clock)}</span>
      </span>
      <span className="sr-only">
        , held, <TimeLeft {...left} />
      </span>
    </Link>
  )
}
