import {
  type Candidate,
  compare,
  type MatchPolicy,
  type OpeningToFill,
  rankKey,
} from '@/lib/domain/matching'
import { noWishes } from '@/lib/domain/wishes'
import type { Assumptions } from './assumptions'
import { type Book, createBook, type Place } from './book'
import type { Policy } from './policies'
import { createQueue, type Queue } from './queue'
import { dayLong, type Request, type Span, spanOf } from './world'

/** A booked visit; `candidate` is what the product's rules see of it. */
export type Visit = {
  request: Request
  candidate: Candidate
  place: Place
  state: 'booked' | 'over' | 'cancelled'
  /** Moves so far: what was due to become of it counts for one time only. */
  version: number
  waiting: boolean
  offers: number
}

export type Opening = {
  toFill: OpeningToFill
  place: Place
  minutes: number
  openedAt: number
  /** 0 for a cancellation, then one more with each move of the chain. */
  depth: number
  wanted: boolean
  state: 'open' | 'offering' | 'filled' | 'rebooked' | 'empty'
  pending: Offer[]
  /** Patients who were offered it, for whichever of their visits. */
  offeredTo: Set<number>
  exhaustedAt: number | null
  closedAt: number
}

export type Offer = {
  opening: Opening
  visit: Visit
  version: number
  at: number
  askedAtOnce: number
  expires: number
  gainDays: number
  state: 'pending' | 'accepted' | 'declined' | 'expired' | 'withdrawn'
  late: boolean
  /** Pressed "accept" when it was no longer to be had. */
  inVain: boolean
  answeredAt: number
}

/** A clinic in the middle of its year, and what is recorded of it. */
export type Clinic = {
  seed: number
  a: Assumptions
  policy: Policy
  matching: MatchPolicy
  span: Span
  queue: Queue
  book: Book
  /** Visits on the waitlist by type, in the order in which they are asked. */
  waitlist: Map<string, Visit[]>
  visitsOf: Map<number, Visit[]>
  /** The offer that a patient holds, for whichever of their visits. */
  pendingOf: Map<number, Offer>
  active: Set<Opening>
  openings: Opening[]
  offers: Offer[]
  visits: Visit[]
  turnedAway: number
  /** Turns for which somebody suits: all, with other openings waiting, those for the same patients, and what that changed. */
  turns: { all: number; together: number; shared: number; changed: number }
  /** What people do when a time falls free, and when they are made an offer. */
  on: {
    opened: (clinic: Clinic, opening: Opening) => void
    offered: (clinic: Clinic, offer: Offer) => void
  }
}

export function createClinic(
  seed: number,
  policy: Policy,
  a: Assumptions,
  on: Clinic['on'],
): Clinic {
  const span = spanOf(a)
  const reach = Math.ceil(a.routineLeadDays.most + a.mostWaitDays)
  return {
    seed,
    a,
    policy,
    matching: { ...policy.match, ...policy.hold },
    span,
    queue: createQueue(span.from - a.warmUpWeeks * 7 * dayLong),
    book: createBook(a, span.day, span.days + reach),
    waitlist: new Map(a.types.map(({ id }) => [id, []])),
    visitsOf: new Map(),
    pendingOf: new Map(),
    active: new Set(),
    openings: [],
    offers: [],
    visits: [],
    turnedAway: 0,
    turns: { all: 0, together: 0, shared: 0, changed: 0 },
    on,
  }
}

/** A visit at a place, not yet in the book. */
export function createVisit(clinic: Clinic, request: Request, place: Place): Visit {
  const start = new Date(clinic.book.startOf(place.unit))
  const dates = { since: new Date(clinic.queue.now()), lastOfferedAt: null, start }
  return {
    request,
    place,
    state: 'booked',
    version: 1,
    waiting: false,
    offers: 0,
    candidate: {
      ...dates,
      entryId: String(request.id),
      appointmentId: String(request.id),
      patientId: String(request.patient.id),
      typeId: request.typeId,
      practitionerId: String(place.practitioner),
      ...{ durationMinutes: request.minutes, bufferBeforeMinutes: 0, bufferAfterMinutes: 0 },
      wishes: request.told && clinic.policy.asksWishes ? request.wishes : noWishes,
      priority: 0,
      rankKey: rankKey(dates, clinic.policy.weights),
      alreadyOffered: false,
      pendingOfferElsewhere: false,
      offersLately: 0,
      consents: true,
      reachable: true,
      busyThen: false,
    },
  }
}

/** The visits of a visit's patient, itself among them. */
export function visitsWith({ visitsOf }: Clinic, { request }: Visit): readonly Visit[] {
  return visitsOf.get(request.patient.id) ?? []
}

/** Whether the visit, moved to `start`, would meet another of its patient. */
export function clashes(clinic: Clinic, visit: Visit, start: Date): boolean {
  const end = +start + visit.request.minutes * 60_000
  return visitsWith(clinic, visit).some(
    ({ state, candidate, request }) =>
      state === 'booked' &&
      candidate !== visit.candidate &&
      +candidate.start < end &&
      +candidate.start + request.minutes * 60_000 > +start,
  )
}

/** Takes a visit off the waitlist. */
export function unlist(clinic: Clinic, visit: Visit): void {
  if (!visit.waiting) return
  const list = clinic.waitlist.get(visit.candidate.typeId) ?? []
  list.splice(placeIn(list, visit.candidate), 1)
  visit.waiting = false
}

/** Puts a visit on the waitlist, or to its new place there once what ranks it has changed. */
export function enlist(clinic: Clinic, visit: Visit, changes: Partial<Candidate>): void {
  unlist(clinic, visit)
  Object.assign(visit.candidate, changes)
  visit.candidate.rankKey = rankKey(visit.candidate, clinic.policy.weights)
  const list = clinic.waitlist.get(visit.candidate.typeId) ?? []
  list.splice(placeIn(list, visit.candidate), 0, visit)
  visit.waiting = true
}

function placeIn(list: readonly Visit[], candidate: Candidate): number {
  let [low, high] = [0, list.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (compare((list[middle] as Visit).candidate, candidate) < 0) low = middle + 1
    else high = middle
  }
  return low
}
