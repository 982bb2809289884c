import type { CalendarPractitioner } from '@/db/queries/appointment/calendar'
import { type Day, dayOf } from '@/lib/domain/time'
import type { Now, OpeningPlan } from '../words'
import { CountRow, countStates } from './counts'
import { type CalendarData, makeGrid } from './grid'
import { ColumnHead, TimeGrid } from './time-grid'

type Props = Now & {
  day: Day
  practitioners: CalendarPractitioner[]
  data: CalendarData
  hrefOf(visitId: string): string
  selected: string | null
  mayMove: boolean
  plan: OpeningPlan
}

/** A day with a column per practitioner. */
export function DayView({ day, practitioners, data, zone, now, ...rest }: Props) {
  const grid = makeGrid(
    practitioners.map((practitioner) => ({ practitioner, day })),
    data,
    zone,
  )
  const today = dayOf(now, zone)
  return (
    <TimeGrid
      grid={grid}
      zone={zone}
      now={now}
      narrowest={150}
      isToday={() => day === today}
      head={({ practitioner, visits, openings }) => (
        <ColumnHead
          counts={
            <CountRow
              counts={countStates(
                visits.map(({ visit }) => visit),
                openings.map(({ opening }) => opening),
              )}
              past={day < today}
            />
          }
        >
          {practitioner.name}
        </ColumnHead>
      )}
      {...rest}
    />
  )
}
