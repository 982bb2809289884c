import { cx } from './cx'
import { IconLink } from './icon-link'
import { IconChevronLeft, IconChevronRight } from './icons'

type Props = {
  /** 1-based numbers of the first and last row shown, and of all. */
  from: number
  to: number
  total: number
  previousHref?: string
  nextHref?: string
  className?: string
}

/** "1–18 of 412" and the way to the page before and after. */
export function Pager({ from, to, total, previousHref, nextHref, className }: Props) {
  return (
    <nav
      aria-label="Pages"
      className={cx(
        'flex min-h-12 items-center gap-1 border-t border-line px-4 text-13 text-ink-2',
        className,
      )}
    >
      <span className="mr-auto">{total === 0 ? 'None' : `${from}–${to} of ${total}`}</span>
      {previousHref && (
        <IconLink href={previousHref} label="Previous page" icon={<IconChevronLeft />} />
      )}
      {nextHref && <IconLink href={nextHref} label="Next page" icon={<IconChevronRight />} />}
    </nav>
  )
}
