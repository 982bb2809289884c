import { expect, test } from 'vitest'
import { inClinic } from '@/db/client'
import { clinics } from '@/db/schema'
import { makeClinic, type World } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { previewFreedTime } from './waiting'

ownDatabase()

const ask = (world: World, appointmentId: string, offersOn = true) =>
  inClinic(world.clinicId, async (tx, now) => {
    const [clinic] = await tx.select().from(clinics)
    if (!clinic) throw new Error('No clinic')
    return previewFreedTime(tx, { ...clinic, offersOn }, now, appointmentId)
  })

test('counts who is waiting, later, and would take the time; never the visit itself', async () => {
  const world = await makeClinic()
  const id = await world.book({ inHours: 48, openToEarlier: true })
  await world.book({ inHours: 72, openToEarlier: true })
  await world.book({ inHours: 96, openToEarlier: { noticeMinutes: 60 } })
  await world.book({ inHours: 97, openToEarlier: { noticeMinutes: 3 * 24 * 60 } })
  await world.book({ inHours: 24, openToEarlier: true })
  await world.book({ inHours: 98 })
  expect(await ask(world, id)).toEqual({ suited: 2, atOnce: 1, offersOn: true, begun: false })
  expect(await ask(world, id, false)).toEqual({
    suited: 2,
    atOnce: 1,
    offersOn: false,
    begun: false,
  })
})

test('a visit of another clinic counts as begun: there is nothing to offer', async () => {
  const [world, other] = [await makeClinic(), await makeClinic()]
  const id = await world.book()
  expect(await ask(other, id)).toEqual({ suited: 0, atOnce: 0, offersOn: true, begun: true })
})

test('says how many would be asked at once, near the start and far from it', async () => {
  const world = await makeClinic({ clinic: { batchSize: 3, batchWithinHours: 24 } })
  const [soon, far] = [await world.book({ inHours: 20 }), await world.book({ inHours: 48 })]
  expect(await ask(world, soon)).toMatchObject({ atOnce: 3 })
  expect(await ask(world, far)).toMatchObject({ atOnce: 1 })
})
