import { sql } from 'drizzle-orm'
import postgres from 'postgres'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { moveAppointment } from '@/lib/commands/appointment/move'
import type { Letter } from '@/lib/commands/mail/send'
import { declineOffer } from '@/lib/commands/offer/end'
import { requestSweep } from '@/lib/commands/sweep/request'
import { type Durable, startDurable } from '@/local/testing/durable'
import { granted, makeClinic, type World } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { functions } from './functions'

// What a real Inngest server was seen to do: it takes events that nothing is registered for and
// drops them, and one without persistence forgets at a restart all that waits.

const letters = vi.hoisted(() => [] as Letter[])
vi.mock('@/lib/mail/post', () => ({
  post: async (letter: Letter) => {
    letters.push(letter)
    return { sentTo: letter.patient?.email ?? '' }
  },
}))

const database = ownDatabase({ eventsLeave: true })
const minute = 60_000
let durable: Durable

beforeEach(() => {
  letters.length = 0
})
afterEach(async () => {
  await durable.stop()
  expect(durable.problems).toEqual([])
  await forgetEverything()
})

async function forgetEverything() {
  const superuser = postgres(database.superuserUrl, { max: 1, onnotice: () => {} })
  await superuser`drop schema inngest cascade`
  await superuser`create schema inngest authorization medcal_executor`
  await superuser.end()
}

/** The server comes back, knows nothing, and is told of the functions. */
async function restartForgetful() {
  const { clock } = durable
  await durable.stop()
  await forgetEverything()
  durable = await startDurable(database.executorUrl, functions, { clock })
}

/** So much time goes by in the database, too: of what waits, and of what was done. */
const pass = (world: World, time: string) =>
  world.execute(sql`
    with m as (update messages set due_at = due_at - ${time}::interval returning 1),
      s as (update sweep_runs set started_at = started_at - ${time}::interval returning 1),
      f as (update offers set closed_at = closed_at - ${time}::interval where closed_at is not null returning 1)
    update openings set due_at = due_at - ${time}::interval`)

const quiet = { clinic: { confirmOn: false, rescheduleOn: false } }
const told = (appointmentId: string) =>
  letters
    .filter(({ appointment }) => appointment?.id === appointmentId)
    .map(({ message }) => message.kind)
    .sort()

test('what was sent while nothing was registered is made good by one tick, once each', async () => {
  durable = await startDurable(database.executorUrl, [])
  const world = await makeClinic(quiet)
  const waiting = await world.book({ inHours: 96, openToEarlier: true })
  await world.opened()
  granted(await requestSweep(world.context, { sweep: 'reschedule-cancelled' }))
  await durable.settled()
  expect(letters).toEqual([])
  expect((await world.outbox()).every(({ sentAt }) => sentAt !== null)).toBe(true)

  await restartForgetful()
  await pass(world, '3 minutes')
  await durable.advance(minute)
  expect(told(waiting)).toEqual(['booked', 'offer'])
  expect(await world.audit('sweep.reschedule-cancelled')).toHaveLength(1)
  for (let i = 0; i < 12; i++) {
    await pass(world, '1 minute')
    await durable.advance(minute)
  }
  expect(told(waiting)).toEqual(['booked', 'offer'])
})

test('what waited in a server that forgot everything goes on: a move’s mail, and an offer that is answered', async () => {
  durable = await startDurable(database.executorUrl, functions)
  const world = await makeClinic(quiet)
  const [first, second] = [
    await world.book({ inHours: 96, openToEarlier: true }),
    await world.book({ inHours: 100, openToEarlier: true }),
  ]
  await world.opened()
  const moved = await world.book({ inHours: 60 })
  const place = { practitionerId: world.practitionerId, start: world.at(70), overHold: false }
  granted(await moveAppointment(world.context, { appointmentId: moved, version: 1, ...place }))
  await durable.settled()
  expect([told(first), told(moved)]).toEqual([['booked', 'offer'], ['booked']])

  await restartForgetful()
  const [offer] = await world.offers()
  granted(await declineOffer(world.patientContext, { offerId: offer?.id ?? '' }))
  await durable.settled()
  expect(told(second)).toEqual(['booked'])
  await pass(world, '3 minutes')
  await durable.advance(minute)
  expect(told(second)).toEqual(['booked', 'offer'])
  expect(told(moved)).toEqual(['booked', 'moved'])
})
