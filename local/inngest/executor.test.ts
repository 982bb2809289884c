import { NonRetriableError, RetryAfterError } from 'inngest'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type FakeClock, fakeClock } from './clock'
import { type Executor, startExecutor } from './executor'
import { pointSdkAt, type TestApp, type TestDatabase, testApp, testDatabase } from './rig'

let database: TestDatabase
let databaseUrl: string
let app: TestApp
let clock: FakeClock
let executor: Executor

beforeAll(async () => {
  database = await testDatabase()
}, 30_000)
afterAll(async () => {
  await database?.stop()
}, 30_000)

async function serve(...functions: Parameters<TestApp['serve']>[0]): Promise<void> {
  app.serve(functions)
  databaseUrl = await database.create()
  clock = fakeClock(new Date('2026-03-01T10:00:00Z'))
  executor = await startExecutor({
    databaseUrl,
    port: 0,
    appUrl: app.url,
    clock,
    log: (...line) => process.env.EXECUTOR_LOG && console.error(...line),
  })
  pointSdkAt(app, executor.url)
  await executor.sync()
}
afterEach(async () => {
  await executor?.stop()
  await app?.close()
})

describe('thin path', () => {
  it('runs a function of two steps for an event', async () => {
    app = await testApp()
    const seen: unknown[] = []
    const fn = app.client.createFunction(
      { id: 'two', triggers: { event: 'a/b' } },
      async ({ event, step }) => {
        const one = await step.run('one', () => event.data.n + 1)
        const two = await step.run('two', () => one * 2)
        seen.push(two)
        return two
      },
    )
    await serve(fn)
    await app.client.send({ name: 'a/b', data: { n: 1 } })
    await executor.settled()
    expect(seen).toEqual([4])
  })
  it('times out a wait', async () => {
    app = await testApp()
    const seen: unknown[] = []
    const fn = app.client.createFunction(
      { id: 'w', triggers: { event: 'a/b' } },
      async ({ step }) => {
        seen.push(
          await step.waitForEvent('x', {
            event: 'c/d',
            timeout: '2h',
            if: 'async.data.id == event.data.id',
          }),
        )
      },
    )
    await serve(fn)
    await app.client.send({ name: 'a/b', data: { id: 1 } })
    await executor.settled()
    clock.advance(2 * 3600_000 - 1)
    await executor.settled()
    expect(seen).toEqual([])
    clock.advance(1)
    await executor.settled()
    expect(seen).toEqual([null])
  })
})
