import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { granted, makeClinic, type World } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { moveAppointment } from '../appointment/move'
import { declineOffer } from '../offer/end'
import { offerOpening } from '../offer/offer-opening'

ownDatabase()

const offer = async (world: World, openingId: string) => {
  await world.due()
  return granted(await offerOpening(world.context, { openingId }))
}

/** The clinic's grid is as fine as the world's clock. */
async function clinic() {
  const world = await makeClinic({ clinic: { gridMinutes: 5 } })
  const at = Math.ceil(+world.at(48) / 3_600_000) * 3_600_000
  const hours = (at - +world.at(0)) / 3_600_000
  return { world, hours, long: await world.type({ durationMinutes: 60 }) }
}

test('a time that nobody wants is split for shorter visits that people wait for', async () => {
  const { world, hours, long } = await clinic()
  await world.book({ inHours: 100, openToEarlier: true })
  await world.book({ inHours: 101, openToEarlier: true })
  await world.book({ inHours: 102, openToEarlier: true })
  const id = await world.opened({ inHours: hours, typeId: long })
  await offer(world, id)
  const [old, ...made] = await world.openings()
  expect(old).toMatchObject({ id, state: 'withdrawn', closedWhy: 'reshaped' })
  expect(made).toHaveLength(2)
  for (const [i, opening] of made.entries()) {
    expect(opening).toMatchObject({
      state: 'open',
      typeId: world.typeId,
      startsAt: world.at(hours + i / 2),
      chainId: old?.chainId,
      depth: 0,
      source: 'cancellation',
      ...{ leftBy: old?.leftBy, leftByVersion: 1, parentId: null, madeOf: [id] },
    })
  }
  await world.offered(made[0]?.id ?? '')
  await world.offered(made[1]?.id ?? '')
})

test('times that touch and that nobody wants become one for a longer visit', async () => {
  const { world, hours, long } = await clinic()
  const first = await world.opened({ inHours: hours })
  const second = await world.opened({ inHours: hours + 0.5 })
  const apart = await world.opened({ inHours: hours + 1.25 })
  for (const id of [first, apart]) await offer(world, id)
  const waiting = await world.book({ inHours: 100, typeId: long, openToEarlier: true })
  expect(await world.openings()).toHaveLength(3)
  await offer(world, second)
  const openings = await world.openings()
  expect(openings.map(({ state }) => state)).toEqual(['withdrawn', 'withdrawn', 'open', 'open'])
  expect(openings[3]).toMatchObject({ typeId: long, startsAt: world.at(hours) })
  expect(openings[3]?.madeOf).toEqual([second, first])
  expect(await world.offered(openings[3]?.id ?? '')).toMatchObject({ appointmentId: waiting })
})

test('who had a part of it before is not asked about what becomes of it', async () => {
  const { world, hours, long } = await clinic()
  const [brief, rest] = [
    await world.type({ durationMinutes: 15 }),
    await world.type({ durationMinutes: 45 }),
  ]
  await world.execute(
    sql`update appointment_types set also_fits_type_ids = array[${brief}::uuid] where id = ${long}`,
  )
  const moved = await world.book({ inHours: hours, typeId: brief, openToEarlier: true })
  const place = { practitionerId: world.practitionerId, start: world.at(100), overHold: false }
  granted(await moveAppointment(world.context, { appointmentId: moved, version: 1, ...place }))
  const [left] = await world.openings()
  await offer(world, left?.id ?? '')
  const waiting = await world.book({ inHours: 101, typeId: long, openToEarlier: true })
  await offer(world, await world.opened({ inHours: hours + 0.25, typeId: rest }))
  const made = (await world.openings()).at(-1)
  expect(made).toMatchObject({ typeId: long, startsAt: world.at(hours) })
  // Whenever that was.
  await world.execute(sql`update openings set created_at = created_at - interval '1 hour'`)
  const { id: offerId, appointmentId } = await world.offered(made?.id ?? '')
  expect(appointmentId).toBe(waiting)
  granted(await declineOffer(world.patientContext, { offerId }))
  expect(await offer(world, made?.id ?? '')).toEqual({ state: 'exhausted' })
})

test('who was asked about it is not asked about what becomes of it', async () => {
  const { world, hours, long } = await clinic()
  const brief = await world.type({ durationMinutes: 15 })
  await world.execute(
    sql`update appointment_types set also_fits_type_ids = array[${brief}::uuid] where id = ${long}`,
  )
  const asked = await world.book({ inHours: 100, typeId: brief, openToEarlier: true })
  const id = await world.opened({ inHours: hours, typeId: long })
  const { id: offerId } = await world.offered(id)
  granted(await declineOffer(world.patientContext, { offerId }))
  const other = await world.book({ inHours: 101, openToEarlier: true })
  await offer(world, id)
  const [, made] = await world.openings()
  expect(made).toMatchObject({ typeId: world.typeId, madeOf: [id] })
  await world.execute(
    sql`update appointment_types set also_fits_type_ids = array[${brief}::uuid] where id = ${world.typeId}`,
  )
  await world.execute(
    sql`update waitlist_entries set until = greatest(since, now()), ended_why = 'left' where until is null and appointment_id = ${other}`,
  )
  await offer(world, made?.id ?? '')
  expect((await world.offers()).map(({ appointmentId }) => appointmentId)).toEqual([asked])
})

test('who was asked about it is not asked for another visit of theirs either', async () => {
  const { world, hours } = await clinic()
  const patientId = await world.patient()
  const id = await world.opened({ inHours: hours })
  await world.book({ inHours: 100, patientId, openToEarlier: true })
  await world.book({ inHours: 124, patientId, openToEarlier: true })
  const { id: offerId } = await world.offered(id)
  granted(await declineOffer(world.patientContext, { offerId }))
  await offer(world, id)
  expect(await world.openings()).toMatchObject([{ state: 'open', madeOf: [] }])
})

test('where nobody waits for anything that fits, it stays as it is', async () => {
  const { world, hours, long } = await clinic()
  await world.book({ inHours: 100, typeId: long, openToEarlier: true })
  const id = await world.opened({ inHours: hours })
  await offer(world, id)
  expect(await world.openings()).toMatchObject([{ id, state: 'open' }])
})

test('it ends: whoever waits and however they answer, nothing is reshaped twice', async () => {
  const visit = fc.record({
    minutes: fc.constantFrom(15, 30, 45, 60),
    before: fc.constantFrom(0, 0, 5),
    waits: fc.boolean(),
    declines: fc.boolean(),
  })
  const visits = fc.array(visit, { minLength: 2, maxLength: 7 })
  await fc.assert(
    fc.asyncProperty(visits, async (given) => {
      const { world, hours } = await clinic()
      const declining = new Set<string>()
      let inHours = hours
      for (const [i, one] of given.entries()) {
        const { minutes: durationMinutes, before: bufferBeforeMinutes } = one
        const typeId = await world.type({ durationMinutes, bufferBeforeMinutes })
        await world.opened({ inHours: inHours + bufferBeforeMinutes / 60, typeId })
        inHours += (bufferBeforeMinutes + durationMinutes) / 60
        if (!one.waits) continue
        const id = await world.book({ inHours: 200 + 2 * i, typeId, openToEarlier: true })
        if (one.declines) declining.add(id)
      }
      const turns = await playOn(world, declining)
      expect(turns).toBeLessThan(100)
      const openings = await world.openings()
      expect(openings.some((o) => o.madeOf.length > 0 && o.closedWhy === 'reshaped')).toBe(false)
      const twice = await world.execute(sql`
        select f.id from offers f join openings o on o.id = f.opening_id
        join offers g on g.appointment_id = f.appointment_id and g.id <> f.id
        join openings p on p.id = g.opening_id and p.chain_id = o.chain_id
          and p.starts_at < o.ends_at and o.starts_at < p.ends_at`)
      expect(twice).toEqual([])
    }),
    { numRuns: Number(process.env.RUNS ?? 10) },
  )
})

/** Offers every opening until none waits for a patient; who declines does, nobody accepts. */
async function playOn(world: World, declining: Set<string>): Promise<number> {
  for (let turns = 0; turns < 100; turns++) {
    const open = (await world.openings()).find((o) => o.state === 'open' && !o.exhaustedAt)
    if (!open) return turns
    const turn = await offer(world, open.id)
    if (turn.state !== 'offered') {
      // Left to another opening, which is looked at first.
      await world.execute(sql`update openings set exhausted_at = now() where id = ${open.id}`)
      continue
    }
    for (const offerId of turn.offerIds) {
      const { appointmentId } = await world.offer(offerId)
      if (declining.has(appointmentId))
        granted(await declineOffer(world.patientContext, { offerId }))
    }
  }
  return 100
}
