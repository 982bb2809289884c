import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startRig, type TestDatabase, testDatabase } from './rig'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database?.stop())

test('while connections are killed nothing gets lost, and what follows is not held up by it', async () => {
  const ran = new Set<number>()
  const rig = await startRig(database, (client) => [
    client.createFunction(
      { id: 'send', triggers: { event: 'queued' }, concurrency: { limit: 5 }, retries: 10 },
      async ({ event, step }) => {
        await step.run('one', () => new Promise((resolve) => setTimeout(resolve, 5)))
        await step.run('two', () => {
          ran.add(event.data.n)
        })
      },
    ),
  ])
  const killer = postgres(rig.options.databaseUrl, { max: 1, onnotice: () => {} })
  let sent = 0
  for (let round = 0; round < 20; round++) {
    for (let n = 0; n < 10; n++, sent++) await sendForSure(rig, sent)
    await killer`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name = 'medcal-executor'`
    rig.clock.advance(1000)
  }
  // The retries of what was hit fall due one after another.
  for (let second = 0; second < 60 && ran.size < sent; second++) {
    rig.clock.advance(1000)
    await rig.executor.settled()
  }
  expect(ran.size).toBe(sent)
  const [left] = await killer`
    select count(*)::int as jobs, count(leased_until)::int as leased from inngest.jobs`
  expect(left).toEqual({ jobs: 0, leased: 0 })
  const [lock] = await killer`select pg_try_advisory_lock(20260214) as free`
  expect(lock).toEqual({ free: false })
  await killer.end()
  await rig.stop()
})

/** As the outbox does: with an id of its own, until it is taken. */
async function sendForSure({ app }: Awaited<ReturnType<typeof startRig>>, n: number) {
  for (;;) {
    const taken = await app.client.send({ id: `e${n}`, name: 'queued', data: { n } }).then(
      () => true,
      () => false,
    )
    if (taken) return
  }
}
