import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { appointments, audit, slots } from '@/db/schema'
import { cancelAppointment } from '@/lib/commands/appointment/cancel'
import { recordAttendance } from '@/lib/commands/appointment/record-attendance'
import { acceptOffer } from '@/lib/commands/offer/accept'
import { withdrawOpening } from '@/lib/commands/opening/end'
import { offerFreeTime } from '@/lib/commands/opening/offer-free-time'
import { noSlots, noticeBands, type SlotFigures } from '@/lib/domain/insights'
import { daysBetween } from '@/lib/domain/time'
import { type BusyClinic, busyClinic } from '@/local/testing/busy-clinic'
import { granted, hour } from '@/local/testing/factories'
import { type Kind, rowsOf, run, stepOf } from '@/local/testing/sequence'
import { ownDatabase } from '@/local/testing/world'
import { offerInsights, openingInsights } from './insights'
import type { InsightsScope } from './pieces'
import { slotInsights } from './slots'
import { visitInsights } from './visits'

// The figures are counted in SQL from the rows as they are. Here the same are counted again from
// the audit trail alone, after whatever commands: either the two agree, or one of them is wrong.

ownDatabase()

const zone = 'Europe/Berlin'
const numRuns = Number(process.env.RUNS ?? 8)

/** Of a visit, in cents and in hours. */
const [price, long] = [5000, 0.5]

/** All that the figures are made of; time stands still, since the trail keeps the instants. */
const kinds: Kind[] = [
  ...([
    'book',
    'move',
    'cancel',
    'reinstate',
    'offer',
    'accept',
    'accept-late',
    'decline',
  ] as const),
  ...(['expire', 'withdraw-offer', 'withdraw-opening', 'waitlist', 'confirm', 'attend'] as const),
  ...(['absent', 'present', 'tend'] as const),
]
const many = fc.array(stepOf(kinds), { minLength: 30, maxLength: 45, size: 'max' })

test('a recount from the audit trail finds the same figures', async () => {
  const seen = {
    filled: 0,
    accepted: 0,
    noshow: 0,
    cancelled: 0,
    wonBack: 0,
    lost: 0,
    unoffered: 0,
  }
  await fc.assert(
    fc.asyncProperty(many, async (steps) => {
      const world = await busyClinic()
      await world.execute(sql`update appointment_types set price_cents = ${price}`)
      await pastVisits(world)
      await someOfEach(world)
      for (const one of steps) {
        await run({ ...world, rows: await rowsOf(world) }, one)
      }
      const counted = await figuresOf(world)
      expect(recount(await world.audit())).toEqual(counted)
      const { offers, ...endings } = counted.offers
      expect(Object.values(endings).reduce((sum, count) => sum + count, 0)).toBe(offers)
      seen.filled += counted.openings.filled
      seen.accepted += counted.offers.accepted
      seen.noshow += counted.visits.noshow
      seen.cancelled += counted.visits.byPatient
      seen.wonBack += counted.slots.wonBack
      seen.lost += counted.slots.endedEmpty
      seen.unoffered += counted.slots.unoffered
    }),
    { numRuns, endOnFailure: true },
  )
  // Otherwise it would agree on nothing.
  for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThan(0)
})

/** Visits whose time has come, as booking left them: with their slot and their audit row. */
async function pastVisits({ clinicId, practitionerId, typeId, patients, at, run }: BusyClinic) {
  for (let i = 1; i <= 5; i++) {
    const [startsAt, endsAt] = [at(-24 * i), at(-24 * i + 0.5)]
    const id = crypto.randomUUID()
    const patientId = patients[i % patients.length] ?? ''
    const during = `[${startsAt.toISOString()},${at(-24 * i + 0.5 + 1 / 6).toISOString()})`
    await run(async (tx) => {
      await tx.insert(appointments).values({
        ...{ id, clinicId, patientId, practitionerId, typeId, startsAt, endsAt },
        firstStartsAt: startsAt,
      })
      await tx
        .insert(slots)
        .values({ clinicId, practitionerId, kind: 'busy', appointmentId: id, during })
      await tx.insert(audit).values({
        ...{ clinicId, actorKind: 'staff', actorName: 'Ines Staff', appointmentId: id },
        ...{ action: 'appointment.booked', details: { to: startsAt, practitionerId } },
      })
    })
  }
}

/**
 * One time won back by an offer and one that nobody took, one visit cancelled whose time is left
 * alone, one seen and one missed, so that there is something to count.
 */
async function someOfEach(world: BusyClinic) {
  const { context, patientContext, at } = world
  const [opening] = await world.openings()
  const { id: offerId } = await world.offered(opening?.id ?? '')
  granted(await acceptOffer(patientContext, { offerId }))
  // What the patient left is filled as well: the chain has come to its end.
  const [, onward] = await world.openings()
  if (onward) await world.book({ start: onward.startsAt, practitionerId: onward.practitionerId })
  // Opened by hand, so that no step brings a visit back into it.
  const { practitionerId, typeId } = world
  const free = await offerFreeTime(context, { practitionerId, typeId, start: at(150) })
  granted(await withdrawOpening(context, granted(free)))
  const cancelled = { appointmentId: await world.book({ inHours: 160 }), version: 1, reason: '' }
  granted(await cancelAppointment(patientContext, { ...cancelled, offerOnward: false }))
  const past = (await world.appointments()).filter(({ startsAt }) => startsAt < at(0))
  for (const [i, attendance] of (['noshow', 'fulfilled'] as const).entries()) {
    granted(await recordAttendance(context, { appointmentId: past[i]?.id ?? '', attendance }))
  }
}

async function figuresOf(world: BusyClinic) {
  const scope: InsightsScope = {
    ...{ beforeStart: world.at(-2000), start: world.at(-1000), end: world.at(1000) },
    ...{ days: 42, unit: 'week', zone, practitionerId: null },
  }
  const [openings, slots, offers, visits] = await world.run((tx) =>
    Promise.all([
      openingInsights(tx, world.clinicId, scope),
      slotInsights(tx, world.clinicId, scope, scope.end),
      offerInsights(tx, world.clinicId, scope, scope.end),
      visitInsights(tx, world.clinicId, scope, scope.end),
    ]),
  )
  const { filled, byHand, lost, takenBack, inPlay, daysGained, gain } = openings.now
  const { accepted, declined, expired, quicker, withdrawn, pending } = offers.now
  return {
    openings: {
      ...{ openings: openings.now.openings, filled, byHand, lost, takenBack, inPlay },
      ...{ daysGained, median: gain?.median ?? null },
    },
    slots: slots.now,
    byNotice: [...openings.byNotice]
      .map(([band, { now }]) => [band, now.openings, now.filled])
      .sort(),
    byPractitioner: [...openings.byPractitioner].map(([id, { now }]) => [id, now.openings]).sort(),
    offers: { offers: offers.now.offers, accepted, declined, expired, quicker, withdrawn, pending },
    visits: visits.now,
    byPractitionerVisits: [...visits.byPractitioner]
      .map(([id, { now }]) => [id, now.visits])
      .sort(),
    confirmed: visits.byConfirmation.get('confirmed')?.now.visits ?? 0,
  }
}

type Row = Awaited<ReturnType<BusyClinic['audit']>>[number]
type Opening = {
  notice: number
  practitionerId: string
  outcome: string
  chain: string
  first: boolean
  /** The chain of what was made of it, once it was reshaped. */
  madeInto: string
}
type Visit = {
  start: number
  practitionerId: string
  confirmed: boolean
  status: string
  by: string
  cancelledAt: number
  /** Whether its time became an opening when it was cancelled or missed. */
  opened: boolean
}
type Absence = { practitionerId: string; from: number; to: number }

/** The same figures, from nothing but what was recorded, in its order. */
function recount(rows: Row[]): Awaited<ReturnType<typeof figuresOf>> {
  const openings = new Map<string, Opening>()
  const offers = new Map<string, string>()
  const visits = new Map<string, Visit>()
  const absences = new Map<string, Absence>()
  const gains: number[] = []
  // What an opening descends from was recorded just before it, in the same change.
  let parent: { id: string; at: number; reshaped: boolean } | null = null
  let reshaped: Opening[] = []
  for (const { action, at, details, openingId, appointmentId } of rows) {
    const said = (name: string) => String(details[name])
    const time = (name: string) => +new Date(said(name))
    const opening = openings.get(openingId ?? '')
    const visit = visits.get(appointmentId ?? '')
    const outcome = (what: string) => opening && Object.assign(opening, { outcome: what })
    const now = (change: Partial<Visit>) => visit && Object.assign(visit, change)
    const back = () => (visit?.confirmed ? 'confirmed' : 'booked')
    switch (action) {
      case 'opening.opened': {
        const minutes = (+new Date(said('at')) - +at) / 60_000
        const notice = noticeBands.starts.filter((start) => start <= minutes).length
        const from = parent?.at === +at ? parent : null
        const before = from && openings.get(from.id)
        const chain = before?.chain ?? openingId ?? ''
        if (from?.reshaped) for (const one of reshaped) one.madeInto = chain
        openings.set(openingId ?? '', {
          ...{ notice, practitionerId: said('practitionerId'), outcome: 'in-play' },
          ...{ chain, madeInto: '' },
          first: !before || (from.reshaped && before.first),
        })
        if (visit && ['cancellation', 'no-show'].includes(said('source'))) now({ opened: true })
        break
      }
      case 'opening.filled':
        outcome('by-hand')
        break
      case 'opening.lapsed':
        outcome('lost')
        break
      case 'opening.withdrawn':
        outcome(said('why') === 'by-staff' ? 'lost' : said('why'))
        if (said('why') === 'reshaped' && !(parent?.reshaped && parent.at === +at)) {
          parent = { id: openingId ?? '', at: +at, reshaped: true }
          reshaped = []
        }
        if (said('why') === 'reshaped' && opening) reshaped.push(opening)
        break
      case 'offer.made':
        offers.set(said('offerId'), 'pending')
        break
      case 'offer.accepted':
        outcome('accepted')
        parent = { id: openingId ?? '', at: +at, reshaped: false }
        offers.set(said('offerId'), 'accepted')
        gains.push(daysBetween(new Date(said('to')), new Date(said('from')), zone))
        now({ practitionerId: said('practitionerId'), confirmed: details.confirmed === true })
        now({ status: back(), start: time('to') })
        break
      case 'offer.declined':
      case 'offer.expired':
      case 'offer.withdrawn':
        // Whom its mail did not reach was not asked.
        if (details.reached === false) offers.delete(said('offerId'))
        else if (said('why') === 'given-to-another') offers.set(said('offerId'), 'quicker')
        else offers.set(said('offerId'), action.slice('offer.'.length))
        break
      case 'appointment.booked':
        visits.set(appointmentId ?? '', {
          ...{ start: time('to'), practitionerId: said('practitionerId'), confirmed: false },
          ...{ status: 'booked', by: '', cancelledAt: 0, opened: false },
        })
        break
      case 'appointment.moved':
        now({ practitionerId: said('practitionerId'), confirmed: details.confirmed === true })
        now({ status: back(), start: time('to') })
        break
      case 'appointment.confirmed':
        now({ confirmed: true, status: 'confirmed' })
        break
      case 'appointment.reinstated':
        now({ status: back() })
        break
      case 'appointment.expected':
        now({ status: said('is') })
        break
      case 'appointment.cancelled':
        now({ status: 'cancelled', by: said('by'), cancelledAt: +at, opened: false })
        break
      case 'appointment.arrived':
      case 'appointment.fulfilled':
        now({ status: action.slice('appointment.'.length) })
        break
      case 'appointment.noshow':
        now({ status: 'noshow', opened: false })
        break
      case 'absence.added': {
        const practitionerId = said('practitionerId')
        absences.set(said('absenceId'), { practitionerId, from: time('from'), to: time('to') })
        break
      }
      case 'absence.removed':
        absences.delete(said('absenceId'))
        break
    }
  }
  const ended = [...openings.values()]
  const count = (...outcomes: string[]) => ended.filter((o) => outcomes.includes(o.outcome)).length
  const answered = (state: string) => [...offers.values()].filter((one) => one === state).length
  const all = [...visits.values()]
  const having = (...states: string[]) => all.filter((v) => states.includes(v.status)).length
  return {
    openings: {
      ...{ openings: ended.length, filled: count('accepted', 'by-hand'), byHand: count('by-hand') },
      ...{ lost: count('lost'), inPlay: count('in-play') },
      takenBack: ended.length - count('accepted', 'by-hand', 'lost', 'in-play'),
      ...{ daysGained: gains.reduce((sum, gain) => sum + gain, 0), median: medianOf(gains) },
    },
    slots: slotsOf(ended, all, [...absences.values()]),
    byNotice: [...new Set(ended.map(({ notice }) => notice))]
      .map((band) => {
        const some = ended.filter(({ notice }) => notice === band)
        const filled = some.filter(({ outcome }) => ['accepted', 'by-hand'].includes(outcome))
        return [band, some.length, filled.length]
      })
      .sort(),
    byPractitioner: groups(ended.map(({ practitionerId }) => practitionerId)),
    offers: {
      ...{ offers: offers.size, accepted: answered('accepted'), declined: answered('declined') },
      ...{ expired: answered('expired'), quicker: answered('quicker') },
      ...{ withdrawn: answered('withdrawn'), pending: answered('pending') },
    },
    visits: {
      ...{ visits: all.length, cancelled: having('cancelled'), noshow: having('noshow') },
      byPatient: all.filter(({ status, by }) => status === 'cancelled' && by === 'patient').length,
      byClinic: all.filter(({ status, by }) => status === 'cancelled' && by === 'clinic').length,
      ...{ came: having('arrived', 'fulfilled'), unrecorded: having('booked', 'confirmed') },
    },
    byPractitionerVisits: groups(all.map(({ practitionerId }) => practitionerId)),
    confirmed: all.filter(({ confirmed }) => confirmed).length,
  }
}

/** Chain by chain what was at stake and how it ended; and the visits whose time was left alone. */
function slotsOf(openings: Opening[], visits: Visit[], absences: Absence[]): SlotFigures {
  const found = { ...noSlots }
  for (const chain of new Set(openings.map((opening) => opening.chain))) {
    const links = openings.filter((opening) => opening.chain === chain)
    const many = (suits: (opening: Opening) => boolean) => links.filter(suits).length
    const decided = ['accepted', 'by-hand', 'lost', 'in-play']
    const carried = many(
      ({ first, outcome, madeInto }) => !first && outcome === 'reshaped' && madeInto !== chain,
    )
    const counts = many(({ first, outcome }) => first && decided.includes(outcome))
    const stake = Math.max(0, counts - carried)
    const empty = Math.min(
      stake,
      many(({ outcome }) => outcome === 'lost'),
    )
    const open = Math.min(
      stake - empty,
      many(({ outcome }) => outcome === 'in-play'),
    )
    found.freed += stake
    found.endedEmpty += empty
    found.undecided += open
    found.wonBack += stake - empty - open
  }
  for (const visit of visits) {
    const end = visit.start + long * hour
    const taken = visits.some(
      (other) =>
        other !== visit &&
        other.practitionerId === visit.practitionerId &&
        other.start < end &&
        other.start + long * hour > visit.start &&
        (other.status !== 'cancelled' ||
          (visit.status === 'cancelled' && other.cancelledAt > visit.cancelledAt)),
    )
    const away = absences.some(
      ({ practitionerId, from, to }) =>
        practitionerId === visit.practitionerId && from < end && to > visit.start,
    )
    if (visit.opened || taken || away) continue
    if (visit.status === 'noshow') found.missed++
    if (visit.status === 'cancelled') found.unoffered++
  }
  found.recoveredCents = found.wonBack * price
  found.lostCents = found.endedEmpty * price
  return found
}

function groups(ids: string[]): [string, number][] {
  return [...new Set(ids)]
    .map((id): [string, number] => [id, ids.filter((one) => one === id).length])
    .sort()
}

function medianOf(numbers: number[]): number | null {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = (sorted.length - 1) / 2
  const [low, high] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]]
  return low === undefined || high === undefined ? null : (low + high) / 2
}
