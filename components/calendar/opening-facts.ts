import type { CalendarOpening } from '@/db/queries/calendar'
import { duration, time } from '@/lib/domain/format'
import { daysBetween } from '@/lib/domain/time'
import { dayLabel, daysCounted, minutesOf, type Now, type OpeningPlan, openingNote } from './words'

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
  /** Who holds it, until when; null while it is free. */
  hold: {
    offerId: string
    patientName: string
    /** The patient's own time. */
    own: string
    until: string
    untilTime: string
    total: number
    now: string
  } | null
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
  const own = offer
    ? `${dayLabel(offer.fromStartsAt, zone)}, ${time(offer.fromStartsAt, zone)}`
    : ''
  const rows: OpeningFacts['rows'] = [
    ['This time', what],
    ['Visit', `${typeName}, ${duration(minutesOf(opening), 'en')}`],
  ]
  if (offer) {
    rows.push(['Has now', own])
    rows.push(['Gains', gains(startsAt, offer.fromStartsAt, zone)])
  } else if (opening.asked > 0) {
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
    hold: offer && {
      offerId: offer.id,
      patientName: offer.patientName,
      own,
      until: offer.expiresAt.toISOString(),
      untilTime: time(offer.expiresAt, zone),
      total: (+offer.expiresAt - +offer.offeredAt) / 60_000,
      now: now.toISOString(),
    },
    note: openingNote(opening, plan, { zone, now }),
    over: startsAt <= now,
  }
}

function gains(to: Date, from: Date, zone: string): string {
  const days = daysBetween(to, from, zone)
  return days > 0 ? daysCounted(days) : duration((+from - +to) / 60_000, 'en')
}
