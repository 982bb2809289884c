import type { ReactNode } from 'react'
import { cx } from './cx'

type Props = {
  /** The spoken name of the region. */
  label: string
  className?: string
  children: ReactNode
}

/** The 352 px panel at the right of the sheet; below `desk` it lies over the page as a sheet. */
export function Panel({ label, className, children }: Props) {
  return (
    <aside
      aria-label={label}
      className={cx(
        'fixed inset-x-0 top-12 bottom-0 z-30 overflow-y-auto overscroll-contain rounded-t-panel border border-line bg-raised px-4 pb-8 text-13 shadow-3',
        'tablet:top-3 tablet:right-3 tablet:bottom-0 tablet:left-auto tablet:w-panel',
        'desk:relative desk:inset-auto desk:z-auto desk:h-full desk:shrink-0 desk:rounded-b-none desk:border-b-0 desk:shadow-2',
        className,
      )}
    >
      {children}
    </aside>
  )
}

/** The panel's first line: a badge at the left, icon buttons at the right; stays while it scrolls. */
export function PanelHead({
  children,
  actions,
  className,
}: {
  children?: ReactNode
  actions?: ReactNode
  className?: string
}) {
  return (
    <div
      className={cx(
        'sticky top-0 z-10 -mx-4 flex min-h-11 items-center gap-2 bg-raised py-1.5 pr-2 pl-4',
        className,
      )}
    >
      <div className="min-w-0 flex-1">{children}</div>
      {actions}
    </div>
  )
}

/** A part of a panel, with a line above it, a title and perhaps a note at the right. */
export function PanelSection({
  title,
  note,
  className,
  children,
}: {
  title?: string
  note?: ReactNode
  className?: string
  children: ReactNode
}) {
  return (
    <section className={cx('mt-4 border-t border-line pt-3.5', className)}>
      {title && (
        <div className="mb-2 flex items-baseline justify-between gap-2">
          <h3 className="text-13 font-strong text-ink">{title}</h3>
          {note && <span className="text-12 text-ink-3">{note}</span>}
        </div>
      )}
      {children}
    </section>
  )
}

/** Pairs of label and value in two aligned columns. */
export function Facts({
  rows,
  className,
}: {
  rows: [label: ReactNode, value: ReactNode][]
  className?: string
}) {
  return (
    <dl
      className={cx(
        'grid grid-cols-[max-content_minmax(0,1fr)] gap-x-7 gap-y-1 text-13',
        className,
      )}
    >
      {rows.map(([label, value], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows of one fact sheet never change places
        <div key={index} className="contents">
          <dt className="text-ink-3">{label}</dt>
          <dd className="min-w-0 break-words text-ink">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
