import { calendarHref } from '@/components/calendar/address'
import { DayView } from '@/components/calendar/grid/day-view'
import { isUsed } from '@/components/calendar/grid/grid'
import { MonthView } from '@/components/calendar/grid/month-view'
import { WeekView } from '@/components/calendar/grid/week-view'
import { ListView } from '@/components/calendar/list/list-view'
import { PhoneDay } from '@/components/calendar/phone/phone-day'
import { dayLabelOf } from '@/components/calendar/words'
import type { Day } from '@/lib/domain/time'
import type { LoadedCalendar } from './load'

type Props = {
  loaded: LoadedCalendar
  /** The days in sight: of a week, without a free weekend. */
  days: Day[]
  zone: string
  mayMove: boolean
}

/** The view that the address asks for. A phone shows days and weeks as a list of one day. */
export function CalendarView({ loaded, days, zone, mayMove }: Props) {
  const { address, practitioners, chosen, phone, data, counts, plan, now } = loaded
  const { view, date, practitioner, visit: selected } = address
  const hrefOf = (visit: string) => calendarHref({ ...address, visit })
  const common = { data, hrefOf, selected, plan, zone, now }
  if (view === 'month') {
    return (
      <MonthView
        days={days}
        month={date.slice(0, 7)}
        visits={counts}
        openings={data.openings}
        hrefOf={(day) => calendarHref({ view: 'day', date: day, practitioner })}
        zone={zone}
        now={now}
      />
    )
  }
  if (view === 'list') return <ListView days={days} practitioners={practitioners} {...common} />
  return (
    <>
      <div className="h-full bg-sunken max-tablet:hidden">
        {view === 'day' && !isUsed(date, practitioners, data, zone) && (
          <p
            role="note"
            className="sticky left-0 border-b border-line bg-sunken px-4 py-2 text-13 text-ink-2"
          >
            Nobody works on {dayLabelOf(date)}. Working hours are in the settings.
          </p>
        )}
        {view === 'week' && chosen ? (
          <WeekView days={days} practitioner={chosen} mayMove={mayMove} {...common} />
        ) : (
          <DayView day={date} practitioners={practitioners} mayMove={mayMove} {...common} />
        )}
      </div>
      <PhoneDay
        day={date}
        practitioners={view === 'week' && chosen ? [chosen] : phone ? [phone] : practitioners}
        data={data}
        hrefOf={hrefOf}
        plan={plan}
        zone={zone}
        now={now}
      />
    </>
  )
}
