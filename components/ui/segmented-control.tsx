import { cx } from './cx'
import { Link } from './link'

export type Segment = { href: string; label: string; current: boolean }

/** Views of the same thing as links in one track; `label` names the group. */
export function SegmentedControl({
  label,
  items,
  className,
}: {
  label: string
  items: Segment[]
  className?: string
}) {
  return (
    <nav
      aria-label={label}
      className={cx(
        'inline-flex max-w-full overflow-x-auto rounded-control bg-well p-px',
        className,
      )}
    >
      {items.map((item) => (
        <Link
          key={item.href}
          href={item.href}
          aria-current={item.current ? 'page' : undefined}
          className={cx(
            'inline-flex min-h-[30px] items-center rounded-[7px] px-3 text-13 font-mid whitespace-nowrap -outline-offset-2 pointer-coarse:min-h-10',
            item.current
              ? 'bg-lift text-ink shadow-1 forced-colors:underline'
              : 'text-ink-2 hover:text-ink',
          )}
        >
          {item.label}
        </Link>
      ))}
    </nav>
  )
}
