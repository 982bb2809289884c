import { NonRetriableError, RetryAfterError } from 'inngest'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { defaultBackoff } from '../engine'
import { type Rig, startRig, type TestDatabase, testDatabase } from './rig'

let database: TestDatabase
let rig: Rig
beforeAll(async () => {
  database = await testDatabase()
})
afterEach(() => rig?.stop())
afterAll(() => database?.stop())

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

test('while the app is away its calls wait, and no try is used up', async () => {
  const attempts: number[] = []
  rig = await startRig(database, (client) => [
    client.createFunction(
      { id: 'patient', retries: 0, triggers: { event: 'go' } },
      async ({ attempt }) => {
        attempts.push(attempt)
      },
    ),
  ])
  await rig.app.goAway()
  await rig.send({ name: 'go' })
  await rig.advance(1000)
  await rig.advance(1000)
  expect(await rig.sql`SELECT state FROM inngest.runs`).toEqual([{ state: 'running' }])
  expect(rig.log.filter((line) => line.message.includes('does not answer'))).not.toHaveLength(0)
  await rig.app.comeBack()
  await rig.advance(1000)
  expect(attempts).toEqual([0])
})

test('without options a function is tried five times, with the pauses of Inngest', async () => {
  let tries = 0
  rig = await startRig(
    database,
    (client) => [
      client.createFunction({ id: 'usual', triggers: { event: 'go' } }, async () => {
        tries++
        throw new Error('no luck')
      }),
    ],
    { backoff: defaultBackoff },
  )
  await rig.send({ name: 'go' })
  const counts = [tries]
  for (const [pause, jitter] of [15, 30, 60, 120].map((seconds) => [seconds * 1000, 30_000])) {
    await rig.advance((pause ?? 0) - 1)
    counts.push(tries)
    await rig.advance((jitter ?? 0) + 1)
    counts.push(tries)
  }
  expect(counts).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5])
  expect(await rig.sql`SELECT state FROM inngest.runs`).toMatchObject([{ state: 'failed' }])
})
