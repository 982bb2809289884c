import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { envNames } from '@/lib/env'
import { readJson } from '../data-dir'
import { childEnv, otherRoles } from '../environment'
import { startNode } from '../processes'
import type { StackFile } from '../stack-file'

/** Where a run of tests or figures builds the app, beside a running `npm run up`. */
export const distDir = '.next-test'

/**
 * Builds the app and starts a complete embedded stack beside any other, with its state in
 * `dataDir`; `env` is set for it. Undefined when it ended before it was ready: the log says why.
 */
export async function startOwnStack(options: {
  root: string
  dataDir: string
  logFile: string
  env: Record<string, string>
}): Promise<{ file: StackFile; stop(): Promise<void> } | undefined> {
  const { root, dataDir, logFile, env } = options
  const stack = startNode([path.join(root, 'local', 'start.mjs'), 'up'], {
    cwd: root,
    env: ownEnv(dataDir, env),
    logFile,
  })
  const file = await appears(path.join(dataDir, 'stack.json'), stack.ended)
  return file && { file, stop: () => stack.stop(30_000) }
}

/** Nothing of the caller's environment leads the stack away: empty rather than absent, so that `.env` files do not fill it in. */
function ownEnv(dataDir: string, env: Record<string, string>): NodeJS.ProcessEnv {
  const names = [...envNames, ...otherRoles, 'PORT']
  const empty = Object.fromEntries(names.map((name) => [name, '']))
  return childEnv(process.env, {
    ...empty,
    MEDCAL_DATA: dataDir,
    NEXT_DIST_DIR: distDir,
    LOG_LEVEL: 'info',
    TZ: 'Pacific/Auckland',
    ...env,
  })
}

async function appears(file: string, ended: Promise<string>): Promise<StackFile | undefined> {
  let over = false
  void ended.then(() => {
    over = true
  })
  while (!over && !fs.existsSync(file)) await wait(100)
  return over ? undefined : readJson<StackFile>(file)
}
