import type { Secrets } from './data-dir'
import type { Hosted } from './environment'
import type { Ports } from './ports'
import { stopChildren } from './processes'
import type { StackFile } from './stack-file'
import type { Steps } from './steps'

/** The parts of a stack, in the order of ending. */
const order = ['notice', 'app', 'inngest', 'identity', 'mailbox', 'postgres', 'claim'] as const
export type Part = (typeof order)[number]

/** What the parts of one starting stack share. */
export interface Context {
  root: string
  /** `start` serves the built app, `dev` the sources with hot reload. */
  mode: 'start' | 'dev'
  steps: Steps
  dataDir: string
  ports: Ports
  secrets: Secrets
  hosted: Hosted
  /** Where the app is for browsers. */
  appBaseUrl: string
  smtpUrl: string
  mailFrom: string
  parts: Parts
  pids: StackFile['pids']
  /** Tells tools of a process that took the place of an ended one. */
  pidsChanged(): void
}

export interface Parts {
  /** Remembers how to end a part; one that comes while all is ending is ended at once. */
  keep(part: Part, stop: () => Promise<void>): Promise<void>
  /** Ends everything in order; done twice it waits for the same end. */
  stop(): Promise<void>
}

/** Keeps what has been started, to end it in order. */
export function createParts(): Parts {
  const kept = new Map<Part, () => Promise<void>>()
  let ending: Promise<void> | undefined

  async function end() {
    for (const part of order.slice(0, -1)) await kept.get(part)?.()
    await stopChildren()
    await kept.get('claim')?.()
  }
  return {
    async keep(part, stop) {
      if (ending) await stop()
      else kept.set(part, stop)
    },
    stop() {
      ending ??= end()
      return ending
    },
  }
}
