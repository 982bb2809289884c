'use client'

import { usePathname } from 'next/navigation'
import { cx } from '../ui/cx'
import { Link } from '../ui/link'
import { isAt, navItems, tabOrder } from './nav-items'
import { tabClass } from './tab-class'

type Props = {
  /** Openings that are free or held now. */
  openCount: number
  /** The addresses of the places that one may see. */
  places: string[]
}

/** The left navigation's links; icons alone between phone and desk. */
export function NavLinks({ openCount, places }: Props) {
  const pathname = usePathname()
  return (
    <ul className="flex flex-col">
      {navItems.map(({ href, label, Icon }) => {
        if (!places.includes(href)) return null
        const here = isAt(pathname, href)
        return (
          <li key={href}>
            <Link
              href={href}
              title={label}
              aria-current={here ? 'page' : undefined}
              className={cx(
                'relative flex h-8 items-center gap-[11px] rounded-control px-2.5 text-14 font-mid max-desk:h-11 max-desk:justify-center',
                here
                  ? 'bg-surface text-accent-ink shadow-1 forced-colors:underline'
                  : 'text-ink-2 hover:bg-hover',
              )}
            >
              <Icon />
              <span className="max-desk:sr-only">{label}</span>
              {href === '/openings' && (
                <Count
                  count={openCount}
                  className="desk:ml-auto max-desk:absolute max-desk:top-1 max-desk:right-1"
                />
              )}
            </Link>
          </li>
        )
      })}
    </ul>
  )
}

/** The bar at the foot of a phone; `more` is its last place. */
export function TabLinks({ openCount, places }: Props) {
  const pathname = usePathname()
  return tabOrder.map((href) => {
    const item = navItems.find((one) => one.href === href)
    if (!item || !places.includes(href)) return null
    const here = isAt(pathname, href)
    return (
      <Link
        key={href}
        href={href}
        aria-current={here ? 'page' : undefined}
        className={tabClass(here)}
      >
        <item.Icon size={20} />
        {item.tab}
        {href === '/openings' && (
          <Count count={openCount} strong className="absolute top-1 left-1/2 ml-2" />
        )}
      </Link>
    )
  })
}

function Count({
  count,
  strong,
  className,
}: {
  count: number
  strong?: boolean
  className?: string
}) {
  if (count === 0) return null
  return (
    <span
      className={cx(
        'inline-flex h-[18px] min-w-5 items-center justify-center rounded-full border px-1 text-11 font-strong',
        strong
          ? 'border-transparent bg-play text-on-play'
          : 'border-play-track bg-play-soft text-play-ink',
        className,
      )}
    >
      <span aria-hidden="true">{count}</span>
      <span className="sr-only">, {count} in play</span>
    </span>
  )
}
