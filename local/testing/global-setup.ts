import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import postgres from 'postgres'
import { migrate } from '@/db/migrate'
import { makeRoles } from '@/db/roles'
import { startPostgres } from '../postgres'

/**
 * One PostgreSQL for the whole test run, with a migrated template that each test file clones
 * (`freshDatabase`). Its addresses go to the tests by the environment.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'medcal-tests-'))
  // What a test run writes may be lost with the machine.
  const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }
  const server = await startPostgres({ dataDir, settings })
  const at = (url: string, name: string) => Object.assign(new URL(url), { pathname: name }).href

  const admin = postgres(server.superuserUrl, { max: 1, onnotice: () => {} })
  await admin`create database medcal_empty`
  await makeRoles(at(server.superuserUrl, 'medcal_empty'), {})
  await admin`create database medcal_template template medcal_empty owner medcal`
  await migrate(at(server.urls.migrate, 'medcal_template'))
  for (const name of ['medcal_empty', 'medcal_template']) {
    await admin`alter database ${admin(name)} with is_template true allow_connections false`
  }
  await admin.end()

  process.env.TEST_DATABASE_URL = server.superuserUrl
  process.env.TEST_DATABASE_URLS = JSON.stringify(server.urls)
  return async () => {
    await server.stop()
    fs.rmSync(dataDir, { recursive: true, force: true })
  }
}
