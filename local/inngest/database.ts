import postgres from 'postgres'
import { refuseUnpatchedDriver } from '@/db/driver-patch'
import { tables } from './tables'

export type Sql = postgres.Sql
/** Queries inside or outside of a transaction. */
export type Db = postgres.ISql

// One number for "the executor of this database", for the advisory lock.
const lockNumber = 20_260_214
const lockPauseMs = 50
// For how long a database that does not answer is waited for before the executor ends.
const lostPatienceMs = 60_000

// A deadlock or a failed serialization: the transaction left nothing behind and may be repeated. One
// whose connection was lost is repeated by whoever knows that it may be.
const repeatable = new Set(['40P01', '40001'])
const mostRepeats = 5

export interface Database {
  sql: Sql
  close(): Promise<void>
}

/**
 * Connects, becomes the only executor of this database, and creates the schema `inngest` where it
 * is missing. Refuses (throws) while another executor is at work; one that was killed a moment ago
 * is waited for, up to `lockPatienceMs`. Where the connection is lost it becomes the only one again,
 * or `lost` hears why it could not.
 */
export async function openDatabase(
  databaseUrl: string,
  lockPatienceMs: number,
  lost: (error: unknown) => void,
): Promise<Database> {
  refuseUnpatchedDriver()
  const options = {
    onnotice: () => {},
    // Of a lost connection, in seconds; the driver's own goes up to 20.
    backoff: (tries: number) => Math.min(3 ** tries / 100, 1),
    connection: { application_name: 'medcal-executor' },
  }
  let isOpen = true
  let holds = false
  const guard = postgres(databaseUrl, {
    ...options,
    ...{ max: 1, idle_timeout: 0, max_lifetime: null },
    // The lock went with the connection.
    onclose() {
      if (!isOpen || !holds) return
      holds = false
      again().catch(lost)
    },
  })
  const sql = postgres(databaseUrl, { ...options, max: 12 })
  const close = async () => {
    isOpen = false
    await Promise.all([sql.end({ timeout: 5 }), guard.end({ timeout: 5 })])
  }
  async function again(): Promise<void> {
    const giveUpAt = Date.now() + lostPatienceMs
    while (isOpen && !holds) {
      try {
        await becomeTheOnlyOne(guard, lockPatienceMs)
        holds = true
      } catch (error) {
        if (error instanceof NotTheOnlyOne || Date.now() > giveUpAt) throw error
        await new Promise((resolve) => setTimeout(resolve, lockPauseMs))
      }
    }
  }
  try {
    await becomeTheOnlyOne(guard, lockPatienceMs)
    holds = true
    await sql.unsafe(tables)
    // Whoever held these leases is gone: we hold the lock.
    await sql`UPDATE inngest.jobs SET leased_until = NULL WHERE leased_until IS NOT NULL`
  } catch (error) {
    await close()
    throw error
  }
  return { sql, close }
}

/** Runs `work` in one transaction and repeats it when PostgreSQL asks for that. */
export async function transaction<T>(sql: Sql, work: (tx: Db) => Promise<T>): Promise<T> {
  for (let repeat = 1; ; repeat++) {
    try {
      return (await sql.begin((tx) => work(tx))) as T
    } catch (error) {
      const code = error instanceof postgres.PostgresError ? error.code : ''
      if (!repeatable.has(code) || repeat === mostRepeats) throw error
    }
  }
}

class NotTheOnlyOne extends Error {}

/** Drops all that an executor that does not run has noted: it begins anew. */
export async function forgetRuns(databaseUrl: string): Promise<void> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} })
  try {
    const things = await sql<{ text: string }[]>`
      SELECT format('DROP %s IF EXISTS %s CASCADE',
        CASE relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, oid::regclass) AS text
      FROM pg_class WHERE relnamespace = to_regnamespace('inngest') AND relkind IN ('r', 'S')`
    for (const { text } of things) await sql.unsafe(text)
  } finally {
    await sql.end()
  }
}

/** `value` as a parameter of type json. As text, since jsonb would reorder keys and refuse \u0000. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value ?? null)
}

async function becomeTheOnlyOne(guard: Sql, lockPatienceMs: number): Promise<void> {
  const giveUpAt = Date.now() + lockPatienceMs
  while (true) {
    const [row] = await guard<
      { held: boolean }[]
    >`SELECT pg_try_advisory_lock(${lockNumber}) AS held`
    if (row?.held) return
    if (Date.now() > giveUpAt) {
      throw new NotTheOnlyOne(
        'Another Inngest executor is at work on this database. Stop it, or give this one a database of its own.',
      )
    }
    await new Promise((resolve) => setTimeout(resolve, lockPauseMs))
  }
}
