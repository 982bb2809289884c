import { referenceFunction } from 'inngest'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { gate, type Rig, startRig, type TestDatabase, testDatabase } from './rig'

let database: TestDatabase
let rig: Rig
beforeAll(async () => {
  database = await testDatabase()
})
afterEach(() => rig?.stop())
afterAll(() => database?.stop())

const hour = 3_600_000

/** Both ways that the SDK has of running steps: several in one call, and one call for each. */
const modes = [
  { name: 'with checkpoints', checkpointing: true },
  { name: 'without checkpoints', checkpointing: false },
]

test.each(modes)('a step that ran is not run again ($name)', async ({ checkpointing }) => {
  const ran: string[] = []
  let result: unknown
  rig = await startRig(database, (client) => [
    client.createFunction(
      { id: 'memo', checkpointing, triggers: { event: 'go' } },
      async ({ event, step }) => {
        const one = await step.run('one', () => {
          ran.push('one')
          return { n: event.data.n, nothing: undefined, text: 'a\u0000b', at: new Date(0) }
        })
        await step.sleep('nap', '1h')
        const two = await step.run('two', () => {
          ran.push('two')
        })
        result = [one, two]
        return 'done'
      },
    ),
  ])
  await rig.send({ name: 'go', data: { n: 1 } })
  expect(ran).toEqual(['one'])
  await rig.advance(hour)
  expect(ran).toEqual(['one', 'two'])
  expect(result).toEqual([{ n: 1, text: 'a\u0000b', at: '1970-01-01T00:00:00.000Z' }, null])
  const [run] = await rig.sql`SELECT state, output FROM inngest.runs`
  expect(run).toEqual({ state: 'completed', output: 'done' })
})

test('with checkpoints, several steps cost one call', async () => {
  rig = await startRig(database, (client) => [
    client.createFunction({ id: 'one-call', triggers: { event: 'go' } }, async ({ step }) => {
      for (const name of ['a', 'b', 'c']) await step.run(name, () => name)
    }),
  ])
  await rig.send({ name: 'go' })
  expect(rig.app.calls()).toBe(1)
  expect(await rig.sql`SELECT name FROM inngest.steps ORDER BY position`).toMatchObject([
    { name: 'a' },
    { name: 'b' },
    { name: 'c' },
  ])
})

test('parallel steps run at the same time, each once', async () => {
  const ran: string[] = []
  // Each waits for the others: one after the other, they would wait for ever.
  const allInside = gate()
  let result: unknown
  rig = await startRig(database, (client) => [
    client.createFunction({ id: 'parallel', triggers: { event: 'go' } }, async ({ step }) => {
      const both = ['a', 'b', 'c'].map((name) =>
        step.run(name, async () => {
          ran.push(name)
          if (ran.length === 3) allInside.open()
          await allInside.opened
          return name
        }),
      )
      const [sums, , after] = await Promise.all([
        Promise.all(both),
        step.sleep('nap', '1h'),
        both[0]?.then((name: string) =>
          step.run('after-a', () => {
            ran.push('after-a')
            return `${name}!`
          }),
        ),
      ])
      result = [sums, after]
    }),
  ])
  await rig.send({ name: 'go' })
  expect(ran.sort()).toEqual(['a', 'after-a', 'b', 'c'])
  expect(result).toBeUndefined()
  await rig.advance(hour)
  expect(result).toEqual([['a', 'b', 'c'], 'a!'])
  expect(ran).toHaveLength(4)
})

test('a planned step that is running is not run again when something else ends', async () => {
  let slow = 0
  const entered = gate()
  const napped = gate()
  const release = gate()
  rig = await startRig(database, (client) => [
    client.createFunction({ id: 'beside', triggers: { event: 'go' } }, async ({ step }) => {
      await Promise.all([
        step.run('slow', async () => {
          slow++
          entered.open()
          await release.opened
        }),
        step.sleep('nap', '1h').then(() => napped.open()),
      ])
    }),
  ])
  await rig.app.client.send({ name: 'go' })
  await entered.opened
  rig.clock.advance(hour)
  await napped.opened
  release.open()
  await rig.executor.settled()
  expect(slow).toBe(1)
  expect(await rig.sql`SELECT state FROM inngest.runs`).toEqual([{ state: 'completed' }])
})

test('a race goes on with the first', async () => {
  let winner: unknown
  rig = await startRig(database, (client) => [
    client.createFunction({ id: 'race', triggers: { event: 'go' } }, async ({ step }) => {
      winner = await Promise.race([
        step.sleep('nap', '1h').then(() => 'nap'),
        step.waitForEvent('answer', { event: 'answer', timeout: '2h' }).then(() => 'answer'),
      ])
    }),
  ])
  await rig.send({ name: 'go' })
  await rig.send({ name: 'answer' })
  expect(winner).toBe('answer')
})

test('sleep and sleepUntil end at their instant', async () => {
  const done: string[] = []
  rig = await startRig(database, (client) => [
    client.createFunction({ id: 'sleeper', triggers: { event: 'go' } }, async ({ step }) => {
      await step.sleep('number', 90_000)
      done.push('number')
      await step.sleepUntil('date', new Date('2026-03-02T00:00:00Z'))
      done.push('date')
    }),
  ])
  await rig.send({ name: 'go' })
  await rig.advance(89_999)
  expect(done).toEqual([])
  await rig.advance(1)
  expect(done).toEqual(['number'])
  await rig.advance(14 * hour - 90_001)
  expect(done).toEqual(['number'])
  await rig.advance(1)
  expect(done).toContain('date')
})

test('in its test mode sleeps end too soon by as much as it is told', async () => {
  let ended = false
  rig = await startRig(
    database,
    (client) => [
      client.createFunction({ id: 'early', triggers: { event: 'go' } }, async ({ step }) => {
        await step.sleep('pause', '10s')
        ended = true
      }),
    ],
    { earlyMs: 500 },
  )
  await rig.send({ name: 'go' })
  await rig.advance(9499)
  expect(ended).toBe(false)
  await rig.advance(1)
  expect(ended).toBe(true)
})

test('step.sendEvent starts another function', async () => {
  const heard: unknown[] = []
  rig = await startRig(database, (client) => [
    client.createFunction({ id: 'sender', triggers: { event: 'go' } }, async ({ step }) => {
      return step.sendEvent('tell', [
        { name: 'told', data: { n: 1 } },
        { name: 'told', data: { n: 2 } },
      ])
    }),
    client.createFunction({ id: 'hearer', triggers: { event: 'told' } }, async ({ event }) => {
      heard.push(event.data.n)
    }),
  ])
  await rig.send({ name: 'go' })
  expect(heard.sort()).toEqual([1, 2])
})

test('step.invoke gives the result, the error, or a timeout', async () => {
  const results: unknown[] = []
  rig = await startRig(database, (client) => {
    const child = client.createFunction(
      { id: 'child', retries: 0, triggers: { event: 'child-only' } },
      async ({ event, step }) => {
        if (event.data.how === 'fail') throw new Error('child broke')
        if (event.data.how === 'sleep') await step.sleep('long', '3h')
        return { got: event.data.how }
      },
    )
    return [
      child,
      client.createFunction({ id: 'parent', triggers: { event: 'go' } }, async ({ step }) => {
        for (const how of ['work', 'fail', 'sleep']) {
          results.push(
            await step
              .invoke(how, { function: child, data: { how }, timeout: '1h' })
              .catch((e: unknown) => String(e)),
          )
        }
      }),
    ]
  })
  await rig.send({ name: 'go' })
  await rig.advance(hour)
  const last = results.slice(-3)
  expect(last[0]).toEqual({ got: 'work' })
  expect(last[1]).toContain('child broke')
  expect(last[2]).toContain('did not finish in time')
})

test('step.invoke of a function that is not there gives an error', async () => {
  let caught = ''
  rig = await startRig(database, (client) => [
    client.createFunction({ id: 'parent', triggers: { event: 'go' } }, async ({ step }) => {
      await step
        .invoke('none', { function: referenceFunction({ functionId: 'nowhere' }) })
        .catch((error: unknown) => {
          caught = String(error)
        })
    }),
  ])
  await rig.send({ name: 'go' })
  expect(caught).toContain('test-nowhere')
})

test('a step that the executor does not support fails the run and says so', async () => {
  rig = await startRig(database, (client) => [
    client.createFunction({ id: 'signal', triggers: { event: 'go' } }, async ({ step }) => {
      await step.waitForSignal('s', { signal: 'x', timeout: '1h' })
    }),
  ])
  await rig.send({ name: 'go' })
  const [run] = await rig.sql`SELECT state, error FROM inngest.runs`
  expect(run?.state).toBe('failed')
  expect(run?.error.message).toContain('WaitForSignal')
})
