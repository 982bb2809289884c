import type postgres from 'postgres'
import { BackupRefused } from './refused'

export type Table = { name: string; columns: string[]; order: string[] }

/** Every table of Medcal with its columns, and the order that makes two copies of it alike. */
export async function listTables(tx: postgres.ISql): Promise<Table[]> {
  const tables = await tx<Table[]>`
    select c.relname as name,
      (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
      coalesce((select array_agg(quote_ident(a.attname) || case when a.attcollation <> 0 then ' collate "C"' else '' end
          order by array_position(i.indkey::int2[], a.attnum))
        from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
        where i.indrelid = c.oid and i.indisprimary), '{}') as order
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and ${notOfExtension(tx)}
    order by 1`
  const unordered = tables.find(({ order }) => order.length === 0)
  if (unordered) throw new BackupRefused(`The table ${unordered.name} has no primary key.`)
  return tables
}

/** Every sequence, such as those that number rows. */
export async function listSequences(tx: postgres.ISql): Promise<string[]> {
  const rows = await tx<{ name: string }[]>`
    select relname as name from pg_class c
    where relnamespace = 'public'::regnamespace and relkind = 'S' and ${notOfExtension(tx)} order by 1`
  return rows.map(({ name }) => name)
}

/** Holds for a row `c` of pg_class that belongs to no extension. */
export function notOfExtension(tx: postgres.ISql) {
  return tx`not exists (select from pg_depend e
    where e.classid = 'pg_class'::regclass and e.objid = c.oid and e.deptype = 'e')`
}

/**
 * Has values written alike on every server, and everything read or nothing: where row-level
 * security would hide a row, PostgreSQL refuses instead.
 */
export async function readWhole(tx: postgres.ISql): Promise<void> {
  await tx.unsafe(`
    set local row_security = off; set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres';
    set local timezone = 'UTC'; set local extra_float_digits = 1; set local bytea_output = 'hex';
    set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0`)
}

/** A table's rows as text, in the order of its key. */
export async function* copyOut(
  tx: postgres.ISql,
  { name, columns, order }: Table,
): AsyncGenerator<Buffer> {
  const list = columns.map(quoted).join()
  const rows = await tx
    .unsafe(`copy (select ${list} from public.${quoted(name)} order by ${order}) to stdout`)
    .readable()
  yield* rows
  // Where the last rows had to wait for us, the driver has paused its connection, and only a read
  // lets it go on: without one the next statement would never be answered.
  rows._read(0)
}

/** A name for a statement. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
