import type { ReactNode } from 'react'
import type { Weights } from '@/lib/domain/matching'
import { daysBetween } from '@/lib/domain/time'
import { type Hold, TimeLeft } from '../status/live-time-left'
import { cx } from '../ui/cx'
import { IconCheck, IconChevronDown } from '../ui/icons'
import { Link } from '../ui/link'
import { PanelSection } from '../ui/panel'
import { orderWords, placeWords } from './order'
import { type Answer, type Unsuited, unsuitedGroups } from './reasons'
import { type Clock, dayWords, gainWords, momentWords } from './words'

/** Somebody who suits an opening, as the panel shows them. */
export type Suitor = {
  appointmentId: string
  name: string
  /** Their own time now. */
  from: Date
  reasons: string[]
  priority: number
  /** When they were last offered an earlier time, this one aside. */
  lastAskedAt: Date | null
  /** Since when they wait. */
  since: Date | null
  /** They hold the opening; `release` ends that, where it is not done elsewhere. */
  held: { countdown: Hold; release?: ReactNode } | null
}

type Props = {
  /** In the order of asking; those who hold it come first. */
  suitors: Suitor[]
  looked: number
  /** More are waiting than were looked at. */
  cut: boolean
  furtherHref: string | null
  to: Date
  weights: Weights
  clock: Clock
}

/** Without asking for more. */
const shownAtFirst = 5

/** Who is asked for an opening, in which order, and what speaks for each. */
export function NextPatients({ suitors, looked, cut, furtherHref, to, weights, clock }: Props) {
  const most = Math.max(1, ...suitors.map(({ from }) => daysBetween(to, from, clock.zone)))
  const items = suitors.map((suitor, index) => (
    <SuitorItem
      key={suitor.appointmentId}
      suitor={suitor}
      place={index + 1}
      share={Math.max(0.08, daysBetween(to, suitor.from, clock.zone) / most)}
      to={to}
      clock={clock}
    />
  ))
  const atFirst = Math.max(shownAtFirst, suitors.filter(({ held }) => held).length)
  const rest = items.length - atFirst
  return (
    <PanelSection
      title="Who is next"
      note={`${suitors.length} of ${looked}${cut ? ' looked at' : ''} suit`}
    >
      {items.length === 0 ? (
        <p className="text-ink-2">Nobody who is open to an earlier time suits at the moment.</p>
      ) : (
        <>
          <ol className="-mx-1.5">{items.slice(0, atFirst)}</ol>
          {rest > 0 && (
            <details className="mt-1">
              <summary className="link min-h-6 w-fit">
                {rest === 1 ? '1 more who suits' : `${rest} more who suit`}
              </summary>
              <ol start={atFirst + 1} className="-mx-1.5 mt-1">
                {items.slice(atFirst)}
              </ol>
            </details>
          )}
          <p className="mt-2 text-12 text-ink-2">{orderWords(weights)}</p>
        </>
      )}
      {cut && (
        <p className="mt-1 text-12 text-ink-2">
          The first {looked} of the waitlist are looked at here; the matching itself goes on.{' '}
          {furtherHref && (
            <Link href={furtherHref} scroll={false} className="link">
              Look at more
            </Link>
          )}
        </p>
      )}
    </PanelSection>
  )
}

type ItemProps = { suitor: Suitor; place: number; share: number; to: Date; clock: Clock }

function SuitorItem({ suitor, place, share, to, clock }: ItemProps) {
  const { name, from, reasons, held, priority, since, lastAskedAt } = suitor
  const daysSince = (at: Date | null) => at && daysBetween(at, clock.now, clock.zone)
  const stands = placeWords({
    priority,
    waitingDays: daysSince(since),
    askedDaysAgo: daysSince(lastAskedAt),
  })
  return (
    <li
      className={cx(
        'grid grid-cols-[18px_minmax(0,1fr)_auto] gap-x-1.5 rounded-control px-2 py-1.5',
        held && 'bg-play-soft',
      )}
    >
      <span className={held ? 'text-play-ink' : 'text-ink-2'}>{place}</span>
      <span className="min-w-0 truncate font-strong text-ink" title={name}>
        {name}
      </span>
      <span className="flex items-center gap-1.5 font-mid text-play-ink">
        <span
          aria-hidden="true"
          className="keep-colour h-1.5 rounded-full bg-play-mark"
          style={{ width: Math.round(share * 54) }}
        />
        {gainWords(from, to, clock.zone)}
      </span>
      <span
        className={cx(
          'col-span-2 col-start-2 flex flex-wrap gap-x-2.5 text-12',
          held ? 'text-ink' : 'text-ink-2',
        )}
      >
        {reasons.map((reason) => (
          <span key={reason} className="inline-flex items-center gap-1">
            <IconCheck className="size-3 text-arrived-soft-ink" />
            {reason}
          </span>
        ))}
      </span>
      <span className={cx('col-span-2 col-start-2 text-12', held ? 'text-ink' : 'text-ink-2')}>
        {[`now ${dayWords(from, clock.zone)}`, ...stands].join(' · ')}
      </span>
      {held && (
        <span className="col-span-2 col-start-2 flex items-center justify-between gap-2 text-12 font-strong text-play-ink">
          <span>
            held until {momentWords(new Date(held.countdown.until), clock)},{' '}
            <TimeLeft className="whitespace-nowrap" {...held.countdown} />
          </span>
          {held.release}
        </span>
      )}
    </li>
  )
}

type UnsuitedProps = {
  unsuited: Unsuited[]
  nameOf: (appointmentId: string) => string
  answerOf: (appointmentId: string) => Answer | undefined
  zone: string
}

/** Who does not suit, counted by what is in the way; each count opens to the names. */
export function UnsuitedPatients({ unsuited, nameOf, answerOf, zone }: UnsuitedProps) {
  if (unsuited.length === 0) return null
  return (
    <PanelSection title="Does not suit" note={unsuited.length}>
      <ul className="flex flex-col">
        {unsuitedGroups(unsuited, answerOf).map(({ reason, people }) => (
          <li key={reason}>
            <details className="group">
              <summary className="flex min-h-6 items-center gap-2.5 rounded-control hover:bg-hover">
                <span className="min-w-5 text-right text-ink-2">{people.length}</span>
                <span className="flex-1 text-ink">{reason}</span>
                <IconChevronDown className="text-ink-3 transition-transform group-open:rotate-180" />
              </summary>
              <ul className="mb-1.5 ml-[30px] text-12 text-ink-2">
                {people.map(({ candidate, all }) => (
                  <li key={candidate.appointmentId}>
                    {nameOf(candidate.appointmentId)}, now {dayWords(candidate.start, zone)}
                    {all.length > 1 && `: ${all.slice(1).join(', ')}`}
                  </li>
                ))}
              </ul>
            </details>
          </li>
        ))}
      </ul>
    </PanelSection>
  )
}
