import type { ReactNode } from 'react'
import type { ActiveOpening, ClosedOpening } from '@/db/queries/opening/openings'
import { duration } from '@/lib/domain/format'
import { shortName } from '../booking/short-name'
import { StatusBadge } from '../status/badge'
import { Glyph } from '../status/glyph'
import { cx } from '../ui/cx'
import { Link } from '../ui/link'
import { BookByHand } from './book-by-hand'
import {
  badges,
  type Clock,
  closedWords,
  freeWords,
  gainWords,
  type Plan,
  whenWords,
} from './words'

type RowProps = { id: string; href: string; selected: boolean; children: ReactNode }

/** A row that leads to an opening; what stands in it may have a button of its own. */
function Row({
  id,
  href,
  selected,
  className,
  title,
  children,
}: RowProps & { className: string; title: string }) {
  return (
    <li
      className={cx(
        'relative border-t border-line px-3.5 text-13 first:rounded-t-panel first:border-t-0 last:rounded-b-panel hover:bg-hover',
        'has-[>a:focus-visible]:outline-2 has-[>a:focus-visible]:outline-focus has-[>a:focus-visible]:-outline-offset-2',
        selected && 'bg-hover',
        className,
      )}
    >
      <Link
        href={href}
        scroll={false}
        data-opening={id}
        aria-current={selected || undefined}
        className="font-strong text-ink outline-none after:absolute after:inset-0"
      >
        {title}
      </Link>
      {children}
    </li>
  )
}

type FreeProps = {
  opening: ActiveOpening
  href: string
  selected: boolean
  mayBook: boolean
  plan: Plan
  clock: Clock
}

/** A time that is free: why, and the way to book it by hand. */
export function FreeRow({ opening, href, selected, mayBook, plan, clock }: FreeProps) {
  const { id, startsAt, endsAt, practitionerId, practitionerName, typeId, typeName } = opening
  const when = whenWords(startsAt, clock)
  const visit = `${shortName(practitionerName)} · ${typeName}, ${duration((+endsAt - +startsAt) / 60_000, 'en')}`
  return (
    <Row
      id={id}
      href={href}
      selected={selected}
      title={when}
      className="grid min-h-[42px] grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 py-1.5 pl-9 desk:grid-cols-[minmax(96px,0.7fr)_minmax(0,1.7fr)_minmax(0,2fr)_auto]"
    >
      <Glyph
        state="opening"
        className="absolute top-[13px] left-3.5 text-play-line desk:top-1/2 desk:-translate-y-1/2"
      />
      <span className="text-ink-2 max-desk:col-start-1">{visit}</span>
      <span className="text-ink-2 max-desk:col-start-1">{freeWords(opening, plan, clock)}</span>
      {mayBook && (
        <span className="relative z-10 max-desk:col-start-2 max-desk:row-span-3 max-desk:row-start-1">
          <BookByHand
            size="compact"
            when={when}
            practitionerId={practitionerId}
            typeId={typeId}
            startIso={startsAt.toISOString()}
          />
        </span>
      )}
    </Row>
  )
}

type ClosedProps = { opening: ClosedOpening; href: string; selected: boolean; clock: Clock }

/** A time that was filled, lapsed or withdrawn, and how. */
export function ClosedRow({ opening, href, selected, clock }: ClosedProps) {
  const { glyph, word } = badges[opening.state]
  const filled = opening.state === 'filled'
  return (
    <Row
      id={opening.id}
      href={href}
      selected={selected}
      title={whenWords(opening.startsAt, clock)}
      className="grid min-h-[38px] grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 py-1.5 pl-[116px] tablet:grid-cols-[minmax(132px,1.2fr)_minmax(80px,0.8fr)_minmax(110px,1.4fr)_64px_minmax(116px,1.3fr)] tablet:py-1"
    >
      <StatusBadge state={glyph} className="absolute top-1.5 left-2.5 tablet:top-2">
        {word}
      </StatusBadge>
      <span className="truncate text-ink-2 max-tablet:text-right">
        {shortName(opening.practitionerName)}
      </span>
      {filled ? (
        <>
          <span className="truncate text-ink" title={opening.filledByName ?? undefined}>
            {opening.filledByName}
          </span>
          <span className="text-right font-mid text-play-ink">
            {opening.fromStartsAt && gainWords(opening.fromStartsAt, opening.startsAt, clock.zone)}
          </span>
          <span className="text-ink-2 max-tablet:col-span-2 tablet:text-right">
            {closedWords(opening)}
          </span>
        </>
      ) : (
        <span className="col-span-2 text-ink-2 tablet:col-span-3">{closedWords(opening)}</span>
      )}
    </Row>
  )
}
