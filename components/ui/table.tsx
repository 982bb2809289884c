import type { ComponentProps } from 'react'
import { cx } from './cx'
import { IconArrowDown, IconArrowUp } from './icons'
import { Link } from './link'

/** A table as drawn: head sunken, rows of 38 px. `label` is its spoken name. */
export function Table({ label, className, ...rest }: ComponentProps<'table'> & { label: string }) {
  return (
    <table
      {...rest}
      aria-label={label}
      className={cx('w-full border-collapse text-left text-13', className)}
    />
  )
}

/** The head; it stays at the top while the sheet scrolls. */
export function TableHead({ className, ...rest }: ComponentProps<'thead'>) {
  return (
    <thead
      {...rest}
      className={cx('sticky top-0 z-10 bg-sunken shadow-[inset_0_-1px_0_var(--line)]', className)}
    />
  )
}

export function TableRow({
  selected,
  className,
  ...rest
}: ComponentProps<'tr'> & { selected?: boolean }) {
  return (
    <tr
      {...rest}
      className={cx(
        'h-[38px] border-b border-line last:border-b-0',
        selected ? 'bg-accent-soft' : 'hover:bg-sunken',
        className,
      )}
    />
  )
}

export function TableCell({ className, ...rest }: ComponentProps<'td'>) {
  return <td {...rest} className={cx('px-2.5 py-1 first:pl-4 last:pr-4', className)} />
}

type Direction = 'ascending' | 'descending'

type HeaderProps = ComponentProps<'th'> & {
  /** Where pressing it leads: the same list, sorted by this column. */
  sortHref?: string
  /** How the list is sorted by this column now; null when it is sorted by another. */
  sorted?: Direction | null
}

/** A column's head; a link when the list can be sorted by it. */
export function TableHeader({ sortHref, sorted, className, children, ...rest }: HeaderProps) {
  return (
    <th
      scope="col"
      aria-sort={sorted ?? undefined}
      {...rest}
      className={cx(
        'h-[34px] px-2.5 text-12 font-mid whitespace-nowrap text-ink-2 first:pl-4 last:pr-4',
        sorted && 'text-ink',
        className,
      )}
    >
      {sortHref ? (
        <Link
          href={sortHref}
          className={cx(
            'inline-flex min-h-6 items-center gap-1 rounded-[4px] hover:text-ink',
            sorted && 'font-strong',
          )}
        >
          {children}
          {sorted === 'ascending' && <IconArrowUp />}
          {sorted === 'descending' && <IconArrowDown />}
        </Link>
      ) : (
        children
      )}
    </th>
  )
}
