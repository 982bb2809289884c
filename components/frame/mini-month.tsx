'use client'

import { usePathname, useSearchParams } from 'next/navigation'
import { useState } from 'react'
import { type Address, calendarHref, views } from '../calendar/address'
import { IconButton } from '../ui/button'
import { cx } from '../ui/cx'
import { IconChevronLeft, IconChevronRight } from '../ui/icons'
import { Link } from '../ui/link'
import { monthAfter, monthName, spokenDay, weeksOf } from './month-days'

type Props = {
  /** The clinic's today, an ISO day. */
  today: string
  /** ISO days on which something is in play: a dot. */
  inPlay: readonly string[]
}

/** A month in the navigation: each day leads to the calendar, in the view that is open. */
export function MiniMonth({ today, inPlay }: Props) {
  const params = useSearchParams()
  const onCalendar = usePathname() === '/calendar'
  const date = params.get('date') ?? today
  const chosen = onCalendar && /^\d{4}-\d\d-\d\d$/.test(date) ? date : null
  const [turned, setTurned] = useState<{ from: string; month: string } | null>(null)
  const own = (chosen ?? today).slice(0, 7)
  // Going to a day of another month brings that month back into sight.
  const month = turned?.from === own ? turned.month : own
  const turn = (by: number) => setTurned({ from: own, month: monthAfter(month, by) })
  const address: Partial<Address> = {
    view: (onCalendar && views.find((view) => view === params.get('view'))) || 'day',
    practitioner: params.get('with'),
  }
  return (
    <section aria-label="Month">
      <div className="mb-1 flex items-center">
        <h2 className="flex-1 font-strong text-ink" aria-live="polite">
          {monthName(month)}
        </h2>
        <IconButton
          label="Month before"
          size="compact"
          icon={<IconChevronLeft />}
          onClick={() => turn(-1)}
        />
        <IconButton
          label="Month after"
          size="compact"
          icon={<IconChevronRight />}
          onClick={() => turn(1)}
        />
      </div>
      {/* Seven targets of 24 px and the week: a little wider than what stands above it. */}
      <table className="-ml-2 w-[188px] table-fixed text-center text-12 text-ink">
        <thead>
          <tr className="text-ink-3">
            <th className="w-5 font-text">
              <span className="sr-only">Week</span>
            </th>
            {['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].map((name) => (
              <th key={name} abbr={name} className="h-5 font-text">
                {name[0]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(month).map(({ week, days }) => (
            <tr key={days[0]}>
              <th className="text-left text-11 font-text text-ink-3">{week}</th>
              {days.map((day) => (
                <td key={day} className="p-0">
                  <Link
                    href={calendarHref({ ...address, date: day })}
                    aria-label={spokenDay(day)}
                    aria-current={day === chosen ? 'date' : undefined}
                    className={cx(
                      'relative mx-auto flex size-6 items-center justify-center rounded-[6px] after:absolute after:bottom-px after:size-1 after:rounded-full',
                      day === chosen
                        ? 'bg-accent font-strong text-on-accent after:bg-play'
                        : 'hover:bg-hover after:bg-play-mark',
                      day !== chosen && day === today && 'font-strong text-accent-ink',
                      day !== chosen && !day.startsWith(month) && 'text-ink-3',
                      !inPlay.includes(day) && 'after:hidden',
                    )}
                  >
                    {Number(day.slice(8))}
                  </Link>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
