import type { ActiveOpening } from '@/db/queries/opening/openings'
import type { Hold } from '@/db/queries/opening/pending-offer'
import { duration, time } from '@/lib/domain/format'
import { shortName } from '../booking/short-name'
import { Earlier } from '../status/badge'
import { holdOf } from '../status/hold-of'
import { LiveRing, TimeLeft } from '../status/live-time-left'
import { cx } from '../ui/cx'
import { Link } from '../ui/link'
import { type Clock, dayWords, gainWords, listed, momentWords, ordinal, whenWords } from './words'

type Props = {
  opening: ActiveOpening
  /** Who must answer first. */
  hold: Hold
  href: string
  selected: boolean
  clock: Clock
}

/** A time that is held for patients: how long still, for whom, and what they would gain. */
export function HeldCard({ opening, hold, href, selected, clock }: Props) {
  const { holds, startsAt, endsAt, practitionerName, typeName } = opening
  const left = holdOf(hold, clock.now)
  return (
    <Link
      href={href}
      scroll={false}
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
      {holds.length === 1 ? (
        <OneHolder hold={hold} to={startsAt} clock={clock} />
      ) : (
        <SomeHolders holds={holds} to={startsAt} clock={clock} />
      )}
      <span className="sr-only">
        , held, <TimeLeft {...left} />
      </span>
    </Link>
  )
}

function OneHolder({ hold, to, clock }: { hold: Hold; to: Date; clock: Clock }) {
  const { patientName, turn, fromStartsAt, expiresAt } = hold
  const { zone } = clock
  return (
    <>
      <span className="mt-3 flex items-baseline justify-between gap-3">
        <span className="min-w-0 truncate text-14 font-strong text-ink" title={patientName}>
          {patientName}
        </span>
        <span className="shrink-0 text-12 text-ink-2">{ordinal(turn)} asked</span>
      </span>
      <Earlier className="font-strong">{gainWords(fromStartsAt, to, zone)} earlier</Earlier>
      <span className="flex flex-wrap justify-between gap-x-3 text-12 text-ink-2">
        <span>
          now {dayWords(fromStartsAt, zone)} {time(fromStartsAt, zone)}
        </span>
        <span>until {momentWords(expiresAt, clock)}</span>
      </span>
    </>
  )
}

/** As many as find room on a card as high as that of one holder. */
const named = 2

function SomeHolders({ holds, to, clock }: { holds: Hold[]; to: Date; clock: Clock }) {
  const rest = holds.slice(named).map(({ patientName }) => patientName)
  const ends = new Set(holds.map(({ expiresAt }) => momentWords(expiresAt, clock)))
  const [first] = ends
  return (
    <>
      {holds.slice(0, named).map(({ offerId, patientName, fromStartsAt }, index) => (
        <span
          key={offerId}
          className={cx('flex items-baseline justify-between gap-3', index === 0 && 'mt-3')}
        >
          <span className="min-w-0 truncate text-14 font-strong text-ink" title={patientName}>
            {patientName}
          </span>
          <Earlier className="shrink-0 font-strong">
            {gainWords(fromStartsAt, to, clock.zone)} <span className="sr-only">earlier</span>
          </Earlier>
        </span>
      ))}
      <span className="flex flex-wrap justify-between gap-x-3 text-12 text-ink-2">
        <span className="whitespace-nowrap" title={listed(rest)}>
          {rest.length > 0 ? `+${rest.length} more` : 'asked at once'}
        </span>
        <span>
          {ends.size > 1 && 'first '}until {first}
        </span>
      </span>
    </>
  )
}
