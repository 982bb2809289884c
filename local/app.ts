import { setTimeout as wait } from 'node:timers/promises'
import { buildWhenStale, nextProgram } from './build'
import type { Context } from './context'
import { Failure } from './failure'
import { openLog } from './logs'
import { startNode } from './processes'
import { supervise } from './supervise'

/** Builds the app when its sources changed since the last build. */
export function buildStep(context: Context, env: NodeJS.ProcessEnv): Promise<boolean> {
  const { steps, root, dataDir } = context
  const distDir = env.NEXT_DIST_DIR || '.next'
  return steps.run('Build', async (note) => {
    const built = await buildWhenStale({ root, distDir, env, logFile: openLog(dataDir, 'build') })
    if (!built) note('up to date')
    return built
  })
}

/**
 * Serves the app and waits until it reaches its database. Mail and Inngest may come later: without
 * them the calendar works and what is to be done waits, which is said and keeps nobody waiting.
 * The answer resolves with a sentence when the app is gone for good.
 */
export function appStep(
  context: Context,
  env: NodeJS.ProcessEnv,
): Promise<{ gaveUp: Promise<string> }> {
  const { steps, root, mode, dataDir, ports, pids, parts } = context
  return steps.run('App', async (note) => {
    const logFile = mode === 'start' ? openLog(dataDir, 'app') : undefined
    const args = [nextProgram(root), mode, '-H', '127.0.0.1', '-p', String(ports.app)]
    const app = await supervise(
      'app',
      () => startNode(args, { cwd: root, env, logFile }),
      (child) => {
        pids.app = child.pid
        context.pidsChanged()
      },
    )
    await parts.keep('app', app.stop)
    const hint = logFile ? ` ${logFile} says why.` : ''
    await Promise.race([
      isWell(context, note, hint),
      app.gaveUp.then((reason) => {
        throw new Failure(reason + hint)
      }),
    ])
    note('')
    return { gaveUp: app.gaveUp }
  })
}

/** In ms: for the app and its database, and from then on for the rest. */
const patience = { database: 120_000, rest: 15_000 }

async function isWell(
  { ports, steps }: Context,
  note: (text: string) => void,
  hint: string,
): Promise<void> {
  let last = 'it does not answer'
  let deadline = Date.now() + patience.database
  let failing: string[] | undefined
  for (; Date.now() < deadline; await wait(100)) {
    const health = await readHealth(ports.app)
    if (health?.status === 'ok') return
    if (!health) continue
    const { checks } = health
    const bad = Object.keys(checks).filter((need) => checks[need] !== 'ok')
    last = `its health check says: ${bad.join(', ')} failing`
    note(last)
    if (checks.database !== 'ok') continue
    if (!failing) deadline = Date.now() + patience.rest
    failing = bad
  }
  if (!failing) throw new Failure(`The app did not get well within two minutes: ${last}.${hint}`)
  for (const need of failing) steps.say(warnings[need] ?? `${need} does not answer.`)
}

type Health = { status: string; checks: Record<string, string> }

/** What the app says of itself; undefined while it does not answer. */
async function readHealth(port: number): Promise<Health | undefined> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/health`).catch(() => undefined)
  const said = await answer?.json().catch(() => undefined)
  return said as Health | undefined
}

const warnings: Record<string, string> = {
  inngest:
    'Inngest does not run our functions yet: emails, offers and daily runs wait. Medcal registers by itself as soon as the server answers; if it has been there all along, check INNGEST_BASE_URL, both keys, and that it can reach APP_BASE_URL.',
  mail: 'The mail server does not answer: emails wait and are tried again. If that goes on, check SMTP_URL.',
}
