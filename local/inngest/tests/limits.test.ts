import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { startExecutor } from '../executor'
import { gate, type Rig, startRig, type TestDatabase, testDatabase } from './rig'

let database: TestDatabase
let rig: Rig
beforeAll(async () => {
  database = await testDatabase()
})
afterEach(() => rig?.stop())
afterAll(() => database?.stop())

const minute = 60_000
const hour = 60 * minute

test('concurrency holds per key', async () => {
  const inside = new Map<string, number>()
  const most = new Map<string, number>()
  const sixInside = gate()
  const maySo = gate()
  rig = await startRig(database, (client) => [
    client.createFunction(
      {
        id: 'limited',
        triggers: { event: 'go' },
        concurrency: { limit: 2, key: 'event.data.openingId' },
      },
      async ({ event, step }) => {
        const key = event.data.openingId
        for (const name of ['one', 'two']) {
          await step.run(name, async () => {
            inside.set(key, (inside.get(key) ?? 0) + 1)
            most.set(key, Math.max(most.get(key) ?? 0, inside.get(key) ?? 0))
            if ([...inside.values()].reduce((sum, one) => sum + one, 0) === 6) sixInside.open()
            await maySo.opened
            inside.set(key, (inside.get(key) ?? 0) - 1)
          })
        }
      },
    ),
  ])
  await rig.app.client.send(
    Array.from({ length: 24 }, (_, i) => ({ name: 'go', data: { openingId: `o${i % 3}` } })),
  )
  await sixInside.opened
  // A seventh would be here by the time that the executor has answered these.
  for (let i = 0; i < 50; i++) await fetch(`${rig.executor.url}/health`)
  expect(rig.app.calls()).toBe(6)
  maySo.open()
  await rig.executor.settled()
  expect([...most.values()]).toEqual([2, 2, 2])
  const runs = await rig.sql`SELECT state, count(*)::int AS count FROM inngest.runs GROUP BY state`
  expect(runs).toEqual([{ state: 'completed', count: 24 }])
})

test('an idempotency key starts one run in 24 hours', async () => {
  const heard: unknown[] = []
  rig = await startRig(database, (client) => [
    client.createFunction(
      { id: 'keyed', triggers: { event: 'go' }, idempotency: 'event.data.id' },
      ({ event }) => {
        heard.push(event.data.id)
      },
    ),
  ])
  const twice = [1, 1, 2].map((id) => ({ name: 'go', data: { id } }))
  await rig.send(...twice)
  await rig.advance(24 * hour - 1)
  await rig.send(...twice)
  expect(heard.sort()).toEqual([1, 2])
  await rig.advance(1)
  await rig.send({ name: 'go', data: { id: 1 } })
  expect(heard).toHaveLength(3)
})

test('cron keeps the wall clock of its zone over the clock change', async () => {
  const at: string[] = []
  rig = await startRig(database, (client) => [
    client.createFunction(
      { id: 'daily', triggers: { cron: 'TZ=Europe/Berlin 0 9 * * *' } },
      ({ event }) => {
        at.push(new Date(event.ts ?? 0).toISOString())
        return event.data.cron
      },
    ),
  ])
  // Up to 28 March 2026, 00:00 UTC; the clocks change on the 29th.
  rig.clock.advance(26 * 24 * hour + 14 * hour)
  await rig.executor.settled()
  at.length = 0
  for (let i = 0; i < 3 * 24; i++) await rig.advance(hour)
  expect(at).toEqual([
    '2026-03-28T08:00:00.000Z',
    '2026-03-29T07:00:00.000Z',
    '2026-03-30T07:00:00.000Z',
  ])
  expect((await rig.sql`SELECT output FROM inngest.runs LIMIT 1`)[0]?.output).toBe(
    'TZ=Europe/Berlin 0 9 * * *',
  )
})

test('a cron missed while the executor was down is made up for once', async () => {
  let fired = 0
  rig = await startRig(database, (client) => [
    client.createFunction({ id: 'minutely', triggers: { cron: '* * * * *' } }, () => {
      fired++
    }),
  ])
  await rig.advance(minute)
  expect(fired).toBe(1)
  await rig.restart(hour)
  expect(fired).toBe(2)
  await rig.advance(minute)
  expect(fired).toBe(3)
})

test('timeouts cancel a run that takes too long', async () => {
  rig = await startRig(database, (client) => [
    client.createFunction(
      { id: 'slow', triggers: { event: 'go' }, timeouts: { finish: '10m' } },
      async ({ step }) => {
        await step.sleep('nap', '1h')
      },
    ),
  ])
  await rig.send({ name: 'go' })
  await rig.advance(10 * minute - 1)
  expect(await rig.sql`SELECT state FROM inngest.runs`).toMatchObject([{ state: 'running' }])
  await rig.advance(1)
  expect(await rig.sql`SELECT state FROM inngest.runs`).toMatchObject([{ state: 'cancelled' }])
})

test('functions that the app adds, changes or drops follow the next registration', async () => {
  const heard: string[] = []
  rig = await startRig(database, (client) => [
    client.createFunction(
      { id: 'first', triggers: { event: 'a' } },
      () => void heard.push('first'),
    ),
  ])
  rig.app.serve([
    rig.app.client.createFunction(
      { id: 'second', triggers: { event: 'a' } },
      () => void heard.push('second'),
    ),
  ])
  await rig.app.register()
  await rig.send({ name: 'a' })
  expect(heard).toEqual(['second'])
})

test('a database has one executor at a time', async () => {
  rig = await startRig(database, () => [])
  const options = { ...rig.options, lockPatienceMs: 0 }
  await expect(startExecutor(options)).rejects.toThrow('Another Inngest executor')
})
