import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { Inngest, type InngestFunction } from 'inngest'
import { serve } from 'inngest/node'
import postgres from 'postgres'
import { startPostgres } from '@/local/postgres'
import { type FakeClock, fakeClock } from '../clock'
import { type Executor, type ExecutorOptions, startExecutor } from '../executor'

// What the executor's tests share: a database, and an app with the real SDK that serves functions.

export interface TestDatabase {
  /** Makes an empty database and returns its URL. */
  create(): Promise<string>
  stop(): Promise<void>
}

/** The suite's PostgreSQL (TEST_DATABASE_URL) where there is one, otherwise one of our own. */
export async function testDatabase(): Promise<TestDatabase> {
  const given = process.env.TEST_DATABASE_URL
  const dataDir = given ? '' : fs.mkdtempSync(path.join(os.tmpdir(), 'medcal-executor-'))
  const own = given ? null : await startPostgres({ dataDir })
  const admin = postgres(given ?? own?.superuserUrl ?? '', { max: 1, onnotice: () => {} })
  const made: string[] = []
  return {
    async create() {
      const name = `executor_${randomBytes(6).toString('hex')}`
      await admin.unsafe(`CREATE DATABASE ${name}`)
      made.push(name)
      const url = new URL(given ?? own?.superuserUrl ?? '')
      url.pathname = `/${name}`
      return url.href
    },
    async stop() {
      for (const name of made) await admin.unsafe(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
      await admin.end()
      await own?.stop()
      if (dataDir) fs.rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

export interface TestApp {
  url: string
  client: Inngest
  /** Replaces the functions that are served. */
  serve(functions: InngestFunction.Any[]): void
  /** Registers them; throws when the executor refuses them. */
  register(): Promise<void>
  /** Stops answering, and answers again at the same address. */
  goAway(): Promise<void>
  comeBack(): Promise<void>
  /** How many calls the executor has made. */
  calls(): number
  close(): Promise<void>
}

/** A plain HTTP server with the SDK's own handler. `executorUrl` may be set later. */
export async function testApp(options: { signingKey?: string } = {}): Promise<TestApp> {
  let served: InngestFunction.Any[] | null = null
  let handler: ReturnType<typeof serve> | null = null
  let calls = 0
  const server = createServer((request, response) => {
    if (request.method === 'POST') calls++
    if (!served) return void response.writeHead(503).end()
    // The SDK takes the executor's address as it begins to serve.
    if (!handler || request.method === 'PUT') handler = serve({ client, functions: served })
    handler(request, response)
  })
  const listen = (port: number) =>
    new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const close = () => {
    server.closeAllConnections()
    return new Promise<void>((resolve) => server.close(() => resolve()))
  }
  await listen(0)
  const { port } = server.address() as AddressInfo
  const client = new Inngest({
    id: 'test',
    eventKey: 'test-event-key',
    ...(options.signingKey ? { isDev: false, signingKey: options.signingKey } : { isDev: true }),
    logger: silent,
  })
  const url = `http://127.0.0.1:${port}/api/inngest`
  return {
    url,
    client,
    serve(functions) {
      served = functions
      handler = null
    },
    async register() {
      const answer = await fetch(url, { method: 'PUT' })
      if (answer.ok) return
      const { message } = (await answer.json()) as { message: string }
      throw new Error(message)
    },
    goAway: close,
    comeBack: () => listen(port),
    calls: () => calls,
    close,
  }
}

/** The SDK reads the executor's address when it sends, so one client serves every executor. */
export function pointSdkAt(app: TestApp, executorUrl: string): void {
  app.client.setEnvVars({ INNGEST_BASE_URL: executorUrl })
}

export interface Rig {
  app: TestApp
  clock: FakeClock
  executor: Executor
  /** What the executor was started with. */
  options: ExecutorOptions
  sql: postgres.Sql
  log: { level: string; message: string; fields: Record<string, unknown> | undefined }[]
  /** Sends events and waits until everything that they set off has happened. */
  send(
    ...events: { name: string; id?: string; data?: Record<string, unknown> }[]
  ): Promise<string[]>
  /** Moves the clock and waits until everything that fell due has happened. */
  advance(ms: number): Promise<void>
  /** Stops the executor, moves the clock, and starts another on the same database. */
  restart(pauseMs: number): Promise<void>
  stop(): Promise<void>
}

/**
 * An executor on a database of its own, with a clock that the test moves, and an app that serves
 * the functions which `functions` makes with its client.
 */
export async function startRig(
  database: TestDatabase,
  functions: (client: Inngest) => InngestFunction.Any[],
  options: Partial<ExecutorOptions> = {},
): Promise<Rig> {
  const app = await testApp(options.signingKey ? { signingKey: options.signingKey } : {})
  app.serve(functions(app.client))
  const databaseUrl = await database.create()
  const clock = fakeClock(new Date('2026-03-01T10:00:00Z'))
  const log: Rig['log'] = []
  const sql = postgres(databaseUrl, { max: 1 })
  const used: ExecutorOptions = {
    port: 0,
    appUrl: app.url,
    clock,
    log: (level, message, fields) => log.push({ level, message, fields }),
    backoff: () => 1000,
    ...options,
    databaseUrl,
  }
  async function start(): Promise<Executor> {
    const executor = await startExecutor(used)
    pointSdkAt(app, executor.url)
    return executor
  }
  const rig: Rig = {
    app,
    clock,
    executor: await start(),
    options: used,
    sql,
    log,
    async send(...events) {
      const { ids } = await app.client.send(events)
      await rig.executor.settled()
      return ids
    },
    async advance(ms) {
      clock.advance(ms)
      await rig.executor.settled()
    },
    async restart(pauseMs) {
      await rig.executor.stop()
      clock.advance(pauseMs)
      rig.executor = await start()
      await rig.executor.settled()
    },
    async stop() {
      await sql.end()
      await rig.executor.stop()
      await app.close()
    },
  }
  await app.register()
  return rig
}

/** Something to wait for. */
export function gate(): { opened: Promise<void>; open(): void } {
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { opened, open }
}

const silent = { info() {}, warn() {}, error() {}, debug() {} }
