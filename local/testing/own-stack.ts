import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { readJson } from '../data-dir'
import { childEnv } from '../environment'
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

/** Nothing of the caller's environment leads the stack away. */
function ownEnv(dataDir: string, env: Record<string, string>): NodeJS.ProcessEnv {
  const foreign = Object.keys(process.env).filter((name) =>
    /^(DATABASE_URL|APP_BASE_URL|SMTP_URL|MAIL_FROM|PORT|TOKEN_SECRET|SIGN_UP|SESSION_\w+|AUTH0_\w+|INNGEST_\w+)$/.test(
      name,
    ),
  )
  // Empty rather than absent: so `.env` files do not fill them in either.
  const always = ['DATABASE_URL', 'APP_BASE_URL', 'SMTP_URL', 'MAIL_FROM', 'PORT', 'AUTH0_DOMAIN']
  const more = ['AUTH0_CLIENT_ID', 'AUTH0_CLIENT_SECRET', 'AUTH0_SECRET', 'TOKEN_SECRET']
  const sessions = ['SIGN_UP', 'SESSION_IDLE_MINUTES', 'SESSION_HOURS']
  const inngest = ['BASE_URL', 'EVENT_KEY', 'SIGNING_KEY', 'DEV'].map((name) => `INNGEST_${name}`)
  const empty = Object.fromEntries(
    [...foreign, ...always, ...more, ...sessions, ...inngest].map((name) => [name, '']),
  )
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
