import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { recordAttendance } from '@/lib/commands/appointment/record-attendance'
import { reinstateAppointment } from '@/lib/commands/appointment/reinstate'
import { acceptOffer } from '@/lib/commands/offer/accept'
import { offerOpening } from '@/lib/commands/offer/offer-opening'
import { withdrawOpening } from '@/lib/commands/opening/end'
import { granted, makeClinic, type World } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { slotInsights } from './slots'

ownDatabase()

const price = 5000

/** Visits of half an hour at 50, of an hour at 90; the grid is as fine as the world's clock. */
async function clinic() {
  const world = await makeClinic({ clinic: { gridMinutes: 5 }, type: { priceCents: price } })
  const at = Math.ceil(+world.at(48) / 3_600_000) * 3_600_000
  const long = await world.type({ durationMinutes: 60, priceCents: 9000 })
  return { world, hours: (at - +world.at(0)) / 3_600_000, long }
}

const slots = (world: World, now = 1000, practitionerId: string | null = null) =>
  world.run((tx) => {
    const times = { beforeStart: world.at(-2000), start: world.at(-1000), end: world.at(1000) }
    const cut = { days: 42, unit: 'week' as const, zone: 'Europe/Berlin', practitionerId }
    return slotInsights(tx, world.clinicId, { ...times, ...cut }, world.at(now))
  })

/** The visit of somebody who waits takes the opening. */
async function leap(world: World, openingId: string, inHours: number, typeId = world.typeId) {
  await world.book({ inHours, typeId, openToEarlier: true })
  const offer = await world.offered(openingId)
  granted(await acceptOffer(world.patientContext, { offerId: offer.id }))
}

async function openAt(world: World, hours: number): Promise<string> {
  const found = (await world.openings()).find(
    ({ state, startsAt }) => state === 'open' && +startsAt === +world.at(hours),
  )
  if (!found) throw new Error(`No opening in ${hours} hours`)
  return found.id
}

/** Every opening that is still open begins unfilled. */
const lapse = (world: World) =>
  world.execute(sql`
    update openings set state = 'lapsed', closed_at = now(), closed_why = 'begun'
    where state = 'open'`)

describe('a chain of three leaps', () => {
  async function chain() {
    const { world } = await clinic()
    await leap(world, await world.opened({ inHours: 30 }), 96)
    await leap(world, await openAt(world, 96), 144)
    await leap(world, await openAt(world, 144), 192)
    return world
  }

  test('is undecided while its last time is open', async () => {
    const { now } = await slots(await chain())
    expect(now).toMatchObject({ freed: 1, wonBack: 0, endedEmpty: 0, undecided: 1 })
    expect(now).toMatchObject({ recoveredCents: 0, lostCents: 0 })
  })

  test('wins nothing back when its last time stays empty: that has only moved', async () => {
    const world = await chain()
    await lapse(world)
    const { now } = await slots(world)
    expect(now).toMatchObject({ freed: 1, wonBack: 0, endedEmpty: 1, undecided: 0 })
    expect(now).toMatchObject({ recoveredCents: 0, lostCents: price })
  })

  test('wins one slot and one price back when its last time is filled', async () => {
    const world = await chain()
    await world.book({ inHours: 192 })
    const found = await slots(world)
    expect(found.now).toMatchObject({ freed: 1, wonBack: 1, endedEmpty: 0, undecided: 0 })
    expect(found.now).toMatchObject({ recoveredCents: price, lostCents: 0 })
    expect([...found.byPractitioner]).toEqual([
      [world.practitionerId, { now: found.now, before: found.before }],
    ])
    expect([...found.byTime.values()].map(({ now }) => now.wonBack)).toEqual([1])
  })

  test('loses nothing when its last time is taken back', async () => {
    const world = await chain()
    granted(await world.absent(191, 193))
    expect((await slots(world)).now).toMatchObject({ freed: 1, wonBack: 1, recoveredCents: price })
  })
})

test('a longer time that a shorter visit took is one slot, and loses no more than its price', async () => {
  const { world, long } = await clinic()
  await world.execute(
    sql`update appointment_types set also_fits_type_ids = array[${world.typeId}::uuid] where id = ${long}`,
  )
  await leap(world, await world.opened({ inHours: 48, typeId: long }), 96)
  expect((await world.openings()).map(({ source }) => source).sort()).toEqual(
    ['accepted', 'cancellation', 'remainder'].sort(),
  )
  expect((await slots(world)).now).toMatchObject({ freed: 1, undecided: 1 })
  await world.book({ inHours: 96 })
  await lapse(world)
  expect((await slots(world)).now).toMatchObject({
    ...{ freed: 1, wonBack: 0, endedEmpty: 1, recoveredCents: 9000 - price, lostCents: price },
  })
  await world.execute(sql`update openings set state = 'lapsed' where source = 'accepted'`)
  expect((await slots(world)).now).toMatchObject({
    ...{ freed: 1, endedEmpty: 1, recoveredCents: 0, lostCents: 9000 },
  })
})

test('a time that was made into two counts as these', async () => {
  const { world, hours, long } = await clinic()
  for (const inHours of [100, 101]) await world.book({ inHours, openToEarlier: true })
  const old = await world.opened({ inHours: hours, typeId: long })
  granted(await offerOpening(world.context, { openingId: old }))
  expect((await slots(world)).now).toMatchObject({ freed: 2, undecided: 2 })
  await world.book({ inHours: hours })
  await lapse(world)
  expect((await slots(world)).now).toMatchObject({
    ...{ freed: 2, wonBack: 1, endedEmpty: 1, recoveredCents: price, lostCents: price },
  })
})

test('what a leap left is not counted twice, though other times of its chain were made into some of it', async () => {
  const { world, hours, long } = await clinic()
  const brief = await world.type({ durationMinutes: 15 })
  await world.execute(
    sql`update appointment_types set also_fits_type_ids = array[${world.typeId}::uuid] where id = ${long}`,
  )
  await leap(world, await world.opened({ inHours: hours - 18, typeId: long }), hours)
  const [left, rest] = ['accepted', 'remainder'].map(
    (of) => async () => (await world.openings()).find(({ source }) => source === of)?.id ?? '',
  )
  for (const inHours of [100, 101])
    await world.book({ inHours, typeId: brief, openToEarlier: true })
  granted(await offerOpening(world.context, { openingId: (await rest?.()) ?? '' }))
  const beside = await world.opened({ inHours: hours + 0.5 })
  await world.execute(
    sql`update waitlist_entries set until = greatest(since, now()), ended_why = 'left' where until is null`,
  )
  granted(await offerOpening(world.context, { openingId: (await left?.()) ?? '' }))
  await world.book({ inHours: 102, typeId: long, openToEarlier: true })
  granted(await offerOpening(world.context, { openingId: beside }))
  const made = (await world.openings()).filter(({ madeOf }) => madeOf.length > 0)
  expect(made.map(({ source, typeId }) => [source, typeId])).toEqual([
    ['remainder', brief],
    ['remainder', brief],
    ['cancellation', long],
  ])
  expect((await slots(world)).now).toMatchObject({ freed: 1, undecided: 1 })
})

test('what a leap left and then went into another chain’s time is at stake there alone', async () => {
  const { world, hours, long } = await clinic()
  await leap(world, await world.opened({ inHours: 30 }), hours)
  const left = await openAt(world, hours)
  const beside = await world.opened({ inHours: hours + 0.5 })
  granted(await offerOpening(world.context, { openingId: left }))
  await world.book({ inHours: 100, typeId: long, openToEarlier: true })
  granted(await offerOpening(world.context, { openingId: beside }))
  const made = (await world.openings()).filter(({ madeOf }) => madeOf.length > 0)
  expect(made).toMatchObject([{ typeId: long, depth: 0, chainId: beside, state: 'open' }])
  expect((await slots(world)).now).toMatchObject({ freed: 1, undecided: 1, recoveredCents: 0 })
  await lapse(world)
  expect((await slots(world)).now).toMatchObject({
    ...{ freed: 1, wonBack: 0, endedEmpty: 1, recoveredCents: 0, lostCents: 9000 },
  })
})

describe('slots that were never offered', () => {
  async function cancelled(world: World, inHours = 48) {
    const id = await world.book({ inHours })
    await world.cancel(id, false)
    return id
  }

  test('a cancelled visit is lost once its time has come', async () => {
    const { world } = await clinic()
    await cancelled(world)
    expect((await slots(world, 47)).now.unoffered).toBe(0)
    const found = await slots(world)
    expect(found.now).toMatchObject({ freed: 0, missed: 0, unoffered: 1, lostCents: 0 })
    expect(found.byPractitioner.get(world.practitionerId)?.now.unoffered).toBe(1)
    expect((await slots(world, 1000, await world.practitioner())).now.unoffered).toBe(0)
  })

  test('one that was offered is not, nor one whose time was booked again or is away', async () => {
    const { world } = await clinic()
    await world.opened({ inHours: 30 })
    await cancelled(world)
    await world.book({ inHours: 48.25 })
    await cancelled(world, 60)
    granted(await world.absent(59, 61))
    expect((await slots(world)).now).toMatchObject({ freed: 1, unoffered: 0 })
  })

  test('cancelled twice, it counts as it was the last time; two in one time are one slot', async () => {
    const { world } = await clinic()
    const id = await world.book()
    await world.cancel(id)
    granted(await reinstateAppointment(world.context, { appointmentId: id }))
    await world.cancel(id, false)
    expect((await slots(world)).now).toMatchObject({ freed: 0, unoffered: 1 })
    await cancelled(world)
    expect((await slots(world)).now.unoffered).toBe(1)
  })

  test('offered the first time and not the second, however soon after, it is lost once each time', async () => {
    const { world } = await clinic()
    const openingId = await world.opened()
    granted(await withdrawOpening(world.context, { openingId }))
    const appointmentId = (await world.opening(openingId)).leftBy ?? ''
    granted(await reinstateAppointment(world.context, { appointmentId }))
    await world.cancel(appointmentId, false)
    expect((await slots(world)).now).toMatchObject({ freed: 1, endedEmpty: 1, unoffered: 1 })
  })

  test('a no-show is lost, unless what was left of the time was opened', async () => {
    const { world } = await clinic()
    const begun = async (minutes: number) => {
      const id = await world.book()
      const [from, to] = [`${minutes} minutes`, `${30 - minutes} minutes`]
      await world.execute(sql`
        update slots set during = tstzrange(now() - ${from}::interval, now() + ${to}::interval)
        where appointment_id = ${id}`)
      await world.execute(sql`
        update appointments set starts_at = now() - ${from}::interval, ends_at = now() + ${to}::interval
        where id = ${id}`)
      granted(await recordAttendance(world.context, { appointmentId: id, attendance: 'noshow' }))
      return id
    }
    const missed = await begun(20)
    expect((await slots(world)).now).toMatchObject({ missed: 1, unoffered: 0 })
    await world.execute(sql`
      insert into openings (clinic_id, practitioner_id, type_id, starts_at, ends_at, source, left_by,
        left_by_version, chain_id, state, closed_at, closed_why)
      select clinic_id, practitioner_id, type_id, starts_at, ends_at, 'no-show', id,
        version, id, 'lapsed', now(), 'begun'
      from appointments where id = ${missed}`)
    await world.execute(sql`update openings set chain_id = id`)
    expect((await slots(world)).now).toMatchObject({ missed: 0, freed: 1, endedEmpty: 1 })
  })
})
