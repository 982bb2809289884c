import type postgres from 'postgres'
import { closeDatabase, openDatabase } from '@/db/client'
import type { BenchDatabase } from './database'

/** For a server whose statements are to be read back. */
export const logged = { logging_collector: 'on', log_destination: 'jsonlog' }

/** The statements that `work` sends as the product's role, in their order, parameters filled in. */
export async function statementsOf(
  { url, superuser: sql }: BenchDatabase,
  work: () => Promise<unknown>,
): Promise<string[]> {
  const { username } = new URL(url)
  await sql`alter role ${sql(username)} set log_statement = 'all'`
  await reconnect(url)
  await work()
  await sql`alter role ${sql(username)} reset log_statement`
  await reconnect(url)
  return (await readLog(sql)).flatMap(({ user, message, detail }) => {
    const [, statement] = /^(?:statement|execute [^:]*): (.*)$/s.exec(message) ?? []
    // A connection begins by asking for the types.
    const isWorks = user === username && !statement?.includes('pg_catalog')
    return statement && isWorks ? [filledIn(statement, detail)] : []
  })
}

type Line = { user?: string; message: string; detail?: string }

async function readLog(sql: postgres.Sql): Promise<Line[]> {
  const [row] = await sql`select pg_read_file(pg_current_logfile('jsonlog')) as text`
  return String(row?.text)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
}

/** `detail` is the log's `Parameters: $1 = 'a', $2 = NULL`. */
function filledIn(statement: string, detail = ''): string {
  const values = new Map<string, string>()
  for (const [, name = '', value = ''] of detail.matchAll(/(\$\d+) = (NULL|'(?:[^']|'')*')/g)) {
    values.set(name, value)
  }
  return statement.replace(/\$\d+/g, (name) => values.get(name) ?? name)
}

async function reconnect(url: string): Promise<void> {
  await closeDatabase()
  openDatabase(url)
}
