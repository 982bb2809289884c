import { slotRange, type VisitLength } from './availability'
import { type AnswerPolicy, timeToAnswer } from './holds'
import { contains, dayOf, daysBetween, type Range, weekdayOf } from './time'
import { timeOfDay, type Wishes } from './wishes'

/** A slot worth filling. `start` and `end` are the visit's, without the buffers of its type. */
export type OpeningToFill = Omit<VisitLength, 'durationMinutes'> & {
  id: string
  practitionerId: string
  typeId: string
  /** Shorter types whose visits may have it as well. */
  alsoFitsTypeIds: readonly string[]
  start: Date
  end: Date
  /** The appointment that left it: it was moved away on purpose. Null where nobody did. */
  leftBy: string | null
  /** Patients who were offered a time that this one was made of, for whichever of their visits, or had it. */
  askedBefore: readonly string[]
}

/** A wait for an earlier time, and the visit that it would replace, as they stand now. */
export type Candidate = VisitLength & {
  entryId: string
  appointmentId: string
  patientId: string
  typeId: string
  practitionerId: string
  start: Date
  wishes: Wishes
  /** Clinical priority: higher goes first. */
  priority: number
  since: Date
  lastOfferedAt: Date | null
  /** `rankKey` of these under the clinic's weights. */
  rankKey: number
  /** This opening was offered to the patient before, for any of their visits, or they declined one of its very time. */
  alreadyOffered: boolean
  /** The patient holds an offer, for any of their visits. */
  pendingOfferElsewhere: boolean
  /** How many offers they had within the days of the clinic's cap. */
  offersLately: number
  /** They have not stopped offers by email. */
  consents: boolean
  /** Mail to them does not come back. */
  reachable: boolean
  /** The patient has another visit at the opening's time. */
  busyThen: boolean
}

/** What a clinic sets about whom it asks. */
export type MatchPolicy = AnswerPolicy & {
  /** An earlier time is worth asking about from so many days on, unless the patient says otherwise. */
  minGainDays: number
  /** At most so many offers to a patient within the cap's days; null for no limit. */
  capOffers: number | null
}

/** Points for each day of waiting, each day since the last offer, and each day gained. */
export type Weights = { waiting: number; contact: number; gain: number }

export type Misfit =
  | 'other-type'
  | 'too-long'
  | 'other-practitioner'
  | 'not-earlier'
  | 'left-it'
  | 'too-little-gain'
  | 'not-before'
  | 'other-weekday'
  | 'other-time-of-day'
  | 'too-short-notice'
  | 'too-little-time'
  | 'already-offered'
  | 'being-offered-another'
  | 'asked-too-often'
  | 'no-consent'
  | 'not-reachable'
  | 'clash'

/** What spoke for a candidate; `any-…` where they had no wish. */
export type MatchReason =
  | 'own-practitioner'
  | 'practitioner'
  | 'any-practitioner'
  | 'weekday'
  | 'any-weekday'
  | 'time-of-day'
  | 'any-time-of-day'
  | 'notice'
  | 'shorter-visit'

export type Judgement =
  | { suits: true; gainDays: number; reasons: MatchReason[] }
  | { suits: false; misfits: Misfit[] }

/** A candidate who suits; `place` is 1 for who is asked next. */
export type Ranked = {
  candidate: Candidate
  place: number
  gainDays: number
  reasons: MatchReason[]
}

export type MatchContext = { now: Date; zone: string; policy: MatchPolicy }

/** Everyone who suits, in the order in which they are asked, and everyone else with what is in the way. */
export function rank(
  opening: OpeningToFill,
  candidates: readonly Candidate[],
  context: MatchContext,
): { chosen: Ranked[]; unsuited: { candidate: Candidate; misfits: Misfit[] }[] } {
  const chosen: Ranked[] = []
  const unsuited: { candidate: Candidate; misfits: Misfit[] }[] = []
  for (const candidate of [...candidates].sort(compare)) {
    const verdict = judge(opening, candidate, context)
    if (verdict.suits) {
      const { gainDays, reasons } = verdict
      chosen.push({ candidate, place: chosen.length + 1, gainDays, reasons })
    } else {
      unsuited.push({ candidate, misfits: verdict.misfits })
    }
  }
  return { chosen, unsuited }
}

/**
 * The order of asking, total and the same for every opening: clinical priority, then the points of
 * `rankKey`, then the most gained, then the entry's id. `waitlistFor` and `waiting_places` order by
 * the same in SQL.
 */
export function compare(a: Candidate, b: Candidate): number {
  return (
    b.priority - a.priority ||
    b.rankKey - a.rankKey ||
    +b.start - +a.start ||
    (a.entryId < b.entryId ? -1 : a.entryId > b.entryId ? 1 : 0)
  )
}

/**
 * A number that orders candidates as their points do, at every moment and for every opening: days
 * of waiting, since the last offer (or of waiting, before the first) and gained, each times its
 * weight. All of them grow alike for everybody, so the instants themselves can be compared. The rows
 * have theirs by `db/sql/set_rank_key.sql`, the same formula: change both, and let a migration write
 * the rows that are there. A test compares the two (db/queries/opening/candidates.test.ts).
 */
export function rankKey(
  wait: Pick<Candidate, 'since' | 'lastOfferedAt' | 'start'>,
  weights: Weights,
): number {
  const { since, lastOfferedAt, start } = wait
  return (
    (-weights.waiting * +since -
      weights.contact * +(lastOfferedAt ?? since) +
      weights.gain * +start) /
    86_400_000
  )
}

/**
 * Whether the opening may be offered to the candidate: with the calendar days they gain in the
 * clinic's zone (0 on the same day) and what spoke for it, or else with everything in the way.
 */
export function judge(
  opening: OpeningToFill,
  candidate: Candidate,
  context: MatchContext,
): Judgement {
  const found = misfits(opening, candidate, context)
  if (found.length > 0) return { suits: false, misfits: found }
  return {
    suits: true,
    gainDays: daysBetween(opening.start, candidate.start, context.zone),
    reasons: matchReasons(opening, candidate),
  }
}

// Those that a row and its patient tell are asked once more in SQL, so that nobody reads the whole
// waitlist: `db/sql/waiting_places.sql`, with parameters from db/queries/opening/candidates.ts. Change
// both. SQL may let through whom this refuses, never the other way round; a test compares the two.
function misfits(
  opening: OpeningToFill,
  candidate: Candidate,
  { now, zone, policy }: MatchContext,
): Misfit[] {
  const { wishes, typeId } = candidate
  const day = dayOf(opening.start, zone)
  const gainDays = daysBetween(opening.start, candidate.start, zone)
  const latest = latestAnswer(opening, candidate)
  const checks: Record<Misfit, boolean> = {
    'other-type': typeId !== opening.typeId && !opening.alsoFitsTypeIds.includes(typeId),
    'too-long': !contains(slotOf(opening), slotRange(opening.start, candidate)),
    'other-practitioner': !allows(wishes.practitionerIds, opening.practitionerId),
    'not-earlier': opening.start >= candidate.start,
    'left-it': opening.leftBy === candidate.appointmentId,
    'too-little-gain': gainDays < (wishes.minGainDays ?? policy.minGainDays),
    'not-before': wishes.notBefore !== null && day < wishes.notBefore,
    'other-weekday': !allows(wishes.weekdays, weekdayOf(day)),
    'other-time-of-day': !allows(wishes.times, timeOfDay(opening.start, zone)),
    'too-short-notice': latest <= now,
    'too-little-time': latest > now && !timeToAnswer({ start: now, end: latest }, policy, zone),
    'already-offered':
      candidate.alreadyOffered || opening.askedBefore.includes(candidate.patientId),
    'being-offered-another': candidate.pendingOfferElsewhere,
    'asked-too-often': policy.capOffers !== null && candidate.offersLately >= policy.capOffers,
    'no-consent': !candidate.consents,
    'not-reachable': !candidate.reachable,
    clash: candidate.busyThen,
  }
  return (Object.keys(checks) as Misfit[]).filter((misfit) => checks[misfit])
}

/** Whether a misfit is one at every start that an opening might have, its length the same. */
export function whenever(misfit: Misfit): boolean {
  return !dependOnStart.has(misfit)
}

const dependOnStart: ReadonlySet<Misfit> = new Set([
  'not-earlier',
  'too-little-gain',
  'not-before',
  'other-weekday',
  'other-time-of-day',
  'too-short-notice',
  'too-little-time',
])

/** Until when a candidate can answer: the opening's start less the notice that they need. */
export function latestAnswer(
  { start }: Pick<OpeningToFill, 'start'>,
  { wishes }: Pick<Candidate, 'wishes'>,
): Date {
  return new Date(+start - wishes.noticeMinutes * 60_000)
}

/** The time that is free for a visit with its buffers. */
function slotOf({ start, end, bufferBeforeMinutes, bufferAfterMinutes }: OpeningToFill): Range {
  return {
    start: new Date(+start - bufferBeforeMinutes * 60_000),
    end: new Date(+end + bufferAfterMinutes * 60_000),
  }
}

/** An empty list of wishes allows all. */
function allows<T>(wished: readonly T[], offered: T): boolean {
  return wished.length === 0 || wished.includes(offered)
}

function matchReasons(
  opening: OpeningToFill,
  { practitionerId, typeId, wishes }: Candidate,
): MatchReason[] {
  const reasons: MatchReason[] = []
  if (practitionerId === opening.practitionerId) reasons.push('own-practitioner')
  else reasons.push(wishes.practitionerIds.length > 0 ? 'practitioner' : 'any-practitioner')
  reasons.push(wishes.weekdays.length > 0 ? 'weekday' : 'any-weekday')
  reasons.push(wishes.times.length > 0 ? 'time-of-day' : 'any-time-of-day')
  if (wishes.noticeMinutes > 0) reasons.push('notice')
  if (typeId !== opening.typeId) reasons.push('shorter-visit')
  return reasons
}
