import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { granted, makeClinic, type World } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { runSweep } from '../sweep/run'
import { askAgain } from './ask-again'

ownDatabase()

const stages = async (world: World, appointmentId: string) =>
  (await world.messages(appointmentId, 'confirm')).map(({ stage }) => stage)

test('a patient is asked now, once a day, and the sweep asks no second time', async () => {
  const world = await makeClinic()
  const appointmentId = await world.book({ inHours: 30 })
  const ask = () => askAgain(world.context, { appointmentId, version: 1 })
  granted(await ask())
  expect(await stages(world, appointmentId)).toEqual([''])
  expect(await ask()).toMatchObject({ reason: 'asked-today' })
  granted(await runSweep(world.clinicId, 'confirm-upcoming', { byHand: true }))
  expect(await stages(world, appointmentId)).toEqual([''])
  expect(await world.audit('appointment.asked')).toHaveLength(1)

  await world.execute(sql`update messages set created_at = created_at - interval '1 day'`)
  granted(await ask())
  expect(await stages(world, appointmentId)).toEqual(['', 'again-1'])
})

test('who was not reached may be asked again on the same day, as often as that fails', async () => {
  const world = await makeClinic()
  const appointmentId = await world.book({ inHours: 30 })
  const ask = () => askAgain(world.context, { appointmentId, version: 1 })
  for (const state of ['failed', 'skipped', 'queued']) {
    granted(await ask())
    await world.execute(sql`
      update messages set state = ${state} where kind = 'confirm' and state = 'queued'`)
  }
  expect(await stages(world, appointmentId)).toEqual(['', 'again-1', 'again-2'])
  expect(await ask()).toMatchObject({ reason: 'asked-today' })
  await world.mailed()
  expect(await ask()).toMatchObject({ reason: 'asked-today' })
})

test('nobody is asked about a visit that is confirmed, cancelled, moved or begun', async () => {
  const world = await makeClinic()
  const appointmentId = await world.book({ inHours: 30 })
  const refused = async (change: ReturnType<typeof sql>) => {
    await world.execute(change)
    const answer = await askAgain(world.context, { appointmentId, version: 1 })
    return answer.ok ? 'asked' : answer.reason
  }
  expect(await refused(sql`update appointments set status = 'confirmed'`)).toBe('confirmed-already')
  expect(
    await refused(sql`update appointments set status = 'cancelled', cancelled_at = now(),
      cancelled_by = 'staff', cancelled_for = 'clinic'`),
  ).toBe('appointment-not-active')
  expect(
    await refused(
      sql`update appointments set status = 'booked', cancelled_at = null, cancelled_by = null,
        cancelled_for = null, starts_at = now() - interval '1 minute'`,
    ),
  ).toBe('already-started')
  expect(await refused(sql`update appointments set version = 2`)).toBe('changed-meanwhile')
  expect(await stages(world, appointmentId)).toEqual([])
})
