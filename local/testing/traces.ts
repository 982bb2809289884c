import type postgres from 'postgres'

/**
 * Where any of these texts stands in the database, in whatever column of whatever table that the
 * connection may read, and in the planner's statistics: 'public.patients', or an empty list.
 */
export async function tracesOf(
  sql: postgres.Sql | postgres.TransactionSql,
  texts: readonly string[],
): Promise<string[]> {
  const tables = await sql<{ schema: string; name: string }[]>`
    select schemaname as schema, tablename as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema')
      and case when has_schema_privilege(schemaname, 'usage')
        then has_table_privilege(format('%I.%I', schemaname, tablename), 'select') end
    union all values ('pg_catalog', 'pg_stats') order by 1, 2`
  const found: string[] = []
  for (const { schema, name } of tables) {
    for (const text of texts) {
      const rows = await sql`
        select 1 from ${sql(schema)}.${sql(name)} as one
        where position(lower(${text}) in lower(one::text)) > 0 limit 1`
      if (rows.length > 0) found.push(`${schema}.${name}: ${text}`)
    }
  }
  return found
}
