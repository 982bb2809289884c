import { NonRetriableError, RetryAfterError } from 'inngest'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { meetingOf, type Rig, startRig, type TestDatabase, testDatabase } from './rig'

let database: TestDatabase
let rig: Rig
beforeAll(async () => {
  database = await testDatabase()
}, 60_000)
afterEach(() => rig?.stop())
afterAll(() => database?.stop(), 60_000)

const hour = 3_600_000

interface FailureContext {
  event: { data: { function_id: string; event: { data: unknown } } }
  error: Error
}

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

test.each(modes)(
  'a failing step is retried after the backoff, then caught ($name)',
  async ({ checkpointing }) => {
    const attempts: number[] = []
    let caught = ''
    rig = await startRig(
      database,
      (client) => [
        client.createFunction(
          { id: 'retry', retries: 2, checkpointing, triggers: { event: 'go' } },
          async ({ step, attempt }) => {
            await step.run('before', () => 1)
            try {
              await step.run('breaks', () => {
                attempts.push(attempt)
                throw new Error('no luck')
              })
            } catch (error) {
              caught = String(error)
            }
          },
        ),
      ],
      { backoff: (attempt) => attempt * 60_000 },
    )
    await rig.send({ name: 'go' })
    expect(attempts).toEqual([0])
    await rig.advance(59_999)
    expect(attempts).toEqual([0])
    await rig.advance(1)
    expect(attempts).toEqual([0, 1])
    await rig.advance(119_999)
    expect(attempts).toEqual([0, 1])
    await rig.advance(1)
    expect(attempts).toEqual([0, 1, 2])
    expect(caught).toContain('no luck')
    expect(await rig.sql`SELECT state FROM inngest.runs`).toMatchObject([{ state: 'completed' }])
  },
)

test('a step that works at the second try gives its result and resets the count', async () => {
  let tries = 0
  const attempts: number[] = []
  rig = await startRig(database, (client) => [
    client.createFunction(
      { id: 'second', retries: 1, triggers: { event: 'go' } },
      async ({ step }) => {
        for (const name of ['a', 'b']) {
          await step.run(name, () => {
            tries++
            if (tries % 2 === 1) throw new Error('once more')
            attempts.push(tries)
          })
        }
      },
    ),
  ])
  await rig.send({ name: 'go' })
  await rig.advance(1000)
  await rig.advance(1000)
  expect(attempts).toEqual([2, 4])
  expect(await rig.sql`SELECT state FROM inngest.runs`).toMatchObject([{ state: 'completed' }])
})

test('NonRetriableError is not retried, and onFailure hears of it', async () => {
  let tries = 0
  const failures: unknown[] = []
  rig = await startRig(database, (client) => [
    client.createFunction(
      {
        id: 'hopeless',
        triggers: { event: 'go' },
        onFailure: ({ event, error }: FailureContext) => {
          failures.push([error.message, event.data.function_id, event.data.event.data])
        },
      },
      async ({ step }) => {
        await step.run('breaks', () => {
          tries++
          throw new NonRetriableError('hopeless')
        })
      },
    ),
    client.createFunction(
      {
        id: 'other',
        triggers: { event: 'never' },
        onFailure: () => void failures.push('of another function'),
      },
      async () => {},
    ),
  ])
  await rig.send({ name: 'go', data: { n: 7 } })
  await rig.advance(hour)
  expect(tries).toBe(1)
  expect(failures).toEqual([['hopeless', 'test-hopeless', { n: 7 }]])
  const runs = await rig.sql`SELECT function_id, state FROM inngest.runs ORDER BY function_id`
  expect(runs).toEqual([
    { function_id: 'test-hopeless', state: 'failed' },
    { function_id: 'test-hopeless-failure', state: 'completed' },
  ])
})

test('an error outside of a step is retried too, and uses the tries up', async () => {
  let tries = 0
  rig = await startRig(database, (client) => [
    client.createFunction({ id: 'outside', retries: 1, triggers: { event: 'go' } }, async () => {
      tries++
      throw new Error('outside')
    }),
  ])
  await rig.send({ name: 'go' })
  await rig.advance(1000)
  await rig.advance(hour)
  expect(tries).toBe(2)
  const [run] = await rig.sql`SELECT state, error FROM inngest.runs`
  expect(run).toMatchObject({ state: 'failed', error: { name: 'Error', message: 'outside' } })
})

test('RetryAfterError sets the time of the next try', async () => {
  let tries = 0
  rig = await startRig(database, (client) => [
    client.createFunction({ id: 'later', triggers: { event: 'go' } }, async ({ step }) => {
      await step.run('busy', () => {
        tries++
        if (tries === 1) throw new RetryAfterError('busy', '5m')
        if (tries === 2) throw new RetryAfterError('busy', new Date('2026-03-01T12:00:00Z'))
      })
    }),
  ])
  await rig.send({ name: 'go' })
  await rig.advance(5 * 60_000 - 1)
  expect(tries).toBe(1)
  await rig.advance(1)
  expect(tries).toBe(2)
  await rig.advance(hour)
  expect(tries).toBe(2)
  await rig.advance(hour)
  expect(tries).toBe(3)
})

test('parallel steps run at the same time, each once', async () => {
  const ran: string[] = []
  let together = 0
  let most = 0
  let result: unknown
  rig = await startRig(database, (client) => [
    client.createFunction({ id: 'parallel', triggers: { event: 'go' } }, async ({ step }) => {
      const both = ['a', 'b', 'c'].map((name) =>
        step.run(name, async () => {
          ran.push(name)
          most = Math.max(most, ++together)
          await meeting.arrive()
          together--
          return name
        }),
      )
      const [sums, , after] = await Promise.all([
        Promise.all(both),
        step.sleep('nap', '1h'),
        both[0]?.then((name: string) =>
          step.run('after-a', () => (ran.push('after-a'), `${name}!`)),
        ),
      ])
      result = [sums, after]
    }),
  ])
  const meeting = meetingOf(3)
  await rig.send({ name: 'go' })
  expect(most).toBe(3)
  expect(ran.sort()).toEqual(['a', 'after-a', 'b', 'c'])
  expect(result).toBeUndefined()
  await rig.advance(hour)
  expect(result).toEqual([['a', 'b', 'c'], 'a!'])
  expect(ran).toHaveLength(4)
})

test('a failing parallel step is retried alone', async () => {
  const ran: string[] = []
  rig = await startRig(database, (client) => [
    client.createFunction({ id: 'alone', triggers: { event: 'go' } }, async ({ step }) => {
      await Promise.all([
        step.run('good', () => void ran.push('good')),
        step.run('bad', () => {
          ran.push('bad')
          if (ran.filter((one) => one === 'bad').length < 2) throw new Error('again')
        }),
      ])
    }),
  ])
  await rig.send({ name: 'go' })
  await rig.advance(1000)
  expect(ran.sort()).toEqual(['bad', 'bad', 'good'])
  expect(await rig.sql`SELECT state FROM inngest.runs`).toMatchObject([{ state: 'completed' }])
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
