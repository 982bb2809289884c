import type { ReactNode } from 'react'
import type { CalendarPractitioner } from '@/db/queries/appointment/calendar'
import { shortName } from '../booking/short-name'
import { Avatar } from '../ui/avatar'
import { cx } from '../ui/cx'
import { Link } from '../ui/link'

type Props = {
  practitioners: CalendarPractitioner[]
  /** The chosen one's id; null for all. */
  chosen: string | null
  hrefOf(practitionerId: string | null): string
  /** Whether all together can be chosen. */
  all?: boolean
  /** At the right: what the days come to. */
  children?: ReactNode
}

/** Whose days are shown, and what they come to. */
export function PractitionerTabs({ practitioners, chosen, hrefOf, all, children }: Props) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1 pr-3 pb-2 pl-3 max-tablet:hidden desk:pl-1">
      <nav aria-label="Practitioner" className="flex flex-wrap gap-1">
        {all && (
          <Tab href={hrefOf(null)} current={chosen === null}>
            <span className="pl-2">All</span>
          </Tab>
        )}
        {practitioners.map(({ id, name }) => (
          <Tab key={id} href={hrefOf(id)} current={id === chosen}>
            <Avatar name={name} size={24} strong={id === chosen} />
            {shortName(name)}
          </Tab>
        ))}
      </nav>
      {children && <div className="ml-auto flex flex-wrap gap-x-4">{children}</div>}
    </div>
  )
}

function Tab({ href, current, children }: { href: string; current: boolean; children: ReactNode }) {
  return (
    <Link
      href={href}
      aria-current={current ? 'page' : undefined}
      className={cx(
        'inline-flex min-h-[30px] items-center gap-2 rounded-full border py-0.5 pr-3 pl-1 text-13 pointer-coarse:min-h-10',
        current
          ? 'border-line bg-surface font-mid text-ink shadow-1'
          : 'border-transparent text-ink-2 hover:bg-hover',
      )}
    >
      {children}
    </Link>
  )
}
