import { holdUntil, offersAtOnce, quietUntil } from '@/lib/domain/holds'
import { latestAnswer } from '@/lib/domain/matching'
import { addDays, dayOf, dayRange } from '@/lib/domain/time'
import type { Place } from './book'
import { type Suited, suits, toAsk } from './candidates'
import {
  type Clinic,
  clashes,
  enlist,
  type Offer,
  type Opening,
  type Visit,
  visitsWith,
} from './clinic'
import { hour } from './world'

/** When the safety net looks at an opening that was left to another (`neglected_openings`). */
const lookedAtAgain = 2 * 60_000

/** Makes an opening of the time that a visit leaves (`createOpening`). */
export function open(clinic: Clinic, left: Visit, place: Place, depth: number): void {
  const { book, policy, queue } = clinic
  const start = book.startOf(place.unit)
  if (start <= queue.now()) return
  const { typeId, minutes } = left.request
  const opening: Opening = {
    toFill: {
      id: String(clinic.openings.length).padStart(6, '0'),
      practitionerId: String(place.practitioner),
      typeId,
      alsoFitsTypeIds: [],
      askedBefore: [],
      leftBy: left.candidate.appointmentId,
      start: new Date(start),
      end: new Date(start + minutes * 60_000),
      ...{ bufferBeforeMinutes: 0, bufferAfterMinutes: 0 },
    },
    place,
    minutes,
    openedAt: queue.now(),
    depth,
    wanted: policy.asks === 'at-once' && depth <= policy.chainDepth,
    state: 'open',
    pending: [],
    offeredTo: new Set(),
    exhaustedAt: null,
    closedAt: start,
  }
  clinic.openings.push(opening)
  clinic.active.add(opening)
  queue.put(start, () => closeOpening(clinic, opening, 'empty'))
  if (opening.wanted) fillSoon(clinic, opening)
  clinic.on.opened(clinic, opening)
}

/** The event `opening/opened`: `fill-opening` wakes up. */
function fillSoon(clinic: Clinic, opening: Opening, at = clinic.queue.now()): void {
  clinic.queue.put(at, () => fill(clinic, opening))
}

/** One turn of `offerOpening`: asks as many as are to be asked now. */
function fill(clinic: Clinic, opening: Opening): void {
  const { a, policy, queue, book } = clinic
  if (!clinic.active.has(opening)) return
  const now = new Date(queue.now())
  // Who was told that it is held for them alone is not joined by others.
  const atOnce = Math.min(
    offersAtOnce(policy.hold, now, opening.toFill.start),
    ...opening.pending.map(({ askedAtOnce }) => askedAtOnce),
  )
  const asked = opening.offeredTo.size
  const seats = Math.min(atOnce - opening.pending.length, policy.mostAsked - asked)
  if (seats <= 0) return
  const until = quietUntil(now, policy.hold.quiet, a.zone)
  if (until) {
    fillSoon(clinic, opening, +until)
    return
  }
  const { found, mine } = toAsk(clinic, opening, seats)
  let made = 0
  for (const best of mine) {
    if (made === seats) break
    if (opening.offeredTo.has(best.visit.request.patient.id)) continue
    if (offer(clinic, opening, best, { asked, atOnce })) made++
  }
  if (made > 0) {
    if (opening.state === 'open' && policy.keepsTime) book.take(opening.place)
    opening.state = 'offering'
  } else if (opening.state === 'open') {
    if (found === 0 || mine.length > 0) opening.exhaustedAt = queue.now()
    else fillSoon(clinic, opening, queue.now() + lookedAtAgain)
  }
}

function offer(
  clinic: Clinic,
  opening: Opening,
  { visit, gainDays }: Suited,
  { asked, atOnce }: { asked: number; atOnce: number },
): boolean {
  const { a, policy, queue } = clinic
  const now = queue.now()
  const expires = holdUntil({
    now: new Date(now),
    zone: a.zone,
    policy: policy.hold,
    asked,
    atOnce,
    latest: new Date(
      Math.min(+latestAnswer(opening.toFill, visit.candidate), now + farOff(clinic)),
    ),
  })
  if (!expires) return false
  for (const other of visitsWith(clinic, visit)) {
    if (other.waiting) enlist(clinic, other, { lastOfferedAt: new Date(now) })
  }
  visit.offers++
  const made: Offer = {
    opening,
    visit,
    version: visit.version,
    at: now,
    askedAtOnce: atOnce,
    expires: +expires,
    gainDays,
    state: 'pending',
    late: false,
    inVain: false,
    answeredAt: 0,
  }
  clinic.offers.push(made)
  opening.pending.push(made)
  opening.offeredTo.add(visit.request.patient.id)
  opening.exhaustedAt = null
  clinic.pendingOf.set(visit.request.patient.id, made)
  clinic.on.offered(clinic, made)
  queue.put(made.expires, () => closeOffer(clinic, made, 'expired'))
  return true
}

/**
 * How far `holdUntil` needs to look to give its full hold (hours awake for `askAtLeast` of them):
 * what lies beyond changes nothing, and counting the nights of months takes most of its time.
 */
function farOff({ policy: { hold } }: Clinic): number {
  const { askAtLeast, holdMinutes, batchWithinHours } = hold
  return Math.max(4 * askAtLeast * (holdMinutes / 60), batchWithinHours + 1, 24) * hour
}

/** Ends a pending offer, and goes on with its opening (`closeOffer`). */
export function closeOffer(clinic: Clinic, offer: Offer, state: Offer['state']): void {
  if (offer.state !== 'pending') return
  const { opening, visit } = offer
  offer.state = state
  clinic.pendingOf.delete(visit.request.patient.id)
  opening.pending = opening.pending.filter((other) => other !== offer)
  if (opening.pending.length === 0) letGo(clinic, opening)
  // Who accepts is not asked about another time that moment.
  if (state !== 'accepted') rematchOpeningsFor(clinic, offer)
  if (clinic.active.has(opening)) fillSoon(clinic, opening)
}

function letGo({ book, policy }: Clinic, opening: Opening): void {
  if (opening.state !== 'offering') return
  if (policy.keepsTime) book.free(opening.place)
  opening.state = 'open'
}

/** Openings that ran out of candidates while this offer kept its patient. */
function rematchOpeningsFor(clinic: Clinic, { at, visit }: Offer): void {
  const theirs = visitsWith(clinic, visit).filter(({ waiting }) => waiting)
  if (theirs.length === 0) return
  for (const other of clinic.active) {
    if (other.state !== 'open' || other.exhaustedAt === null || other.exhaustedAt < at) continue
    // The product looks at all before their visits again; nobody else can have become free.
    if (!theirs.some((one) => suits(clinic, other, one))) continue
    other.exhaustedAt = null
    fillSoon(clinic, other)
  }
}

/** Ends the offer that a visit has, because the visit itself changes. */
export function closeOfferTo(clinic: Clinic, visit: Visit): void {
  const offer = clinic.pendingOf.get(visit.request.patient.id)
  if (offer?.visit === visit) closeOffer(clinic, offer, 'withdrawn')
}

/** Ends the offer of a time at which its patient has another visit from now on (`closeClashingOffer`). */
export function endClash(clinic: Clinic, booked: Visit): void {
  const offer = clinic.pendingOf.get(booked.request.patient.id)
  if (offer && clashes(clinic, offer.visit, offer.opening.toFill.start)) {
    closeOffer(clinic, offer, 'withdrawn')
  }
}

/** Ends an opening, and what is pending of it. */
export function closeOpening(
  clinic: Clinic,
  opening: Opening,
  state: 'filled' | 'rebooked' | 'empty',
): void {
  if (!clinic.active.delete(opening)) return
  for (const offer of opening.pending) closeOffer(clinic, offer, 'withdrawn')
  opening.state = state
  opening.closedAt = clinic.queue.now()
}

/** The sweep `reschedule-cancelled`: openings of the coming days are looked at again. */
export function sweep(clinic: Clinic, daysAhead: number): void {
  const until = endOfDay(clinic, daysAhead)
  for (const opening of clinic.active) {
    if (!opening.wanted || opening.state !== 'open' || opening.toFill.start >= until) continue
    opening.exhaustedAt = null
    fillSoon(clinic, opening)
  }
}

/** The daily run of the first Medcal: the openings of one coming day alone, once. */
export function askDaily(clinic: Clinic, daysAhead: number): void {
  const [from, until] = [endOfDay(clinic, daysAhead - 1), endOfDay(clinic, daysAhead)]
  for (const opening of clinic.active) {
    if (opening.toFill.start < from || opening.toFill.start >= until) continue
    opening.wanted = true
    fillSoon(clinic, opening)
  }
}

function endOfDay({ a, queue }: Clinic, daysAhead: number): Date {
  return dayRange(addDays(dayOf(new Date(queue.now()), a.zone), daysAhead), a.zone).end
}
