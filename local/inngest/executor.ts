import type { AddressInfo } from 'node:net'
import { connectApp } from './app'
import { type Clock, systemClock } from './clock'
import { openDatabase } from './database'
import { defaultBackoff, type Engine, type Log } from './engine'
import { createHttp } from './http'
import { loadFunctions, RegistrationRefused, register } from './registry'
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
  /** How long to wait for another executor of this database to go. */
  lockPatienceMs?: number
  /** Hears why the executor is no longer the only one of its database, and so must end. */
  onLost?: (error: unknown) => void
}

export interface Executor {
  url: string
  /** Asks the app for its functions now. Throws when it does not answer or is refused. */
  sync(): Promise<void>
  /** Resolves when nothing is due and no call is under way. */
  settled(): Promise<void>
  /** Waits for the calls under way, then lets go of everything. */
  stop(): Promise<void>
}

const loopback = new Set(['127.0.0.1', '::1', 'localhost'])
const keptDays = 7
const firstSyncEveryMs = 250
const syncEveryMs = 5000

/**
 * Starts an executor: the server's side of the Inngest SDK protocol, for one machine. It asks the
 * app for its functions until the app answers, and again every 5 s for changes. Refuses an address
 * that is not loopback, and a database on which another executor is at work.
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

  // One at a time: two registrations side by side would each see the other's as a change.
  let lastSync = Promise.resolve()
  function sync(): Promise<void> {
    lastSync = lastSync.catch(() => {}).then(syncOnce)
    return lastSync
  }
  async function syncOnce(): Promise<void> {
    const body = await app.introspect()
    // An app that is told not to answer in band has registered over POST /fn/register by now.
    if (typeof body === 'object' && body !== null && 'functions' in body)
      await register(engine, body)
    scheduler.resume()
  }
  const stopSyncing = keepSyncing(engine, sync)
  scheduler.wake()
  const { port } = server.address() as AddressInfo
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    sync,
    settled: scheduler.settled,
    async stop() {
      stopSyncing()
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

function keepSyncing(engine: Engine, sync: () => Promise<void>): () => void {
  let stopped = false
  let answered = false
  let lastProblem = ''
  let timer = setTimeout(attempt, 0)
  async function attempt(): Promise<void> {
    try {
      await sync()
      answered = true
      lastProblem = ''
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error)
      const refused = error instanceof RegistrationRefused
      if (refused || answered) {
        if (problem !== lastProblem)
          engine.log(refused ? 'error' : 'warn', 'The app could not be synced', { problem })
        lastProblem = problem
      }
    }
    // The wall clock on purpose: this is about another process, not about what is due.
    if (!stopped) timer = setTimeout(attempt, answered ? syncEveryMs : firstSyncEveryMs)
  }
  return () => {
    stopped = true
    clearTimeout(timer)
  }
}
