import postgres from 'postgres'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import * as client from '@/db/client'
import { granted, makeClinic, type World } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { bookAppointment } from './appointment/book'
import { moveAppointment } from './appointment/move'

vi.mock('@/db/client', { spy: true })

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
const moves = async (world: World, visits: string[], hours = 50) =>
  visits.map((appointmentId) =>
    moveAppointment(world.context, {
      ...{ appointmentId, version: 1, practitionerId: world.practitionerId, overHold: false },
      start: world.at(hours),
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

test('who stands in line while another gets the time is told so without asking the database', async () => {
  const world = await makeClinic()
  const patientId = await world.patient()
  vi.mocked(client.inClinic).mockClear()
  const answers = await Promise.all(
    Array.from({ length: rush }, () => world.tryBook({ patientId, inHours: 50 })),
  )
  expect(answers.filter((answer) => answer.ok)).toHaveLength(1)
  // Those who are at the database already are told there.
  expect(vi.mocked(client.inClinic).mock.calls.length).toBeLessThan(rush / 2)
})

test('in line, the same asked for twice is answered as the first, and another time is another matter', async () => {
  const world = await makeClinic()
  const asked = () => ({ id: crypto.randomUUID(), again: true })
  const context = { ...world.context, request: asked() }
  const booking = {
    ...{ patientId: await world.patient(), typeId: world.typeId, note: '', overHold: false },
    ...{ practitionerId: world.practitionerId, openToEarlier: null },
  }
  const press = (hours: number, by = context) =>
    bookAppointment(by, { ...booking, start: world.at(hours) })
  const pressed = await Promise.all(Array.from({ length: 9 }, () => press(50)))
  expect(new Set(pressed.map((answer) => granted(answer).appointmentId)).size).toBe(1)
  const others = Array.from({ length: 9 }, (_, n) =>
    press(60 + n, { ...context, request: asked() }),
  )
  for (const answer of await Promise.all(others)) granted(answer)

  const { appointmentId } = granted(pressed[0] ?? (await press(50)))
  const twice = Array.from({ length: 9 }, () => moves(world, [appointmentId], 90))
  const moved = await Promise.all((await Promise.all(twice)).flat())
  expect(moved.filter((answer) => answer.ok)).toHaveLength(1)
  for (const answer of moved) if (!answer.ok) expect(answer.reason).toBe('changed-meanwhile')
})

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
