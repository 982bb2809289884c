import postgres from 'postgres'
import { writeArchive } from './archive'
import type { Manifest, Sum } from './manifest'
import { BackupRefused } from './refused'
import { createSum } from './sum'
import { copyOut, listSequences, listTables, quoted, readWhole, type Table } from './tables'

/** Hears how far the work is: which table, and how many of its rows so far. */
export type Progress = (table: string, rows: number) => void

/**
 * Copies a database as it is at one instant into a file, while the app goes on: every table of all
 * clinics, whole or not at all. The URL's role must look past row-level security.
 */
export async function makeBackup(
  url: string,
  file: string,
  progress: Progress = () => {},
): Promise<Manifest> {
  let first: unknown
  const client = postgres(url, {
    max: 1,
    onnotice: () => {},
    connection: { application_name: 'medcal-backup' },
  })
  try {
    // No migration begins before the end, and none is under way; two backups do not mind each other.
    await client`select pg_advisory_lock_shared(hashtext('medcal-migrate'))`
    return await client.begin('isolation level repeatable read read only', (tx) =>
      backUp(tx, file, progress).catch((error) => {
        // Where a copy is left in its middle, the driver's rollback fails and hides why.
        first = error
        throw error
      }),
    )
  } catch (error) {
    throw whyRefused(first ?? error) ?? first ?? error
  } finally {
    await client.end({ timeout: 1 })
  }
}

async function backUp(tx: postgres.TransactionSql, file: string, progress: Progress) {
  await readWhole(tx)
  const about = await aboutOf(tx)
  const tables = await listTables(tx)
  const manifest: Manifest = { ...about, tables: [], sequences: await positions(tx) }
  await writeArchive(file, async (archive) => {
    for (const table of tables) {
      const sum = createSum()
      await archive.table(table.name, adding(copyOut(tx, table), sum, table, progress))
      manifest.tables.push({ name: table.name, columns: table.columns, ...sum.result() })
    }
    await archive.manifest(manifest)
  })
  return manifest
}

async function* adding(
  data: AsyncIterable<Buffer>,
  sum: ReturnType<typeof createSum>,
  { name }: Table,
  progress: Progress,
): AsyncGenerator<Buffer> {
  for await (const bytes of data) {
    sum.add(bytes)
    progress(name, sum.rows())
    yield bytes
  }
}

/** The counts and the hash of a table as it is. */
export async function sumOf(tx: postgres.ISql, table: Table, progress: Progress): Promise<Sum> {
  const sum = createSum()
  for await (const _ of adding(copyOut(tx, table), sum, table, progress));
  return sum.result()
}

async function aboutOf(tx: postgres.ISql) {
  const [there] =
    await tx`select to_regclass('drizzle.__drizzle_migrations') is not null as migrated`
  if (!there?.migrated)
    throw new BackupRefused('There is nothing to back up: the database is empty.')
  const migrations = await tx<{ when: string }[]>`
    select created_at as when from drizzle.__drizzle_migrations order by created_at`
  const [server] = await tx<{ version: string }[]>`
    select current_setting('server_version') as version`
  return {
    format: 1 as const,
    madeAt: new Date().toISOString(),
    server: String(server?.version),
    migrations: migrations.map(({ when }) => Number(when)),
  }
}

async function positions(tx: postgres.ISql): Promise<Manifest['sequences']> {
  const found: Manifest['sequences'] = []
  for (const name of await listSequences(tx)) {
    const [at] = await tx.unsafe<{ last: string; called: boolean }[]>(
      `select last_value::text as last, is_called as called from public.${quoted(name)}`,
    )
    if (at) found.push({ name, ...at })
  }
  return found
}

/** A role that may not read everything makes no backup: what it is, and what to do. */
function whyRefused(error: unknown): BackupRefused | null {
  const { code, message } = Object(error)
  if (code !== '42501') return null
  return new BackupRefused(
    `The role of BACKUP_DATABASE_URL may not read everything (${message}). Repair the roles with "npm run roles", then back up again.`,
  )
}
