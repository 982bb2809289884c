import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { withoutClinic } from '@/db/client'
import { readHeartbeat } from '@/db/queries/clinic/heartbeat'
import { heartbeat } from '@/db/schema'
import { noteTick } from '@/lib/commands/sweep/note-tick'
import { ownDatabase } from '@/local/testing/world'

const database = ownDatabase()

/** What an Inngest server says to a registration: taken, or its keys are wrong. */
let says = { status: 200, body: { status: 200, modified: true } as object }
let registrations: { url: string; functions: { id: string }[] }[] = []
const server = createServer(async (request, response) => {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part)
  if (says.status === 200) registrations.push(JSON.parse(String(Buffer.concat(parts))))
  response.writeHead(says.status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(says.body))
})
let register: (how: { isStart: boolean }) => Promise<boolean>

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  // The SDK takes its server's address as it begins to serve.
  vi.stubEnv('INNGEST_BASE_URL', `http://127.0.0.1:${port}`)
  const { inngest } = await import('./client')
  inngest.setEnvVars({ INNGEST_BASE_URL: `http://127.0.0.1:${port}` })
  register = (await import('./register')).registerWhereNeeded
})
beforeEach(() => {
  says = { status: 200, body: { status: 200, modified: true } }
  registrations = []
})
afterEach(() =>
  withoutClinic((tx) => tx.update(heartbeat).set({ tickedAt: null, registered: null })),
)
afterAll(() => {
  vi.unstubAllEnvs()
  server.close()
})

const own = 'http://medcal.test'
const tickedAgo = (ago: string) =>
  withoutClinic((tx) =>
    tx.update(heartbeat).set({ tickedAt: sql`clock_timestamp() - ${ago}::interval` }),
  )

test('at the start everything is registered under our own address, and a tick is asked for', async () => {
  expect(await register({ isStart: true })).toBe(true)
  expect(registrations).toMatchObject([{ url: `${own}/api/inngest` }])
  expect(registrations[0]?.functions.map(({ id }) => id).sort()).toEqual([
    'medcal-confirm-upcoming',
    'medcal-fill-opening',
    'medcal-reschedule-cancelled',
    'medcal-send-message',
    'medcal-tick',
  ])
  expect(database.sent).toMatchObject([{ name: 'tick/requested' }])
})

test('where the same functions are at work, another process registers nothing', async () => {
  await register({ isStart: true })
  await noteTick(own)
  expect(await register({ isStart: true })).toBe(false)
  expect(await register({ isStart: false })).toBe(false)
  expect(registrations).toHaveLength(1)
})

test('other functions, or those of another address, are replaced at the start, and only then', async () => {
  await register({ isStart: true })
  await noteTick('http://old.test')
  expect(await register({ isStart: false })).toBe(false)
  expect(await register({ isStart: true })).toBe(true)
  await noteTick(own)
  await withoutClinic((tx) => tx.update(heartbeat).set({ registered: 'those of an older version' }))
  expect(await register({ isStart: false })).toBe(false)
  expect(await register({ isStart: true })).toBe(true)
})

test('a server that has forgotten everything is told again once the tick stays away', async () => {
  await register({ isStart: true })
  await noteTick(own)
  await tickedAgo('80 seconds')
  expect(await register({ isStart: false })).toBe(false)
  await tickedAgo('95 seconds')
  expect(await register({ isStart: false })).toBe(true)
  expect(registrations).toHaveLength(2)
})

test('wrong keys are told, and nothing counts as registered', async () => {
  says = { status: 401, body: { status: 401, error: 'unauthorized' } }
  await expect(register({ isStart: true })).rejects.toThrow()
  expect(await withoutClinic(readHeartbeat)).toMatchObject({ registered: null })
  expect(database.sent).toEqual([])
})
