import { sql } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { inngest } from '@/inngest/client'
import { makeClinic } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { relayOutbox } from './relay-outbox'

const database = ownDatabase()

test('an event that did not get out is sent a little later, under its own id', async () => {
  const world = await makeClinic()
  vi.mocked(inngest.send).mockRejectedValueOnce(new Error('no server'))
  await world.book()
  await world.execute(sql`update outbox set created_at = now() - interval '6 seconds'`)
  expect(await relayOutbox()).toMatchObject({ sent: 1 })
  const [entry] = await world.outbox()
  expect(database.sent).toMatchObject([{ id: entry?.id, name: 'message/queued' }])
  expect(await relayOutbox()).toMatchObject({ sent: 0 })
})

test('a mail whose event is lost is set off again, once a day', async () => {
  const world = await makeClinic()
  const [message] = await world.messages(await world.book())
  database.sent.length = 0
  const resumed = async (day: string) => {
    await relayOutbox(new Date(`${day}T12:00:00Z`))
    return database.sent.splice(0)
  }
  // While send-message may still be at it, nothing is done.
  await world.execute(sql`update messages set created_at = now() - interval '4 hours 30 minutes'`)
  expect(await resumed('2026-03-12')).toEqual([])
  await world.execute(sql`update messages set created_at = now() - interval '6 hours'`)
  const event = {
    name: 'message/queued',
    data: { clinicId: world.clinicId, messageId: message?.id },
  }
  const [first, again, next] = ['2026-03-12', '2026-03-12', '2026-03-13'].map((day) => [
    { ...event, id: `${message?.id}:${day}` },
  ])
  expect(await resumed('2026-03-12')).toEqual(first)
  expect(await resumed('2026-03-12')).toEqual(again)
  expect(await resumed('2026-03-13')).toEqual(next)
  await world.execute(sql`update messages set state = 'sent'`)
  expect(await resumed('2026-03-14')).toEqual([])
})

test('events that went out a month ago are thrown away, and no others', async () => {
  const world = await makeClinic()
  for (let i = 0; i < 3; i++) await world.book({ inHours: 48 + i })
  const entries = await world.outbox()
  const [old, recent, unsent] = entries.map((entry) => entry.id)
  await world.execute(sql`update outbox set created_at = now() - interval '40 days',
    sent_at = case id when ${old} then now() - interval '31 days' when ${recent} then now() - interval '29 days' end`)
  vi.mocked(inngest.send).mockRejectedValueOnce(new Error('no server'))
  expect(await relayOutbox()).toMatchObject({ pruned: 1 })
  const left = (await world.outbox()).map((entry) => entry.id)
  expect(left.sort()).toEqual([recent, unsent].sort())
})
