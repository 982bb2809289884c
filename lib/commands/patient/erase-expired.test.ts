import { sql } from 'drizzle-orm'
import postgres from 'postgres'
import { expect, test, vi } from 'vitest'
import { sweepHistory } from '@/db/queries/clinic/automation'
import { countExpired } from '@/db/queries/patient/retention'
import { granted, makeClinic, type World } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import type { StaffContext } from '../change'
import { setRetention } from '../clinic/set-retention'
import { editPatient } from './edit'
import { eraseExpired } from './erase-expired'
import { exportPatient } from './export'
import { noteView } from './note-look'

const database = ownDatabase()

const keep = (world: World, keepYears: number | null, knownPatients = 1000) =>
  setRetention(world.context, { keepYears, knownPatients })

/** Noon of the clinic's day so many days from now: after the hour at which patients are erased. */
const noon = (days = 0) => new Date(new Date().setUTCHours(12, 0, 0, 0) + days * 86_400_000)

/** A patient who was added, and whose only visit ended, so many years and days ago. */
async function lastHere(world: World, { years = 0, days = 0 } = {}): Promise<string> {
  const patientId = await world.patient()
  const visit = await world.book({ patientId })
  await world.execute(sql`
    update patients set created_at = now() - make_interval(years => ${years}::int, days => ${days}::int) - interval '1 year'
    where id = ${patientId}`)
  await world.execute(sql`delete from slots where appointment_id = ${visit}`)
  await world.execute(sql`
    update appointments set status = 'fulfilled', note = 'Words',
      starts_at = now() - make_interval(years => ${years}::int, days => ${days}::int) - interval '30 minutes',
      ends_at = now() - make_interval(years => ${years}::int, days => ${days}::int),
      changed_at = now() - make_interval(years => ${years}::int, days => ${days}::int)
    where id = ${visit}`)
  return patientId
}

async function erased(world: World): Promise<string[]> {
  const rows = await world.execute<{ id: string }>(
    sql`select id from patients where erased_at is not null order by id`,
  )
  return rows.map(({ id }) => id)
}

test('patients are erased when nothing of them is younger than the clinic keeps it, others never', async () => {
  const world = await makeClinic()
  const forever = await makeClinic()
  const old = await lastHere(world, { years: 10, days: 2 })
  await lastHere(world, { years: 9, days: 364 })
  await lastHere(forever, { years: 30 })
  const onlyAdded = await world.patient({ createdAt: new Date('2001-01-01') })
  const expected = await lastHere(world, { years: 20 })
  await world.book({ patientId: expected, inHours: 60 })
  await world.execute(sql`update appointments set changed_at = '2001-01-01'`)
  const noted = await lastHere(world, { years: 20 })
  await world.execute(sql`update appointments set changed_at = now() where patient_id = ${noted}`)
  const edited = await lastHere(world, { years: 20 })
  const details = {
    givenName: 'Pat',
    familyName: 'Old',
    email: 'p@old.test',
    phone: '',
    birthDate: null,
  }
  granted(
    await editPatient(world.context, {
      patientId: edited,
      ...details,
      language: 'en',
    }),
  )
  granted(await keep(world, 10))
  expect(await eraseExpired(noon())).toEqual({ erased: 2 })
  expect(await erased(world)).toEqual([old, onlyAdded].sort())
  expect(await erased(forever)).toEqual([])
  expect(
    (await world.audit('patient.erased')).map(({ details, actorKind }) => [details.why, actorKind]),
  ).toEqual([
    ['kept-long-enough', 'system'],
    ['kept-long-enough', 'system'],
  ])
})

test('to look at somebody, or to give them their data, keeps nobody longer', async () => {
  const world = await makeClinic()
  const desk = world.context as StaffContext
  const old = await lastHere(world, { years: 11 })
  granted(await noteView(desk, { patientId: old }))
  granted(await exportPatient(desk, { patientId: old, as: 'file' }))
  granted(await keep(world, 10))
  await eraseExpired(noon())
  expect(await erased(world)).toEqual([old])
})

test('a day has one run per clinic, in batches, which goes on where it was broken off', async () => {
  const world = await makeClinic()
  granted(await keep(world, 10))
  for (let n = 0; n < 130; n++) await world.patient({ createdAt: new Date('2001-01-01') })
  expect(await eraseExpired(noon())).toEqual({ erased: 130 })
  const runs = () =>
    world.execute(
      sql`select day::text, by_hand, count, finished_at is not null as done from sweep_runs`,
    )
  const day = noon().toISOString().slice(0, 10)
  expect(await runs()).toEqual([{ day, by_hand: false, count: 130, done: true }])
  await world.patient({ createdAt: new Date('2001-01-01') })
  expect(await eraseExpired(noon())).toEqual({ erased: 0 })
  // As if the process had died after the first batch.
  await world.execute(sql`update sweep_runs set count = 100, finished_at = null`)
  const both = await Promise.all([eraseExpired(noon()), eraseExpired(noon())])
  expect(both.map((one) => one.erased).sort()).toEqual([0, 1])
  expect(await runs()).toEqual([{ day, by_hand: false, count: 101, done: true }])
  expect((await world.audit('sweep.erase-expired')).map(({ details }) => details)).toEqual([
    { count: 130 },
    { count: 101 },
  ])
  await world.patient({ createdAt: new Date('2001-01-01') })
  expect(await eraseExpired(noon(1))).toEqual({ erased: 1 })
})

test('a run that fails says so, stops no other clinic’s, and goes on where it was', async () => {
  const world = await makeClinic()
  const other = await makeClinic()
  for (const one of [world, other]) granted(await keep(one, 10))
  for (let n = 0; n < 101; n++) await world.patient({ createdAt: new Date('2001-01-01') })
  await other.patient({ createdAt: new Date('2001-01-01') })
  const last = () =>
    world.run(async (tx) => (await sweepHistory(tx, world.clinicId, 'erase-expired')).lastRun)
  const owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} })
  // The second batch stumbles.
  await owner.unsafe(`
    create function stumble() returns trigger language plpgsql as $$ begin raise 'stumbled'; end $$;
    create trigger stumble before update on sweep_runs for each row
      when (new.clinic_id = '${world.clinicId}' and new.count > 100) execute function stumble()`)
  // As at two of its minutes: the day's last failure is what is kept.
  expect(await eraseExpired(noon())).toEqual({ erased: 1 })
  expect(await eraseExpired(noon())).toEqual({ erased: 0 })
  await owner`drop function stumble cascade`
  await owner.end()
  expect(await erased(other)).toHaveLength(1)
  expect(await erased(world)).toHaveLength(100)
  expect(await world.execute(sql`select count, failed from sweep_runs order by failed`)).toEqual([
    { count: 100, failed: false },
    { count: null, failed: true },
  ])
  expect(await last()).toMatchObject({ failed: true })
  expect(await eraseExpired(noon())).toEqual({ erased: 1 })
  expect(await last()).toMatchObject({ count: 101, failed: false, finishedAt: expect.any(Date) })
})

test('without a time given it goes by the database’s clock', async () => {
  const world = await makeClinic()
  await world.patient({ createdAt: new Date('2001-01-01') })
  granted(await keep(world, 10))
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2020-01-01T12:00:00Z') })
  try {
    // The machine's clock is years behind.
    await eraseExpired()
  } finally {
    vi.useRealTimers()
  }
  const [run] = await world.execute(sql`select day::text from sweep_runs`)
  expect(run?.day ?? 'none').not.toContain('2020')
})

test('nobody is erased before three at night on the clinic’s clock', async () => {
  const world = await makeClinic({ clinic: { timeZone: 'Pacific/Auckland' } })
  await world.patient({ createdAt: new Date('2001-01-01') })
  granted(await keep(world, 10))
  // 02:59 and 03:00 in Auckland, in winter time there.
  await eraseExpired(new Date('2031-07-01T14:59:00Z'))
  expect(await erased(world)).toHaveLength(0)
  await eraseExpired(new Date('2031-07-01T15:00:00Z'))
  expect(await erased(world)).toHaveLength(1)
})

test('a shorter time is set only by who knows how many it erases', async () => {
  const world = await makeClinic()
  await lastHere(world, { years: 6 })
  await lastHere(world, { years: 3 })
  const count = (years: number) =>
    world.run((tx) =>
      countExpired(tx, { id: world.clinicId, timeZone: 'UTC' }, { years, now: new Date() }),
    )
  expect([await count(2), await count(5), await count(7)]).toEqual([2, 1, 0])
  expect(await keep(world, 2, 1)).toEqual({ ok: false, reason: 'changed-meanwhile' })
  granted(await keep(world, 2, 2))
  granted(await keep(world, null, 0))
  expect(await eraseExpired(noon())).toEqual({ erased: 0 })
  expect((await world.audit('retention.set')).map(({ details }) => details.keepYears)).toEqual([
    { from: null, to: 2 },
    { from: 2, to: null },
  ])
})
