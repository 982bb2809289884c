import { randomUUID } from 'node:crypto'
import postgres from 'postgres'

export interface FreshDatabase {
  /** As the role that owns the database and is no superuser, like the app's DATABASE_URL. */
  url: string
  /** Ends its connections and removes it. */
  drop(): Promise<void>
}

/** A migrated, empty database for one test file. Needs the test run's global setup. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await asSuperuser(
    (sql) => sql`create database ${sql(name)} template medcal_template owner medcal`,
  )
  const url = new URL(given('TEST_DATABASE_OWNER_URL'))
  url.pathname = `/${name}`
  return {
    url: url.href,
    drop: () => asSuperuser((sql) => sql`drop database if exists ${sql(name)} with (force)`),
  }
}

async function asSuperuser(work: (sql: postgres.Sql) => Promise<unknown>): Promise<void> {
  const sql = postgres(given('TEST_DATABASE_URL'), { max: 1, onnotice: () => {} })
  try {
    await work(sql)
  } finally {
    await sql.end()
  }
}

function given(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set: run the tests with vitest from the project root`)
  return value
}
