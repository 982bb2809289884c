import type { HeldTime } from '@/db/queries/clinic/frame'
import { shortDay, time } from '@/lib/domain/format'
import { dayOf } from '@/lib/domain/time'
import { holdOf } from '../status/hold-of'
import { LiveFuse, TimeLeft } from '../status/live-time-left'
import { Link } from '../ui/link'
import { NotOn } from './not-on'

type Props = { held: readonly HeldTime[]; zone: string; now: Date }

const most = 4

/** Every time that is held for patients, soonest to end first, with its fuse. The page of the openings shows them itself. */
export function InPlay({ held, zone, now }: Props) {
  if (held.length === 0) return null
  return (
    <NotOn path="/openings">
      <section aria-labelledby="in-play">
        <div className="mb-2 flex items-baseline justify-between gap-2">
          <h2 id="in-play" className="font-strong text-ink">
            In play
          </h2>
          <span className="text-12 text-ink-3">held for patients</span>
        </div>
        <ul className="flex flex-col gap-3">
          {held.slice(0, most).map((one) => (
            <HeldLine key={one.id} held={one} zone={zone} now={now} />
          ))}
        </ul>
        {held.length > most && (
          <Link href="/openings" className="link mt-2 inline-block text-12">
            {held.length - most} more
          </Link>
        )}
      </section>
    </NotOn>
  )
}

function HeldLine({ held, zone, now }: { held: HeldTime; zone: string; now: Date }) {
  const [first, ...others] = held.holds
  if (!first) return null
  const until = holdOf(first, now)
  const today = dayOf(held.startsAt, zone) === dayOf(now, zone)
  return (
    <li>
      <p className="flex justify-between gap-2 leading-[18px]">
        <span
          className="flex min-w-0 gap-1 text-ink"
          title={held.holds.map(({ patientName }) => patientName).join(', ')}
        >
          <span className="truncate">{first.patientName}</span>
          {others.length > 0 && (
            <span className="shrink-0">
              +{others.length}
              <span className="sr-only"> others</span>
            </span>
          )}
        </span>
        <TimeLeft short className="shrink-0 font-strong text-play-ink" {...until} />
      </p>
      <p className="truncate text-12 text-ink-2">
        {today ? 'Today' : shortDay(held.startsAt, zone, 'en')} {time(held.startsAt, zone)} ·{' '}
        {held.practitionerName.split(' ').at(-1)}
      </p>
      <LiveFuse thick={3} className="mt-1" {...until} />
    </li>
  )
}
