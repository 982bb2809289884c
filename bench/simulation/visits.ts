import { addDays, dayOf, instantAtOrAfter, minutesOfDay } from '@/lib/domain/time'
import type { Place } from './book'
import { type Clinic, createVisit, enlist, unlist, type Visit } from './clinic'
import { closeOfferTo, closeOpening, endClash, open } from './openings'
import { between, logBetween, ofCurve, type Random, stream } from './random'
import { dayLong, hour, type Request } from './world'

/** Books what somebody asks for, at the first free time; over an opening, which then is no more. */
export function book(clinic: Clinic, request: Request): void {
  const { book, queue } = clinic
  const place = firstPlace(clinic, request)
  if (!place) {
    clinic.turnedAway++
    return
  }
  book.take(place)
  for (const opening of [...clinic.active]) {
    if (overlap(opening.place, place)) closeOpening(clinic, opening, 'rebooked')
  }
  const visit = createVisit(clinic, request, place)
  clinic.visits.push(visit)
  const { id } = request.patient
  clinic.visitsOf.set(id, [...(clinic.visitsOf.get(id) ?? []), visit])
  endClash(clinic, visit)
  if (request.waitlisted) enlist(clinic, visit, {})
  decideFate(clinic, visit, queue.now())
}

function firstPlace({ a, book, queue }: Clinic, request: Request): Place | null {
  const from = Math.max(request.from, queue.now() + hour / 4)
  let until = from + a.mostWaitDays * dayLong
  let best: Place | null = null
  for (let i = 0; i < (request.anyPractitioner ? a.practitioners : 1); i++) {
    const practitioner = (request.practitioner + i) % a.practitioners
    const place = book.first(practitioner, request.minutes, from, until)
    if (!place) continue
    best = place
    until = book.startOf(place.unit)
  }
  return best
}

function overlap(one: Place, other: Place): boolean {
  return (
    one.practitioner === other.practitioner &&
    one.unit < other.unit + other.units &&
    other.unit < one.unit + one.units
  )
}

/** Draws what becomes of a visit at its time, as of `since`: kept, not shown, or cancelled before. */
export function decideFate(clinic: Clinic, visit: Visit, since: number): void {
  const { a, queue, seed } = clinic
  const { version } = visit
  const start = +visit.candidate.start
  const random = stream(seed, 'fate', visit.request.id, version)
  const lost = a.cancelled + a.noShow
  const share = version === 1 ? a.cancelled : ((1 - a.keptAfterMove) * a.cancelled) / lost
  const cancels = random() < share
  const at = cancels ? cancelsAt(clinic, random, since, start) : start
  queue.put(at, () => {
    if (visit.version === version && visit.state === 'booked') end(clinic, visit, cancels)
  })
}

/** A visit is cancelled, which opens its time, or its time has come. */
export function end(clinic: Clinic, visit: Visit, cancelled: boolean): void {
  unlist(clinic, visit)
  visit.state = cancelled ? 'cancelled' : 'over'
  closeOfferTo(clinic, visit)
  if (!cancelled) return
  clinic.book.free(visit.place)
  open(clinic, visit, visit.place, 0)
}

function cancelsAt({ a }: Clinic, random: Random, since: number, start: number): number {
  const kind = random()
  const latest = start - a.sameDayNoticeHours.least * hour
  const lead = start - since
  if (kind < a.cancelSameDay) {
    const notice = between(random, a.sameDayNoticeHours.least, a.sameDayNoticeHours.most) * hour
    return Math.min(latest, Math.max(since, start - notice))
  }
  if (kind < a.cancelSameDay + a.cancelAfterReminder) {
    const day = addDays(dayOf(new Date(start), a.zone), -a.reminder.daysAhead)
    const time = `${String(a.reminder.hour).padStart(2, '0')}:00`
    const asked = Math.max(since, +instantAtOrAfter(day, time, a.zone))
    const delay = Math.min(ofCurve(random, a.answerDelayHours) * hour, 0.9 * (latest - asked))
    return awake(a, random, asked + delay, latest)
  }
  const before = a.reminder.daysAhead * dayLong
  const notice = lead > before ? logBetween(random, before, lead) : between(random, 0.1, 1) * lead
  return awake(a, random, Math.max(since, start - notice), latest)
}

/** The time itself, or when people are up again, but not after `latest`. */
export function awake(
  { asleep, zone }: Clinic['a'],
  random: Random,
  at: number,
  latest: number,
): number {
  const later = random() * hour
  const time = minutesOfDay(new Date(at), zone) / 60
  if (time >= asleep.until && time < asleep.from) return at
  return Math.min(latest, at + ((asleep.until - time + 24) % 24) * hour + later)
}
