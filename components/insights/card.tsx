import type { ReactNode } from 'react'
import { cx } from '../ui/cx'
import { FigureTableView } from './figure-table'
import type { FigureTable } from './tables'

type Props = {
  /** The finding. */
  title: string
  /** What is drawn, and in what unit. */
  note?: ReactNode
  legend?: ReactNode
  /** The chart's figures, where the chart is not itself a table. */
  table?: FigureTable
  currency: string
  level?: 'h2' | 'h3'
  className?: string
  children: ReactNode
}

/** A chart on paper under its finding, with its figures one press away. */
export function ChartCard({
  title,
  note,
  legend,
  table,
  currency,
  level: Heading = 'h2',
  className,
  children,
}: Props) {
  return (
    <section
      aria-label={title}
      className={cx(
        'flex min-w-0 flex-col rounded-panel border border-line bg-surface p-4 shadow-1',
        className,
      )}
    >
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <Heading className="text-16 leading-[22px] font-strong text-ink">{title}</Heading>
        {legend}
      </div>
      {note && <p className="text-12 text-ink-2">{note}</p>}
      {children}
      {table && (
        <details className="mt-auto pt-3">
          <summary className="inline-flex min-h-6 list-none items-center text-12 text-ink-2 underline underline-offset-3 hover:text-ink pointer-coarse:min-h-10 [&::-webkit-details-marker]:hidden">
            Figures as a table
          </summary>
          <FigureTableView table={table} currency={currency} className="mt-1" />
        </details>
      )}
    </section>
  )
}

/** A circle and its word: solid is won, hollow is lost. */
export function Legend({ items }: { items: { word: string; solid: boolean }[] }) {
  return (
    <span className="flex gap-3 text-12 text-ink-2">
      {items.map(({ word, solid }) => (
        <span key={word} className="inline-flex items-center gap-1.5">
          <svg
            width="10"
            height="10"
            viewBox="0 0 10 10"
            aria-hidden="true"
            className="keep-colour"
          >
            <Circle x={5} y={5} solid={solid} />
          </svg>
          {word}
        </span>
      ))}
    </span>
  )
}

/** One case, 10 across: won is solid, lost is hollow. */
export function Circle({ x, y, solid }: { x: number; y: number; solid: boolean }) {
  return solid ? (
    <circle cx={x} cy={y} r="4.6" className="fill-chart-won" />
  ) : (
    <circle cx={x} cy={y} r="4.1" fill="none" strokeWidth="1" className="stroke-chart-lost" />
  )
}
