import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import postgres from 'postgres'
import { closeDatabase, openDatabase } from '@/db/client'
import { migrate } from '@/db/migrate'
import { startPostgres } from '@/local/postgres'

export type BenchDatabase = {
  /** As the app. */
  url: string
  executorUrl: string
  /** As the superuser, in the same database: for filling it past the policies. */
  superuser: postgres.Sql
  superuserUrl: string
}

/** Runs `work` on a PostgreSQL of its own, migrated and open to the product, and removes it. */
export async function withDatabase<T>(
  settings: Record<string, string>,
  work: (database: BenchDatabase) => Promise<T>,
): Promise<T> {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'medcal-bench-'))
  const server = await startPostgres({ dataDir, settings })
  try {
    const { run: url, migrate: ownerUrl, executor: executorUrl } = server.urls
    await migrate(ownerUrl)
    const { pathname } = new URL(url)
    const superuserUrl = Object.assign(new URL(server.superuserUrl), { pathname }).href
    const superuser = postgres(superuserUrl, { max: 1, onnotice: () => {} })
    openDatabase(url)
    const result = await work({ url, executorUrl, superuser, superuserUrl })
    await closeDatabase()
    await superuser.end()
    return result
  } finally {
    await server.stop()
    fs.rmSync(dataDir, { recursive: true, force: true })
  }
}
