import type { FreeTimesAnswer } from '@/db/queries/appointment/free-times'
import { spread } from '@/lib/domain/availability'
import { dayAndMonth, relativeDay, time, weekdayName } from '@/lib/domain/format'
import type { FreeTime } from '@/lib/domain/free-times'
import { daysBetween, instantAtOrAfter, weekdayOf } from '@/lib/domain/time'

/** A time that can be chosen, as the clinic's clock shows it. */
export type FreeChoice = {
  time: string
  until: string
  /** Booking it fills an opening. */
  opening: boolean
  /** Held for a patient until this time of day (with its day when that is another). */
  heldUntil: string | null
  /** By name, for whom. */
  heldFor?: string[]
  /** One of the few that stand beside the form. */
  shown: boolean
}

export type FreeDay = {
  /** ISO. */
  day: string
  /** 'Today' or 'Tomorrow', else 'Monday'; and what follows it: 'Thu 12 March', '16 March'. */
  word: string
  rest: string
  /** 'Mon 16 March'. */
  label: string
  times: FreeChoice[]
}

export type FreeDays = {
  /** ISO, the clinic's today. */
  today: string
  durationMinutes: number
  days: FreeDay[]
  workdays: number[]
}

/** Free times in words for the dialogs: all wall-clock times are the clinic's. */
export function inWords(
  answer: FreeTimesAnswer,
  { today, now, zone }: { today: string; now: Date; zone: string },
): FreeDays {
  const days = answer.days.map(({ day, times }) => {
    const noon = instantAtOrAfter(day, '12:00', zone)
    const weekday = weekdayOf(day)
    const date = dayAndMonth(noon, zone, 'en')
    const label = `${weekdayName(weekday, 'en', 'short')} ${date}`
    const distance = daysBetween(now, noon, zone)
    const near = distance === 0 || distance === 1
    const few = shownOf(times)
    return {
      day,
      word: near ? (distance === 0 ? 'Today' : 'Tomorrow') : weekdayName(weekday, 'en'),
      rest: near ? label : date,
      label,
      times: times.map((free) => ({
        time: time(free.start, zone),
        until: time(new Date(+free.start + answer.durationMinutes * 60_000), zone),
        opening: free.opening,
        heldUntil: free.heldUntil && said(free.heldUntil, now, zone),
        heldFor: free.heldFor,
        shown: few.has(free),
      })),
    }
  })
  return { today, durationMinutes: answer.durationMinutes, workdays: answer.workdays, days }
}

/** As many of a day's times as stand beside the form: spread over the day, an opening among them. */
function shownOf(times: FreeTime[]): Set<FreeTime> {
  const free = times.filter((one) => one.heldUntil === null)
  const opening = free.find((one) => one.opening)
  const others = free.filter((one) => !one.opening)
  return new Set([...spread(others, opening ? 3 : 4), ...(opening ? [opening] : [])])
}

function said(until: Date, now: Date, zone: string): string {
  const at = time(until, zone)
  return daysBetween(now, until, zone) === 0 ? at : `${relativeDay(until, now, zone, 'en')}, ${at}`
}
