import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { granted, makeClinic, type World } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { resumeMessages } from './resume'
import { AddressDeferred, NotTaken, type Post, sendMessage } from './send'

const database = ownDatabase()

const down: Post = () => Promise.reject(new NotTaken('ECONNREFUSED'))
const full: Post = () => Promise.reject(new AddressDeferred('452'))
const up: Post = async ({ patient }) => ({ sentTo: patient?.email ?? '' })

/** Queued mail of a booking, whose own event never does anything. */
async function queued(world: World, inHours = 48): Promise<string> {
  const [message] = await world.messages(await world.book({ inHours }), 'booked')
  database.sent.length = 0
  return message?.id ?? ''
}

const dueSince = (world: World, messageId: string, ago: string) =>
  world.execute(sql`
    update messages set due_at = now() - ${ago}::interval where id = ${messageId}`)

/** The ids of a message's events that go out at an instant. */
async function resumedAt(instant: string, messageId: string): Promise<string[]> {
  await resumeMessages(new Date(instant))
  const own = database.sent.splice(0).filter(({ data }) => data.messageId === messageId)
  return own.map(({ id }) => id)
}

test('a message is set off again two minutes after its time, under one id for ten minutes', async () => {
  const world = await makeClinic()
  const messageId = await queued(world)
  await dueSince(world, messageId, '1 minute 55 seconds')
  expect(await resumedAt('2026-03-12T10:01:00Z', messageId)).toEqual([])
  await dueSince(world, messageId, '2 minutes 5 seconds')
  const [first] = await resumedAt('2026-03-12T10:02:00Z', messageId)
  expect(first).toBeDefined()
  expect(await resumedAt('2026-03-12T10:09:59Z', messageId)).toEqual([first])
  const [next] = await resumedAt('2026-03-12T10:10:00Z', messageId)
  expect(next).toBeDefined()
  expect(next).not.toBe(first)
  granted(await sendMessage(world.clinicId, messageId, up))
  expect(await resumedAt('2026-03-12T10:20:00Z', messageId)).toEqual([])
})

test('what waits for its time, for the end of quiet hours or for its next try is not overdue', async () => {
  const world = await makeClinic()
  const messageId = await queued(world)
  await world.execute(sql`update messages set due_at = now() + interval '1 hour'`)
  expect(await resumedAt('2026-03-12T10:00:00Z', messageId)).toEqual([])
  await dueSince(world, messageId, '1 hour')
  expect(await resumedAt('2026-03-12T10:00:00Z', messageId)).toHaveLength(1)
  granted(await sendMessage(world.clinicId, messageId, down))
  expect(await resumedAt('2026-03-12T10:10:00Z', messageId)).toEqual([])
  // The run that was to try again is lost with the server that held it.
  await dueSince(world, messageId, '3 minutes')
  expect(await resumedAt('2026-03-12T10:20:00Z', messageId)).toHaveLength(1)
})

test('once one email goes out, all that waited for the mail server goes, and what a mailbox defers waits on', async () => {
  const world = await makeClinic()
  const waiting = [await queued(world, 40), await queued(world, 42), await queued(world, 44)]
  for (const id of waiting) granted(await sendMessage(world.clinicId, id, down))
  const deferred = await queued(world, 46)
  granted(await sendMessage(world.clinicId, deferred, full))
  const openingId = await world.opened({ inHours: 60 })
  const first = await queued(world, 50)
  granted(await sendMessage(world.clinicId, first, up))
  const about = database.sent.map(({ data }) => data.messageId ?? data.openingId)
  expect(about.sort()).toEqual([...waiting, openingId].sort())
  for (const id of waiting) {
    expect(granted(await sendMessage(world.clinicId, id, up))).toEqual({ state: 'sent' })
  }
  expect(granted(await sendMessage(world.clinicId, deferred, up)).state).toBe('queued')
})

test('an email of another clinic that goes out is good for all of them, at the next tick', async () => {
  const [world, other] = [await makeClinic(), await makeClinic()]
  const waiting = await queued(world)
  granted(await sendMessage(world.clinicId, waiting, down))
  expect(await resumedAt('2026-03-12T10:00:00Z', waiting)).toEqual([])
  granted(await sendMessage(other.clinicId, await queued(other), up))
  expect(await resumedAt('2026-03-12T10:01:00Z', waiting)).toHaveLength(1)
  expect(granted(await sendMessage(world.clinicId, waiting, up))).toEqual({ state: 'sent' })
  expect(await resumedAt('2026-03-12T10:02:00Z', waiting)).toEqual([])
})
