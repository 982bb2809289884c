import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import postgres from 'postgres'
import { Failure } from '@/local/failure'

const version = '0.17.3'

/** How many jobs that do nothing graphile-worker gets through per second, `atOnce` at a time. */
export async function graphileRate(
  url: string,
  { jobs, atOnce }: { jobs: number; atOnce: number },
): Promise<number> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'medcal-graphile-'))
  try {
    const { runMigrations, runOnce } = install(folder)
    await runMigrations({ connectionString: url })
    const sql = postgres(url, { max: 1, onnotice: () => {} })
    await sql`select count(graphile_worker.add_job('nothing')) from generate_series(1, ${jobs}::int)`
    const began = performance.now()
    await runOnce({
      connectionString: url,
      concurrency: atOnce,
      noHandleSignals: true,
      taskList: { nothing: async () => {} },
      logger: silent(folder),
    })
    // It is back a little before its last jobs are written off.
    while ((await sql`select from graphile_worker.jobs limit 1`).length > 0) await wait(10)
    const took = performance.now() - began
    await sql.end()
    return (jobs * 1000) / took
  } finally {
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

type Graphile = {
  runMigrations(options: object): Promise<void>
  runOnce(options: object): Promise<void>
  Logger: new (factory: () => () => void) => object
}

/** It is no part of the product's packages: it comes into a folder of its own. */
function install(folder: string): Graphile {
  fs.writeFileSync(path.join(folder, 'package.json'), '{}')
  const args = ['install', `graphile-worker@${version}`, '--no-audit', '--no-fund']
  const { status } = spawnSync('npm', args, { cwd: folder, shell: process.platform === 'win32' })
  if (status !== 0) throw new Failure('It needs graphile-worker, which npm could not install.')
  return load(folder)
}

const load = (folder: string): Graphile =>
  createRequire(path.join(folder, 'package.json'))('graphile-worker')

const silent = (folder: string) => new (load(folder).Logger)(() => () => {})
