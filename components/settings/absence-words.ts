import { shortDay, time } from '@/lib/domain/format'
import { dayOf, wallTimeOf } from '@/lib/domain/time'

/**
 * 'Mon 3 Aug', 'Mon 3 Aug to Fri 14 Aug', 'Mon 3 Aug, 12:00–15:00': an absence on the clinic's
 * clock; whole days without their midnights.
 */
export function absenceWords(
  { startsAt, endsAt }: { startsAt: Date; endsAt: Date },
  zone: string,
): string {
  const fromMidnight = wallTimeOf(startsAt, zone) === '00:00'
  const toMidnight = wallTimeOf(endsAt, zone) === '00:00'
  // The last moment that belongs to it: a midnight at the end is the day before.
  const last = new Date(endsAt.getTime() - 1)
  const oneDay = dayOf(startsAt, zone) === dayOf(last, zone)
  const first = shortDay(startsAt, zone, 'en')
  if (fromMidnight && toMidnight)
    return oneDay ? first : `${first} to ${shortDay(last, zone, 'en')}`
  const from = time(startsAt, zone)
  const to = toMidnight ? '24:00' : time(endsAt, zone)
  if (oneDay) return `${first}, ${from}–${to}`
  return `${first}, ${from} to ${shortDay(last, zone, 'en')}, ${to}`
}
