import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { readJson, writePrivate } from '../data-dir'
import { Failure } from '../failure'

/** The system account that PostgreSQL runs as when we are root, which it refuses to be. */
export interface Account {
  uid: number
  gid: number
}

export interface Place {
  /** PostgreSQL's data folder. */
  cluster: string
  /** Undefined when PostgreSQL runs as ourselves. */
  account: Account | undefined
}

/**
 * Where the cluster of a data folder lives and who runs it. It is `postgres` in the data folder,
 * unless we are root and the account cannot enter that: then a folder of the system's, which
 * `log` is told, and which the data folder remembers.
 */
export function choosePlace(dataDir: string, log: (sentence: string) => void): Place {
  const cluster = rememberedCluster(dataDir)
  if (process.getuid?.() !== 0) {
    refuseForeign(cluster)
    return { cluster, account: undefined }
  }
  const account = ownerOf(cluster) ?? postgresAccount()
  fs.chmodSync(dataDir, fs.statSync(dataDir).mode | 0o011)
  if (canEnter(path.dirname(cluster), account)) return { cluster, account }
  const outside = path.join(stateFolder(), shortHash(dataDir), 'postgres')
  openFolder(path.dirname(outside))
  log(`PostgreSQL may not enter ${dataDir} as its own user; its files are in ${outside}.`)
  writePrivate(path.join(dataDir, 'postgres.json'), JSON.stringify({ cluster: outside }))
  return { cluster: outside, account }
}

/** The folder of a data folder's cluster, wherever it lives. */
export function rememberedCluster(dataDir: string): string {
  const remembered = readJson<{ cluster: string }>(path.join(dataDir, 'postgres.json'))?.cluster
  return remembered ?? path.join(dataDir, 'postgres')
}

/** Whether an account may enter a folder and all above it. */
export function canEnter(folder: string, account: Account): boolean {
  for (let dir = path.resolve(folder); ; dir = path.dirname(dir)) {
    const { mode, uid, gid } = fs.statSync(dir)
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001
    if (!(mode & bit)) return false
    if (dir === path.dirname(dir)) return true
  }
}

/** A folder of the system's for Medcal's state that every account may enter (root only). */
export function stateFolder(): string {
  try {
    return openFolder('/var/lib/medcal')
  } catch {
    return openFolder(path.join(os.tmpdir(), 'medcal'))
  }
}

function openFolder(folder: string): string {
  fs.mkdirSync(folder, { recursive: true })
  fs.chmodSync(folder, 0o755)
  return folder
}

function refuseForeign(cluster: string): void {
  const owner = ownerOf(cluster)
  if (owner && process.getuid && owner.uid !== process.getuid()) {
    throw new Failure(
      `The database in ${cluster} belongs to another user. Start Medcal as that user or as root, or choose another data folder with MEDCAL_DATA.`,
    )
  }
}

function ownerOf(cluster: string): Account | undefined {
  const stat = fs.statSync(cluster, { throwIfNoEntry: false })
  return stat && stat.uid !== 0 ? { uid: stat.uid, gid: stat.gid } : undefined
}

function postgresAccount(): Account {
  const id = (flag: string) =>
    Number(execFileSync('id', [flag, 'postgres'], { stdio: ['ignore', 'pipe', 'ignore'] }))
  try {
    return { uid: id('-u'), gid: id('-g') }
  } catch {
    // The account is not there yet.
  }
  try {
    execFileSync('groupadd', ['--system', '--force', 'postgres'], { stdio: 'ignore' })
    execFileSync('useradd', ['--system', '-g', 'postgres', '-M', 'postgres'], { stdio: 'ignore' })
    return { uid: id('-u'), gid: id('-g') }
  } catch {
    throw new Failure(
      'PostgreSQL may not run as root, and no user "postgres" could be made. Make one (useradd postgres), or start Medcal as an ordinary user.',
    )
  }
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}
