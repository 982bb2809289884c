import { sql } from 'drizzle-orm'
import postgres from 'postgres'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { moveAppointment } from '@/lib/commands/appointment/move'
import type { Letter } from '@/lib/commands/mail/send'
import { acceptOffer } from '@/lib/commands/offer/accept'
import { declineOffer } from '@/lib/commands/offer/end'
import { requestSweep } from '@/lib/commands/sweep/request'
import { takeBackMs } from '@/lib/domain/messages'
import { type Durable, startDurable } from '@/local/testing/durable'
import { granted, hour, makeClinic, type World } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { inngest } from './client'
import { functions } from './functions'
import { fillOpening } from './functions/fill-opening'
import { sendMessageFunction } from './functions/send-message'

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

async function start(served = [fillOpening, sendMessageFunction] as typeof functions) {
  durable = await startDurable(database.executorUrl, served)
}

/** As after the end of the app and its executor, with all functions. */
async function restart() {
  const { clock } = durable
  await durable.stop()
  durable = await startDurable(database.executorUrl, functions, { clock })
}
beforeEach(() => {
  letters.length = 0
})
afterEach(async () => {
  await durable.stop()
  expect(durable.problems).toEqual([])
  const superuser = postgres(database.superuserUrl, { max: 1, onnotice: () => {} })
  await superuser`drop schema inngest cascade`
  await superuser`create schema inngest authorization medcal_executor`
  await superuser.end()
})

/** Only what this test sends sets anything off: the clinic's own sweeps are off. */
const quiet = { clinic: { confirmOn: false, rescheduleOn: false } }

test('cancelled, offered, declined, offered to the next, accepted, and offered onward', async () => {
  await start()
  const world = await makeClinic(quiet)
  const [first, second] = await waiting(world, [120, 96])
  const openingId = await world.opened()
  await durable.settled()
  const asked = await pendingOffer(world)
  expect(asked.appointmentId).toBe(first)
  granted(await declineOffer(world.patientContext, { offerId: asked.id }))
  await durable.settled()
  const next = await pendingOffer(world)
  expect(next.appointmentId).toBe(second)
  granted(await acceptOffer(world.patientContext, { offerId: next.id }))
  await durable.settled()

  const onward = await pendingOffer(world)
  expect(onward.appointmentId).toBe(first)
  expect(await world.opening(onward.openingId)).toMatchObject({
    chainId: openingId,
    depth: 1,
    startsAt: world.at(96),
  })
  expect(told(first)).toEqual(['booked', 'offer', 'offer'])
  expect(told(second)).toEqual(['accepted', 'booked', 'offer'])
})

test('a move by staff is told and offered when they can no longer take it back, and not at all when they do', async () => {
  await start()
  const world = await makeClinic(quiet)
  const [first] = await waiting(world, [96, 100])
  const [back, gone] = [await world.book({ inHours: 48 }), await world.book({ inHours: 50 })]
  const move = (appointmentId: string, version: number, inHours: number) =>
    moveAppointment(world.context, {
      ...{ appointmentId, version, practitionerId: world.practitionerId },
      ...{ start: world.at(inHours), overHold: false },
    }).then(granted)
  await move(back, 1, 72)
  await move(gone, 1, 74)
  await durable.advance(takeBackMs - 5000)
  expect([told(back), told(gone), told(first)]).toEqual([['booked'], ['booked'], ['booked']])
  await move(back, 2, 48)
  // The engine's clock is ahead: what wakes up too soon by the database's tells and offers nothing.
  await durable.advance(10_000)
  expect([told(back), told(gone), told(first)]).toEqual([['booked'], ['booked'], ['booked']])
  await world.due()
  await durable.advance(takeBackMs)
  expect([told(back), told(gone), told(first)]).toEqual([
    ['booked'],
    ['booked', 'moved'],
    ['booked', 'offer'],
  ])
  const offer = await pendingOffer(world)
  expect((await world.opening(offer.openingId)).leftBy).toBe(gone)
})

test('nobody answers: at the end of the hold the offer is closed and the next is asked', async () => {
  await start()
  const world = await makeClinic({ clinic: { ...quiet.clinic, holdMinutes: 60 } })
  const [first, second] = await waiting(world, [96, 100])
  const openingId = await world.opened()
  await durable.settled()
  const { id } = await pendingOffer(world)
  await durable.advance(hour / 2)
  expect((await pendingOffer(world)).id).toBe(id)

  await endHold(world, id)
  await world.execute(sql`update clinics set hold_minutes = 120`)
  await durable.advance(hour / 2 + 5 * minute)
  expect((await world.offer(id)).state).toBe('expired')
  expect(await pendingOffer(world)).toMatchObject({ appointmentId: second, turn: 2 })
  expect(told(first)).toEqual(['booked', 'offer', 'offer-closed'])

  await endHold(world, (await pendingOffer(world)).id)
  await durable.advance(2 * hour)
  const opening = await world.opening(openingId)
  expect(opening.state).toBe('open')
  expect(opening.exhaustedAt).not.toBeNull()
  expect((await world.slots()).every((slot) => slot.kind === 'busy')).toBe(true)
})

test('an answer that comes before the wait for it is not lost', async () => {
  await start(functions)
  const world = await makeClinic(quiet)
  const [first, second] = await waiting(world, [96, 100])
  const send = inngest.send.bind(inngest)
  // The offer's own events leave at the end of its step: the answer comes before they do.
  const spy = vi.spyOn(inngest, 'send').mockImplementation(async (events) => {
    const [pending] = (await world.offers()).filter(({ state }) => state === 'pending')
    if (pending?.appointmentId === first) {
      spy.mockRestore()
      granted(await declineOffer(world.patientContext, { offerId: pending.id }))
    }
    return send(events)
  })
  await world.opened()
  await durable.settled()
  expect(await world.offers()).toMatchObject([{ state: 'declined', appointmentId: first }])
  await world.execute(sql`update offers set closed_at = closed_at - interval '3 minutes'`)
  await world.execute(sql`update openings set due_at = due_at - interval '3 minutes'`)
  await durable.advance(minute)
  expect((await pendingOffer(world)).appointmentId).toBe(second)
})

test('where the database’s clock is behind, the hold lasts as long as that one says, and nobody asks without a pause', async () => {
  await start()
  const world = await makeClinic(quiet)
  const [, second] = await waiting(world, [96, 100])
  await world.opened()
  await durable.settled()
  const { id } = await pendingOffer(world)
  const before = durable.calls()
  await durable.advance(3 * hour)
  expect((await pendingOffer(world)).id).toBe(id)
  expect(durable.calls() - before).toBeLessThan(5)

  await endHold(world, id)
  await restart()
  await durable.advance(minute)
  expect(await pendingOffer(world)).toMatchObject({ appointmentId: second, turn: 2 })
})

test('an event that never gets out is sent by the relay, and an end of hold that nobody saw is seen', async () => {
  await start(functions)
  const world = await makeClinic(quiet)
  const [first, second] = await waiting(world, [96, 100])
  const spy = vi.spyOn(inngest, 'send').mockRejectedValue(new Error('no server'))
  await world.opened()
  spy.mockRestore()
  await durable.settled()
  expect(await world.offers()).toEqual([])
  await world.execute(sql`update outbox set created_at = created_at - interval '1 minute'`)
  await durable.advance(minute)
  expect((await pendingOffer(world)).appointmentId).toBe(first)

  await endHold(world, (await pendingOffer(world)).id)
  await restart()
  await durable.advance(minute)
  expect((await pendingOffer(world)).appointmentId).toBe(second)
})

test('every event three times and in any order comes to the same end', async () => {
  await start()
  const world = await makeClinic(quiet)
  const [first, second] = await waiting(world, [96, 100])
  const openingId = await world.opened()
  await durable.settled()
  const asked = await pendingOffer(world)
  await again(world)
  expect(await pendingOffer(world)).toEqual(asked)
  granted(await declineOffer(world.patientContext, { offerId: asked.id }))
  await again(world)
  const next = await pendingOffer(world)
  granted(await acceptOffer(world.patientContext, { offerId: next.id }))
  await again(world)
  await again(world)

  expect(await world.offers()).toMatchObject([
    { state: 'declined', appointmentId: first, openingId },
    { state: 'accepted', appointmentId: second, openingId },
  ])
  expect(await world.openings()).toMatchObject([
    { id: openingId, state: 'filled', filledBy: second },
    { state: 'open', chainId: openingId, depth: 1, leftBy: second },
  ])
  expect((await world.appointment(second)).version).toBe(2)
  expect(await world.slots()).toHaveLength(2)
  expect(told(first)).toEqual(['booked', 'offer'])
  expect(told(second)).toEqual(['accepted', 'booked', 'offer'])
})

test('who joins the waitlist later is asked after the next sweep, by hand', async () => {
  await start(functions)
  const world = await makeClinic(quiet)
  await world.opened()
  await durable.settled()
  const [late] = await waiting(world, [96])
  await durable.settled()
  expect(await world.offers()).toEqual([])
  granted(await requestSweep(world.context, { sweep: 'reschedule-cancelled' }))
  await durable.settled()
  expect((await pendingOffer(world)).appointmentId).toBe(late)
  expect(await world.audit('sweep.reschedule-cancelled')).toHaveLength(1)
  expect(await world.audit('sweep.confirm-upcoming')).toEqual([])
})

test('the sweep of a clinic whose hour has come asks its patients once, however often the clock strikes', async () => {
  await start(functions)
  const { clinic } = quiet
  const world = await makeClinic({ clinic: { ...clinic, confirmOn: true, confirmAt: '00:00' } })
  const other = await makeClinic({ clinic })
  const [id, elsewhere] = [await world.book({ inHours: 20 }), await other.book({ inHours: 20 })]
  for (let i = 0; i < 3; i++) await durable.advance(minute)
  expect(told(id)).toEqual(['booked', 'confirm'])
  expect(told(elsewhere)).toEqual(['booked'])
})

/** Patients who are open to an earlier time, in this order, with visits in so many hours. */
async function waiting(world: World, hours: number[]): Promise<[string, string]> {
  const ids: string[] = []
  for (const inHours of hours) ids.push(await world.book({ inHours, openToEarlier: true }))
  return [ids[0] ?? '', ids[1] ?? '']
}

async function pendingOffer(world: World) {
  const pending = (await world.offers()).filter(({ state }) => state === 'pending')
  const [offer] = pending
  if (!offer || pending.length > 1) throw new Error(`${pending.length} pending offers, not one`)
  return offer
}

const endHold = (world: World, offerId: string) =>
  world.execute(sql`
    update offers set offered_at = now() - interval '2 hours', expires_at = now() where id = ${offerId}`)

/** Sends every event of the clinic two times more, the newest first, as events of their own. */
async function again(world: World) {
  await durable.settled()
  const events = (await world.outbox()).map(({ name, data }) => ({ name, data: data as object }))
  await inngest.send([...events, ...events].reverse())
  await durable.settled()
}

/** The kinds of letters that a visit's patient was sent. */
function told(appointmentId: string): string[] {
  return letters
    .filter(({ appointment }) => appointment?.id === appointmentId)
    .map(({ message }) => message.kind)
    .sort()
}
