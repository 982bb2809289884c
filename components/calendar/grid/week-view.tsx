import { cx } from '@/components/ui/cx'
import { Link } from '@/components/ui/link'
import type { CalendarPractitioner } from '@/db/queries/appointment/calendar'
import { type Day, dayOf, weekdayOf } from '@/lib/domain/time'
import { calendarHref } from '../address'
import { dayNumber, shortWeekday } from '../heading'
import type { Now, OpeningPlan } from '../words'
import { CountRow, countStates } from './counts'
import { type CalendarData, isUsed, makeGrid } from './grid'
import { TimeGrid } from './time-grid'

type Props = Now & {
  /** The days to show: `weekDays`. */
  days: Day[]
  practitioner: CalendarPractitioner
  data: CalendarData
  hrefOf(visitId: string): string
  selected: string | null
  mayMove: boolean
  plan: OpeningPlan
}

/** A practitioner's week with a column per day. */
export function WeekView({ days, practitioner, data, zone, now, ...rest }: Props) {
  const grid = makeGrid(
    days.map((day) => ({ practitioner, day })),
    data,
    zone,
  )
  const today = dayOf(now, zone)
  return (
    <TimeGrid
      grid={grid}
      zone={zone}
      now={now}
      narrowest={132}
      isToday={({ day }) => day === today}
      head={({ day, visits, openings }) => (
        <div className="flex min-h-[42px] flex-col gap-0.5">
          <h2>
            <Link
              href={calendarHref({ view: 'day', date: day, practitioner: practitioner.id })}
              className={cx(
                'group inline-flex items-baseline gap-1.5',
                day === today && 'text-accent-ink',
              )}
            >
              <span
                className={cx(
                  'text-18 leading-6 font-strong',
                  day === today && '-ml-1 rounded-[6px] bg-accent px-1.5 text-on-accent',
                )}
              >
                {dayNumber(day)}
              </span>
              <span
                className={cx(
                  'text-13 group-hover:underline',
                  day === today ? 'font-strong' : 'text-ink-2',
                )}
              >
                {shortWeekday(weekdayOf(day))}
              </span>
              {day === today && <span className="sr-only">, today</span>}
            </Link>
          </h2>
          <CountRow
            counts={countStates(
              visits.map(({ visit }) => visit),
              openings.map(({ opening }) => opening),
            )}
            past={day < today}
          />
        </div>
      )}
      {...rest}
    />
  )
}

/** Monday to Friday, and of Saturday and Sunday those with working hours or visits. */
export function weekDays(
  days: readonly Day[],
  practitioner: CalendarPractitioner,
  data: CalendarData,
  zone: string,
): Day[] {
  return days.filter((day) => weekdayOf(day) <= 5 || isUsed(day, [practitioner], data, zone))
}
