import type { CalendarOpening, Visit } from '@/db/queries/appointment/calendar'
import { dayAndMonth, duration, time, weekdayName } from '@/lib/domain/format'
import {
  type Day,
  dayOf,
  dayRange,
  daysBetween,
  instantAtOrAfter,
  wallTimeOf,
  weekdayOf,
} from '@/lib/domain/time'
import { momentWords } from '../openings/words'
import { stateWords } from '../status/words'

/** The clinic's zone, and the instant at which the page is drawn. */
export type Now = { zone: string; now: Date }

/** 'Thu 12 March'. */
export function dayLabel(instant: Date, zone: string): string {
  return `${weekdayName(weekdayOf(dayOf(instant, zone)), 'en', 'short')} ${dayAndMonth(instant, zone, 'en')}`
}

/** 'Thu 12 March' of a calendar day. */
export function dayLabelOf(day: Day): string {
  return dayLabel(instantAtOrAfter(day, '12:00', 'UTC'), 'UTC')
}

/** '11:40–12:10'. */
export function timeSpan({ startsAt, endsAt }: Times, zone: string): string {
  return `${time(startsAt, zone)}–${time(endsAt, zone)}`
}

/** 'Giulia De Santis, Consultation, Thu 12 March 11:40 to 12:10, booked, came 14 days earlier'. */
export function spokenVisit(visit: Visit, zone: string): string {
  const earlier = daysGained(visit, zone)
  return [
    visit.patientName,
    visit.typeName,
    spokenTimes(visit, zone),
    stateWords[visit.status].toLowerCase(),
    earlier > 0 && `came ${daysCounted(earlier)} earlier`,
  ]
    .filter(Boolean)
    .join(', ')
}

/** 'Opening, 30 min, Consultation, Thu 12 March 16:15 to 16:45, no match yet', or who holds it. */
export function spokenOpening(opening: CalendarOpening, note: string, zone: string): string {
  const { offer, typeName } = opening
  const times = spokenTimes(opening, zone)
  if (offer) {
    return `Held for ${offer.patientName}, ${typeName}, ${times}, until ${time(offer.expiresAt, zone)}`
  }
  return `Opening, ${duration(minutesOf(opening), 'en')}, ${typeName}, ${times}, ${note}`
}

/** By how many calendar days an accepted offer brought a visit forward; 0 when none did. */
export function daysGained(visit: Pick<Visit, EarlierFields>, zone: string): number {
  if (!visit.cameEarlier) return 0
  return Math.max(0, daysBetween(visit.startsAt, visit.firstStartsAt, zone))
}

/** '1 day', '14 days'. */
export function daysCounted(days: number): string {
  return `${days} ${days === 1 ? 'day' : 'days'}`
}

/** Whole minutes from start to end. */
export function minutesOf({ startsAt, endsAt }: Times): number {
  return Math.round((+endsAt - +startsAt) / 60_000)
}

export type OpeningPlan = { offersOn: boolean; mailFailsSince: Date | null; nextLook: Date | null }

/** What becomes of an opening that nobody holds: 'No match yet, again tomorrow 07:00'. */
export function openingNote(
  { exhausted, asked }: Pick<CalendarOpening, 'exhausted' | 'asked'>,
  { offersOn, mailFailsSince, nextLook }: OpeningPlan,
  clock: Now,
): string {
  if (!offersOn) return 'Offers are off, book by hand'
  if (mailFailsSince) return 'No mail goes out'
  if (!exhausted) return asked === 0 ? 'Looking for a patient' : 'Asking the next patient'
  if (asked > 0) return asked === 1 ? '1 asked, book by hand' : `All ${asked} asked, book by hand`
  if (!nextLook) return 'No match, book by hand'
  const at = momentWords(nextLook, clock)
  return `No match yet, again ${/^\d/.test(at) ? `at ${at}` : at}`
}

/** What a day shows of an absence: 'Away until 15:30', 'Away all day', 'Away until Fri 14 August'. */
export function awayWords({ startsAt, endsAt }: Times, day: Day, zone: string): string {
  // A midnight at the end is the end of the day before.
  const toMidnight = wallTimeOf(endsAt, zone) === '00:00'
  const last = toMidnight ? new Date(+endsAt - 1) : endsAt
  if (dayOf(last, zone) === day) {
    if (!toMidnight) return `Away until ${time(endsAt, zone)}`
    return startsAt <= dayRange(day, zone).start ? 'Away all day' : 'Away for the rest of the day'
  }
  const until = `Away until ${dayLabel(last, zone)}`
  return toMidnight ? until : `${until}, ${time(endsAt, zone)}`
}

type Times = { startsAt: Date; endsAt: Date }
type EarlierFields = 'cameEarlier' | 'startsAt' | 'firstStartsAt'

function spokenTimes({ startsAt, endsAt }: Times, zone: string): string {
  return `${dayLabel(startsAt, zone)} ${time(startsAt, zone)} to ${time(endsAt, zone)}`
}
