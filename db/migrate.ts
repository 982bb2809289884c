import { fileURLToPath } from 'node:url'
import { type MigrationMeta, readMigrationFiles } from 'drizzle-orm/migrator'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate as migrateByDrizzle } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'
import { applyFunctions } from './functions'

const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url))

/**
 * Brings a database to the newest schema and functions; done twice it does nothing.
 * The URL's role must own the database, as `makeRoles` leaves it; two at once wait for each other.
 */
export async function migrate(databaseUrl: string): Promise<void> {
  const client = postgres(databaseUrl, { max: 1, onnotice: () => {} })
  try {
    await client`select pg_advisory_lock(hashtext('medcal-migrate'))`
    await migrateByDrizzle(drizzle(client), { migrationsFolder })
    // In a transaction of their own: a function may name a value that a migration has added to an enum.
    await client.begin((tx) => applyFunctions(tx))
  } finally {
    await client.end()
  }
}

/** All migrations, from the first on. */
export function knownMigrations(): MigrationMeta[] {
  return readMigrationFiles({ migrationsFolder })
}

/**
 * Applies migrations to an empty database within a transaction of the caller's, which drizzle's
 * own way cannot, and notes them as it does.
 */
export async function applyMigrations(
  tx: postgres.ISql,
  migrations: MigrationMeta[],
): Promise<void> {
  await tx.unsafe(`
    create schema drizzle;
    create table drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)`)
  for (const { sql, hash, folderMillis } of migrations) {
    for (const statement of sql) await tx.unsafe(statement)
    await tx`insert into drizzle.__drizzle_migrations (hash, created_at) values (${hash}, ${folderMillis})`
  }
}
