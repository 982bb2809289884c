import { dayOf, daysBetween, weekdayOf } from './time'
import { timeOfDay, type Wishes } from './wishes'

/** A slot worth filling. `start` and `end` are the visit's, without buffers. */
export type OpeningToFill = {
  id: string
  practitionerId: string
  typeId: string
  start: Date
  end: Date
}

/** An appointment on the waitlist, as it stands now. */
export type Candidate = {
  appointmentId: string
  patientId: string
  typeId: string
  practitionerId: string
  durationMinutes: number
  start: Date
  wishes: Wishes
  /** Higher goes first. */
  priority: number
  waitlistedAt: Date
  /** This opening was offered to them before, whatever they answered. */
  alreadyOffered: boolean
  pendingOfferElsewhere: boolean
  /** There is a way to write to them, and they allow it. */
  reachable: boolean
  /** The patient has another visit at the opening's time. */
  busyThen: boolean
}

export type Misfit =
  | 'other-type'
  | 'too-long'
  | 'other-practitioner'
  | 'not-earlier'
  | 'other-weekday'
  | 'other-time-of-day'
  | 'too-short-notice'
  | 'already-offered'
  | 'being-offered-another'
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

type Context = { now: Date; zone: string }

/** Everyone who suits, in the order in which they are asked, and everyone else with what is in the way. */
export function rank(
  opening: OpeningToFill,
  candidates: readonly Candidate[],
  context: Context,
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
 * The order of asking, total and the same for every opening: higher priority, then longest on the
 * waitlist, then the appointment's id.
 */
export function compare(a: Candidate, b: Candidate): number {
  return (
    b.priority - a.priority ||
    +a.waitlistedAt - +b.waitlistedAt ||
    (a.appointmentId < b.appointmentId ? -1 : a.appointmentId > b.appointmentId ? 1 : 0)
  )
}

/**
 * Whether the opening may be offered to the candidate: with the calendar days they gain in the
 * clinic's zone (0 on the same day) and what spoke for it, or else with everything in the way.
 */
export function judge(opening: OpeningToFill, candidate: Candidate, context: Context): Judgement {
  const found = misfits(opening, candidate, context)
  if (found.length > 0) return { suits: false, misfits: found }
  return {
    suits: true,
    gainDays: daysBetween(opening.start, candidate.start, context.zone),
    reasons: matchReasons(opening, candidate),
  }
}

function misfits(opening: OpeningToFill, candidate: Candidate, { now, zone }: Context): Misfit[] {
  const { wishes } = candidate
  const openMinutes = (+opening.end - +opening.start) / 60_000
  const noticeMinutes = (+opening.start - +now) / 60_000
  const checks: Record<Misfit, boolean> = {
    'other-type': candidate.typeId !== opening.typeId,
    'too-long': candidate.durationMinutes > openMinutes,
    'other-practitioner': !allows(wishes.practitionerIds, opening.practitionerId),
    'not-earlier': opening.start >= candidate.start,
    'other-weekday': !allows(wishes.weekdays, weekdayOf(dayOf(opening.start, zone))),
    'other-time-of-day': !allows(wishes.times, timeOfDay(opening.start, zone)),
    'too-short-notice': noticeMinutes <= wishes.noticeMinutes,
    'already-offered': candidate.alreadyOffered,
    'being-offered-another': candidate.pendingOfferElsewhere,
    'not-reachable': !candidate.reachable,
    clash: candidate.busyThen,
  }
  return (Object.keys(checks) as Misfit[]).filter((misfit) => checks[misfit])
}

/** An empty list of wishes allows all. */
function allows<T>(wished: readonly T[], offered: T): boolean {
  return wished.length === 0 || wished.includes(offered)
}

function matchReasons(
  opening: OpeningToFill,
  { practitionerId, wishes }: Candidate,
): MatchReason[] {
  const reasons: MatchReason[] = []
  if (practitionerId === opening.practitionerId) reasons.push('own-practitioner')
  else reasons.push(wishes.practitionerIds.length > 0 ? 'practitioner' : 'any-practitioner')
  reasons.push(wishes.weekdays.length > 0 ? 'weekday' : 'any-weekday')
  reasons.push(wishes.times.length > 0 ? 'time-of-day' : 'any-time-of-day')
  if (wishes.noticeMinutes > 0) reasons.push('notice')
  return reasons
}
