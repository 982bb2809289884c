import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { acceptOffer } from '@/lib/commands/accept-offer'
import { cancelAppointment } from '@/lib/commands/cancel-appointment'
import { confirmAppointment } from '@/lib/commands/confirm-appointment'
import { declineOffer, expireOffer, withdrawOffer } from '@/lib/commands/end-offer'
import { withdrawOpening } from '@/lib/commands/end-opening'
import { moveAppointment } from '@/lib/commands/move-appointment'
import { offerOpening } from '@/lib/commands/offer-opening'
import { recordAttendance } from '@/lib/commands/record-attendance'
import { reinstateAppointment } from '@/lib/commands/reinstate-appointment'
import { removeAbsence } from '@/lib/commands/remove-absence'
import { setWaitlist } from '@/lib/commands/set-waitlist'
import { tendOpenings } from '@/lib/commands/tend-openings'
import { granted, makeClinic, type World } from './factories'

// Whatever staff, patients and sweeps do to a small clinic, drawn at random.

const kinds = [
  'book',
  'book',
  'book',
  'move',
  'cancel',
  'cancel',
  'reinstate',
  'offer',
  'offer',
  'offer',
  'accept',
  'accept',
  'accept-late',
  'decline',
  'expire',
  'withdraw-offer',
  'withdraw-opening',
  'waitlist',
  'confirm',
  'attend',
  'absent',
  'present',
  'tend',
] as const

export type Step = { kind: (typeof kinds)[number]; pick: number; half: number; flag: boolean }

export const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom(...kinds),
  /** Chooses among the rows that there are. */
  pick: fc.nat(1000),
  /** The time, in half-hours: few, so that they meet. */
  half: fc.integer({ min: 0, max: 15 }),
  flag: fc.boolean(),
})

/** How long the clinic's chains may get. */
export const depth = 2
/** How many are asked at once about openings of the next 49 hours; one about the others. */
export const batch = 2

export type Busy = World & { practitioners: string[]; patients: string[]; rows: Rows }

type Rows = {
  appointments: { id: string; version: number }[]
  openings: string[]
  /** The pending ones; all of them where none is. */
  offers: string[]
  expired: string[]
  absences: string[]
  audit: number
}

/** Two practitioners, four patients who wait with late visits, and a cancellation. */
export async function busyClinic(): Promise<Busy> {
  const world = await makeClinic({
    clinic: { chainDepth: depth, batchSize: batch, batchWithinHours: 49 },
    type: { bufferAfterMinutes: 10 },
  })
  const practitioners = [world.practitionerId, await world.practitioner()]
  const patients: string[] = []
  for (let i = 0; i < 4; i++) {
    patients.push(await world.patient())
    const practitionerId = practitioners[i % 2] ?? world.practitionerId
    const late = { inHours: 70 + i, patientId: patients[i] ?? '', practitionerId }
    await world.book({ ...late, openToEarlier: true })
  }
  await world.opened()
  return Object.assign(world, { practitioners, patients, rows: await rowsOf(world) })
}

/** What the next step chooses among. */
export async function rowsOf(world: World): Promise<Rows> {
  const [rows] = await world.execute<Rows>(sql`
    select
      (select coalesce(json_agg(json_build_object('id', id, 'version', version) order by created_at, id), '[]')
        from appointments) as appointments,
      (select coalesce(json_agg(id order by created_at, id), '[]') from openings) as openings,
      (select coalesce(json_agg(id order by id) filter (where state = 'pending'), json_agg(id), '[]')
        from offers) as offers,
      (select coalesce(json_agg(id order by id), '[]') from offers where state = 'expired') as expired,
      (select coalesce(json_agg(id), '[]') from absences) as absences,
      (select count(*)::int from audit) as audit`)
  if (!rows) throw new Error('No rows')
  return rows
}

/** True when it changed something, false when it was refused, null when that cannot be told. */
export async function run(world: Busy, { kind, pick, half, flag }: Step): Promise<boolean | null> {
  const { context, patientContext } = world
  const of = <T>(some: T[]): T | undefined => some[pick % Math.max(some.length, 1)]
  const { rows, practitioners, patients } = world
  const { id: appointmentId = '', version = 0 } = of(rows.appointments) ?? {}
  const openingId = of(rows.openings) ?? ''
  const offerId = of(rows.offers)
  const start = world.at(48 + half / 2 + (flag ? 0.25 : 0))
  const practitionerId = of(practitioners) ?? ''
  const patientId = of(patients) ?? ''
  const overHold = flag
  switch (kind) {
    case 'book':
      return (
        await world.tryBook({ start, practitionerId, patientId, overHold, openToEarlier: true })
      ).ok
    case 'move':
      return (
        await moveAppointment(context, { appointmentId, version, practitionerId, start, overHold })
      ).ok
    case 'cancel': {
      const how = { appointmentId, version, reason: '', offerOnward: pick % 5 > 0 }
      return (await cancelAppointment(flag ? context : patientContext, how)).ok
    }
    case 'reinstate':
      return (await reinstateAppointment(context, { appointmentId })).ok
    case 'offer':
      await offerOpening(context, { openingId })
      return null
    case 'accept':
      if (!offerId) return false
      await acceptOffer(patientContext, { offerId })
      return null
    case 'accept-late': {
      const late = of(rows.expired)
      if (!late) return false
      await acceptOffer(patientContext, { offerId: late })
      return null
    }
    case 'decline':
      if (!offerId) return false
      await declineOffer(patientContext, { offerId })
      return null
    case 'expire': {
      if (!offerId) return false
      if (pick % 3 > 0) await world.mailed()
      await world.execute(sql`
        update offers set offered_at = now() - interval '2 hours', expires_at = now()
        where id = ${offerId}`)
      return granted(await expireOffer(context, { offerId, reopen: flag })).closed
    }
    case 'withdraw-offer':
      return offerId ? (await withdrawOffer(context, { offerId })).ok : false
    case 'withdraw-opening':
      return (await withdrawOpening(context, { openingId })).ok
    case 'waitlist': {
      const wish = { appointmentId, openToEarlier: flag, wishes: null, priority: pick % 3 }
      return (await setWaitlist(context, wish)).ok
    }
    case 'confirm':
      await confirmAppointment(patientContext, { appointmentId, version })
      return null
    case 'attend': {
      const how = of(['arrived', 'fulfilled', 'noshow', 'expected'] as const) ?? 'arrived'
      await recordAttendance(context, { appointmentId, attendance: how })
      return null
    }
    case 'absent': {
      const known = rows.appointments.map(({ id }) => id)
      return (await world.absent(48 + half / 2, 49 + half / 2, known)).ok
    }
    case 'present': {
      const absenceId = of(rows.absences)
      return absenceId ? (await removeAbsence(context, { absenceId })).ok : false
    }
    case 'tend':
      await tendOpenings()
      return null
  }
}
