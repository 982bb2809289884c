import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { Failure } from './failure'

/** The folder that holds all state: MEDCAL_DATA, or `.data` in the project. Made when missing. */
export function openDataDir(root: string): string {
  const dir = dataDirPath(root)
  try {
    makeFolder(dir)
    fs.accessSync(dir, fs.constants.W_OK)
  } catch (error) {
    throw new Failure(
      `Medcal cannot write to its data folder ${dir} (${codeOf(error)}). Free the disk or correct the folder's owner, or choose another folder with MEDCAL_DATA.`,
    )
  }
  return dir
}

/** Node's own recursive way never ends where a folder refuses children as if it were missing. */
function makeFolder(dir: string): void {
  if (fs.statSync(dir, { throwIfNoEntry: false })?.isDirectory()) return
  if (path.dirname(dir) !== dir) makeFolder(path.dirname(dir))
  fs.mkdirSync(dir, 0o755)
}

/** Where the data folder is, whether it exists or not. */
export function dataDirPath(root: string): string {
  return path.resolve(root, process.env.MEDCAL_DATA || '.data')
}

/** Writes a file whole or not at all, readable by its owner only. */
export function writePrivate(file: string, text: string): void {
  const draft = `${file}.${process.pid}.new`
  fs.writeFileSync(draft, text, { mode: 0o600 })
  fs.renameSync(draft, file)
}

/** Reads a JSON file; undefined when it is missing or not whole. */
export function readJson<T>(file: string): T | undefined {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')) as T
  } catch {
    return undefined
  }
}

export interface Secrets {
  auth0Secret: string
  tokenSecret: string
  clientSecret: string
  cookieKey: string
  inngestSigningKey: string
  databaseOwnerPassword: string
  databasePassword: string
  databaseRunPassword: string
  databaseBackupPassword: string
  databaseExecutorPassword: string
}

/** The secrets of this data folder: made once, the same at every later start. */
export function openSecrets(dataDir: string): Secrets {
  const file = path.join(dataDir, 'secrets.json')
  const known = readJson<Partial<Secrets>>(file) ?? {}
  const secrets: Secrets = {
    auth0Secret: known.auth0Secret ?? makeSecret(),
    tokenSecret: known.tokenSecret ?? makeSecret(),
    clientSecret: known.clientSecret ?? makeSecret(),
    cookieKey: known.cookieKey ?? makeSecret(),
    inngestSigningKey: known.inngestSigningKey ?? `signkey-prod-${makeSecret()}`,
    databaseOwnerPassword: known.databaseOwnerPassword ?? makeSecret(),
    databasePassword: known.databasePassword ?? makeSecret(),
    databaseRunPassword: known.databaseRunPassword ?? makeSecret(),
    databaseBackupPassword: known.databaseBackupPassword ?? makeSecret(),
    databaseExecutorPassword: known.databaseExecutorPassword ?? makeSecret(),
  }
  if (JSON.stringify(known) !== JSON.stringify(secrets)) {
    writePrivate(file, `${JSON.stringify(secrets, null, 2)}\n`)
  }
  return secrets
}

function makeSecret(): string {
  return randomBytes(32).toString('hex')
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}
