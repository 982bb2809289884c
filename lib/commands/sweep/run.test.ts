import { sql } from 'drizzle-orm'
import postgres from 'postgres'
import { expect, test } from 'vitest'
import { dayOf } from '@/lib/domain/time'
import { granted, makeClinic, type World } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { confirmAppointment } from '../appointment/confirm'
import { moveAppointment } from '../appointment/move'
import { clinicsDue, runSweep } from './run'

const database = ownDatabase()

const ask = (world: World, byHand = true) =>
  runSweep(world.clinicId, 'confirm-upcoming', { byHand }).then(granted)
const look = (world: World) =>
  runSweep(world.clinicId, 'reschedule-cancelled', { byHand: true }).then(granted)
const asked = (world: World, id: string) => world.messages(id, 'confirm')

test('every booked visit in the window is asked about, and no other', async () => {
  const world = await makeClinic({ clinic: { timeZone: 'Pacific/Auckland', confirmDaysAhead: 2 } })
  const soon = await world.book({ inHours: 1 })
  const last = await world.book({ inHours: 24 })
  const beyond = await world.book({ inHours: 24 * 4 })
  const confirmed = await world.book({ inHours: 3 })
  granted(await confirmAppointment(world.context, { appointmentId: confirmed, version: 1 }))
  const cancelled = await world.book({ inHours: 5 })
  await world.cancel(cancelled)
  const begun = await world.book({ inHours: 7 })
  await world.execute(sql`
    update appointments set starts_at = now() - interval '1 minute' where id = ${begun}`)
  database.sent.length = 0

  expect(await ask(world)).toEqual({ count: 2 })
  for (const id of [beyond, confirmed, cancelled, begun]) expect(await asked(world, id)).toEqual([])
  const ids = [...(await asked(world, soon)), ...(await asked(world, last))].map(({ id }) => id)
  expect(ids).toHaveLength(2)
  expect(database.sent.map(({ data }) => data.messageId).sort()).toEqual(ids.sort())
  expect(await world.audit('sweep.confirm-upcoming')).toMatchObject([{ actorKind: 'system' }])
  const unsent = (await world.outbox()).filter(({ sentAt }) => sentAt === null)
  expect(unsent).toEqual([])
})

test('the window ends with a local day of the clinic, to the minute', async () => {
  const zone = 'America/St_Johns'
  const world = await makeClinic({ clinic: { timeZone: zone, confirmDaysAhead: 1 } })
  const first = await world.book({ inHours: 20 })
  const today = dayOf(new Date(), zone)
  const place = (day: number, at: string) =>
    world.execute(sql`
      update appointments set starts_at = (${today}::date + ${day}::int + ${at}::time) at time zone ${zone},
        ends_at = (${today}::date + ${day}::int + ${at}::time) at time zone ${zone} + interval '30 minutes'
      where id = ${first}`)
  await place(2, '00:00')
  expect(await ask(world)).toEqual({ count: 0 })
  await place(1, '23:59')
  expect(await ask(world)).toEqual({ count: 1 })
})

test('however often it runs, by the clock, by hand and at once, a version is asked about once', async () => {
  const world = await makeClinic()
  const id = await world.book({ inHours: 24 })
  const runs = await Promise.all([ask(world), ask(world, false), ask(world), ask(world, false)])
  expect(runs.map(({ count }) => count).sort()).toEqual([0, 0, 0, 1])
  expect(await ask(world)).toEqual({ count: 0 })
  expect(await asked(world, id)).toHaveLength(1)
  expect(database.sent.filter(({ name }) => name === 'message/queued')).toHaveLength(2)

  granted(
    await moveAppointment(world.context, {
      appointmentId: id,
      version: 1,
      practitionerId: world.practitionerId,
      start: world.at(20),
      overHold: false,
    }),
  )
  expect(await ask(world)).toEqual({ count: 1 })
  expect((await asked(world, id)).map((message) => message.appointmentVersion)).toEqual([1, 2])
})

test('by the clock a sweep runs once a local day, by hand at any time', async () => {
  const world = await makeClinic({ clinic: { confirmAt: '00:00' } })
  const runs = () => world.execute(sql`select by_hand, count from sweep_runs order by started_at`)
  await Promise.all([ask(world, false), ask(world, false), ask(world, false)])
  expect(await runs()).toEqual([{ by_hand: false, count: 0 }])
  await world.book({ inHours: 24 })
  expect(await ask(world, false)).toEqual({ count: 0 })
  expect(await ask(world)).toEqual({ count: 1 })
  expect(await runs()).toHaveLength(2)
  await world.execute(sql`update sweep_runs set day = day - 1 where not by_hand`)
  await ask(world, false)
  expect(await runs()).toHaveLength(3)
})

test('a clinic is due when its own local time has come and its sweep is on and not done', async () => {
  const due = await makeClinic({ clinic: { confirmAt: '00:00' } })
  const late = '23:59:59'
  const later = await makeClinic({ clinic: { confirmAt: late, rescheduleAt: late } })
  const off = await makeClinic({ clinic: { confirmAt: '00:00', confirmOn: false } })
  const isDue = async ({ clinicId }: World) =>
    (await clinicsDue('confirm-upcoming')).includes(clinicId)
  expect(await isDue(due)).toBe(true)
  expect(await isDue(off)).toBe(false)
  expect(await isDue(later)).toBe(false)
  await ask(due)
  expect(await isDue(due)).toBe(true)
  await ask(due, false)
  expect(await isDue(due)).toBe(false)
  expect(await clinicsDue('reschedule-cancelled')).not.toContain(later.clinicId)
})

test('by the clock a sweep that is not due or off does nothing, whoever calls it', async () => {
  const later = await makeClinic({ clinic: { confirmAt: '23:59:59' } })
  const off = await makeClinic({ clinic: { confirmAt: '00:00', confirmOn: false } })
  for (const world of [later, off]) {
    await world.book({ inHours: 24 })
    expect(await ask(world, false)).toEqual({ count: 0 })
    expect(await world.execute(sql`select id from sweep_runs`)).toEqual([])
  }
})

test('a sweep that fails asks nobody, says so in its run, and is still due', async () => {
  const world = await makeClinic({ clinic: { confirmAt: '00:00' } })
  const id = await world.book({ inHours: 24 })
  const owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} })
  await owner.unsafe(`
    create function stumble() returns trigger language plpgsql as $$ begin raise 'stumbled'; end $$;
    create trigger stumble before insert on outbox for each row execute function stumble()`)
  // As at two of its minutes: the day's last failure is what is kept.
  for (let i = 0; i < 2; i++) await expect(ask(world, false)).rejects.toThrow()
  await owner`drop function stumble cascade`
  await owner.end()
  expect(await asked(world, id)).toEqual([])
  expect(await world.execute(sql`select by_hand, failed from sweep_runs`)).toEqual([
    { by_hand: false, failed: true },
  ])
  expect(await clinicsDue('confirm-upcoming')).toContain(world.clinicId)
  expect(await ask(world, false)).toEqual({ count: 1 })
})

test('openings of the coming days that are still free go back into matching', async () => {
  const world = await makeClinic({ clinic: { rescheduleDaysAhead: 3 } })
  const held = await world.opened({ inHours: 20 })
  await world.book({ inHours: 24 * 6, openToEarlier: true })
  await world.offered(held)
  const near = await world.opened({ inHours: 10 })
  const far = await world.opened({ inHours: 24 * 5 })
  const filled = await world.opened({ inHours: 30 })
  await world.book({ inHours: 30 })
  await world.execute(sql`update openings set exhausted_at = now()`)
  database.sent.length = 0

  expect(await look(world)).toEqual({ count: 1 })
  expect(database.sent).toMatchObject([{ name: 'opening/opened', data: { openingId: near } }])
  expect((await world.opening(near)).exhaustedAt).toBeNull()
  for (const id of [far, held, filled]) {
    expect((await world.opening(id)).exhaustedAt).not.toBeNull()
  }
})
