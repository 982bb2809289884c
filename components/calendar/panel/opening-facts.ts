import type { Holder } from '@/components/openings/ending-words'
import { holdOf } from '@/components/status/hold-of'
import type { CalendarOpening } from '@/db/queries/appointment/calendar'
import { duration, time } from '@/lib/domain/format'
import { daysBetween } from '@/lib/domain/time'
import { dayLabel, daysCounted, minutesOf, type Now, type OpeningPlan, openingNote } from '../words'

/** An opening for its popover, in words; instants are ISO strings. */
export type OpeningFacts = {
  id: string
  practitionerId: string
  typeId: string
  startIso: string
  /** 'Held for Amara Diallo', 'Opening 30 min'. */
  title: string
  /** 'Tomorrow, Fri 13 March, 09:00'. */
  what: string
  rows: [label: string, value: string][]
  /** Until when who must answer first holds it; null while it is free. */
  hold: { until: string; untilTime: string; total: number; now: string } | null
  holders: (Holder & { gains: string })[]
  /** What becomes of it while it is free. */
  note: string
  over: boolean
}

/** What the popover of an opening says. */
export function openingFacts(
  opening: CalendarOpening,
  plan: OpeningPlan,
  { zone, now }: Now,
): OpeningFacts {
  const { id, practitionerId, typeId, typeName, startsAt, offer } = opening
  const near = ['Today, ', 'Tomorrow, '][daysBetween(now, startsAt, zone)] ?? ''
  const what = `${near}${dayLabel(startsAt, zone)}, ${time(startsAt, zone)}`
  const holders = opening.holds.map(({ offerId, patientName, fromStartsAt }) => ({
    offerId,
    patientName,
    own: `${dayLabel(fromStartsAt, zone)}, ${time(fromStartsAt, zone)}`,
    gains: gains(startsAt, fromStartsAt, zone),
  }))
  const [holder, ...others] = holders
  const rows: OpeningFacts['rows'] = [
    ['This time', what],
    ['Visit', `${typeName}, ${duration(minutesOf(opening), 'en')}`],
  ]
  if (holder && others.length === 0) {
    rows.push(['Has now', holder.own], ['Gains', holder.gains])
  } else if (!holder && opening.asked > 0) {
    rows.push(['Asked', opening.asked === 1 ? '1 patient' : `${opening.asked} patients`])
  }
  return {
    id,
    practitionerId,
    typeId,
    startIso: startsAt.toISOString(),
    title: offer
      ? `Held for ${offer.patientName}`
      : `Opening ${duration(minutesOf(opening), 'en')}`,
    what,
    rows,
    holders,
    hold: offer && { ...holdOf(offer, now), untilTime: time(offer.expiresAt, zone) },
    note: openingNote(opening, plan, { zone, now }),
    over: startsAt <= now,
  }
}

function gains(to: Date, from: Date, zone: string): string {
  const days = daysBetween(to, from, zone)
  return days > 0 ? daysCounted(days) : duration((+from - +to) / 60_000, 'en')
}
