import type { WorkingHours } from './availability'
import { type Language, weekdayName } from './format'

/** 'Mon–Thu 08:00–12:00, 13:00–17:00; Fri 08:00–12:00': a week in words, days alike joined. */
export function hoursWords(hours: readonly WorkingHours[], lang: Language = 'en'): string {
  const days = [1, 2, 3, 4, 5, 6, 7].map((weekday) => rangesOf(hours, weekday))
  const parts: string[] = []
  for (let day = 0; day < days.length; day++) {
    const words = days[day]
    if (!words) continue
    const first = day
    while (days[day + 1] === words) day++
    parts.push(`${daysWords(first + 1, day + 1, lang)} ${words}`)
  }
  return parts.join('; ')
}

function rangesOf(hours: readonly WorkingHours[], weekday: number): string {
  return hours
    .filter((row) => row.weekday === weekday)
    .map((row) => `${row.startsAt.slice(0, 5)}–${row.endsAt.slice(0, 5)}`)
    .sort()
    .join(', ')
}

function daysWords(first: number, last: number, lang: Language): string {
  const from = weekdayName(first, lang, 'short')
  if (first === last) return from
  return `${from}${last === first + 1 ? ', ' : '–'}${weekdayName(last, lang, 'short')}`
}
