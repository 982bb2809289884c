import type { offers, openings } from '@/db/schema'
import { type Candidate, rank } from '@/lib/domain/matching'
import type { Random } from './random'
import type { SeedVisit } from './visits'

export type NewOpening = typeof openings.$inferInsert & { id: string }
/** Whose visit it is for is written in the end. */
export type NewOffer = Omit<typeof offers.$inferInsert, 'patientId'> & { id: string }

const minute = 60_000
const hour = 60 * minute

export type SeedOpenings = {
  openings: NewOpening[]
  offers: NewOffer[]
  /** Visits that left their time to an opening. */
  cancelled: SeedVisit[]
}

/**
 * What is in play in the demo: times held for patients, times that wait, times that were filled
 * or lapsed this week, and one chain. Changes the visits that took part in it.
 */
export function planOpenings(
  visits: SeedVisit[],
  { random, now, zone }: { random: Random; now: Date; zone: string },
): SeedOpenings {
  const plan: SeedOpenings = { openings: [], offers: [], cancelled: [] }
  const used = new Set<string>()
  const take = (suits: (visit: SeedVisit) => boolean): SeedVisit | undefined => {
    const found = visits.find((visit) => !used.has(visit.id) && suits(visit))
    if (found) used.add(found.id)
    return found
  }
  const startsIn = (low: number, high: number) => (visit: SeedVisit) =>
    visit.startsAt.getTime() > now.getTime() + low * hour &&
    visit.startsAt.getTime() < now.getTime() + high * hour
  const stands = (visit: SeedVisit) => visit.status === 'booked' || visit.status === 'confirmed'

  for (const [left, low, high] of [
    [72, 5, 30],
    [38, 28, 60],
    [111, 50, 120],
  ] as const) {
    const gone = take((visit) => stands(visit) && !visit.waitlistedAt && startsIn(low, high)(visit))
    if (gone) hold(gone, left)
  }
  for (const [low, high] of [
    [6, 40],
    [70, 140],
  ] as const) {
    const gone = take((visit) => stands(visit) && !visit.waitlistedAt && startsIn(low, high)(visit))
    if (gone) leave(gone, 3 * hour, { exhaustedAt: new Date(now.getTime() - 2 * hour) })
  }
  for (let i = 0; i < 9; i++) {
    const filled = take(
      (visit) =>
        ['fulfilled', 'arrived', 'confirmed'].includes(visit.status ?? '') &&
        startsIn(-140 + i * 18, 40 + i * 4)(visit),
    )
    if (filled) fill(filled)
  }
  for (const gone of visits
    .filter((v) => v.status === 'cancelled' && startsIn(-120, -20)(v))
    .slice(0, 2)) {
    used.add(gone.id)
    plan.openings.push({
      ...openingOf(gone, gone.startsAt.getTime() - 3 * hour),
      state: 'lapsed',
      closedAt: gone.startsAt,
      closedWhy: 'begun',
    })
  }
  chain()
  return plan

  function openingOf(visit: SeedVisit, openedAt: number): NewOpening {
    const id = random.uuid()
    const { clinicId, practitionerId, typeId, startsAt, endsAt } = visit
    const createdAt = new Date(openedAt)
    return {
      id,
      clinicId,
      practitionerId,
      typeId,
      startsAt,
      endsAt,
      source: 'cancellation',
      leftBy: visit.id,
      chainId: id,
      createdAt,
    }
  }

  function leave(visit: SeedVisit, ago: number, more: Partial<NewOpening>): NewOpening {
    const cancelledAt = new Date(now.getTime() - ago)
    Object.assign(visit, {
      status: 'cancelled',
      cancelledAt,
      cancelReason: 'Cannot come',
      changedAt: cancelledAt,
    })
    const opening = { ...openingOf(visit, cancelledAt.getTime()), ...more }
    plan.openings.push(opening)
    return opening
  }

  function hold(gone: SeedVisit, minutesLeft: number) {
    const expiresAt = new Date(now.getTime() + minutesLeft * minute)
    const offeredAt = new Date(expiresAt.getTime() - 120 * minute)
    const { chosen } = rank(
      {
        ...gone,
        leftBy: gone.id,
        askedBefore: [],
        alsoFitsTypeIds: [],
        ...{ bufferBeforeMinutes: 0, bufferAfterMinutes: 0 },
        start: gone.startsAt,
        end: gone.endsAt,
      },
      visits
        .filter((v) => v.waitlistedAt && stands(v) && !used.has(v.id) && !used.has(v.patientId))
        .map(candidate),
      {
        ...{ now: offeredAt, zone },
        policy: {
          ...{ minGainDays: 0, capOffers: null },
          ...{ holdMinutes: 120, shortestHoldMinutes: 15, quiet: null },
        },
      },
    )
    const best = chosen[0]
    const opening = leave(
      gone,
      121 * minute - minutesLeft * minute,
      best ? { state: 'offering' } : {},
    )
    if (!best) return
    used.add(best.candidate.appointmentId).add(best.candidate.patientId)
    plan.offers.push({
      ...offerOf(opening, best.candidate, 1),
      why: {
        reasons: best.reasons,
        gainDays: best.gainDays,
        priority: best.candidate.priority,
        waitlistedAt: best.candidate.waitlistedAt,
      },
      offeredAt,
      expiresAt,
    })
  }

  /** The visit got its time from a cancellation, some days earlier than first booked. */
  function fill(visit: SeedVisit, first?: Date, parent?: NewOpening): NewOpening {
    const days = random.between(3, 25)
    const openedAt =
      Math.min(visit.startsAt.getTime(), now.getTime()) - random.between(20, 60) * hour
    const gone: SeedVisit = {
      ...visit,
      id: random.uuid(),
      patientId: random.pick(visits.filter((v) => v.patientId !== visit.patientId)).patientId,
      status: 'cancelled',
      confirmedAt: null,
      arrivedAt: null,
      waitlistedAt: null,
      cancelledAt: new Date(openedAt),
      cancelReason: 'Cannot come',
    }
    if (!parent) plan.cancelled.push(gone)
    const closedAt = new Date(openedAt + random.between(15, 110) * minute)
    const opening: NewOpening = {
      ...openingOf(parent ? visit : gone, openedAt),
      ...(parent && {
        source: 'accepted' as const,
        leftBy: parent.filledBy ?? gone.id,
        chainId: parent.chainId ?? parent.id,
        depth: (parent.depth ?? 0) + 1,
      }),
      state: 'filled',
      closedAt,
      closedWhy: 'accepted',
      filledBy: visit.id,
    }
    plan.openings.push(opening)
    visit.firstStartsAt = first ?? new Date(visit.startsAt.getTime() + days * 24 * hour)
    visit.version = 2
    visit.changedAt = closedAt
    plan.offers.push({
      ...offerOf(opening, { ...candidate(visit), start: visit.firstStartsAt }, 1),
      state: 'accepted',
      offeredAt: new Date(openedAt),
      expiresAt: new Date(openedAt + 2 * hour),
      closedAt,
    })
    return opening
  }

  function chain() {
    const first = take((v) => v.status === 'confirmed' && startsIn(30, 100)(v))
    const second = take((v) => stands(v) && v.typeId === first?.typeId && startsIn(150, 330)(v))
    const last = take(
      (v) => v.typeId === first?.typeId && stands(v) && !v.waitlistedAt && startsIn(340, 600)(v),
    )
    if (!first || !second || !last) return
    const opening = fill(first, second.startsAt)
    const onward = fill(second, last.startsAt, opening)
    leave(last, 90 * minute, {
      source: 'accepted',
      leftBy: second.id,
      chainId: onward.chainId,
      depth: 2,
      exhaustedAt: new Date(now.getTime() - 80 * minute),
    })
  }

  function offerOf(
    opening: NewOpening,
    { appointmentId, start }: Pick<Candidate, 'appointmentId' | 'start'>,
    turn: number,
  ): NewOffer {
    return {
      id: random.uuid(),
      clinicId: opening.clinicId,
      openingId: opening.id,
      appointmentId,
      appointmentVersion: 1,
      turn,
      why: { reasons: ['any-practitioner', 'any-weekday', 'any-time-of-day'], gainDays: 0 },
      fromStartsAt: start,
      offeredAt: now,
      expiresAt: now,
    }
  }
}

function candidate(visit: SeedVisit): Candidate {
  return {
    appointmentId: visit.id,
    patientId: visit.patientId,
    typeId: visit.typeId,
    practitionerId: visit.practitionerId,
    durationMinutes: (+visit.endsAt - +visit.startsAt) / minute,
    ...{ bufferBeforeMinutes: 0, bufferAfterMinutes: 0 },
    start: visit.startsAt,
    wishes: {
      practitionerIds: visit.wishPractitionerIds ?? [],
      weekdays: visit.wishWeekdays ?? [],
      times: visit.wishTimes ?? [],
      noticeMinutes: visit.wishNoticeMinutes ?? 120,
      notBefore: null,
      minGainDays: null,
    },
    priority: visit.priority ?? 0,
    waitlistedAt: visit.waitlistedAt ?? new Date(0),
    lastOfferedAt: null,
    // The longest waiting first.
    rankKey: -Number(visit.waitlistedAt ?? 0),
    offersLately: 0,
    consents: true,
    alreadyOffered: false,
    pendingOfferElsewhere: false,
    busyThen: false,
    reachable: true,
  }
}
