import { sql } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { inngest } from '@/inngest/client'
import { makeClinic } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { relayOutbox } from './relay-outbox'
import { pruneOutbox } from './sweep/prune'

const database = ownDatabase()

test('an event that did not get out is sent a little later, under its own id', async () => {
  const world = await makeClinic()
  vi.mocked(inngest.send).mockRejectedValueOnce(new Error('no server'))
  await world.book()
  await world.execute(sql`update outbox set created_at = now() - interval '6 seconds'`)
  expect(await relayOutbox()).toBe(1)
  const [entry] = await world.outbox()
  expect(database.sent).toMatchObject([{ id: entry?.id, name: 'message/queued' }])
  expect(await relayOutbox()).toBe(0)
})

test('events that went out a month ago are thrown away, and no others', async () => {
  const world = await makeClinic()
  for (let i = 0; i < 3; i++) await world.book({ inHours: 48 + i })
  const entries = await world.outbox()
  const [old, recent, unsent] = entries.map((entry) => entry.id)
  await world.execute(sql`update outbox set created_at = now() - interval '40 days',
    sent_at = case id when ${old} then now() - interval '31 days' when ${recent} then now() - interval '29 days' end`)
  vi.mocked(inngest.send).mockRejectedValueOnce(new Error('no server'))
  expect(await pruneOutbox()).toBe(1)
  const left = (await world.outbox()).map((entry) => entry.id)
  expect(left.sort()).toEqual([recent, unsent].sort())
})
