import type { ReactNode } from 'react'
import { cx } from '@/components/ui/cx'
import '../calendar.css'
import { isExpectedState } from '@/lib/domain/states'
import type { Now, OpeningPlan } from '../words'
import { positionOf, type Span } from './axis'
import type { Column, Grid } from './grid'
import { NowLine } from './now-line'
import { AbsenceBlock, OpeningCard } from './opening-card'
import { VisitCard } from './visit-card'

type Props = Now & {
  grid: Grid
  /** The head of a column. */
  head(column: Column): ReactNode
  /** Whether the column lies on the clinic's own today: the now line crosses it. */
  isToday(column: Column): boolean
  hrefOf(visitId: string): string
  selected: string | null
  /** Booked and confirmed visits can be dragged. */
  mayMove: boolean
  plan: OpeningPlan
  /** The narrowest that a column gets, px. */
  narrowest: number
}

/** Columns on one axis of time: heads that stay in sight, hours at the left, cards in between. */
export function TimeGrid({ grid, head, narrowest, isToday, ...rest }: Props) {
  const { columns, shown, stretch } = grid
  const hours = (shown.to - shown.from) / 60
  const tracks = {
    gridTemplateColumns: `var(--gutter) repeat(${columns.length}, minmax(${narrowest}px, 1fr))`,
  }
  const today = columns.find(isToday)
  const now = today && positionOf(today.axisDay, rest.now)
  const line = now !== undefined && now >= shown.from && now <= shown.to ? now - shown.from : null
  return (
    <div
      className="calendar-grid relative w-fit min-w-full"
      style={{ '--stretch': stretch } as React.CSSProperties}
    >
      <div className="sticky top-0 z-20 grid border-b border-line bg-surface" style={tracks}>
        <div className="sticky left-0 z-10 bg-surface" />
        {columns.map((column) => (
          <div
            key={keyOf(column)}
            id={headId(column)}
            className="min-w-0 border-l border-line px-2.5 pt-2 pb-1.5"
          >
            {head(column)}
          </div>
        ))}
      </div>
      <div
        className="relative isolate grid"
        style={
          {
            ...tracks,
            height: `calc(var(--h) * ${hours})`,
            '--now': (line ?? 0) / 60,
          } as React.CSSProperties
        }
      >
        <Background
          columns={columns}
          tracks={tracks}
          rungs={grid.rungs}
          hasNow={(column) => line !== null && isToday(column)}
        />
        <div className="sticky left-0 z-10 border-r border-transparent bg-surface">
          {grid.rungs.map((rung) => (
            <span
              key={rung.at}
              className="absolute right-2 -translate-y-1/2 text-right text-12 text-ink-3 after:absolute after:top-1/2 after:-right-2 after:w-1.5 after:border-t after:border-line"
              style={{ top: `calc(var(--h) * ${rung.at / 60})` }}
            >
              {rung.label}
              {rung.again && <span className="absolute top-4 right-0 text-11">again</span>}
            </span>
          ))}
          {line !== null && (
            <NowLine
              minutes={line}
              last={shown.to - shown.from}
              now={rest.now.toISOString()}
              zone={rest.zone}
            />
          )}
        </div>
        {columns.map((column) => (
          <Cards
            key={keyOf(column)}
            column={column}
            offset={shown.from}
            minutes={shown.to - shown.from}
            notch={line !== null && isToday(column)}
            {...rest}
          />
        ))}
      </div>
    </div>
  )
}

/** Under the cards: working time, the hours' lines. */
function Background({
  columns,
  rungs,
  hasNow,
  tracks,
}: {
  columns: Column[]
  rungs: Grid['rungs']
  hasNow(column: Column): boolean
  tracks: React.CSSProperties
}) {
  return (
    <div aria-hidden="true" className="absolute inset-0 grid" style={tracks}>
      <div />
      {columns.map((column) => (
        <div key={keyOf(column)} className="relative border-l border-line bg-sunken">
          {column.work.map((span) => (
            <div
              key={span.from}
              className="absolute inset-x-0 bg-surface"
              style={{
                top: `calc(var(--h) * ${span.from / 60})`,
                height: `calc(var(--h) * ${(span.to - span.from) / 60})`,
              }}
            />
          ))}
        </div>
      ))}
      <div className="absolute inset-y-0 right-0 left-gutter">
        {rungs.map((rung) => (
          <div
            key={rung.at}
            className="absolute inset-x-0 border-t border-line"
            style={{ top: `calc(var(--h) * ${rung.at / 60})` }}
          />
        ))}
        {rungs.slice(0, -1).map((rung) => (
          <div
            key={rung.at}
            className="absolute inset-x-0 border-t border-line-faint"
            style={{ top: `calc(var(--h) * ${rung.at / 60 + 0.5})` }}
          />
        ))}
      </div>
      <div className="pointer-events-none absolute inset-0 grid" style={tracks}>
        <div />
        {columns.map((column) => (
          <div key={keyOf(column)} className="relative">
            {hasNow(column) && <div className="calendar-now" />}
          </div>
        ))}
      </div>
    </div>
  )
}

type CardsProps = Omit<Props, 'grid' | 'head' | 'isToday' | 'narrowest'> & {
  column: Column
  /** Where the top of the grid lies on the axis, minutes. */
  offset: number
  /** How long the grid is, minutes. */
  minutes: number
  notch: boolean
}

/** One column's cards, by time, with what the client needs to know of the column. */
function Cards({
  column,
  offset,
  minutes,
  notch,
  hrefOf,
  selected,
  mayMove,
  plan,
  zone,
  now,
}: CardsProps) {
  const { practitioner, day, dayLabel, axisDay, work, absences } = column
  const cards = [
    ...column.visits.map(({ visit, span }) => ({
      span,
      card: (
        <VisitCard
          key={visit.id}
          visit={visit}
          span={span}
          href={hrefOf(visit.id)}
          selected={visit.id === selected}
          draggable={mayMove && isMovable(visit)}
          zone={zone}
        />
      ),
    })),
    ...column.openings.map(({ opening, span }) => ({
      span,
      card: (
        <OpeningCard
          key={opening.id}
          opening={opening}
          span={span}
          plan={plan}
          zone={zone}
          now={now}
        />
      ),
    })),
  ].sort((a, b) => a.span.from - b.span.from)
  return (
    <section
      aria-labelledby={headId(column)}
      data-column=""
      data-practitioner={practitioner.active ? practitioner.id : undefined}
      data-day={day}
      data-day-label={dayLabel}
      data-offset={offset}
      data-minutes={minutes}
      data-pieces={JSON.stringify(axisDay.pieces)}
      data-work={JSON.stringify(work.map(({ from, to }: Span) => [from, to]))}
      className="calendar-column relative min-w-0"
    >
      {absences.map(({ absence, span, words }) => (
        <AbsenceBlock key={absence.id} absence={absence} span={span} words={words} />
      ))}
      {notch && <div aria-hidden="true" className="calendar-notch" />}
      {cards.map(({ card }) => card)}
    </section>
  )
}

/** Only what is still expected can be moved. */
function isMovable({ status }: Column['visits'][number]['visit']): boolean {
  return isExpectedState(status)
}

function keyOf({ practitioner, day }: Column): string {
  return `${practitioner.id} ${day}`
}

function headId({ practitioner, day }: Column): string {
  return `column-${practitioner.id}-${day}`
}

/** The two lines of a column's head. */
export function ColumnHead({
  children,
  counts,
  className,
}: {
  children: ReactNode
  counts: ReactNode
  className?: string
}) {
  return (
    <div className={cx('flex min-h-[38px] flex-col gap-0.5', className)}>
      <h2 className="truncate text-14 font-mid text-ink">{children}</h2>
      {counts}
    </div>
  )
}
