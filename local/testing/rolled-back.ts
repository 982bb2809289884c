import type postgres from 'postgres'

/** What `work` finds in a transaction that leaves nothing behind. */
export async function rolledBack<T>(
  sql: postgres.Sql,
  work: (tx: postgres.TransactionSql) => Promise<T>,
): Promise<T> {
  const found: T[] = []
  const undone = sql.begin(async (tx) => {
    found.push(await work(tx))
    throw found
  })
  await undone.catch((error) => {
    if (error !== found) throw error
  })
  return found[0] as T
}
