import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import {
  appointments,
  audit,
  type clinics,
  patients as patientRows,
  slots,
  waitlistEntries,
} from '@/db/schema'
import { offerOpening } from '@/lib/commands/offer/offer-opening'
import { asRange } from '@/lib/commands/slots'
import {
  slotRange,
  type VisitLength,
  visitRange,
  type WorkingHours,
} from '@/lib/domain/availability'
import { openingSources } from '@/lib/domain/settings'
import { dayOf, wallTimeOf } from '@/lib/domain/time'
import { makeClinic, type World } from './factories'

// A small clinic in which much is going on: what steps drawn at random find there.

export type Setting = {
  /** Where most of its visits lie: in the next hours, in days, or around the night of a clock change. */
  when: 'hours' | 'days' | 'clock-change'
  zone: string
  /** Quiet hours: none, from in two hours over midnight until late tomorrow, or for another half-hour. */
  quiet: 'none' | 'long' | 'now'
  batchSize: number
  chainDepth: number
  capOffers: number | null
  minGainDays: number
  shortestHoldMinutes: number
  selfMoveHours: number | null
  /** With types and wishes of all kinds and visits that have begun; else of one type, all in days. */
  rich: boolean
}

export const setting: fc.Arbitrary<Setting> = fc.record({
  when: fc.constantFrom('hours', 'hours', 'days', 'clock-change'),
  zone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York'),
  quiet: fc.constantFrom('none', 'none', 'none', 'none', 'long', 'long', 'now'),
  batchSize: fc.integer({ min: 1, max: 3 }),
  chainDepth: fc.integer({ min: 0, max: 3 }),
  capOffers: fc.constantFrom(null, null, 1, 2),
  minGainDays: fc.constantFrom(0, 0, 0, 1),
  shortestHoldMinutes: fc.constantFrom(5, 15),
  selfMoveHours: fc.constantFrom(0, 0, 2, null),
  rich: fc.constant(true),
})

export const plain: Setting = {
  ...{ when: 'days', zone: 'UTC', quiet: 'none', batchSize: 2, chainDepth: 2, capOffers: null },
  ...{ minGainDays: 0, shortestHoldMinutes: 15, selfMoveHours: 24, rich: false },
}

/** More than a sequence does: how often patients may do things has tests of its own. */
export const plenty = { selfMovesADay: 100, wishChangesADay: 100 }

type Type = VisitLength & { id: string }

export type BusyClinic = World & {
  setting: Setting
  types: Type[]
  practitioners: string[]
  patients: string[]
  /** Where its visits begin, in hours from the world's beginning. */
  base: number
}

/** Two practitioners, patients who wait with late visits, and a cancellation whose time is offered. */
export async function busyClinic(setting: Setting = plain): Promise<BusyClinic> {
  const world = await makeClinic({
    clinic: clinicOf(setting),
    type: { bufferAfterMinutes: 10 },
  })
  const other = await world.practitioner()
  const types: Type[] = [
    { id: world.typeId, durationMinutes: 30, bufferBeforeMinutes: 0, bufferAfterMinutes: 10 },
  ]
  const busy = Object.assign(world, {
    ...{ setting, types, patients: [], base: baseOf(setting) },
    practitioners: [world.practitionerId, other],
  })
  if (setting.rich) await moreTypes(busy)
  await people(busy, setting.rich ? richVisits : plainVisits)
  const openingId = await busy.opened({ inHours: busy.base })
  if (setting.rich) await offerOpening(busy.context, { openingId })
  return busy
}

function clinicOf(setting: Setting): Partial<typeof clinics.$inferInsert> {
  const { when: _, zone: timeZone, quiet, rich, ...policies } = setting
  const clock = (hours: number) => wallTimeOf(new Date(Date.now() + hours * 3_600_000), timeZone)
  return {
    ...{ timeZone, batchWithinHours: 49, ...policies, ...plenty },
    ...(rich && { openingSources: [...openingSources], holdMinutes: 60 }),
    ...(quiet === 'long' && { quietFrom: clock(2), quietUntil: clock(-3) }),
    ...(quiet === 'now' && { quietFrom: clock(-1), quietUntil: clock(0.5) }),
  }
}

function baseOf({ when, zone }: Setting): number {
  if (when === 'hours') return 3
  if (when === 'days') return 48
  const now = Temporal.Now.zonedDateTimeISO(zone === 'UTC' ? 'Europe/Berlin' : zone)
  const change = now.getTimeZoneTransition('next') ?? now
  return Math.floor((change.epochMilliseconds - now.epochMilliseconds) / 3_600_000) - 3
}

/** A short and a long one; the longer fit the shorter. */
async function moreTypes(world: BusyClinic): Promise<void> {
  const short = { durationMinutes: 10, bufferBeforeMinutes: 0, bufferAfterMinutes: 5 }
  const long = { durationMinutes: 60, bufferBeforeMinutes: 5, bufferAfterMinutes: 10 }
  const shortId = await world.type(short)
  const longId = await world.type({ ...long, alsoFitsTypeIds: [world.typeId, shortId] })
  world.types.push({ id: shortId, ...short }, { id: longId, ...long })
  await world.execute(sql`
    update appointment_types set also_fits_type_ids = array[${shortId}::uuid] where id = ${world.typeId}`)
}

/** Whose visit: the number of its patient, practitioner and type, and its start. */
type Visit = {
  patient: number
  with: number
  type: number
  /** In hours from now, or `late` from the base. */
  at?: number
  late?: number
  waits?: Partial<typeof waitlistEntries.$inferInsert>
}

const plainVisits: Visit[] = [0, 1, 2, 3].map((i) => ({
  ...{ patient: i, with: i % 2, type: 0, late: 22 + i, waits: {} },
}))

const [middle, short, long] = [0, 1, 2]

const richVisits: Visit[] = [
  // One that has begun, one in five minutes, one in twenty.
  { patient: 0, with: 0, type: long, at: -1 / 6 },
  { patient: 1, with: 1, type: short, at: 1 / 12 },
  { patient: 2, with: 1, type: middle, at: 1 / 3 },
  // Among the times of the steps.
  { patient: 3, with: 0, type: long, late: 1, waits: {} },
  { patient: 4, with: 1, type: middle, late: 2, waits: {} },
  { patient: 5, with: 1, type: short, late: 4 },
  { patient: 0, with: 0, type: middle, late: 5, waits: { priority: 1 } },
  { patient: 6, with: 0, type: middle, late: 6 },
  // After them.
  { patient: 1, with: 0, type: short, late: 9, waits: {} },
  { patient: 2, with: 1, type: long, late: 10, waits: { wishNoticeMinutes: 60 } },
  { patient: 5, with: 0, type: middle, late: 25, waits: {} },
  { patient: 4, with: 1, type: short, late: 26, waits: { wishMinGainDays: 0 } },
  { patient: 3, with: 1, type: middle, late: 27, waits: {} },
  { patient: 6, with: 0, type: long, late: 28, waits: { wishTimes: ['morning', 'evening'] } },
  { patient: 0, with: 1, type: short, late: 29, waits: { wishWeekdays: [1, 2, 3, 4, 5] } },
  { patient: 7, with: 1, type: middle, late: 30, waits: {} },
  { patient: 6, with: 0, type: short, late: 31, waits: {} },
]

/** Their visits as booking leaves them: the rows, their time and their audit. */
async function people(world: BusyClinic, visits: Visit[]): Promise<void> {
  const { clinicId, practitioners, types, setting } = world
  for (let i = 0; i <= Math.max(...visits.map(({ patient }) => patient)); i++) {
    world.patients.push(crypto.randomUUID())
  }
  const rows = visits.map((visit) => {
    const type = types[visit.type]
    const start = world.at(visit.at ?? world.base + (visit.late ?? 0))
    const practitionerId = practitioners[visit.with] ?? ''
    if (!type) throw new Error('No such type')
    const { start: startsAt, end: endsAt } = visitRange(start, type)
    const id = crypto.randomUUID()
    return {
      appointment: {
        ...{ id, clinicId, practitionerId, patientId: world.patients[visit.patient] ?? '' },
        ...{ typeId: type.id, startsAt, endsAt, firstStartsAt: startsAt },
      },
      entry: visit.waits && {
        ...{ clinicId, patientId: world.patients[visit.patient] ?? '', typeId: type.id },
        ...{ appointmentId: id, earlierThan: startsAt, since: new Date() },
        ...{ wishNoticeMinutes: 0, ...visit.waits },
        ...(visit.patient === 5 && { wishNotBefore: dayOf(startsAt, setting.zone) }),
      },
      slot: {
        ...{ clinicId, practitionerId, kind: 'busy' as const, appointmentId: id },
        during: asRange(slotRange(startsAt, type)),
      },
      audit: {
        ...{ clinicId, actorKind: 'staff' as const, actorName: 'Ines Staff', appointmentId: id },
        ...{ action: 'appointment.booked' as const, details: { to: startsAt, practitionerId } },
      },
    }
  })
  await world.run(async (tx) => {
    await tx.insert(patientRows).values(
      world.patients.map((id, i) => ({
        ...{ id, clinicId, givenName: 'Pat', familyName: `Patient ${i}` },
        ...{ email: `${id}@patients.test` },
        ...(i === 7 && { offersStoppedAt: new Date(), offersStoppedBy: 'patient' as const }),
        ...(i === 6 && { bouncedAt: new Date(), bouncedWhy: 'came-back' as const }),
      })),
    )
    await tx.insert(appointments).values(rows.map((row) => row.appointment))
    await tx.insert(waitlistEntries).values(rows.flatMap(({ entry }) => entry ?? []))
    await tx.insert(slots).values(rows.map((row) => row.slot))
    await tx.insert(audit).values(rows.map((row) => row.audit))
  })
}

/** Time goes by: everything that has a time comes nearer, or is longer ago. */
export async function pass({ run }: World, minutes: number): Promise<void> {
  const by = sql`make_interval(mins => ${minutes}::int)`
  // Far away and back, so that no range meets another on the way.
  const away = sql`make_interval(hours => 876000)`
  const back = (table: string, ...columns: string[]) =>
    sql.raw(
      `update ${table} set ${columns.map((name) => `${name} = ${name} - make_interval(mins => ${minutes})`).join(', ')}`,
    )
  await run(async (tx) => {
    await tx.execute(
      sql`update slots set during = tstzrange(lower(during) + ${away}, upper(during) + ${away})`,
    )
    await tx.execute(
      sql`update slots set during = tstzrange(lower(during) - ${away} - ${by}, upper(during) - ${away} - ${by})`,
    )
    const changes = [
      back(
        'appointments',
        ...[
          'starts_at',
          'ends_at',
          'first_starts_at',
          'confirmed_at',
          'arrived_at',
          'cancelled_at',
        ],
      ),
      back('waitlist_entries', 'since', 'until', 'earlier_than', 'last_offered_at'),
      back(
        'openings',
        ...['starts_at', 'ends_at', 'exhausted_at', 'resumes_at', 'closed_at', 'created_at'],
      ),
      back('offers', 'from_starts_at', 'offered_at', 'expires_at', 'closed_at'),
      back('absences', 'starts_at', 'ends_at'),
      back('clinics', 'quiet_from', 'quiet_until', 'mail_fails_since', 'mail_tried_at'),
    ]
    for (const one of changes) await tx.execute(one)
  })
}

/** Every day until the evening, or on some days only. */
export const otherHours: WorkingHours[][] = [
  [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, startsAt: '00:00', endsAt: '16:00' })),
  [1, 3, 5, 7].map((weekday) => ({ weekday, startsAt: '06:00', endsAt: '24:00' })),
]
