import path from 'node:path'
import { divertConsole } from './console'
import { openDataDir } from './data-dir'
import { loadEnvFiles } from './environment'
import { sentence } from './failure'
import { demoAccounts } from './sign-in/accounts'
import type { Stack } from './stack'
import { createSteps, seconds } from './steps'

/** Runs a stack in this process until it is told to end: the commands `up` and `dev`. */
export async function run(mode: 'start' | 'dev'): Promise<void> {
  const began = Date.now()
  const root = path.dirname(import.meta.dirname)
  const steps = createSteps()
  let stop = async () => {}
  try {
    loadEnvFiles()
    divertConsole(openDataDir(root))
    const { startStack } = await import('./stack')
    const stack = startStack(root, mode, steps)
    stop = stack.stop
    const told = endWhenTold(stop)
    const ready = await Promise.race([stack.ready, told])
    if (!ready) return
    say(block(ready, Date.now() - began))
    const reason = await Promise.race([ready.broken, told])
    if (!reason) return
    say(`\n${reason} The logs are in ${path.join(ready.dataDir, 'logs')}.`)
  } catch (error) {
    say(`\n${sentence(error)}`)
  }
  await stop()
  process.exit(1)
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

/** Ends all at a signal, and at a second one without waiting. Its promise never resolves. */
function endWhenTold(stop: () => Promise<void>): Promise<undefined> {
  let told = 0
  const end = async () => {
    // npm passes on a Ctrl-C that the terminal has sent already: that is no second one.
    if (told > 0 && Date.now() - told < 1000) return
    if (told > 0) process.exit(130)
    told = Date.now()
    say('\n  Stopping. Press Ctrl-C again to stop without waiting.')
    await stop()
    say('  All is stopped.')
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end)
  process.stdout.on('error', () => {}) // the terminal may be gone
  if (process.env.npm_lifecycle_event) whenOrphaned(end)
  return new Promise(() => {})
}

/**
 * npm hands a SIGTERM to the shell between it and us, which dies of it and tells nobody.
 * We notice that another process has become our parent.
 */
function whenOrphaned(end: () => void): void {
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    end()
  }, 200)
  watch.unref()
}

function block({ file, dataDir, demo }: Stack, took: number): string {
  const lines = [
    '',
    `  Medcal is ready after ${seconds(took)}.`,
    '',
    `  App        ${file.app}`,
    `  Mailbox    ${file.mailbox}`,
    `  Inngest    ${file.inngest}`,
    '',
    ...(demo
      ? [
          '  Demo accounts, without a password: press one on the sign-in page.',
          ...demoAccounts.map(({ email, may }) => `    ${email.padEnd(24)} ${may}`),
          '',
        ]
      : []),
    `  State and logs are in ${dataDir}. Stop with Ctrl-C.`,
    '',
  ]
  return lines.join('\n')
}
