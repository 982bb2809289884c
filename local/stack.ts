import { parseEnv } from '@/lib/env'
import { appStep, buildStep } from './app'
import { type Context, createParts, type Parts } from './context'
import { openDataDir, openSecrets } from './data-dir'
import { databaseSteps } from './database'
import { hostedDatabase, whatIsHosted } from './environment'
import { Failure } from './failure'
import { choosePorts, wantedPorts } from './ports'
import { claim, removeStackFile, type StackFile, writeStackFile } from './stack-file'
import { executorStep, identityStep, mailboxStep, postgresStep } from './stand-ins'
import type { Steps } from './steps'
import { appEnv } from './variables'

export interface Stack {
  file: StackFile
  dataDir: string
  /** Whether the demo accounts can sign in. */
  demo: boolean
  /** Resolves with a sentence when a part is gone for good. */
  broken: Promise<string>
}

export interface StackInMaking {
  ready: Promise<Stack>
  /** Ends what has been started by then, in order. */
  stop(): Promise<void>
}

/**
 * Starts everything that the app needs and that the environment does not name, then the app:
 * built (`start`) or from its sources with hot reload (`dev`). `ready` refuses with a Failure.
 */
export function startStack(root: string, mode: 'start' | 'dev', steps: Steps): StackInMaking {
  const parts = createParts()
  return { ready: start(root, mode, steps, parts), stop: parts.stop }
}

async function start(
  root: string,
  mode: 'start' | 'dev',
  steps: Steps,
  parts: Parts,
): Promise<Stack> {
  const context = await prepare(root, mode, steps, parts)
  check(appEnv(context, process.env.DATABASE_URL || 'postgres://not.yet.known'))
  const { hosted, dataDir } = context
  const server = hosted.database ? undefined : postgresStep(context)
  const database = server?.then(({ urls }) => urls) ?? Promise.resolve(hostedDatabase(process.env))
  const env = database.then(({ run }) => appEnv(context, run))

  const executor = hosted.inngest
    ? undefined
    : Promise.all([env, database]).then(([values, urls]) =>
        executorStep(context, values, urls.executor),
      )
  await Promise.all([
    executor,
    database.then((urls) => databaseSteps(context, urls)),
    hosted.mail ? undefined : mailboxStep(context),
    hosted.identity ? undefined : identityStep(context),
    mode === 'start' ? env.then((values) => buildStep(context, values)) : undefined,
  ])
  const app = await appStep(context, await env)
  const file = stackFile(context, await env)
  context.pidsChanged = () => writeStackFile(dataDir, file)
  context.pidsChanged()
  await parts.keep('notice', async () => removeStackFile(dataDir))
  const ends = [app, await executor, await server].flatMap((part) => (part ? [part.gaveUp] : []))
  return { file, dataDir, demo: !hosted.identity, broken: Promise.race(ends) }
}

async function prepare(
  root: string,
  mode: 'start' | 'dev',
  steps: Steps,
  parts: Parts,
): Promise<Context> {
  const hosted = whatIsHosted(process.env)
  const dataDir = openDataDir(root)
  const release = claim(dataDir)
  await parts.keep('claim', async () => release())
  const ports = await choosePorts(steps.say, wantedPorts(process.env))
  return {
    root,
    mode,
    steps,
    dataDir,
    ports,
    hosted,
    parts,
    secrets: openSecrets(dataDir),
    appBaseUrl: process.env.APP_BASE_URL || `http://localhost:${ports.app}`,
    smtpUrl: process.env.SMTP_URL || `smtp://127.0.0.1:${ports.smtp}`,
    mailFrom: process.env.MAIL_FROM || 'Medcal <no-reply@medcal.test>',
    pids: { stack: process.pid },
    pidsChanged: () => {},
  }
}

/** The app would refuse a wrong environment at its start; say so before anything else is done. */
function check(env: NodeJS.ProcessEnv): void {
  try {
    parseEnv(env)
  } catch (error) {
    throw new Failure(error instanceof Error ? error.message : String(error))
  }
}

function stackFile({ ports, hosted, pids }: Context, env: NodeJS.ProcessEnv): StackFile {
  const { APP_BASE_URL = '', DATABASE_URL = '', SMTP_URL = '', AUTH0_DOMAIN = '' } = env
  const local = (port: number) => `http://localhost:${port}`
  const inngest = [env.INNGEST_BASE_URL, env.INNGEST_DEV].find((url) => url && URL.canParse(url))
  return {
    app: APP_BASE_URL,
    mailbox: hosted.mail ? withoutPassword(SMTP_URL) : local(ports.mailbox),
    identity: AUTH0_DOMAIN.includes('://') ? AUTH0_DOMAIN : `https://${AUTH0_DOMAIN}`,
    inngest: inngest ?? 'https://api.inngest.com',
    database: DATABASE_URL,
    pids,
  }
}

function withoutPassword(address: string): string {
  const { protocol, host } = new URL(address)
  return `${protocol}//${host}`
}
