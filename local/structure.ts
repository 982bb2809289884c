import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import postgres from 'postgres'
import { migrate } from '@/db/migrate'
import { structureOf } from '@/db/structure'
import { sentence } from './failure'
import { startPostgres } from './postgres'

// `npm run db:structure`: writes db/structure.sql, from a new database that is gone afterwards.

const file = path.join(path.dirname(import.meta.dirname), 'db', 'structure.sql')
const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'medcal-structure-'))
try {
  const server = await startPostgres({ dataDir, settings: { fsync: 'off' } })
  try {
    await migrate(server.urls.migrate)
    const sql = postgres(server.urls.migrate, { max: 1 })
    fs.writeFileSync(file, await sql.begin(structureOf).finally(() => sql.end()))
  } finally {
    await server.stop()
  }
} catch (error) {
  console.error(sentence(error))
  process.exitCode = 1
} finally {
  fs.rmSync(dataDir, { recursive: true, force: true })
}
