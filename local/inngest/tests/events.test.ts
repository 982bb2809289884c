import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type Rig, startRig, type TestDatabase, testDatabase } from './rig'

let database: TestDatabase
let rig: Rig
beforeAll(async () => {
  database = await testDatabase()
})
afterEach(() => rig?.stop())
afterAll(() => database?.stop())

const minute = 60_000
const hour = 60 * minute

test('an event starts every function whose trigger wants it, and a batch is many events', async () => {
  const heard: string[] = []
  rig = await startRig(database, (client) => [
    client.createFunction({ id: 'all', triggers: { event: 'a' } }, ({ event }) => {
      heard.push(`all ${event.data.n}`)
    }),
    client.createFunction(
      { id: 'big', triggers: { event: 'a', if: 'event.data.n > 1' } },
      ({ event }) => {
        heard.push(`big ${event.data.n}`)
      },
    ),
    client.createFunction(
      { id: 'either', triggers: [{ event: 'b' }, { event: 'a', if: 'event.data.n == 1' }] },
      () => {
        heard.push('either')
      },
    ),
  ])
  const ids = await rig.send({ name: 'a', data: { n: 1 } }, { name: 'a', data: { n: 2 } })
  expect(new Set(ids).size).toBe(2)
  expect(heard.sort()).toEqual(['all 1', 'all 2', 'big 2', 'either'])
})

test('an event id counts once, in one batch and across', async () => {
  let runs = 0
  rig = await startRig(database, (client) => [
    client.createFunction({ id: 'once', triggers: { event: 'a' } }, () => {
      runs++
    }),
  ])
  await rig.send(
    { name: 'a', id: 'outbox-1' },
    { name: 'a', id: 'outbox-1' },
    { name: 'a', id: 'outbox-2' },
  )
  expect(await rig.send({ name: 'a', id: 'outbox-1' })).toEqual(['outbox-1'])
  expect(runs).toBe(2)
})

test('a repeated request without ids counts once, by its seed', async () => {
  let runs = 0
  rig = await startRig(database, (client) => [
    client.createFunction({ id: 'once', triggers: { event: 'a' } }, () => {
      runs++
    }),
  ])
  const post = () =>
    fetch(`${rig.executor.url}/e/key`, {
      method: 'POST',
      headers: { 'x-inngest-event-id-seed': '1772359200000,c2VlZA==' },
      body: JSON.stringify([{ name: 'a' }]),
    }).then((response) => response.json())
  expect(await post()).toEqual(await post())
  await rig.executor.settled()
  expect(runs).toBe(1)
})

test.each([
  { name: 'if', options: { if: 'async.data.offerId == event.data.offerId && async.data.ok' } },
  { name: 'match', options: { match: 'data.offerId' } },
  {
    name: 'an expression without an equality',
    options: { if: 'async.data.offerId.startsWith(event.data.offerId)' },
  },
])('a wait ends with the event that its "$name" wants', async ({ options }) => {
  let got: unknown
  rig = await startRig(database, (client) => [
    client.createFunction({ id: 'waiter', triggers: { event: 'offer' } }, async ({ step }) => {
      got = await step.waitForEvent('answer', { event: 'answer', timeout: '2h', ...options })
    }),
  ])
  await rig.send({ name: 'offer', data: { offerId: 'o1' } })
  await rig.send({ name: 'answer', data: { offerId: 'x', ok: true } }, { name: 'answer', data: {} })
  await rig.send({ name: 'else', data: { offerId: 'o1', ok: true } })
  expect(got).toBeUndefined()
  await rig.send({ name: 'answer', id: 'the-one', data: { offerId: 'o1', ok: true } })
  expect(got).toMatchObject({ id: 'the-one', name: 'answer', data: { offerId: 'o1' } })
  await rig.advance(3 * hour)
  expect(await rig.sql`SELECT state FROM inngest.runs`).toMatchObject([{ state: 'completed' }])
})

test.each([
  { name: 'text', timeout: '2h' },
  { name: 'milliseconds', timeout: 2 * hour },
  { name: 'a Date', timeout: new Date('2026-03-01T12:00:00Z') },
])('a wait gives null at its timeout, given as $name', async ({ timeout }) => {
  let got: unknown = 'nothing yet'
  rig = await startRig(database, (client) => [
    client.createFunction({ id: 'waiter', triggers: { event: 'offer' } }, async ({ step }) => {
      got = await step.waitForEvent('answer', { event: 'answer', timeout })
    }),
  ])
  await rig.send({ name: 'offer' })
  await rig.advance(2 * hour - 1)
  expect(got).toBe('nothing yet')
  await rig.advance(1)
  expect(got).toBeNull()
  await rig.send({ name: 'answer' })
  expect(await rig.sql`SELECT data FROM inngest.steps`).toEqual([{ data: null }])
})

test('an event of before the wait is missed, as in Inngest', async () => {
  let got: unknown = 'nothing yet'
  rig = await startRig(database, (client) => [
    client.createFunction({ id: 'waiter', triggers: { event: 'offer' } }, async ({ step }) => {
      got = await step.waitForEvent('answer', { event: 'answer', timeout: '1h' })
    }),
  ])
  await rig.send({ name: 'answer' }, { name: 'offer' })
  await rig.advance(hour)
  expect(got).toBeNull()
})

test('cancelOn ends the runs it means, within its time', async () => {
  const finished: unknown[] = []
  rig = await startRig(database, (client) => [
    client.createFunction(
      {
        id: 'cancellable',
        triggers: { event: 'go' },
        cancelOn: [{ event: 'stop', if: 'async.data.id == event.data.id', timeout: '30m' }],
      },
      async ({ event, step }) => {
        await step.sleep('nap', '1h')
        finished.push(event.data.id)
      },
    ),
  ])
  await rig.send(
    { name: 'go', data: { id: 1 } },
    { name: 'go', data: { id: 2 } },
    { name: 'go', data: { id: 3 } },
  )
  await rig.send({ name: 'stop', data: { id: 1 } })
  await rig.advance(30 * minute)
  await rig.send({ name: 'stop', data: { id: 2 } })
  await rig.advance(hour)
  expect(finished.sort()).toEqual([2, 3])
  const runs = await rig.sql`SELECT state FROM inngest.runs ORDER BY state`
  expect(runs.map((run) => run.state)).toEqual(['cancelled', 'completed', 'completed'])
  expect(await rig.sql`SELECT 1 FROM inngest.watches`).toHaveLength(0)
})

test('a run that is cancelled in the middle of a call does nothing more', async () => {
  let steps = 0
  let release = () => {}
  let entered = () => {}
  const inside = new Promise<void>((resolve) => {
    entered = resolve
  })
  rig = await startRig(database, (client) => [
    client.createFunction(
      { id: 'busy', triggers: { event: 'go' }, cancelOn: [{ event: 'stop' }] },
      async ({ step }) => {
        await step.run('long', async () => {
          steps++
          entered()
          await new Promise<void>((resolve) => {
            release = resolve
          })
        })
        await step.run('next', () => {
          steps++
        })
      },
    ),
  ])
  await rig.app.client.send({ name: 'go' })
  await inside
  await rig.app.client.send({ name: 'stop' })
  release()
  await rig.executor.settled()
  expect(steps).toBe(1)
  expect(await rig.sql`SELECT state FROM inngest.runs`).toMatchObject([{ state: 'cancelled' }])
})

test('of many waits each event ends its own', async () => {
  let ended = 0
  rig = await startRig(database, (client) => [
    client.createFunction({ id: 'many', triggers: { event: 'go' } }, async ({ step }) => {
      const answer = await step.waitForEvent('answer', {
        event: 'answer',
        timeout: '1h',
        match: 'data.id',
      })
      if (answer) ended++
    }),
  ])
  await rig.send(...Array.from({ length: 60 }, (_, id) => ({ name: 'go', data: { id } })))
  await rig.send(...Array.from({ length: 30 }, (_, id) => ({ name: 'answer', data: { id } })))
  expect(ended).toBe(30)
  await rig.advance(hour)
  expect(ended).toBe(30)
  expect(await rig.sql`SELECT DISTINCT state FROM inngest.runs`).toEqual([{ state: 'completed' }])
})
