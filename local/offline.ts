import fs from 'node:fs'
import path from 'node:path'
import type { Login } from '@/db/roles'
import { rememberedCluster } from './cluster/place'
import { dataDirPath, openDataDir, openSecrets, readJson } from './data-dir'
import { reach } from './database'
import { Failure } from './failure'
import { loginUrls, startPostgres } from './postgres'
import { claim, runningFrom, type StackFile, stackFilePath } from './stack-file'

// Where `npm run backup` and `npm run restore` find the database: a hosted one by its variable, or
// that of the data folder, which is started for the while where no stack runs from it.

const variables = {
  backup: 'BACKUP_DATABASE_URL',
  migrate: 'MIGRATION_DATABASE_URL',
  executor: 'EXECUTOR_DATABASE_URL',
} as const

type Urls = Partial<Record<Login, string>>

/**
 * The addresses of a hosted database, or null where it is the embedded one. Refuses without the
 * `needed` one, and where it leads nowhere.
 */
export async function hostedUrls(needed: 'backup' | 'migrate'): Promise<Urls | null> {
  const given = Object.entries(variables).map(([login, name]) => [login, process.env[name]])
  const urls: Urls = Object.fromEntries(given)
  const url = urls[needed]
  if (url) {
    await reach(variables[needed], url)
    return urls
  }
  const other = ['DATABASE_URL', ...Object.values(variables)].find((name) => process.env[name])
  if (!other) return null
  throw new Failure(
    `${other} is set, and ${variables[needed]} is missing. Set it to the address that "npm run roles" prints.`,
  )
}

/** The addresses of the embedded database as a stack runs it, or null where none does. */
export function runningUrls(root: string): Urls | null {
  const dataDir = dataDirPath(root)
  const holder = runningFrom(dataDir)
  if (!holder) return null
  const database = readJson<StackFile>(stackFilePath(dataDir))?.database
  if (database) return loginUrls(database, openSecrets(dataDir))
  throw new Failure(
    `Medcal is just starting or stopping in ${dataDir} (process ${holder}). Try again in a minute.`,
  )
}

/** Starts the embedded database for a piece of work, and ends it afterwards. */
export async function withEmbedded<T>(root: string, work: (urls: Urls) => Promise<T>): Promise<T> {
  const dataDir = openDataDir(root)
  const release = claim(dataDir)
  try {
    const server = await startPostgres({ dataDir, log: console.log })
    try {
      return await work(server.urls)
    } finally {
      await server.stop()
    }
  } finally {
    release()
  }
}

/** Whether the data folder has a database. */
export function hasCluster(root: string): boolean {
  return fs.existsSync(path.join(rememberedCluster(dataDirPath(root)), 'PG_VERSION'))
}
