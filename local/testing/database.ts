import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import { admitOnly, type Login, logins, roleNames } from '@/db/roles'

export interface FreshDatabase {
  /** As the role that the app runs as, like its DATABASE_URL. */
  url: string
  /** By who signs in; the owner is `migrate`. */
  urls: Record<Login, string>
  /** As the server's superuser, whom no policy binds. */
  superuserUrl: string
  /** Ends its connections and removes it. */
  drop(): Promise<void>
}

/** A migrated, empty database for one test file. Needs the test run's global setup. */
export async function freshDatabase(): Promise<FreshDatabase> {
  return databaseFrom('medcal_template')
}

/** An empty one with its roles, as it is before the first migration. */
export async function emptyDatabase(): Promise<FreshDatabase> {
  return databaseFrom('medcal_empty')
}

async function databaseFrom(template: string): Promise<FreshDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await asSuperuser(async (sql) => {
    await sql`create database ${sql(name)} template ${sql(template)} owner medcal`
    await admitOnly(sql, name, roleNames())
  })
  const at = (url: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href
  const given: Record<Login, string> = JSON.parse(setting('TEST_DATABASE_URLS'))
  const entries = logins.map((login) => [login, at(given[login])])
  const urls: Record<Login, string> = Object.fromEntries(entries)
  return {
    url: urls.run,
    urls,
    superuserUrl: at(setting('TEST_DATABASE_URL')),
    drop: () => asSuperuser((sql) => sql`drop database if exists ${sql(name)} with (force)`),
  }
}

async function asSuperuser(work: (sql: postgres.Sql) => Promise<unknown>): Promise<void> {
  const sql = postgres(setting('TEST_DATABASE_URL'), { max: 1, onnotice: () => {} })
  try {
    await work(sql)
  } finally {
    await sql.end()
  }
}

function setting(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set: run the tests with vitest from the project root`)
  return value
}
