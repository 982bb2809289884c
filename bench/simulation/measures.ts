import type { Clinic, Offer, Opening } from './clinic'
import { gini, quantile } from './statistics'
import { hour } from './world'

/** Bands of notice: how long before its start a time fell free; hours, from the first up to the second. */
export const bands = [
  { name: '< 6 h', from: 0, until: 6 },
  { name: '6-24 h', from: 6, until: 24 },
  { name: '1-2 d', from: 24, until: 48 },
  { name: '2-7 d', from: 48, until: 168 },
  { name: '> 7 d', from: 168, until: Number.POSITIVE_INFINITY },
] as const

/**
 * What one clinic-year came to. Shares are in percent, of the cancellations of the year unless the
 * name says otherwise; NaN where there was nothing to measure.
 */
export type Measures = Record<string, number>

export function measure(clinic: Clinic): Measures {
  const { from, until } = clinic.span
  const ofYear = ({ openedAt }: Opening) => openedAt >= from && openedAt < until
  const openings = clinic.openings.filter(ofYear)
  const cancellations = openings.filter(({ depth }) => depth === 0)
  const offers = clinic.offers.filter(({ opening }) => ofYear(opening))
  const accepted = offers.filter(({ state }) => state === 'accepted')
  const gains = accepted.map(({ gainDays }) => gainDays)
  const asked = openings.filter(({ offeredTo }) => offeredTo.size > 0)
  const listed = clinic.visits.filter(
    ({ request }) => request.waitlisted && request.at >= from && request.at < until,
  )
  const answered = new Set(offers.filter((o) => o.answeredAt > 0).map((o) => o.visit))
  const empty = openings.filter(({ state }) => state === 'empty')
  return {
    cancellations: cancellations.length,
    filled: share(cancellations, isFilled),
    ...Object.fromEntries(
      bands.map((band) => [
        `filled ${band.name}`,
        share(cancellations.filter(within(band)), isFilled),
      ]),
    ),
    rebooked: share(cancellations, ({ state }) => state === 'rebooked'),
    empty: share(cancellations, ({ state }) => state === 'empty'),
    moved: (100 * accepted.length) / cancellations.length,
    daysPerCancellation: sum(gains) / cancellations.length,
    gainLow: quantile(gains, 0.25),
    gain: quantile(gains, 0.5),
    gainHigh: quantile(gains, 0.75),
    offers: offers.length,
    accepted: share(offers, isAccepted),
    offersPerFill: offers.length / accepted.length,
    offersPerSlot: offers.length / asked.length,
    filledOfAsked: share(asked, isFilled),
    hoursToFill: quantile(
      openings.filter(isFilled).map((o) => (o.closedAt - o.openedAt) / hour),
      0.5,
    ),
    late: share(accepted, ({ late }) => late),
    /** Patients who pressed "accept" in vain, for each hundred who got it. */
    inVain: (100 * offers.filter(({ inVain }) => inVain).length) / accepted.length,
    emptyMinutes: sum(empty.map(({ minutes }) => minutes)) / (clinic.a.weeks || 1),
    answered: (100 * answered.size) / new Set(offers.map(({ visit }) => visit)).size,
    offersPerVisit: offers.length / listed.length,
    neverAsked: share(listed, (visit) => visit.offers === 0),
    turns: clinic.turns.all,
    turnsTogether: clinic.turns.together,
    turnsShared: clinic.turns.shared,
    turnsChanged: clinic.turns.changed,
    spread: gini(listed.map((visit) => visit.offers)),
    ...groups(clinic, offers),
  }
}

/** Acceptance by patient group, and how it stands to the group that accepts most. */
function groups({ a }: Clinic, offers: readonly Offer[]): Measures {
  const rates: Measures = {}
  for (const { group } of a.ages) {
    const theirs = offers.filter(({ visit }) => visit.request.patient.age === group)
    rates[`accepted ${group}`] = share(theirs, isAccepted)
  }
  for (const { group } of a.languages) {
    const theirs = offers.filter(({ visit }) => visit.request.patient.language === group)
    rates[`accepted ${group}`] = share(theirs, isAccepted)
  }
  return rates
}

function isFilled({ state }: Opening): boolean {
  return state === 'filled'
}

function isAccepted({ state }: Offer): boolean {
  return state === 'accepted'
}

function within({ from, until }: { from: number; until: number }) {
  return ({ openedAt, toFill }: Opening) => {
    const notice = (+toFill.start - openedAt) / hour
    return notice >= from && notice < until
  }
}

function share<T>(all: readonly T[], has: (one: T) => boolean): number {
  return (100 * all.filter(has).length) / all.length
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
