import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { withoutClinic } from '@/db/client'
import { heartbeat } from '@/db/schema'
import { noteTick } from '@/lib/commands/sweep/note-tick'
import { makeClinic } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'

ownDatabase()

// A server that is there and answers, which says nothing of whether it does anything.
const server = createServer((_, response) => response.end('{}'))
let inngestIs: () => Promise<string>
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  vi.stubEnv('INNGEST_BASE_URL', `http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  const { readHealth } = await import('./checks')
  let now = 0
  inngestIs = async () => {
    now += 10_000
    return (await readHealth(now)).checks.inngest
  }
})
afterAll(() => {
  vi.unstubAllEnvs()
  server.close()
})
beforeEach(() => noteTick('http://medcal.test'))

const set = (columns: Record<string, unknown>) =>
  withoutClinic((tx) => tx.update(heartbeat).set(columns))

test('Inngest is well while its ticks come here', async () => {
  expect(await inngestIs()).toBe('ok')
  await set({ tickedAt: sql`clock_timestamp() - interval '2 minutes 50 seconds'` })
  expect(await inngestIs()).toBe('ok')
})

test.each([
  ['none has come', { tickedAt: null }],
  [
    'the last is older than three',
    { tickedAt: sql`clock_timestamp() - interval '3 minutes 5 seconds'` },
  ],
  ['they go to another app', { appUrl: 'http://old.test' }],
])('it fails, though the server answers, when %s', async (_, columns) => {
  await set(columns)
  expect(await inngestIs()).toBe('failing')
})

test('it fails when events do not get out, as with a wrong event key', async () => {
  const world = await makeClinic()
  await world.book()
  await world.execute(sql`
    update outbox set sent_at = null, created_at = now() - interval '2 minutes'`)
  expect(await inngestIs()).toBe('ok')
  await world.execute(sql`update outbox set created_at = now() - interval '4 minutes'`)
  expect(await inngestIs()).toBe('failing')
})
