import { setTimeout as wait } from 'node:timers/promises'
import { type SQL, sql } from 'drizzle-orm'
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { env } from '@/lib/env'
import { isConnectionLost, sqlState, withoutValues } from './database-error'
import { refuseUnpatchedDriver } from './driver-patch'
import { refuseUnfitRole } from './running-role'
import * as schema from './schema'

/** A transaction that sees one clinic. Only `inClinic` makes one. */
export type Tx = Parameters<Parameters<PostgresJsDatabase<typeof schema>['transaction']>[0]>[0]

// Survives hot reloads in development, where this module is evaluated again and again.
const shared = globalThis as { medcalDatabase?: ReturnType<typeof connect> }

function connect(url: string) {
  refuseUnpatchedDriver()
  const client = postgres(url, { max: 20, idle_timeout: 60, backoff, onnotice: () => {} })
  let fit: Promise<void> | undefined
  /** Refuses a role that row-level security does not bind: asked once, and again where there was no answer. */
  function roleIsFit(): Promise<void> {
    fit ??= refuseUnfitRole(client).catch((error) => {
      fit = undefined
      throw error
    })
    return fit
  }
  return { client, db: drizzle(preparing(client), { schema }), roleIsFit }
}

/**
 * Has a client's statements prepared, unless the URL says `prepare=false`. Drizzle asks for none of
 * that, and then each statement with parameters takes two round trips and is planned anew.
 *
 * It does so by replacing the client's `unsafe`, which is what drizzle calls for every statement, and
 * that of each transaction, which the driver makes anew. A new version of drizzle that calls something
 * else would pass by it, and nothing but the time that statements take would show it. Raw SQL with
 * `unsafe` on such a client is prepared too, so it can hold one statement only.
 */
function preparing<Client extends postgres.Sql | postgres.TransactionSql>(client: Client): Client {
  const { unsafe } = client
  client.unsafe = (query, parameters, options) =>
    unsafe(query, parameters, { ...options, prepare: true })
  if ('begin' in client) {
    const { begin } = client
    const beginPreparing = (work: (tx: postgres.TransactionSql) => unknown) =>
      begin((tx) => work(preparing(tx)))
    client.begin = beginPreparing as typeof begin
  }
  return client
}

/** How long a lost connection waits before its next try, in seconds; the driver's own goes up to 20. */
function backoff(tries: number): number {
  return Math.min(3 ** tries / 100, 1)
}

function database() {
  shared.medcalDatabase ??= connect(env().DATABASE_URL)
  return shared.medcalDatabase
}

/** Uses this database instead of DATABASE_URL, for scripts and tests. */
export function openDatabase(url: string): void {
  shared.medcalDatabase = connect(url)
}

/**
 * Runs `work` in one transaction as the application role, scoped to one clinic by row-level
 * security. `now` is the database's clock at its beginning. A deadlock, a serialisation failure or
 * a lost connection is tried again, so `work` must do nothing outside the transaction, and must be
 * safe to run twice: its commit may have been what was lost (`change` sees to that).
 */
export async function inClinic<T>(
  clinicId: string,
  work: (tx: Tx, now: Date) => Promise<T>,
): Promise<T> {
  return transaction(async (tx) => {
    const [scope] = await tx.execute<{ now: string }>(
      sql`select set_config('role', 'medcal_app', true), set_config('app.clinic_id', ${clinicId}, true), clock_timestamp() as now`,
    )
    return work(tx, new Date(String(scope?.now)))
  })
}

/** The database's clock at this moment, not at the transaction's beginning. */
export async function databaseNow(tx: Tx): Promise<Date> {
  const [row] = await tx.execute<{ now: string }>(sql`select clock_timestamp() as now`)
  return new Date(String(row?.now))
}

/** Calls one of the lookup functions, which may look across clinics. */
export async function lookup<Row>(query: SQL): Promise<Row[]> {
  return withoutClinic(async (tx) => [...(await tx.execute(query))] as Row[])
}

/** Runs `work` on what belongs to no clinic, as the application role: it sees no clinic's rows (`inClinic`). */
export async function withoutClinic<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return transaction(async (tx) => {
    await tx.execute(sql`select set_config('role', 'medcal_app', true)`)
    return work(tx)
  })
}

/** Runs a transaction, on a connection whose role is fit for it. */
async function transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  // The same pool at each try: one that was closed meanwhile says so.
  const { db, roleIsFit } = database()
  let lostSince: number | undefined
  for (let attempt = 1; ; attempt++) {
    try {
      await roleIsFit()
      return await db.transaction(work)
    } catch (error) {
      const state = sqlState(error)
      const isContended = state === '40P01' || state === '40001'
      const isLost = isConnectionLost(error)
      if (isLost) lostSince ??= Date.now()
      const isHopeless = isLost
        ? attempt > leastRepeats && Date.now() - (lostSince ?? 0) > lostPatience
        : !isContended || attempt >= 5
      if (isHopeless) throw withoutValues(error)
      if (isLost) await wait(backoff(attempt) * 1000)
    }
  }
}

/**
 * For how long a lost connection is tried again, in ms, and how often at least: a database server
 * that dies is there again by then, and whoever pressed a button sees a pause.
 */
const lostPatience = 10_000
const leastRepeats = 2

/** Refuses when the database does not answer, or lets the app in as more than it should be. */
export async function pingDatabase(): Promise<void> {
  await database().roleIsFit()
  await database().client`select 1`
}

/** Closes the connections, for scripts and tests that end. */
export async function closeDatabase(): Promise<void> {
  await shared.medcalDatabase?.client.end({ timeout: 5 })
  shared.medcalDatabase = undefined
}
