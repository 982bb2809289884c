import { pipeline } from 'node:stream/promises'
import postgres from 'postgres'
import { applyMigrations, knownMigrations, migrate } from '../migrate'
import { checkArchive, readTables } from './archive'
import { type Progress, sumOf } from './make'
import type { Manifest } from './manifest'
import { BackupRefused } from './refused'
import { listTables, notOfExtension, quoted, readWhole, type Table } from './tables'

type Options = {
  /** Whether what is in the database goes. */
  replace?: boolean
  progress?: Progress
}

/**
 * Puts a backup into a database, which must be empty unless it is to be replaced, and brings it to
 * the newest schema. The URL's role owns the database. One transaction: killed in the middle, all
 * is as before. Refuses a file that is not whole or not as it was made, and one of a newer Medcal;
 * every table is compared with the file before anything counts.
 */
export async function restoreBackup(
  url: string,
  file: string,
  { replace = false, progress = () => {} }: Options = {},
): Promise<Manifest> {
  const manifest = await checkArchive(file)
  const migrations = migrationsOf(manifest, file)
  const client = postgres(url, {
    max: 1,
    onnotice: () => {},
    connection: { application_name: 'medcal-restore' },
  })
  try {
    await client.begin(async (tx) => {
      await tx`select pg_advisory_xact_lock(hashtext('medcal-migrate'))`
      if (replace) await clear(tx)
      else await refuseFull(tx)
      await applyMigrations(tx, migrations)
      await readWhole(tx)
      const tables = await listTables(tx)
      refuseMisfit(tables, manifest, file)
      await unguarded(tx, tables, async () => {
        await readTables(file, (name, data) => copyIn(tx, tables, name, data))
        await setSequences(tx, manifest)
        await tx`set constraints all immediate`
        await compare(tx, tables, manifest, progress)
      })
      await tx`analyze`
    })
  } catch (error) {
    throw notOwner(error) ?? error
  } finally {
    await client.end({ timeout: 5 })
  }
  await migrate(url)
  return manifest
}

function notOwner(error: unknown): BackupRefused | null {
  const { code, message } = Object(error)
  if (code !== '42501') return null
  return new BackupRefused(
    `The role of MIGRATION_DATABASE_URL may not restore (${message}): it does not own the database. Repair the roles with "npm run roles", then restore again.`,
  )
}

/** The migrations that the backup's database had, in their order. */
function migrationsOf(manifest: Manifest, file: string) {
  const known = knownMigrations()
  const newest = Math.max(...manifest.migrations)
  if (newest > Math.max(...known.map(({ folderMillis }) => folderMillis))) {
    throw new BackupRefused(`${file} was made by a newer Medcal. Restore it with that one.`)
  }
  const own = known.filter(({ folderMillis }) => folderMillis <= newest)
  if (own.map(({ folderMillis }) => folderMillis).join() !== manifest.migrations.join()) {
    throw new BackupRefused(
      `${file} was made by a Medcal with other migrations. Restore it with that one.`,
    )
  }
  return own
}

async function refuseFull(tx: postgres.ISql): Promise<void> {
  const [full] = await tx`
    select from pg_class c where relkind in ('r', 'p') and ${notOfExtension(tx)}
      and relnamespace::regnamespace::text in ('public', 'drizzle') limit 1`
  if (!full) return
  throw new BackupRefused(
    'The database is not empty. Give an empty one, or say that all that is in it goes: npm run restore <file> -- --replace',
  )
}

async function clear(tx: postgres.ISql): Promise<void> {
  const statements = await tx<{ text: string }[]>`
    with of_extension as (select classid, objid from pg_depend where deptype = 'e')
    select format('drop table if exists %s cascade', oid::regclass) as text from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
      and ('pg_class'::regclass, oid) not in (select * from of_extension)
    union all select format('drop routine if exists %s cascade', oid::regprocedure) from pg_proc
    where pronamespace = 'public'::regnamespace
      and ('pg_proc'::regclass, oid) not in (select * from of_extension)
    union all select format('drop type if exists %s cascade', oid::regtype) from pg_type
    where typnamespace = 'public'::regnamespace and typtype = 'e'
      and ('pg_type'::regclass, oid) not in (select * from of_extension)`
  for (const { text } of statements) await tx.unsafe(text)
  await tx`drop schema if exists drizzle cascade`
}

function refuseMisfit(tables: Table[], manifest: Manifest, file: string): void {
  const shape = (list: { name: string; columns: string[] }[]) =>
    list.map(({ name, columns }) => `${name} ${[...columns].sort()}`).sort()
  if (String(shape(tables)) === String(shape(manifest.tables))) return
  throw new BackupRefused(`${file} has other tables than this Medcal. Restore it with its own.`)
}

/**
 * Does the work while the owner sees every row, no trigger computes anything anew, and rows may
 * come before those that they point at. A foreign key is looked at when constraints are immediate.
 */
async function unguarded(
  tx: postgres.ISql,
  tables: Table[],
  work: () => Promise<void>,
): Promise<void> {
  const keys = await tx<{ table: string; name: string }[]>`
    select c.relname as table, k.conname as name from pg_constraint k join pg_class c on c.oid = k.conrelid
    where k.contype = 'f' and not k.condeferrable and c.relnamespace = 'public'::regnamespace`
  const forced = await tx<{ name: string }[]>`
    select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relforcerowsecurity`
  const each = async (list: string[], change: string) => {
    for (const name of list) await tx.unsafe(`alter table public.${quoted(name)} ${change}`)
  }
  const defer = async (how: string) => {
    for (const { table, name } of keys)
      await each([table], `alter constraint ${quoted(name)} ${how}`)
  }
  const [all, secured] = [tables, forced].map((list) => list.map(({ name }) => name))
  await each(secured ?? [], 'no force row level security')
  await each(all ?? [], 'disable trigger user')
  await defer('deferrable initially deferred')
  await work()
  await defer('not deferrable')
  await each(all ?? [], 'enable trigger user')
  await each(secured ?? [], 'force row level security')
}

async function copyIn(
  tx: postgres.ISql,
  tables: Table[],
  name: string,
  data: AsyncIterable<Buffer>,
): Promise<void> {
  const table = tables.find((one) => one.name === name)
  const list = table?.columns.map(quoted).join()
  const copy = tx.unsafe(`copy public.${quoted(name)} (${list}) from stdin`)
  const refused = refusalOf(copy)
  refused.catch(() => {}) // what comes before the stream, the stream's own wait tells
  await Promise.race([pipeline(data, await copy.writable()), refused])
}

/**
 * Rejects when PostgreSQL refuses a row. Once all are sent the driver tells nobody of that, and
 * would wait for ever: it rejects the query, which it has answered with the stream long before.
 */
function refusalOf(copy: object): Promise<never> {
  return new Promise((_, reject) => {
    const query = copy as { reject(error: unknown): void }
    const tell = query.reject
    query.reject = (error) => {
      tell.call(query, error)
      reject(error)
    }
  })
}

async function setSequences(tx: postgres.ISql, { sequences }: Manifest): Promise<void> {
  for (const { name, last, called } of sequences) {
    await tx`select setval(${`public.${quoted(name)}`}::regclass, ${last}::bigint, ${called})`
  }
}

/** Every table is what the file says, row by row. */
async function compare(
  tx: postgres.ISql,
  tables: Table[],
  manifest: Manifest,
  progress: Progress,
): Promise<void> {
  for (const table of tables) {
    const asked = manifest.tables.find(({ name }) => name === table.name)
    const got = await sumOf(tx, table, progress)
    if (got.rows === asked?.rows && got.sha256 === asked.sha256) continue
    throw new BackupRefused(
      `${table.name} did not become what the file says: ${got.rows} rows of ${asked?.rows}. Nothing was changed.`,
    )
  }
}
