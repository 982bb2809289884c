import { sharesOf, weighed } from '@/lib/domain/assignment'
import { type Candidate, judge, type MatchContext } from '@/lib/domain/matching'
import { dayOf, weekdayOf } from '@/lib/domain/time'
import { timeOfDay } from '@/lib/domain/wishes'
import { type Clinic, clashes, type Opening, type Visit } from './clinic'
import { stream } from './random'

export type Suited = { visit: Visit; gainDays: number }

/** So many openings are looked at beside one. */
const mostRivals = 20
/** How many of the waitlist are read at first, and at most at a time (`suitedFor`). */
const firstPage = 20
const largestPage = 500

/** The first of the waitlist who suit an opening: at least `least` of them if there are so many, at most `most`. */
export function found(clinic: Clinic, opening: Opening, least: number, most = least): Suited[] {
  if (clinic.policy.asks === 'daily') return anybody(clinic, opening)
  const context = contextOf(clinic)
  const may = maySuit(clinic, opening)
  const suited: Suited[] = []
  let page = firstPage
  let left = page
  for (const visit of clinic.waitlist.get(opening.toFill.typeId) ?? []) {
    if (visit.candidate.start <= opening.toFill.start) continue
    if (may(visit)) {
      const verdict = judge(opening.toFill, seenFrom(clinic, opening, visit), context)
      if (verdict.suits) suited.push({ visit, gainDays: verdict.gainDays })
      if (suited.length === most) break
    }
    left--
    if (left > 0) continue
    if (suited.length >= least) break
    page = Math.min(4 * page, largestPage)
    left = page
  }
  return suited
}

/** Leaves out early what `judge` would, as the product's query does (`wishesAllow` in db/queries/opening/candidates.ts). */
function maySuit(
  { a, queue, pendingOf }: Clinic,
  { toFill, offeredTo }: Opening,
): (visit: Visit) => boolean {
  const weekday = weekdayOf(dayOf(toFill.start, a.zone))
  const time = timeOfDay(toFill.start, a.zone)
  const notice = (+toFill.start - queue.now()) / 60_000
  const any = <T>(wished: readonly T[], offered: T) => !wished.length || wished.includes(offered)
  return ({ candidate: { wishes }, request: { patient } }) =>
    wishes.noticeMinutes < notice &&
    any(wishes.practitionerIds, toFill.practitionerId) &&
    any(wishes.weekdays, weekday) &&
    any(wishes.times, time) &&
    !pendingOf.has(patient.id) &&
    !offeredTo.has(patient.id)
}

/** Whether the opening may be offered to the visit now, as the product's rules judge. */
export function suits(clinic: Clinic, opening: Opening, visit: Visit): boolean {
  return judge(opening.toFill, seenFrom(clinic, opening, visit), contextOf(clinic)).suits
}

export function contextOf({ a, matching, queue }: Clinic): MatchContext {
  return { now: new Date(queue.now()), zone: a.zone, policy: matching }
}

/** A candidate with what depends on the opening. */
function seenFrom(clinic: Clinic, opening: Opening, visit: Visit): Candidate {
  const { id } = visit.request.patient
  visit.candidate.alreadyOffered = opening.offeredTo.has(id)
  visit.candidate.pendingOfferElsewhere = clinic.pendingOf.has(id)
  visit.candidate.busyThen = clashes(clinic, visit, opening.toFill.start)
  return visit.candidate
}

/** Any one of the same type, in no order, whether it suits or not: the first Medcal's choice. */
function anybody({ seed, waitlist, pendingOf }: Clinic, opening: Opening): Suited[] {
  const { toFill, offeredTo } = opening
  const all = (waitlist.get(toFill.typeId) ?? []).filter(
    ({ request: { patient } }) => !pendingOf.has(patient.id) && !offeredTo.has(patient.id),
  )
  const one = all[Math.floor(stream(seed, 'any', toFill.id, offeredTo.size)() * all.length)]
  if (!one) return []
  return [{ visit: one, gainDays: Math.round((+one.candidate.start - +toFill.start) / 86_400_000) }]
}

/**
 * Who is to be asked about an opening now, the others that wait considered; `found` is how many
 * suit it, those who are left to another among them.
 */
export function toAsk(
  clinic: Clinic,
  opening: Opening,
  seats: number,
): { found: number; mine: Suited[] } {
  const rivals = clinic.policy.together ? rivalsOf(clinic, opening) : []
  // Who comes after is read by the product as well, and changes nothing.
  const suited = found(clinic, opening, seats, rivals.length > 0 ? weighed : seats)
  if (suited.length > 0) clinic.turns.all++
  if (suited.length === 0 || rivals.length === 0) return { found: suited.length, mine: suited }
  const waiting = [{ ...opening.toFill, suited }]
  for (const rival of rivals) {
    waiting.push({ ...rival.toFill, suited: found(clinic, rival, 1, weighed) })
  }
  const shares = sharesOf(waiting, ({ visit }) => visit.candidate.patientId)
  const mine = shares.get(opening.toFill.id) ?? []
  count(clinic, waiting, mine)
  return { found: suited.length, mine }
}

/** Whether the other openings mattered: some are for the same patient, and another is asked for it. */
function count({ turns }: Clinic, waiting: { suited: Suited[] }[], mine: Suited[]): void {
  const [own, ...others] = waiting.map(({ suited }) => suited)
  const theirs = new Set(others.flat().map(({ visit }) => visit.candidate.patientId))
  turns.together++
  if (own?.some(({ visit }) => theirs.has(visit.candidate.patientId))) turns.shared++
  if (own?.[0] !== mine[0]) turns.changed++
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
