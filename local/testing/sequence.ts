import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { addAbsence } from '@/lib/commands/absence/add'
import { removeAbsence } from '@/lib/commands/absence/remove'
import { cancelAppointment } from '@/lib/commands/appointment/cancel'
import { confirmAppointment } from '@/lib/commands/appointment/confirm'
import { moveAppointment } from '@/lib/commands/appointment/move'
import { recordAttendance } from '@/lib/commands/appointment/record-attendance'
import { reinstateAppointment } from '@/lib/commands/appointment/reinstate'
import { setAutomation } from '@/lib/commands/clinic/set-automation'
import { noteBounce } from '@/lib/commands/mail/note-bounce'
import { recordBounce } from '@/lib/commands/mail/record-bounce'
import {
  AddressDeferred,
  AddressRefused,
  NotTaken,
  type Post,
  sendMessage,
} from '@/lib/commands/mail/send'
import { acceptOffer } from '@/lib/commands/offer/accept'
import { declineOffer, expireOffer, withdrawOffer } from '@/lib/commands/offer/end'
import { offerOpening } from '@/lib/commands/offer/offer-opening'
import { withdrawOpening } from '@/lib/commands/opening/end'
import { offerFreeTime } from '@/lib/commands/opening/offer-free-time'
import { tendOpenings } from '@/lib/commands/opening/tend'
import { mergePatients } from '@/lib/commands/patient/merge'
import { trustAddress } from '@/lib/commands/patient/trust-address'
import { savePractitioner } from '@/lib/commands/practitioner/save'
import { runSweep } from '@/lib/commands/sweep/run'
import { setWaitlist } from '@/lib/commands/waitlist/set'
import { resumeOffers, stopOffers } from '@/lib/commands/waitlist/stop-offers'
import { fits, type VisitLength, type WorkingHours } from '@/lib/domain/availability'
import { type MergeChoice, mergeFields } from '@/lib/domain/merge'
import type { Automation } from '@/lib/domain/settings'
import { dayOf, wallTimeOf, weekdayOf } from '@/lib/domain/time'
import type { Wishes } from '@/lib/domain/wishes'
import { type BusyClinic, otherHours, pass, plenty } from './busy-clinic'
import { always, granted, hour } from './factories'

// Whatever staff, patients, mail and the clock do to a busy clinic, drawn at random.

/** How often each kind is drawn. */
const weights = {
  book: 4,
  move: 3,
  'move-oneself': 2,
  cancel: 4,
  reinstate: 2,
  'open-by-hand': 2,
  offer: 16,
  accept: 8,
  'accept-late': 4,
  decline: 4,
  expire: 3,
  'withdraw-offer': 3,
  'withdraw-opening': 1,
  waitlist: 5,
  confirm: 1,
  attend: 3,
  absent: 2,
  present: 3,
  hours: 2,
  automation: 2,
  mail: 4,
  bounce: 4,
  'note-bounce': 1,
  trust: 2,
  'stop-offers': 1,
  'resume-offers': 1,
  merge: 1,
  sweep: 1,
  tend: 2,
  pass: 3,
}

export type Kind = keyof typeof weights
export const kinds = Object.keys(weights) as Kind[]

export type Step = { kind: Kind; pick: number; half: number; flag: boolean }

/** One step, of these kinds. */
export const stepOf = (some: readonly Kind[] = kinds): fc.Arbitrary<Step> =>
  fc.record({
    kind: fc.constantFrom(...some.flatMap((kind) => Array<Kind>(weights[kind]).fill(kind))),
    /** Chooses among the rows that there are. */
    pick: fc.nat(1000),
    /** The time, in half-hours: few, so that they meet. */
    half: fc.integer({ min: 0, max: 15 }),
    flag: fc.boolean(),
  })

const active = ({ status }: Visit) => status === 'booked' || status === 'confirmed'

export type Busy = BusyClinic & { rows: Rows }

type Offer = {
  id: string
  state: string
  due: boolean
  /** It seemed not to arrive: whoever answers it all the same was reached. */
  unreached: boolean
  /** Its time is not offered to its visit again. */
  spent: boolean
  opening: string
  visit: string
  patient: string
  version: number
  /** Of the offered time. */
  startsAt: string
}
type Visit = {
  id: string
  version: number
  status: string
  startsAt: string
  endsAt: string
  typeId: string
}

export type Rows = {
  visits: Visit[]
  openings: { id: string; state: string; startsAt: string; spent: boolean }[]
  offers: Offer[]
  /** Mails that wait, offers first, and mails of offers that went out. */
  queued: string[]
  sent: string[]
  patients: { id: string; email: string; bounced: boolean; stopped: boolean; merged: boolean }[]
  absences: string[]
  hours: (WorkingHours & { practitionerId: string })[]
  offersOn: boolean
  /** Whether nobody may be asked at this time of day. */
  quiet: boolean
  selfMoveHours: number | null
  audit: number
}

/** What the next step chooses among. */
export async function rowsOf({ execute }: Pick<Busy, 'execute'>): Promise<Rows> {
  const [rows] = await execute<Rows>(sql`
    select
      (select json_agg(json_build_object('id', id, 'version', version, 'status', status, 'typeId', type_id,
        'startsAt', starts_at, 'endsAt', ends_at) order by created_at, id) from appointments) as visits,
      (select coalesce(json_agg(json_build_object('id', id, 'state', state, 'startsAt', starts_at,
        'spent', exhausted_at is not null) order by created_at, id), '[]') from openings) as openings,
      (select coalesce(json_agg(json_build_object('id', id, 'state', state, 'due', expires_at <= clock_timestamp(),
        'unreached', coalesce(closed_why in ('undeliverable', 'not-taken'), false),
        'spent', closed_why is distinct from 'undeliverable', 'opening', opening_id,
        'visit', appointment_id, 'patient', patient_id, 'version', appointment_version,
        'startsAt', (select starts_at from openings o where o.id = opening_id))
        order by offered_at, id), '[]') from offers) as offers,
      (select coalesce(json_agg(id order by kind <> 'offer', id) filter (where state = 'queued'), '[]') from messages) as queued,
      (select coalesce(json_agg(id order by id) filter (where state = 'sent' and kind = 'offer'), '[]') from messages) as sent,
      (select json_agg(json_build_object('id', id, 'email', email, 'bounced', bounced_at is not null,
        'stopped', offers_stopped_at is not null, 'merged', merged_into is not null) order by id) from patients) as patients,
      (select coalesce(json_agg(id), '[]') from absences) as absences,
      (select coalesce(json_agg(json_build_object('practitionerId', practitioner_id, 'weekday', weekday,
        'startsAt', to_char(starts_at, 'HH24:MI'), 'endsAt', to_char(ends_at, 'HH24:MI'))), '[]') from working_hours) as hours,
      (select offers_on from clinics) as "offersOn",
      (select coalesce(case when quiet_from < quiet_until then clock >= quiet_from and clock < quiet_until
        else clock >= quiet_from or clock < quiet_until end, false)
        from clinics, lateral (select (now() at time zone time_zone)::time as clock) c) as quiet,
      (select self_move_hours from clinics) as "selfMoveHours",
      (select count(*)::int from audit) as audit`)
  if (!rows) throw new Error('No rows')
  return rows
}

/**
 * Takes a step: true when it changed something, false when it was refused, null when that cannot be
 * told. Throws when it was granted what nobody may have; with `alone`, also by what was there before.
 */
export async function run(
  world: Busy,
  { kind, pick, half, flag }: Step,
  { alone = false } = {},
): Promise<boolean | null> {
  const { context, patientContext, clinicId, practitioners, types, base, rows, setting } = world
  const of = <T>(some: readonly T[]): T | undefined => some[pick % Math.max(some.length, 1)]
  /** One of those that suit, mostly. */
  const mostly = <T>(all: readonly T[], suits: (one: T) => boolean): T | undefined => {
    const some = all.filter(suits)
    return of(pick % 8 > 0 && some.length > 0 ? some : all)
  }
  /** Often one whose patient is being asked. */
  const visitOf = (suits: (visit: Visit) => boolean) => {
    const asked = rows.offers.filter(({ state }) => state === 'pending').map((one) => one.visit)
    const some = rows.visits.filter((visit) => suits(visit) && asked.includes(visit.id))
    return half % 3 === 0 && some.length > 0 ? of(some) : mostly(rows.visits, suits)
  }
  const now = Date.now()
  const near = pick % 5 === 0
  const start = near ? world.at(half / 6 - 0.25) : world.at(base + half / 2 + (flag ? 0.25 : 0))
  const begun = ({ startsAt }: { startsAt: string }) => Date.parse(startsAt) <= now
  const coming = (visit: Visit) => active(visit) && !begun(visit)
  const alive = ({ state }: { state: string }) => state === 'open' || state === 'offering'
  const practitionerId = of(practitioners) ?? ''
  const patientId = of(world.patients) ?? ''
  const type = of(types)
  const typeId = type?.id ?? ''
  const overHold = flag
  /** Sometimes what somebody saw is out of date. */
  const stale = pick % 9 === 0 ? 1 : 0
  /** Beside another step what was seen may have changed meanwhile. */
  const mayNot = (granted: boolean, ...reasons: (string | false)[]) => {
    const reason = alone && reasons.find((one) => one)
    if (granted && reason) throw new Error(`${kind} was granted: ${reason}`)
    return granted
  }
  const misplaced = (length: VisitLength | undefined, at = start): string | false => {
    if (!length || +at <= now) return 'the time is over'
    const hours = rows.hours.filter((one) => one.practitionerId === practitionerId)
    const verdict = fits({
      start: at,
      zone: setting.zone,
      hours,
      taken: [],
      length,
      now: new Date(now),
    })
    return alone && verdict !== 'fits' && verdict
  }

  switch (kind) {
    case 'book': {
      // Often when they are offered a time for another visit of theirs, or that very time.
      const clash = half % 2 === 0 && rows.offers.find(({ state }) => state === 'pending')
      const place = {
        ...{ practitionerId, typeId, overHold, openToEarlier: true },
        ...(clash
          ? { patientId: clash.patient, start: new Date(clash.startsAt) }
          : { patientId, start }),
      }
      const booked = await world.tryBook(place)
      mayNot(booked.ok, alone && !overHold && (await tookHeld(world)))
      return mayNot(booked.ok, misplaced(type, place.start))
    }
    case 'move':
    case 'move-oneself': {
      const visit = visitOf(coming)
      if (!visit) return false
      const bySelf = kind === 'move-oneself'
      const { id: appointmentId, version, startsAt } = visit
      const moved = await moveAppointment(bySelf ? patientContext : context, {
        ...{ appointmentId, version: version - stale, practitionerId, start },
        overHold: !bySelf && overHold,
      })
      const length = types.find(({ id }) => id === visit.typeId)
      const notice = rows.selfMoveHours === null ? null : rows.selfMoveHours * hour
      return mayNot(
        moved.ok,
        misplaced(length),
        alone && (bySelf || !overHold) && (await tookHeld(world)),
        stale > 0 && 'the visit was changed meanwhile',
        !active(visit) && alone && 'the visit is over',
        bySelf && alone && notice === null && 'patients do not move their visits',
        bySelf && alone && Date.parse(startsAt) < now + (notice ?? 0) && 'it is too late',
        bySelf && alone && +start < now + (notice ?? 0) && 'the new time is too near',
      )
    }
    case 'cancel': {
      const visit = visitOf(active)
      if (!visit) return false
      const how = { appointmentId: visit.id, version: visit.version - stale, reason: '' }
      const cancelled = await cancelAppointment(flag ? context : patientContext, {
        ...how,
        patientAsked: flag && half % 2 === 0,
        offerOnward: pick % 5 > 0,
      })
      return mayNot(
        cancelled.ok,
        stale > 0 && 'the visit was changed meanwhile',
        !active(visit) && alone && 'the visit is over',
        !flag && begun(visit) && alone && 'the visit has begun',
      )
    }
    case 'reinstate': {
      const visit = mostly(rows.visits, ({ status }) => status === 'cancelled')
      const again = await reinstateAppointment(context, { appointmentId: visit?.id ?? '' })
      return mayNot(again.ok, visit?.status !== 'cancelled' && 'it was not cancelled')
    }
    case 'open-by-hand':
      return mayNot(
        (await offerFreeTime(context, { practitionerId, typeId, start })).ok,
        misplaced(type),
      )
    case 'offer': {
      const fresh = ({ state, spent }: Rows['openings'][number]) => state === 'open' && !spent
      const opening = mostly(rows.openings, flag && rows.openings.some(fresh) ? fresh : alive)
      if (!opening) return false
      const later = alone && pick % 6 === 0 ? 60 : 0
      if (later > 0) await pass(world, later)
      const turn = granted(await offerOpening(context, { openingId: opening.id }))
      const over = Date.parse(opening.startsAt) - later * 60_000 <= now
      if (over && turn.state !== 'ended') throw new Error('begun, yet it had not ended')
      const looked = alone && later === 0 && rows.quiet && turn.state === 'exhausted'
      if (looked) throw new Error('nobody suits in quiet hours')
      mayNot(
        turn.state === 'offered',
        !alive(opening) && 'it had ended',
        alone && turn.state === 'offered' && +turn.until <= now && 'the time to answer was over',
      )
      return null
    }
    case 'accept': {
      const offer = mostly(rows.offers, ({ state, due }) => state === 'pending' && !due)
      return offer ? accept(world, offer, alone) : false
    }
    case 'accept-late': {
      const over = ({ state, due }: Offer) => state === 'expired' || (state === 'pending' && due)
      const pending = ({ state }: Offer) => state === 'pending'
      const ended = ({ state }: Offer) => state === 'declined' || state === 'withdrawn'
      const changed = (one: Offer) => over(one) && !stillIts(world, one)
      const [first] = [[ended, changed, over][pick % 4] ?? over, over].filter((one) =>
        rows.offers.some(one),
      )
      const late = mostly(rows.offers, first ?? pending)
      if (!late) return false
      if (late.state === 'pending') await end(world, late.id)
      // So late that the time has begun.
      const left = Math.ceil((Date.parse(late.startsAt) - now) / 60_000)
      if (alone && half % 5 === 0 && left > 0 && left < 12 * 60) await pass(world, left)
      return accept(world, { ...late, due: true }, alone)
    }
    case 'decline': {
      const asked = mostly(rows.offers, ({ state }) => state === 'pending')
      if (!asked) return false
      const declined = await declineOffer(patientContext, { offerId: asked.id })
      const offer = standsFor(world, asked)
      mayNot(declined.ok, offer.due && offer.state === 'pending' && 'its time was over')
      return offer.state === 'declined' ? null : declined.ok
    }
    case 'expire': {
      const offer = mostly(rows.offers, ({ state }) => state === 'pending')
      if (!offer) return false
      const over = flag || offer.due
      if (pick % 3 > 0) await world.mailed()
      if (flag) await end(world, offer.id)
      const { closed } = granted(
        await expireOffer(context, { offerId: offer.id, reopen: pick % 2 > 0 }),
      )
      return mayNot(closed, !over && 'its time was not over')
    }
    case 'withdraw-offer': {
      const offer = mostly(rows.offers, ({ state }) => state === 'pending')
      return offer ? (await withdrawOffer(context, { offerId: offer.id })).ok : false
    }
    case 'withdraw-opening': {
      const opening = mostly(rows.openings, alive)
      return opening ? (await withdrawOpening(context, { openingId: opening.id })).ok : false
    }
    case 'waitlist': {
      const visit = visitOf(coming)
      const wish = {
        openToEarlier: pick % 4 > 0,
        wishes: flag ? null : wishesOf(world, pick, half),
      }
      const who = pick % 3 > 0 ? context : patientContext
      const set = await setWaitlist(who, {
        ...wish,
        ...{ appointmentId: visit?.id ?? '', version: (visit?.version ?? 1) - stale || undefined },
        priority: pick % 3,
      })
      return mayNot(set.ok, stale > 0 && (visit?.version ?? 0) > 1 && 'the visit was moved')
    }
    case 'confirm': {
      const visit = mostly(rows.visits, ({ status }) => status === 'booked')
      if (!visit) return false
      const { id: appointmentId, version } = visit
      const seen = { appointmentId, version: version - stale }
      const confirmed = await confirmAppointment(patientContext, seen)
      mayNot(confirmed.ok, stale > 0 && 'the visit was changed meanwhile')
      return visit.status === 'confirmed' ? null : confirmed.ok
    }
    case 'attend': {
      const gone = (one: Visit) => begun(one) && one.status !== 'cancelled'
      const soon = half % 3 === 0
      const visit = soon ? visitOf(active) : mostly(rows.visits, gone)
      const usual = soon ? 'arrived' : of(attendances)
      const attendance = flag && !soon ? 'noshow' : (usual ?? 'arrived')
      const noted = await recordAttendance(context, { appointmentId: visit?.id ?? '', attendance })
      const early = !!visit && !begun(visit) && ['fulfilled', 'noshow'].includes(attendance)
      mayNot(noted.ok, early && visit?.status !== attendance && 'it has not begun')
      return noted.ok ? null : false
    }
    case 'absent': {
      const [from, to] = [world.at(base + half / 2), world.at(base + half / 2 + 1)]
      const times = {
        ...{ firstDay: dayOf(from, setting.zone), firstTime: wallTimeOf(from, setting.zone) },
        ...{ lastDay: dayOf(to, setting.zone), lastTime: wallTimeOf(to, setting.zone) },
      }
      const knownVisits = flag ? rows.visits.map(({ id }) => id) : []
      return (await addAbsence(context, { practitionerId, times, note: '', knownVisits })).ok
    }
    case 'present': {
      const absenceId = of(rows.absences)
      return absenceId ? (await removeAbsence(context, { absenceId })).ok : false
    }
    case 'hours': {
      const hours = (flag ? always : of(otherHours)) ?? always
      return (await savePractitioner(context, { practitionerId, name: 'Dr. Test', hours })).ok
    }
    case 'automation':
      return (await setAutomation(context, automationOf(rows, pick, half, flag))).ok
    case 'mail': {
      const messageId = pick % 3 > 0 ? rows.queued[0] : of(rows.queued)
      if (!messageId) return false
      await world.due()
      await sendMessage(clinicId, messageId, posts[half] ?? taken)
      return null
    }
    case 'bounce': {
      const messageId = of(rows.sent)
      if (!messageId) return false
      const { recorded } = granted(await recordBounce({ messageId, permanent: flag, reason: '' }))
      return recorded
    }
    case 'note-bounce': {
      const email = `${patientId}@patients.test`
      const noted = await noteBounce(context, { patientId, email })
      return noted.ok ? null : false
    }
    case 'trust': {
      const patient = mostly(rows.patients, ({ bounced }) => bounced)
      const trusted = await trustAddress(context, { patientId: patient?.id ?? '' })
      return trusted.ok ? null : false
    }
    case 'stop-offers': {
      const patient = mostly(rows.patients, ({ stopped }) => !stopped)
      const who = flag ? context : patientContext
      const done = await stopOffers(who, { patientId: patient?.id ?? '' })
      mayNot(done.ok, patient?.merged === true && 'they were merged')
      return done.ok ? null : false
    }
    case 'resume-offers': {
      const patient = mostly(rows.patients, ({ stopped }) => stopped)
      const done = await resumeOffers(context, { patientId: patient?.id ?? '' })
      return done.ok ? null : false
    }
    case 'merge': {
      const here = rows.patients.filter(({ merged }) => !merged || flag)
      const [kept, merged] = [of(here), here[(pick + 1 + (half % 3)) % Math.max(here.length, 1)]]
      const done = await mergePatients(context, {
        ...{ keptId: kept?.id ?? '', mergedId: merged?.id ?? '', choice: allKept },
        seen: { keptEmail: kept?.email ?? '', mergedEmail: merged?.email ?? '' },
      })
      return mayNot(done.ok, (kept?.merged || merged?.merged) === true && 'they were merged before')
    }
    case 'sweep': {
      const sweep = flag ? 'reschedule-cancelled' : 'confirm-upcoming'
      return (await runSweep(clinicId, sweep, { byHand: true })).ok
    }
    case 'tend':
      // After a while, so that there is something to tend to.
      if (alone && flag) await pass(world, 75)
      await tendOpenings()
      return null
    case 'pass':
      await pass(world, [15, 30, 60, 90][pick % 4] ?? 15)
      return null
  }
}

/** Whether a time was taken just now that was held for somebody. */
async function tookHeld({ execute, rows }: Busy): Promise<string | false> {
  const held = rows.offers.filter(({ state, due }) => state === 'pending' && !due)
  if (held.length === 0) return false
  const taken = await execute(sql`
    select id from offers where closed_why in ('by-hand', 'part-taken')
      and id in ${held.map(({ id }) => id)}`)
  return taken.length > 0 && 'the time was held'
}

async function accept(world: Busy, asked: Offer, alone: boolean): Promise<boolean | null> {
  const accepted = await acceptOffer(world.patientContext, { offerId: asked.id })
  const offer = standsFor(world, asked)
  if (!accepted.ok) {
    if (alone && offer.state === 'pending' && !offer.due) {
      throw new Error(`a pending offer was not accepted: ${accepted.reason}`)
    }
    return false
  }
  if (offer.state === 'accepted') return null
  const ended = offer.state === 'declined' || (offer.state === 'withdrawn' && !offer.unreached)
  if (ended) throw new Error('accepted, yet it had ended')
  if (!alone) return true
  if (!stillIts(world, offer)) throw new Error('accepted, yet the visit had changed')
  const others = await world.execute(sql`
    select b.id from appointments a join appointments b on b.patient_id = a.patient_id and b.id <> a.id
      and b.status in ('booked', 'confirmed', 'arrived') and b.starts_at < a.ends_at and b.ends_at > a.starts_at
    where a.id = ${offer.visit}`)
  if (others.length > 0) throw new Error('accepted, yet the patient has another visit then')
  return true
}

/** What the link of an offer stood for: the offer of the same time to the same visit that counts. */
function standsFor({ rows }: Busy, asked: Offer): Offer {
  const same = rows.offers.filter(
    ({ opening, visit, version }) =>
      opening === asked.opening && visit === asked.visit && version === asked.version,
  )
  const one = same.find(({ spent }) => spent) ?? same.at(-1)
  return { ...(one ?? asked), due: asked.due || (one?.due ?? false) }
}

/** Whether the visit of an offer is what it was when it was made. */
const stillIts = ({ rows }: Busy, offer: Offer) =>
  rows.visits.some((one) => one.id === offer.visit && one.version === offer.version && active(one))

/** The time to answer an offer is over. */
async function end({ execute }: Busy, offerId: string): Promise<void> {
  await execute(sql`
    update offers set offered_at = least(offered_at, now() - interval '1 minute'), expires_at = least(expires_at, now())
    where id = ${offerId} and state = 'pending'`)
}

const allKept = Object.fromEntries(mergeFields.map((field) => [field, 'kept'])) as MergeChoice

const attendances = ['arrived', 'fulfilled', 'noshow', 'expected'] as const

const taken: Post = async ({ patient }) => ({ sentTo: patient?.email ?? '' })
const no = (error: Error) => (): Promise<never> => Promise.reject(error)

/** What the mail server does, by the step's half-hour; it takes most. */
const posts: Post[] = [
  no(new NotTaken('ECONNREFUSED')),
  no(new AddressRefused('550')),
  no(new AddressDeferred('452')),
]

function wishesOf({ practitioners, base, at, setting }: Busy, pick: number, half: number): Wishes {
  const day = dayOf(at(base + half / 2), setting.zone)
  const any = pick % 3 > 0
  return {
    practitionerIds: any ? [] : practitioners.slice(pick % 2, 2),
    weekdays: pick % 4 > 0 ? [] : [weekdayOf(day)],
    times: pick % 7 > 0 ? [] : ['morning', 'evening'],
    noticeMinutes: [0, 0, 30, 240, 60 * 24][pick % 5] ?? 0,
    notBefore: pick % 6 > 0 ? null : day,
    minGainDays: [null, 0, 1][pick % 3] ?? null,
  }
}

function automationOf(rows: Rows, pick: number, half: number, flag: boolean): Automation {
  const parts: Automation[] = [
    // Switched on again sooner than off.
    {
      part: 'offers',
      on: !rows.offersOn || pick % 3 > 0,
      holdMinutes: 15 * (1 + half),
      chainDepth: pick % 4,
    },
    {
      part: 'near-start',
      askAtLeast: 3,
      shortestHoldMinutes: 5 + half,
      batchSize: 1 + (pick % 3),
      batchWithinHours: flag ? 6 : 700,
    },
    {
      part: 'limits',
      capOn: flag,
      capOffers: 1 + (half % 3),
      capDays: 7,
      minGainDays: pick % 5 > 0 ? 0 : 1,
    },
    { part: 'self-service', selfMoveOn: pick % 5 > 0, selfMoveHours: half, ...plenty },
    { part: 'weights', waiting: half % 3, contact: half % 2, gain: flag ? 1 : 0 },
  ]
  return (
    parts[(pick + half) % parts.length] ?? {
      part: 'self-service',
      selfMoveOn: true,
      selfMoveHours: 0,
      ...plenty,
    }
  )
}
