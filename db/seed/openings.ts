import type { offers, openings } from '@/db/schema'
import type { Ranked } from '@/lib/domain/matching'
import { addDays, dayOf, instantAtOrAfter, type WallTime } from '@/lib/domain/time'
import type { Random } from './random'
import { heldUntil, type SeedClinic, stands, suitedFor, waitingOf } from './suited'
import type { SeedType, SeedVisit } from './visits'

export type NewOpening = typeof openings.$inferInsert & { id: string }
/** Whose it is, and which of their waits it answers, is written in the end. */
export type NewOffer = Omit<typeof offers.$inferInsert, 'patientId' | 'entryId'> & { id: string }

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
 * or lapsed this week, and one chain. Changes the visits that took part in it. Who is asked, and
 * that nobody is, are the product's own rules, so that it goes on from here as from its own work.
 */
export function planOpenings(
  visits: SeedVisit[],
  {
    random,
    now,
    clinic,
    types,
  }: { random: Random; now: Date; clinic: SeedClinic; types: SeedType[] },
): SeedOpenings {
  const plan: SeedOpenings = { openings: [], offers: [], cancelled: [] }
  const used = new Set<string>()
  const asked = new Set<string>()
  const waiting = waitingOf(visits, clinic, types)
  const take = (suits: (visit: SeedVisit) => boolean): SeedVisit | undefined => {
    const found = visits.find((visit) => !used.has(visit.id) && suits(visit))
    if (found) used.add(found.id)
    return found
  }
  const startsIn =
    (low: number, high: number, from = now) =>
    ({ startsAt }: SeedVisit) =>
      +startsAt > +from + low * hour && +startsAt < +from + high * hour
  const mayGo = (visit: SeedVisit) => stands(visit) && !visit.wait

  // Times that wait come first: they suit nobody even while nobody holds an offer.
  waitSince(lastAt(clinic.rescheduleAt), 20 * hour, startsIn(6, 100))
  waitSince(ago(2 * hour), hour, startsIn(70, 240))
  chain()
  for (const [left, low, high] of [
    [74, 8, 80],
    [93, 28, 120],
    [114, 50, 160],
  ] as const) {
    holdOne(left, startsIn(low, high))
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
  return plan

  /** The last time of day like this on the clinic's clock. */
  function lastAt(time: WallTime): Date {
    const today = dayOf(now, clinic.timeZone)
    const at = instantAtOrAfter(today, time, clinic.timeZone)
    return at < now ? at : instantAtOrAfter(addDays(today, -1), time, clinic.timeZone)
  }

  /** A time that fell free so long before it ran out of candidates. */
  function waitSince(exhaustedAt: Date, before: number, comes: (visit: SeedVisit) => boolean) {
    const leftAt = new Date(+exhaustedAt - before)
    const gone = leastWanted(comes, leftAt)
    if (gone) leave(gone, leftAt, { exhaustedAt })
  }

  /** The visit whose time suits the fewest since then. Those few are no longer on the waitlist. */
  function leastWanted(suits: (visit: SeedVisit) => boolean, since: Date): SeedVisit | undefined {
    const [least] = visits
      .filter((visit) => mayGo(visit) && !used.has(visit.id) && suits(visit))
      .map((visit) => ({
        visit,
        wanted: [since, now].flatMap((at) => suitedFor(visit, at, waiting)),
      }))
      .sort((a, b) => a.wanted.length - b.wanted.length)
    if (!least) return undefined
    used.add(least.visit.id)
    const ids = new Set(least.wanted.map(({ candidate }) => candidate.appointmentId))
    for (const visit of visits) if (ids.has(visit.id)) visit.wait = null
    return least.visit
  }

  function ago(ms: number): Date {
    return new Date(now.getTime() - ms)
  }

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
      leftByVersion: 1,
      chainId: id,
      createdAt,
    }
  }

  function leave(visit: SeedVisit, cancelledAt: Date, more: Partial<NewOpening>): NewOpening {
    Object.assign(visit, {
      status: 'cancelled',
      cancelledAt,
      confirmedAt: visit.confirmedAt && visit.confirmedAt < cancelledAt ? visit.confirmedAt : null,
      cancelReason: 'Cannot come',
      changedAt: cancelledAt,
    })
    const opening = { ...openingOf(visit, cancelledAt.getTime()), ...more }
    plan.openings.push(opening)
    return opening
  }

  /** Holds the first time for which somebody would be asked, with so many minutes left. */
  function holdOne(minutesLeft: number, comes: (visit: SeedVisit) => boolean) {
    for (const gone of visits.filter((v) => mayGo(v) && comes(v) && !used.has(v.id))) {
      const first = firstAsked(gone, minutesLeft)
      if (!first) continue
      used.add(gone.id)
      return hold(gone, minutesLeft, first)
    }
  }

  /** Who would be asked first about the time, where they are held a whole hold of which so much is left. */
  function firstAsked(gone: SeedVisit, minutesLeft: number): Ranked | undefined {
    const { offeredAt, expiresAt } = holdOf(minutesLeft)
    const [first] = suitedFor(gone, offeredAt, waiting, asked)
    if (!first || used.has(first.candidate.appointmentId)) return undefined
    if (first.candidate.patientId === gone.patientId) return undefined
    const until = heldUntil(gone, first.candidate, offeredAt, clinic)
    return +(until ?? 0) === +expiresAt ? first : undefined
  }

  function holdOf(minutesLeft: number) {
    const passed = (clinic.holdMinutes - minutesLeft) * minute
    return { offeredAt: ago(passed), expiresAt: ago(-minutesLeft * minute) }
  }

  function hold(gone: SeedVisit, minutesLeft: number, { candidate, reasons, gainDays }: Ranked) {
    const { offeredAt, expiresAt } = holdOf(minutesLeft)
    const opening = leave(gone, new Date(+offeredAt - minute), { state: 'offering' })
    used.add(candidate.appointmentId)
    asked.add(candidate.patientId)
    for (const visit of visits) {
      if (visit.patientId === candidate.patientId && visit.wait && stands(visit))
        visit.wait.lastOfferedAt = offeredAt
    }
    const { priority, since: waitlistedAt, lastOfferedAt: lastOfferedBefore } = candidate
    plan.offers.push({
      ...offerOf(opening, candidate),
      ...{ offeredAt, expiresAt, lastOfferedBefore },
      why: { reasons, gainDays, priority, waitlistedAt },
    })
  }

  /** The visit got its time from a cancellation, some days earlier than first booked. */
  function fill(visit: SeedVisit, first?: Date, parent?: NewOpening): NewOpening {
    const later = visits.filter(
      (v) =>
        v.practitionerId === visit.practitionerId && startsIn(3 * 24, 25 * 24, visit.startsAt)(v),
    )
    const openedAt =
      Math.min(visit.startsAt.getTime(), now.getTime()) - random.between(20, 60) * hour
    const gone: SeedVisit = {
      ...visit,
      id: random.uuid(),
      patientId: random.pick(visits.filter((v) => v.patientId !== visit.patientId)).patientId,
      status: 'cancelled',
      confirmedAt: null,
      arrivedAt: null,
      wait: null,
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
        parentId: parent.id,
      }),
      state: 'filled',
      closedAt,
      closedWhy: 'accepted',
      filledBy: visit.id,
    }
    plan.openings.push(opening)
    visit.firstStartsAt = first ?? random.pick(later).startsAt
    visit.version = 2
    visit.changedAt = closedAt
    plan.offers.push({
      ...offerOf(opening, { appointmentId: visit.id, start: visit.firstStartsAt }),
      state: 'accepted',
      offeredAt: new Date(openedAt),
      expiresAt: new Date(openedAt + 2 * hour),
      closedAt,
    })
    return opening
  }

  function chain() {
    const since = ago(90 * minute)
    const alike = (last: SeedVisit, low: number, high: number) =>
      visits.find((v) => {
        const fits = v.typeId === last.typeId && stands(v) && !v.wait && !used.has(v.id)
        return fits && startsIn(low, high)(v)
      })
    const isLast = (v: SeedVisit) =>
      startsIn(340, 640)(v) && alike(v, 90, 200) !== undefined && alike(v, 210, 330) !== undefined
    const last = leastWanted(isLast, since)
    const first = last && alike(last, 90, 200)
    const second = last && alike(last, 210, 330)
    if (!first || !second) return
    used.add(first.id).add(second.id)
    const onward = fill(second, last.startsAt, fill(first, second.startsAt))
    leave(last, since, {
      ...{ source: 'accepted', leftBy: second.id },
      ...{ chainId: onward.chainId, depth: 2, parentId: onward.id },
      exhaustedAt: ago(80 * minute),
    })
  }

  function offerOf(
    opening: NewOpening,
    { appointmentId, start }: { appointmentId: string; start: Date },
  ): NewOffer {
    return {
      id: random.uuid(),
      clinicId: opening.clinicId,
      openingId: opening.id,
      appointmentId,
      appointmentVersion: 1,
      turn: 1,
      why: { reasons: ['any-practitioner', 'any-weekday', 'any-time-of-day'], gainDays: 0 },
      fromStartsAt: start,
      offeredAt: now,
      expiresAt: now,
    }
  }
}
