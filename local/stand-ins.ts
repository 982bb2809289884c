import { setTimeout as wait } from 'node:timers/promises'
import { envNames } from '@/lib/env'
import type { Context } from './context'
import { Failure } from './failure'
import { openLog } from './logs'
import { type Postgres, startPostgres } from './postgres'
import { startScript } from './processes'
import { supervise } from './supervise'

/** Starts the embedded PostgreSQL. */
export function postgresStep({ steps, dataDir, ports, parts }: Context): Promise<Postgres> {
  return steps.run('PostgreSQL', async () => {
    const server = await startPostgres({ dataDir, port: ports.postgres, log: steps.say })
    await parts.keep('postgres', server.stop)
    return server
  })
}

export function mailboxStep({ steps, dataDir, ports, parts }: Context): Promise<void> {
  return steps.run('Mailbox', async () => {
    const { startMailbox } = await import('./mailbox') // slow to load: the database starts meanwhile
    const mailbox = await startMailbox({ port: ports.mailbox, smtpPort: ports.smtp, dataDir })
    await parts.keep('mailbox', mailbox.stop)
  })
}

export function identityStep(context: Context): Promise<void> {
  const { steps, dataDir, ports, secrets, hosted, parts } = context
  return steps.run('Identity provider', async () => {
    const { startIdentity } = await import('./identity')
    const identity = await startIdentity({
      port: ports.identity,
      appBaseUrl: context.appBaseUrl,
      dataDir,
      clientSecret: secrets.clientSecret,
      cookieKey: secrets.cookieKey,
      smtpUrl: context.smtpUrl,
      mailFrom: context.mailFrom,
      mailbox: hosted.mail ? undefined : `http://localhost:${ports.mailbox}`,
    })
    await parts.keep('identity', identity.stop)
  })
}

/** Starts the Inngest executor; the answer resolves with a sentence when it is gone for good. */
export function executorStep(
  context: Context,
  env: NodeJS.ProcessEnv,
  databaseUrl: string,
): Promise<{ gaveUp: Promise<string> }> {
  const { steps, root, dataDir, ports, pids, parts } = context
  return steps.run('Inngest executor', async () => {
    const logFile = openLog(dataDir, 'inngest')
    const settings = {
      ...env,
      ...emptied,
      DATABASE_URL: databaseUrl,
      INNGEST_EXECUTOR_PORT: String(ports.inngest),
      INNGEST_APP_URL: `http://127.0.0.1:${ports.app}/api/inngest`,
      INNGEST_EVENT_KEY: '', // tools and tests on this machine may send events too
    }
    const script = new URL('./inngest/main.ts', import.meta.url)
    const executor = await supervise(
      'Inngest executor',
      () => startScript(script, { cwd: root, env: settings, logFile }),
      (child) => {
        pids.inngest = child.pid
        context.pidsChanged()
      },
    )
    await parts.keep('inngest', executor.stop)
    const url = `http://127.0.0.1:${ports.inngest}/`
    await Promise.race([
      answers(url, 60_000),
      executor.gaveUp.then((reason) => {
        throw new Failure(`${reason} ${logFile} says why.`)
      }),
    ])
    return { gaveUp: executor.gaveUp }
  })
}

/** Of the app's variables the executor, which calls it, gets those of Inngest alone. */
const emptied = Object.fromEntries(
  envNames
    .filter((name) => name !== 'LOG_LEVEL' && !name.startsWith('INNGEST_'))
    .map((name) => [name, '']),
)

/** Waits until something answers at a URL, whatever it says. Refuses after `patience` ms. */
async function answers(url: string, patience: number): Promise<void> {
  for (const deadline = Date.now() + patience; Date.now() < deadline; await wait(50)) {
    if (await fetch(url).catch(() => undefined)) return
  }
  throw new Failure(`Nothing answers at ${url}. Look into the logs folder, then start again.`)
}
