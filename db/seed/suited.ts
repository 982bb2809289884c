import { matchContext } from '@/db/queries/opening/candidates'
import type { clinics } from '@/db/schema'
import { holdUntil, quietHoursOf } from '@/lib/domain/holds'
import { type Candidate, latestAnswer, type Ranked, rank, rankKey } from '@/lib/domain/matching'
import { overlaps } from '@/lib/domain/time'
import type { SeedType, SeedVisit } from './visits'

export type SeedClinic = typeof clinics.$inferSelect

/** What the demo knows of those who may be asked. */
export type Waiting = {
  clinic: SeedClinic
  types: SeedType[]
  waitlist: SeedVisit[]
  visitsOf: Map<string, SeedVisit[]>
}

/** Reads the visits once; what changes in them later counts. */
export function waitingOf(visits: SeedVisit[], clinic: SeedClinic, types: SeedType[]): Waiting {
  const visitsOf = new Map<string, SeedVisit[]>()
  for (const visit of visits) {
    const own = visitsOf.get(visit.patientId)
    if (own) own.push(visit)
    else visitsOf.set(visit.patientId, [visit])
  }
  return { clinic, types, waitlist: visits.filter((visit) => visit.wait), visitsOf }
}

/**
 * Whom the time of a visit suits at an instant once it is left, in the order of asking, by the
 * product's own rules; `asked` are the patients who hold an offer.
 */
export function suitedFor(
  left: SeedVisit,
  at: Date,
  waiting: Waiting,
  asked: ReadonlySet<string> = new Set(),
): Ranked[] {
  const { clinic, waitlist } = waiting
  const type = typeOf(left, waiting)
  const opening = {
    ...{ id: '', leftBy: left.id, askedBefore: [], alsoFitsTypeIds: [], ...buffersOf(type) },
    ...{ practitionerId: left.practitionerId, typeId: left.typeId },
    ...{ start: left.startsAt, end: left.endsAt },
  }
  const later = waitlist.filter(
    (visit) => stands(visit) && visit.typeId === left.typeId && visit.startsAt > left.startsAt,
  )
  const candidates = later.map((visit) => ({
    ...candidateOf(visit, left, waiting),
    pendingOfferElsewhere: asked.has(visit.patientId),
  }))
  return rank(opening, candidates, matchContext(clinic, at)).chosen
}

/** Until when the first whom it asks at that instant would have time to answer. */
export function heldUntil(left: SeedVisit, first: Candidate, at: Date, clinic: SeedClinic) {
  return holdUntil({
    ...{ now: at, zone: clinic.timeZone, policy: { ...clinic, quiet: quietHoursOf(clinic) } },
    ...{ asked: 0, atOnce: 1, latest: latestAnswer({ start: left.startsAt }, first) },
  })
}

/** Whether a visit is to come and has not been cancelled. */
export function stands({ status }: SeedVisit): boolean {
  return status === 'booked' || status === 'confirmed'
}

function candidateOf(visit: SeedVisit, left: SeedVisit, waiting: Waiting): Candidate {
  const { weightWaiting, weightContact, weightGain } = waiting.clinic
  const { wait } = visit
  const since = wait?.since ?? visit.startsAt
  const own = waiting.visitsOf.get(visit.patientId) ?? []
  const others = own.filter(({ id }) => id !== visit.id && id !== left.id)
  const long = +visit.endsAt - +visit.startsAt
  const during = { start: left.startsAt, end: new Date(+left.startsAt + long) }
  return {
    ...buffersOf(typeOf(visit, waiting)),
    durationMinutes: long / 60_000,
    // The entry has its own id only once it is stored.
    entryId: visit.id,
    appointmentId: visit.id,
    patientId: visit.patientId,
    typeId: visit.typeId,
    practitionerId: visit.practitionerId,
    start: visit.startsAt,
    wishes: {
      practitionerIds: wait?.wishPractitionerIds ?? [],
      weekdays: wait?.wishWeekdays ?? [],
      times: wait?.wishTimes ?? [],
      noticeMinutes: wait?.wishNoticeMinutes ?? 120,
      notBefore: null,
      minGainDays: null,
    },
    priority: wait?.priority ?? 0,
    since,
    lastOfferedAt: null,
    rankKey: rankKey(
      { since, lastOfferedAt: null, start: visit.startsAt },
      { waiting: weightWaiting, contact: weightContact, gain: weightGain },
    ),
    offersLately: 0,
    consents: true,
    alreadyOffered: false,
    pendingOfferElsewhere: false,
    busyThen: others.some(
      (other) =>
        (stands(other) || other.status === 'arrived') &&
        overlaps(during, { start: other.startsAt, end: other.endsAt }),
    ),
    reachable: true,
  }
}

function typeOf({ typeId }: SeedVisit, { types }: Waiting): SeedType {
  const type = types.find(({ id }) => id === typeId)
  if (!type) throw new Error('a visit names a type that the demo has not')
  return type
}

function buffersOf({ bufferAfterMinutes }: SeedType) {
  return { bufferBeforeMinutes: 0, bufferAfterMinutes }
}
