import http from 'node:http'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { startExecutor } from '../executor'
import { type Rig, startRig, type TestApp, type TestDatabase, testDatabase } from './rig'

let database: TestDatabase
let rig: Rig
beforeAll(async () => {
  database = await testDatabase()
})
afterEach(() => rig?.stop())
afterAll(() => database?.stop())

type Options = Omit<Parameters<TestApp['client']['createFunction']>[0], 'id'>

const refused: [string, Options][] = [
  ['batchEvents', { triggers: { event: 'a' }, batchEvents: { maxSize: 2, timeout: '5s' } }],
  ['debounce', { triggers: { event: 'a' }, debounce: { period: '5s' } }],
  ['throttle', { triggers: { event: 'a' }, throttle: { limit: 1, period: '5s' } }],
  ['rateLimit', { triggers: { event: 'a' }, rateLimit: { limit: 1, period: '5s' } }],
  ['priority', { triggers: { event: 'a' }, priority: { run: '100' } }],
  ['singleton', { triggers: { event: 'a' }, singleton: { mode: 'skip' } }],
  ['jitter', { triggers: { cron: '0 * * * *', jitter: '5m' } as { cron: string } }],
  [
    'scope "account"',
    { triggers: { event: 'a' }, concurrency: { limit: 1, scope: 'account', key: '"k"' } },
  ],
  ['inngest/function.finished', { triggers: { event: 'inngest/function.finished' } }],
  ['event.data.', { triggers: { event: 'a', if: 'event.data.' } }],
  ['99 * * * *', { triggers: { cron: '99 * * * *' } }],
  ['TZ=Mars/Base', { triggers: { cron: 'TZ=Mars/Base 0 9 * * *' } }],
]
test('what is not supported is refused at registration, by name', async () => {
  rig = await startRig(database, () => [])
  for (const [name, options] of refused) {
    rig.app.serve([rig.app.client.createFunction({ id: 'bad', ...options }, () => {})])
    await expect(rig.app.register(), name).rejects.toThrow(name)
    await expect(rig.app.register(), name).rejects.toThrow('test-bad')
  }
  expect(await rig.sql`SELECT 1 FROM inngest.functions`).toHaveLength(0)
})

test('the SDK registers, and is told of a refusal', async () => {
  rig = await startRig(database, () => [])
  rig.app.serve([rig.app.client.createFunction({ id: 'fine', triggers: { event: 'a' } }, () => {})])
  const put = () => fetch(rig.app.url, { method: 'PUT' })
  expect(await (await put()).json()).toMatchObject({ modified: true })
  expect(await rig.sql`SELECT id FROM inngest.functions`).toEqual([{ id: 'test-fine' }])
  rig.app.serve([
    rig.app.client.createFunction(
      { id: 'bad', triggers: { event: 'a' }, debounce: { period: '5s' } },
      () => {},
    ),
  ])
  const refused = await put()
  expect(refused.status).toBe(400)
  expect(await refused.text()).toContain('debounce')
  expect(await rig.sql`SELECT id FROM inngest.functions`).toEqual([{ id: 'test-fine' }])
})

test('with keys, the app checks the executor and the executor the app', async () => {
  const signingKey = `signkey-test-${'ab'.repeat(16)}`
  let ran = 0
  rig = await startRig(
    database,
    (client) => [
      client.createFunction({ id: 'signed', triggers: { event: 'a' } }, async ({ step }) => {
        await step.run('one', () => {
          ran++
        })
      }),
    ],
    { signingKey, eventKey: 'test-event-key' },
  )
  await rig.send({ name: 'a' })
  expect(ran).toBe(1)
  expect(await rig.sql`SELECT state FROM inngest.runs`).toEqual([{ state: 'completed' }])
  // Served again, for the SDK takes the address to register at when it starts to serve.
  rig.app.serve([
    rig.app.client.createFunction({ id: 'signed', triggers: { event: 'a' } }, () => {}),
  ])
  expect((await fetch(rig.app.url, { method: 'PUT' })).status).toBe(200)
  const post = (path: string) =>
    fetch(`${rig.executor.url}${path}`, { method: 'POST', body: '{"name":"a"}' })
  expect((await post('/e/guess')).status).toBe(401)
  expect((await post('/fn/register')).status).toBe(401)
  const unsigned = await fetch(`${rig.app.url}?fnId=test-signed&stepId=step`, {
    method: 'POST',
    body: '{}',
  })
  expect(unsigned.status).toBe(401)
})

test('bad events are refused with what is wrong', async () => {
  rig = await startRig(database, () => [])
  const post = async (body: string) => {
    const response = await fetch(`${rig.executor.url}/e/key`, { method: 'POST', body })
    return `${response.status} ${await response.text()}`
  }
  expect(await post('{')).toContain('400')
  expect(await post('{"data":{}}')).toContain('400')
  expect(await post('{"name":"inngest/function.failed"}')).toContain('kept for the executor')
  expect(await post(`{"name":"a","data":{"x":"${'y'.repeat(5_000_000)}"}}`)).toContain('4 MB')
})

test('only programs of this machine are served, and no web page', async () => {
  rig = await startRig(database, () => [])
  const status = (headers: Record<string, string>, method = 'GET') =>
    new Promise<number | undefined>((resolve, reject) => {
      http
        .request(`${rig.executor.url}/api/runs`, { headers, method }, (response) => {
          response.resume()
          resolve(response.statusCode)
        })
        .on('error', reject)
        .end()
    })
  expect(await status({})).toBe(200)
  expect(await status({ host: 'evil.example' })).toBe(403)
  expect(await status({ origin: 'https://evil.example' }, 'POST')).toBe(403)
  const options = { databaseUrl: 'postgres://127.0.0.1/none', port: 0, appUrl: rig.app.url }
  const elsewhere = startExecutor({ ...options, host: '0.0.0.0' })
  await expect(elsewhere).rejects.toThrow('not loopback')
})

test('the page shows runs, waits, retries and errors, and escapes them', async () => {
  rig = await startRig(database, (client) => [
    client.createFunction({ id: 'waits', triggers: { event: 'a' } }, async ({ step }) => {
      await step.run('<b>first</b>', () => ({ secret: 'Erika Muster' }))
      await step.waitForEvent('answer', { event: 'answer', timeout: '2h' })
    }),
    client.createFunction({ id: 'retries', triggers: { event: 'a' } }, async () => {
      throw new Error('<script>alert(1)</script>')
    }),
    client.createFunction({ id: 'sweep', triggers: { cron: '0 9 * * *' } }, () => {}),
  ])
  await rig.send({ name: 'a', data: { secret: 'Erika Muster' } })
  const page = await (await fetch(`${rig.executor.url}/`)).text()
  expect(page).toContain('test-waits')
  expect(page).toContain('2026-03-01 12:00:00')
  expect(page).toContain('Try 2 at')
  expect(page).toContain('0 9 * * *')
  expect(page).toContain('&lt;script&gt;')
  expect(page).toContain('&lt;b&gt;first')
  expect(page).not.toMatch(/<script|<b>|Erika/)
  const filtered = await (await fetch(`${rig.executor.url}/?function=test-retries`)).text()
  expect(filtered).not.toContain('answer')
  const { runs } = await (await fetch(`${rig.executor.url}/api/runs?function=test-waits`)).json()
  expect(runs).toMatchObject([
    {
      functionId: 'test-waits',
      state: 'running',
      steps: [{ state: 'done' }, { state: 'waiting' }],
    },
  ])
  const run = await (await fetch(`${rig.executor.url}/api/runs/${runs[0].id}`)).json()
  expect(run).toMatchObject({
    event: { data: { secret: 'Erika Muster' } },
    steps: [{ data: { secret: 'Erika Muster' } }, {}],
  })
  expect(await (await fetch(`${rig.executor.url}/health`)).json()).toMatchObject({ status: 'ok' })
  expect((await fetch(`${rig.executor.url}/api/runs/none`)).status).toBe(404)
})

test('runs that ended long ago are pruned at the start, waiting ones never', async () => {
  rig = await startRig(database, (client) => [
    client.createFunction({ id: 'short', triggers: { event: 'a' } }, () => {}),
    client.createFunction({ id: 'long', triggers: { event: 'a' } }, async ({ step }) => {
      await step.sleep('nap', '30d')
    }),
  ])
  await rig.send({ name: 'a' }, { name: 'b' })
  await rig.restart(8 * 86_400_000)
  expect(await rig.sql`SELECT function_id FROM inngest.runs`).toEqual([
    { function_id: 'test-long' },
  ])
  expect(await rig.sql`SELECT name FROM inngest.events`).toEqual([{ name: 'a' }])
})
