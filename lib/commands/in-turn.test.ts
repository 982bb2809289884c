import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { granted, makeClinic, type World } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { moveAppointment } from './move-appointment'

// The client has 20 connections.
const rush = 50

const database = ownDatabase()
let superuser: postgres.Sql
beforeAll(() => {
  superuser = postgres(database.superuserUrl, { max: 1, onnotice: () => {} })
})
afterAll(() => superuser?.end())

/** Somebody has the practitioner in hand until they are told to let go. */
async function inHand(practitionerId: string) {
  await superuser`select pg_advisory_lock(hashtextextended(${practitionerId}, 0))`
  return () => superuser`select pg_advisory_unlock(hashtextextended(${practitionerId}, 0))`
}

const book = (world: World) => world.tryBook({ inHours: 50 })
const moves = async (world: World, visits: string[]) =>
  visits.map((appointmentId) =>
    moveAppointment(world.context, {
      ...{ appointmentId, version: 1, practitionerId: world.practitionerId, overHold: false },
      start: world.at(50),
    }),
  )

test.each(['book', 'move'])(
  'while many wait to %s with one practitioner, another clinic goes on',
  async (what) => {
    const [world, other] = [await makeClinic(), await makeClinic()]
    const elsewhere = await world.practitioner()
    const visits = await Promise.all(
      Array.from({ length: rush }, (_, n) =>
        world.book({ inHours: 60 + n, practitionerId: elsewhere }),
      ),
    )
    const letGo = await inHand(world.practitionerId)
    const waiting =
      what === 'book' ? Array.from({ length: rush }, () => book(world)) : await moves(world, visits)
    granted(await other.tryBook())
    await letGo()
    const answers = await Promise.all(waiting)
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1)
    expect(answers.filter((answer) => !answer.ok && answer.reason === 'taken')).toHaveLength(
      rush - 1,
    )
  },
)

test('who comes too late is told so without waiting for the practitioner', async () => {
  const world = await makeClinic()
  await book(world)
  const appointmentId = await world.book({ inHours: 60 })
  const letGo = await inHand(world.practitionerId)
  const taken = { ok: false, reason: 'taken' }
  expect(await book(world)).toMatchObject(taken)
  for (const answer of await moves(world, [appointmentId])) {
    expect(await answer).toMatchObject(taken)
  }
  await letGo()
})
