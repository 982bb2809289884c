import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Failure } from '../failure'
import { commandLine, isAlive } from '../processes'
import type { Binaries } from './binaries'
import type { Place } from './place'

/** Makes an empty cluster, whole or not at all: killed in the middle, the next start begins anew. */
export function createCluster(bin: Binaries, place: Place, superuserPassword: string): void {
  const { cluster, account } = place
  const draft = `${cluster}.new`
  const passwordFile = `${cluster}.password`
  fs.rmSync(draft, { recursive: true, force: true })
  fs.mkdirSync(draft, { recursive: true, mode: 0o700 })
  fs.writeFileSync(passwordFile, superuserPassword, { mode: 0o600 })
  if (account) {
    fs.chownSync(draft, account.uid, account.gid)
    fs.chownSync(passwordFile, account.uid, account.gid)
  }
  const made = spawnSync(
    bin.initdb,
    [
      `--pgdata=${draft}`,
      '--username=postgres',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=icu', // names sort as people expect, on every machine alike
      '--icu-locale=und',
    ],
    {
      ...account,
      cwd: '/',
      encoding: 'utf8',
      env: { PATH: process.env.PATH, LC_ALL: 'C', NODE_ENV: 'production' },
    },
  )
  fs.rmSync(passwordFile, { force: true })
  if (made.status !== 0) {
    fs.rmSync(draft, { recursive: true, force: true })
    throw new Failure(whyNot(cluster, made.error?.message ?? made.stderr))
  }
  fs.rmSync(cluster, { recursive: true, force: true }) // at most an empty folder: it had no PG_VERSION
  fs.renameSync(draft, cluster)
}

function whyNot(cluster: string, output: string): string {
  if (/No space left on device|could not (extend|write)/.test(output)) {
    return 'The database cannot be made because the disk is full. Free some space, then start again.'
  }
  const line = output.split('\n').find((text) => /error|fatal/i.test(text)) ?? output.trim()
  return `The database could not be made in ${cluster} (${line.replace(/^initdb: /, '')}). Correct that, or choose another data folder with MEDCAL_DATA.`
}

/**
 * Ends a server that an earlier session left running on this cluster, and removes the pid file of
 * one that was killed: its process id may be somebody else's by now, and PostgreSQL would believe it.
 */
export async function endLeftover(cluster: string): Promise<void> {
  const pidFile = path.join(cluster, 'postmaster.pid')
  const pid = readPid(pidFile)
  if (pid === undefined) return
  if (isAlive(pid) && commandLine(pid).includes(cluster)) {
    process.kill(pid, 'SIGINT')
    for (const deadline = Date.now() + 30_000; isAlive(pid); await wait(20)) {
      if (Date.now() > deadline) {
        throw new Failure(
          `An earlier PostgreSQL (process ${pid}) does not stop. End it with "kill ${pid}", then start again.`,
        )
      }
    }
  }
  fs.rmSync(pidFile, { force: true })
}

function readPid(pidFile: string): number | undefined {
  try {
    const pid = Number.parseInt(fs.readFileSync(pidFile, 'utf8'), 10)
    return pid > 0 ? pid : undefined
  } catch {
    return undefined
  }
}
