import { workingRanges } from '@/lib/domain/availability'
import { addDays, dayOf } from '@/lib/domain/time'
import type { NewOffer, NewOpening, SeedOpenings } from './openings'
import type { Random } from './random'
import { type SeedPractitioner, type SeedType, type SeedVisit, waitSince } from './visits'

// Half a year before the demo's calendar, for the insights: a thinner book (a third of the visits,
// so that starting stays quick) with its cancellations, offers and what came of them.

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** Days before today; the calendar's own visits begin where this ends. */
const [first, last] = [-182, -15]

/** How often each notice occurs, its hours, and how often it is filled: FACE's picture of insights. */
const notices = [
  { until: 0.19, hours: [1, 6], fills: 0.17 },
  { until: 0.43, hours: [6, 24], fills: 0.35 },
  { until: 0.61, hours: [24, 48], fills: 0.5 },
  { until: 0.84, hours: [48, 168], fills: 0.61 },
  { until: 1, hours: [168, 500], fills: 0.65 },
] as const

/** No-shows by days from booking to visit: the order of the Vitória figures, at a calmer clinic. */
const missed = [
  [4, 0.03],
  [8, 0.05],
  [16, 0.07],
  [31, 0.1],
  [Number.POSITIVE_INFINITY, 0.13],
] as const

type Input = {
  random: Random
  clinicId: string
  zone: string
  now: Date
  practitioners: SeedPractitioner[]
  patientIds: string[]
}

/** Past visits, openings and offers; none of it touches the demo's own weeks. */
export function planHistory(input: Input): SeedOpenings & { visits: SeedVisit[] } {
  const { random, clinicId } = input
  const visits: SeedVisit[] = []
  const plan: SeedOpenings = { openings: [], offers: [], cancelled: [] }
  const gone: SeedVisit[] = []
  for (const { at, practitioner, type } of times(input)) {
    const visit = visitAt(input, practitioner, type, at)
    if (random.chance(0.24)) gone.push(visit)
    else visits.push(visit)
    // Of those that nobody wants onward, nothing else is recorded.
    if (random.chance(0.03)) cancel(visit, new Date(at - random.between(1, 5) * day))
  }
  const waiting = visits.filter((visit) => visit.wait && visit.status !== 'cancelled')
  for (const leaver of gone) leave(leaver)
  return { ...plan, visits }

  function cancel(visit: SeedVisit, at: Date) {
    Object.assign(visit, {
      ...{ status: 'cancelled', cancelledAt: at, changedAt: at },
      confirmedAt: visit.confirmedAt && visit.confirmedAt < at ? visit.confirmedAt : null,
      cancelReason: random.pick(['Unwell', 'Work', 'No longer needed']),
    })
  }

  function leave(leaver: SeedVisit) {
    const start = +leaver.startsAt
    const drawn = random.between(0, 99) / 100
    const notice = notices.find(({ until }) => drawn < until) ?? notices[0]
    const createdAt = new Date(
      start - random.between(notice.hours[0] * 60, notice.hours[1] * 60 - 1) * minute,
    )
    leaver.createdAt = new Date(Math.min(+(leaver.createdAt ?? createdAt), +createdAt - day))
    cancel(leaver, createdAt)
    visits.push(leaver)
    const id = random.uuid()
    const opening: NewOpening = {
      ...{ id, clinicId, chainId: id, createdAt, leftBy: leaver.id, leftByVersion: 1 },
      ...{ practitionerId: leaver.practitionerId, typeId: leaver.typeId },
      ...{ startsAt: leaver.startsAt, endsAt: leaver.endsAt },
      ...{ source: 'cancellation', state: 'lapsed', closedAt: leaver.startsAt, closedWhy: 'begun' },
    }
    plan.openings.push(opening)
    // It went somewhat less well at first.
    const older = +input.now - start > 98 * day ? 0.06 : 0
    const fills = random.chance(notice.fills - older)
    if (fills && random.chance(0.06)) return fillByHand(leaver, opening)
    const asked = ask(opening, fills)
    if (asked && fills) fillFrom(leaver, opening, asked)
    else if (random.chance(0.03)) takeOut(opening)
  }

  /** Holds of two hours one after another, by day; the last is accepted when it `fills`. */
  function ask(opening: NewOpening, fills: boolean): NewOffer | null {
    const turns = fills ? random.pick([1, 1, 1, 2, 2, 3, 4]) : random.pick([0, 1, 2, 3, 4, 5])
    let at = byDay(+(opening.createdAt ?? 0) + random.between(0, 2) * minute, input.zone)
    let offer: NewOffer | null = null
    const later = waiting.filter(({ startsAt }) => startsAt > opening.startsAt)
    for (let turn = 1; turn <= turns; turn++) {
      const expiresAt = Math.min(at + 2 * hour, +opening.startsAt)
      const whom = later.length > 0 ? random.pick(later) : undefined
      if (!whom || expiresAt - at < 20 * minute) break
      const twice = plan.offers.some(
        (one) => one.openingId === opening.id && one.appointmentId === whom.id,
      )
      if (twice) continue
      const state = random.pick(['declined', 'expired', 'expired', 'expired'] as const)
      const closedAt =
        state === 'expired' ? expiresAt : at + random.between(3, (expiresAt - at) / minute) * minute
      offer = {
        ...{ id: random.uuid(), clinicId, openingId: opening.id, appointmentId: whom.id },
        ...{ appointmentVersion: 1, turn, fromStartsAt: whom.startsAt, state },
        why: { reasons: ['any-practitioner', 'any-weekday', 'any-time-of-day'] },
        ...{ offeredAt: new Date(at), expiresAt: new Date(expiresAt) },
        ...{
          closedAt: new Date(closedAt),
          closedWhy: state === 'expired' ? 'no-answer' : 'by-patient',
        },
      }
      plan.offers.push(offer)
      at = byDay(closedAt, input.zone)
    }
    return offer
  }

  /** The last who was asked becomes one who says yes: a patient with a visit some weeks later. */
  function fillFrom(leaver: SeedVisit, opening: NewOpening, offer: NewOffer) {
    const answered = Math.min(+offer.offeredAt + random.between(4, 110) * minute, +offer.expiresAt)
    const closedAt = new Date(answered - minute)
    const gain = random.pick([
      1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 13, 14, 14, 15, 18, 20, 24, 28, 33, 41, 52,
    ])
    const visit = came(leaver, opening, closedAt)
    visit.firstStartsAt = new Date(+leaver.startsAt + gain * day)
    visit.version = 2
    if (random.chance(0.06)) visit.status = 'noshow'
    visits.push(visit)
    Object.assign(offer, {
      ...{ appointmentId: visit.id, fromStartsAt: visit.firstStartsAt },
      ...{ state: 'accepted', closedAt, closedWhy: null },
    })
    Object.assign(opening, { state: 'filled', closedAt, closedWhy: 'accepted', filledBy: visit.id })
  }

  function fillByHand(leaver: SeedVisit, opening: NewOpening) {
    const closedAt = new Date(+(opening.createdAt ?? 0) + random.between(5, 50) * minute)
    const visit = came(leaver, opening, closedAt)
    visit.createdAt = closedAt
    visits.push(visit)
    Object.assign(opening, { state: 'filled', closedAt, closedWhy: 'by-hand', filledBy: visit.id })
  }

  function takeOut(opening: NewOpening) {
    const latest = Math.max(
      +(opening.createdAt ?? 0),
      ...plan.offers.filter((o) => o.openingId === opening.id).map((o) => +(o.closedAt ?? 0)),
    )
    const closedAt = new Date((latest + +opening.startsAt) / 2)
    Object.assign(opening, { state: 'withdrawn', closedAt, closedWhy: 'by-staff' })
  }

  /** Who came in the leaver's place. */
  function came(leaver: SeedVisit, opening: NewOpening, at: Date): SeedVisit {
    const { practitionerId, typeId, startsAt, endsAt, slotEnd } = leaver
    const others = input.patientIds.filter((id) => id !== leaver.patientId)
    const createdAt = new Date(+(opening.createdAt ?? at) - random.between(4, 40) * day)
    return {
      ...{ id: random.uuid(), clinicId, patientId: random.pick(others), practitionerId, typeId },
      ...{ startsAt, endsAt, slotEnd, firstStartsAt: startsAt, status: 'fulfilled' },
      ...{ createdAt, changedAt: at, confirmedAt: at, wait: { since: createdAt } },
    }
  }
}

/** Starts of visits, a third of the working time. */
function* times({ random, zone, now, practitioners }: Input) {
  const today = dayOf(now, zone)
  for (let offset = first; offset <= last; offset++) {
    for (const practitioner of practitioners) {
      for (const { start, end } of workingRanges(
        addDays(today, offset),
        practitioner.hours,
        zone,
      )) {
        let at = +start
        for (;;) {
          const type = random.pick(practitioner.types)
          const length = (type.durationMinutes + type.bufferAfterMinutes) * minute
          if (at + length > +end) break
          if (random.chance(0.22)) yield { at, practitioner, type }
          at += length
        }
      }
    }
  }
}

function visitAt(
  { random, clinicId, patientIds }: Input,
  practitioner: SeedPractitioner,
  type: SeedType,
  at: number,
): SeedVisit {
  const startsAt = new Date(at)
  const endsAt = new Date(at + type.durationMinutes * minute)
  const lead = random.pick([0, 1, 3, 5, 7, 9, 12, 14, 17, 21, 24, 28, 35, 42])
  const createdAt = new Date(at - lead * day - random.between(30, 200) * minute)
  const confirmed = lead > 0 && random.chance(0.7)
  const risk = missed.find(([days]) => lead < days)?.[1] ?? 0
  const noshow = random.chance(risk * (confirmed ? 0.5 : 1.7))
  return {
    ...{ id: random.uuid(), clinicId, patientId: random.pick(patientIds) },
    ...{ practitionerId: practitioner.id, typeId: type.id, startsAt, endsAt },
    ...{ slotEnd: new Date(+endsAt + type.bufferAfterMinutes * minute), firstStartsAt: startsAt },
    ...{ createdAt, changedAt: createdAt, status: noshow ? 'noshow' : 'fulfilled' },
    confirmedAt: confirmed ? new Date(at - Math.min(lead, 2) * day + 40 * minute) : null,
    wait: lead > 7 && random.chance(0.5) ? waitSince(random, practitioner.id, createdAt) : null,
  }
}

/** The instant itself, or the next morning at eight where it is night. */
function byDay(at: number, zone: string): number {
  const [h = 0] = new Date(at)
    .toLocaleTimeString('en-GB', { timeZone: zone, hour: '2-digit' })
    .split(':')
    .map(Number)
  if (h >= 7 && h < 20) return at
  return at + ((h < 7 ? 7 : 31) - h) * hour
}
