import type { ReactNode } from 'react'
import { cx } from '../ui/cx'

type Props = {
  title: string
  /** Beside the title, quieter: "Week 11", "412 from today". */
  aside?: ReactNode
  /** Between title and actions: previous, today, next, views. */
  children?: ReactNode
  /** At the right. */
  actions?: ReactNode
  className?: string
}

/** The head of a staff page: one line of 60 px on a desk, wrapping below. */
export function PageHead({ title, aside, children, actions, className }: Props) {
  return (
    <header
      className={cx(
        'flex min-h-[60px] shrink-0 flex-wrap items-center gap-x-4 gap-y-2 py-2 pr-3 pl-3 desk:pl-1',
        className,
      )}
    >
      <div className="flex min-w-0 flex-wrap items-baseline gap-x-2">
        <h1 className="text-18 font-strong tracking-[-0.01em] text-ink tablet:text-22">{title}</h1>
        {aside && <span className="text-14 text-ink-3">{aside}</span>}
      </div>
      {children}
      {actions && <div className="ml-auto flex flex-wrap items-center gap-2">{actions}</div>}
    </header>
  )
}

/**
 * What lies under the head: a sheet, and perhaps a panel beside it; it fills the height. Each holds
 * what stands absolutely in it, as words for screen readers do: else they would lie below the
 * window, which would scroll to them.
 */
export function PageBody({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <div className={cx('flex min-h-0 flex-1 desk:gap-3 desk:pr-3 desk:*:relative', className)}>
      {children}
    </div>
  )
}

/** The white sheet on the ground; it scrolls by itself on a desk. */
export function Sheet({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <div
      className={cx(
        'min-w-0 flex-1 border-line bg-surface max-desk:border-y desk:overflow-auto desk:rounded-t-panel desk:border desk:border-b-0',
        className,
      )}
    >
      {children}
    </div>
  )
}
