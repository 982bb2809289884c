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
 * Serves the app and waits until it says that it is well.
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
      isWell(ports.app, note, hint),
      app.gaveUp.then((reason) => {
        throw new Failure(reason + hint)
      }),
    ])
    note('')
    return { gaveUp: app.gaveUp }
  })
}

async function isWell(port: number, note: (text: string) => void, hint: string): Promise<void> {
  let last = 'it does not answer'
  for (const deadline = Date.now() + 120_000; Date.now() < deadline; await wait(100)) {
    const answer = await fetch(`http://127.0.0.1:${port}/api/health`).catch(() => undefined)
    if (answer?.status === 200) return
    if (answer) {
      last = `its health check says ${answer.status} ${(await answer.text()).slice(0, 200)}`
      note(last)
    }
  }
  throw new Failure(`The app did not get well within two minutes: ${last}.${hint}`)
}
