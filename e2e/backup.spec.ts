import { execFile } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { clinicIdOf, contents } from './support/rows'
import { stackFolder } from './support/stack'
import { withSuperuser } from './support/superuser'
import { expect, test } from './support/test'

const noneHosted = Object.fromEntries(
  ['', 'MIGRATION_', 'BACKUP_', 'EXECUTOR_'].map((role) => [`${role}DATABASE_URL`, '']),
)

const run = (command: string, args: string[], data: string) =>
  promisify(execFile)(process.execPath, ['local/start.mjs', command, ...args], {
    // Empty rather than absent: so `.env` files lead to no other database.
    env: { ...process.env, ...noneHosted, MEDCAL_DATA: data },
  })

test('the app signs in as a role that owns nothing, and the executor as its own', async () => {
  const rows = await withSuperuser(
    (sql) => sql<{ role: string; program: string }[]>`
      select distinct usename as role, application_name as program from pg_stat_activity
      where datname = 'medcal' and usename not in ('postgres', 'medcal_backup')`,
  )
  const roles = new Set(rows.map(({ role }) => role))
  expect(roles).toContain('medcal_run')
  for (const { role, program } of rows) {
    expect(role, program).toBe(program === 'medcal-executor' ? 'medcal_executor' : 'medcal_run')
  }
})

test('a backup of the running product is taken, and restored into an empty place', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'medcal-e2e-backup-'))
  const file = path.join(folder, 'clinic.tar.gz')
  const clinic = await clinicIdOf('Hafenpraxis Altona')
  expect(Object.keys(await contents(clinic)).length).toBeGreaterThan(10)
  const taken = await run('backup', [file], stackFolder)
  expect(taken.stdout).toMatch(/\d{4,} rows of \d\d tables are in .*clinic\.tar\.gz/)
  const restored = await run('restore', [file], path.join(folder, 'data'))
  expect(restored.stdout).toContain('each compared with the file')
  const again = await run('restore', [file], path.join(folder, 'data')).catch((error) => error)
  expect(again.stderr).toContain('is not empty')
  const replaced = await run('restore', [file, '--replace'], path.join(folder, 'data'))
  expect(replaced.stdout).toContain('each compared with the file')
  const busy = await run('restore', [file], stackFolder).catch((error) => error)
  expect(busy.stderr).toContain('Stop it first')
  fs.rmSync(folder, { recursive: true })
})
