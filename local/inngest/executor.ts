import type { AddressInfo } from 'node:net'
import { connectApp } from './app'
import { type Clock, systemClock } from './clock'
import { openDatabase } from './database'
import { defaultBackoff, type Engine, type Log } from './engine'
import { createHttp } from './http'
import { loadFunctions } from './registry'
import { startScheduler } from './scheduler'
import { prune } from './views'

export interface ExecutorOptions {
  /** Where the state is kept: the schema `inngest` of this PostgreSQL database. */
  databaseUrl: string
  /** 0 takes a free one. */
  port: number
  /** A loopback address. */
  host?: string
  /** Where the app serves its functions, such as http://localhost:3000/api/inngest. */
  appUrl: string
  clock?: Clock
  log?: Log
  /** The app's INNGEST_SIGNING_KEY, where it runs in cloud mode. */
  signingKey?: string | undefined
  /** The only key that events may be sent with; without it any key will do. */
  eventKey?: string | undefined
  /** Calls to the app that may be under way at once. */
  concurrency?: number
  /** Milliseconds before try number `attempt` (1 is the first retry). */
  backoff?: (attempt: number) => number
  /**
   * Ends sleeps and waits so many milliseconds too soon: a test mode, since a real server rounds and
   * does so by up to 500.
   */
  earlyMs?: number
  /** How long to wait for another executor of this database to go. */
  lockPatienceMs?: number
  /** Hears why the executor is no longer the only one of its database, and so must end. */
  onLost?: (error: unknown) => void
}

export interface Executor {
  url: string
  /** Resolves when nothing is due and no call is under way. */
  settled(): Promise<void>
  /** Waits for the calls under way, then lets go of everything. */
  stop(): Promise<void>
}

const loopback = new Set(['127.0.0.1', '::1', 'localhost'])
const keptDays = 7

/**
 * Starts an executor: the server's side of the Inngest SDK protocol, for one machine. It runs the
 * functions that the app has registered, which it keeps. Refuses an address that is not loopback,
 * and a database on which another executor is at work.
 */
export async function startExecutor(options: ExecutorOptions): Promise<Executor> {
  const host = options.host ?? '127.0.0.1'
  if (!loopback.has(host))
    throw new Error(`The executor serves this machine only; "${host}" is not loopback.`)
  const database = await openDatabase(
    options.databaseUrl,
    options.lockPatienceMs ?? 15_000,
    options.onLost ?? (() => {}),
  )
  const engine: Engine = {
    sql: database.sql,
    clock: options.clock ?? systemClock,
    log: options.log ?? (() => {}),
    functions: new Map(),
    backoff: options.backoff ?? defaultBackoff,
    earlyMs: options.earlyMs ?? 0,
  }
  const now = engine.clock.now()
  await prune(engine.sql, new Date(now.getTime() - keptDays * 86_400_000), now)
  await loadFunctions(engine)
  const app = connectApp(options.appUrl, options.signingKey)
  const scheduler = startScheduler(engine, app, options.concurrency ?? 20)
  const server = createHttp(
    engine,
    { signingKey: options.signingKey, eventKey: options.eventKey },
    scheduler.wake,
  )
  try {
    await listen(server, options.port, host)
  } catch (error) {
    await scheduler.stop()
    await database.close()
    throw error
  }

  scheduler.wake()
  const { port } = server.address() as AddressInfo
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    settled: scheduler.settled,
    async stop() {
      await scheduler.stop()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      app.close()
      await database.close()
    },
  }
}

function listen(server: ReturnType<typeof createHttp>, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}
