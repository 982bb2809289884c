'use client'

import { usePathname } from 'next/navigation'
import { cx } from '@/components/ui/cx'
import { Link } from '../ui/link'

const places = [
  { href: '/settings', label: 'Clinic' },
  { href: '/settings/practitioners', label: 'Practitioners' },
  { href: '/settings/types', label: 'Visit types' },
  { href: '/settings/staff', label: 'Staff' },
  { href: '/settings/automation', label: 'Automation' },
  { href: '/settings/data', label: 'Data' },
]

/** The places of the settings; they wrap where the window is narrow. */
export function SettingsNav() {
  const pathname = usePathname()
  return (
    <nav aria-label="Settings" className="flex flex-wrap gap-px rounded-control bg-well p-px">
      {places.map(({ href, label }) => {
        const here = href === '/settings' ? pathname === href : pathname.startsWith(href)
        return (
          <Link
            key={href}
            href={href}
            aria-current={here ? 'page' : undefined}
            className={cx(
              'inline-flex min-h-[30px] items-center rounded-[7px] px-3 text-13 font-mid whitespace-nowrap -outline-offset-2 pointer-coarse:min-h-10',
              here ? 'bg-lift text-ink shadow-1' : 'text-ink-2 hover:text-ink',
            )}
          >
            {label}
          </Link>
        )
      })}
    </nav>
  )
}
