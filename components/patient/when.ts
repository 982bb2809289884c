import {
  clock,
  dayAndMonth,
  type Language,
  relativeDay,
  relativeDayInside,
  time,
  unbroken,
  weekdayName,
} from '@/lib/domain/format'
import { dayOf, daysBetween } from '@/lib/domain/time'

/** An instant as the patient's pages say it: in the patient's language and the clinic's zone; no number is left alone at a line's end. */
export type When = {
  /** 'Today, Thursday 12 March'; a far day without the word. */
  day: string
  /** The same within a sentence: 'today, Thursday 12 March'. */
  dayInside: string
  /** Within a sentence: 'today', 'tomorrow', 'on Thursday' in the next six days, else 'on 31 March'. */
  onDay: string
  /** '31 March'. */
  short: string
  /** '11:40', alone. */
  time: string
  /** Within a sentence: '11:40', '11:40 Uhr'. */
  clock: string
  /** For machines: an ISO instant. */
  iso: string
}

/** `instant` and `now` are instants; the words are those of the clinic's `zone`. */
export function whenOf(instant: Date, now: Date, zone: string, lang: Language): When {
  return {
    day: unbroken(relativeDay(instant, now, zone, lang)),
    dayInside: unbroken(relativeDayInside(instant, now, zone, lang)),
    onDay: unbroken(onDay(instant, now, zone, lang)),
    short: unbroken(dayAndMonth(instant, zone, lang)),
    time: time(instant, zone),
    clock: unbroken(clock(instant, zone, lang)),
    iso: instant.toISOString(),
  }
}

function onDay(instant: Date, now: Date, zone: string, lang: Language): string {
  const away = daysBetween(now, instant, zone)
  if (away === 0) return lang === 'de' ? 'heute' : 'today'
  if (away === 1) return lang === 'de' ? 'morgen' : 'tomorrow'
  const on = lang === 'de' ? 'am' : 'on'
  if (away < 0 || away > 6) return `${on} ${dayAndMonth(instant, zone, lang)}`
  const weekday = new Date(dayOf(instant, zone)).getUTCDay() || 7
  return `${on} ${weekdayName(weekday, lang)}`
}
