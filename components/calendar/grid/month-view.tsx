import { cx } from '@/components/ui/cx'
import { Link } from '@/components/ui/link'
import type { CalendarOpening, Visit } from '@/db/queries/appointment/calendar'
import { longDay } from '@/lib/domain/format'
import { type Day, dayOf, instantAtOrAfter } from '@/lib/domain/time'
import { dayNumber, shortWeekday } from '../heading'
import type { Now } from '../words'
import { CountRow, type Counts, countStates } from './counts'

type Props = Now & {
  /** Whole weeks. */
  days: Day[]
  /** '2026-03': days of other months step back. */
  month: string
  visits: readonly { day: Day; status: Visit['status']; count: number }[]
  openings: readonly CalendarOpening[]
  hrefOf(day: Day): string
}

/** A month: what each day comes to, each a link to the day. */
export function MonthView({ days, month, visits, openings, hrefOf, zone, now }: Props) {
  const today = dayOf(now, zone)
  return (
    <div className="flex min-h-full flex-col">
      <div aria-hidden="true" className="grid grid-cols-7 border-b border-line text-12 text-ink-3">
        {days.slice(0, 7).map((day, i) => (
          <span key={day} className="px-2 py-1.5">
            {shortWeekday(i + 1)}
          </span>
        ))}
      </div>
      <ul className="grid flex-1 auto-rows-fr grid-cols-7">
        {days.map((day, i) => {
          const counts = countsOf(day, visits, openings, zone)
          return (
            <li
              key={day}
              className={cx('min-w-0 border-line', i % 7 > 0 && 'border-l', i >= 7 && 'border-t')}
            >
              <Link
                href={hrefOf(day)}
                aria-label={spoken(day, counts)}
                aria-current={day === today ? 'date' : undefined}
                className={cx(
                  'flex h-full min-h-16 flex-col gap-1 p-1.5 -outline-offset-2 hover:bg-hover tablet:min-h-24 tablet:p-2',
                  !day.startsWith(month) && 'bg-sunken',
                )}
              >
                <span className="flex items-center justify-between">
                  <span
                    className={cx(
                      'text-14 font-mid',
                      day === today
                        ? 'rounded-[6px] bg-accent px-1.5 text-on-accent'
                        : day.startsWith(month)
                          ? 'text-ink'
                          : 'text-ink-3',
                    )}
                  >
                    {dayNumber(day)}
                  </span>
                  {counts.all > 0 && (
                    <span className="text-12 text-ink-2">
                      {counts.all}
                      <span className="max-tablet:hidden">
                        {' '}
                        {counts.all === 1 ? 'visit' : 'visits'}
                      </span>
                    </span>
                  )}
                </span>
                {counts.all + counts.held + counts.opening > 0 && (
                  <CountRow counts={counts} past={day < today} className="flex-wrap gap-y-0.5" />
                )}
              </Link>
            </li>
          )
        })}
      </ul>
    </div>
  )
}

function countsOf(
  day: Day,
  visits: Props['visits'],
  openings: Props['openings'],
  zone: string,
): Counts & { all: number } {
  const counts = countStates(
    [],
    openings.filter((one) => dayOf(one.startsAt, zone) === day),
  )
  let all = 0
  for (const one of visits) {
    if (one.day !== day) continue
    counts[one.status] += one.count
    all += one.count
  }
  return { ...counts, all }
}

function spoken(day: Day, { all, held, opening }: Counts & { all: number }): string {
  return [
    longDay(instantAtOrAfter(day, '12:00', 'UTC'), 'UTC', 'en'),
    all === 0 ? 'no visits' : all === 1 ? '1 visit' : `${all} visits`,
    held > 0 && `${held} held`,
    opening > 0 && `${opening} open`,
  ]
    .filter(Boolean)
    .join(', ')
}
