import { sharesOf, weighed } from '@/lib/domain/assignment'
import { type Candidate, judge, type MatchContext, rank } from '@/lib/domain/matching'
import { dayOf, weekdayOf } from '@/lib/domain/time'
import { timeOfDay } from '@/lib/domain/wishes'
import type { Clinic, Opening, Visit } from './clinic'
import { stream } from './random'

export type Suited = { visit: Visit; gainDays: number }

/** So many openings are looked at beside one. */
const mostRivals = 20
/** So many of the waitlist are read before the first who suits is enough. */
const page = 50

/** The first of the waitlist who suit an opening, at least `least` where the first page has them. */
export function found(clinic: Clinic, opening: Opening, least: number): Suited[] {
  if (clinic.policy.asks === 'daily') return anybody(clinic, opening)
  const enough = clinic.policy.together ? weighed : least
  const suited: Suited[] = []
  let seen = 0
  let read: Visit[] = []
  const mayWish = wishesAllow(clinic, opening)
  for (const visit of clinic.waitlist.get(opening.toFill.typeId) ?? []) {
    if (visit.candidate.start <= opening.toFill.start || !mayWish(visit)) continue
    if (visit.pending || opening.offeredTo.has(visit)) continue
    read.push(visit)
    seen++
    if (read.length < 4) continue
    suited.push(...judged(clinic, opening, read))
    read = []
    if (suited.length >= enough || (seen >= page && suited.length > 0)) return suited
  }
  return [...suited, ...judged(clinic, opening, read)]
}

/** Leaves out what cannot suit, as the product's query does (`wishesAllow` in db/queries/candidates.ts). */
function wishesAllow({ a, queue }: Clinic, { toFill }: Opening): (visit: Visit) => boolean {
  const weekday = weekdayOf(dayOf(toFill.start, a.zone))
  const time = timeOfDay(toFill.start, a.zone)
  const notice = (+toFill.start - queue.now()) / 60_000
  const any = <T>(wished: readonly T[], offered: T) => !wished.length || wished.includes(offered)
  return ({ candidate: { wishes } }) =>
    wishes.noticeMinutes < notice &&
    any(wishes.practitionerIds, toFill.practitionerId) &&
    any(wishes.weekdays, weekday) &&
    any(wishes.times, time)
}

/** Whether what the product's `rank` is asked would name this visit. */
export function suits(clinic: Clinic, opening: Opening, visit: Visit): boolean {
  return judge(opening.toFill, seenFrom(clinic, opening, visit), contextOf(clinic)).suits
}

/** What the product's `rank` says of some visits, in their order. */
function judged(clinic: Clinic, opening: Opening, visits: readonly Visit[]): Suited[] {
  const byCandidate = new Map<Candidate, Visit>()
  for (const visit of visits) byCandidate.set(seenFrom(clinic, opening, visit), visit)
  const { chosen } = rank(opening.toFill, [...byCandidate.keys()], contextOf(clinic))
  return chosen.map(({ candidate, gainDays }) => {
    return { visit: byCandidate.get(candidate) as Visit, gainDays }
  })
}

export function contextOf({ a, policy, queue }: Clinic): MatchContext {
  const { match, hold } = policy
  return { now: new Date(queue.now()), zone: a.zone, policy: { ...match, ...hold } }
}

/** A candidate with what depends on the opening. */
function seenFrom(clinic: Clinic, opening: Opening, visit: Visit): Candidate {
  const { start, end } = opening.toFill
  visit.candidate.alreadyOffered = opening.offeredTo.has(visit)
  visit.candidate.pendingOfferElsewhere = visit.pending !== null
  visit.candidate.busyThen = (clinic.visitsOf.get(visit.request.patient.id) ?? []).some(
    ({ state, candidate, request }) =>
      state === 'booked' &&
      candidate !== visit.candidate &&
      candidate.start < end &&
      +candidate.start + request.minutes * 60_000 > +start,
  )
  return visit.candidate
}

/** Any one of the same type, in no order, whether it suits or not: the first Medcal's choice. */
function anybody({ seed, waitlist }: Clinic, { toFill, offeredTo }: Opening): Suited[] {
  const all = (waitlist.get(toFill.typeId) ?? []).filter(
    (visit) => visit.pending === null && !offeredTo.has(visit),
  )
  const one = all[Math.floor(stream(seed, 'any', toFill.id, offeredTo.size)() * all.length)]
  if (!one) return []
  return [{ visit: one, gainDays: Math.round((+one.candidate.start - +toFill.start) / 86_400_000) }]
}

/** Those of the found to ask about this opening, the others that wait considered. */
export function assigned(clinic: Clinic, opening: Opening, suited: Suited[]): Suited[] {
  if (!clinic.policy.together || suited.length === 0) return suited
  const rivals = rivalsOf(clinic, opening)
  if (rivals.length === 0) return suited
  const waiting = [{ ...opening.toFill, suited }]
  for (const rival of rivals) {
    waiting.push({ ...rival.toFill, suited: found(clinic, rival, weighed) })
  }
  const shares = sharesOf(waiting, ({ visit }) => visit.candidate.patientId)
  return shares.get(opening.toFill.id) ?? []
}

/** The other openings that wait for a patient now (`rivalsOf`). */
function rivalsOf(clinic: Clinic, opening: Opening): Opening[] {
  return [...clinic.active]
    .filter(
      (other) =>
        other !== opening && other.wanted && other.state === 'open' && other.exhaustedAt === null,
    )
    .sort(byStart)
    .slice(0, mostRivals)
}

function byStart({ toFill: x }: Opening, { toFill: y }: Opening): number {
  return +x.start - +y.start || (x.id < y.id ? -1 : 1)
}
