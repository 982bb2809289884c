import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import getPort from 'get-port'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pointSdkAt, type TestApp, type TestDatabase, testApp, testDatabase } from './rig'

let database: TestDatabase
let app: TestApp
let sql: postgres.Sql
const children: ChildProcess[] = []

beforeAll(async () => {
  database = await testDatabase()
})
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await sql?.end()
  await app?.close()
  await database?.stop()
})

/** Starts the executor as a process of its own and resolves when it listens. */
async function startProcess(databaseUrl: string, port: number): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'local/inngest/main.ts'], {
    env: {
      NODE_ENV: 'test',
      PATH: process.env.PATH,
      DATABASE_URL: databaseUrl,
      INNGEST_APP_URL: app.url,
      INNGEST_EXECUTOR_PORT: String(port),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  for await (const chunk of child.stdout) if (String(chunk).includes('listens')) break
  child.stdout.resume()
  return child
}

/** Watches another process; there is no other way to know what it has done. */
async function until(what: string, done: () => Promise<boolean> | boolean): Promise<void> {
  // Far from a lease's 15 minutes, which nothing may have to wait for.
  const giveUpAt = Date.now() + 120_000
  while (!(await done())) {
    if (Date.now() > giveUpAt) throw new Error(`${what} did not come about`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

test('kill -9 in the middle of 100 waits: all resume after the restart, none twice', async () => {
  app = await testApp()
  const closed: number[] = []
  const offered: number[] = []
  app.serve([
    app.client.createFunction(
      { id: 'offer', triggers: { event: 'offer' } },
      async ({ event, step }) => {
        await step.run('send', () => {
          offered.push(event.data.id)
        })
        await step.waitForEvent('answer', { event: 'answer', timeout: '2h', match: 'data.id' })
        await step.run('close', () => {
          closed.push(event.data.id)
        })
      },
    ),
  ])
  const databaseUrl = await database.create()
  sql = postgres(databaseUrl, { max: 1 })
  const port = await getPort({ host: '127.0.0.1' })
  const first = await startProcess(databaseUrl, port)
  pointSdkAt(app, `http://127.0.0.1:${port}`)
  await app.register()
  await app.client.send(Array.from({ length: 100 }, (_, id) => ({ name: 'offer', data: { id } })))
  await until('every wait', async () => {
    const [row] = await sql`SELECT count(*)::int AS n FROM inngest.steps WHERE state = 'waiting'`
    return row?.n === 100
  })
  expect(closed).toEqual([])
  first.kill('SIGKILL')
  await once(first, 'exit')
  // Two hours pass while no executor is alive.
  await sql`UPDATE inngest.steps SET due_at = due_at - interval '2 hours' WHERE state = 'waiting'`
  const second = await startProcess(databaseUrl, port)
  await until('every close', () => closed.length >= 100)
  await until('every end', async () => {
    const [row] = await sql`SELECT count(*)::int AS n FROM inngest.runs WHERE state = 'completed'`
    return row?.n === 100
  })
  const everyId = Array.from({ length: 100 }, (_, id) => id)
  expect(closed.sort((a, b) => a - b)).toEqual(everyId)
  expect(offered.sort((a, b) => a - b)).toEqual(everyId)
  second.kill('SIGTERM')
  expect(await once(second, 'exit')).toEqual([0, null])
})

test('kill -9 in the middle of a call: the call is made again at once, with what was done before', async () => {
  const entered: string[] = []
  let release = () => {}
  app = await testApp()
  app.serve([
    app.client.createFunction({ id: 'slow', triggers: { event: 'go' } }, async ({ step }) => {
      await step.run('before', () => void entered.push('before'))
      await step.run('slow', async () => {
        entered.push('slow')
        if (entered.filter((one) => one === 'slow').length > 1) return
        await new Promise<void>((resolve) => {
          release = resolve
        })
      })
    }),
  ])
  await sql.end()
  const databaseUrl = await database.create()
  sql = postgres(databaseUrl, { max: 1 })
  const port = await getPort({ host: '127.0.0.1' })
  const first = await startProcess(databaseUrl, port)
  pointSdkAt(app, `http://127.0.0.1:${port}`)
  await app.register()
  await app.client.send({ name: 'go' })
  await until('the slow step', () => entered.includes('slow'))
  first.kill('SIGKILL')
  await once(first, 'exit')
  await startProcess(databaseUrl, port)
  await until(
    'the end',
    async () => (await sql`SELECT 1 FROM inngest.runs WHERE state = 'completed'`).length === 1,
  )
  release()
  expect(entered).toEqual(['before', 'slow', 'slow'])
})
