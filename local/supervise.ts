import { setTimeout as wait } from 'node:timers/promises'
import { sentence } from './failure'
import type { Child } from './processes'

export interface Supervised {
  /** Resolves with a sentence when the process is gone for good: it ended too often, or could not be started. */
  gaveUp: Promise<string>
  stop(): Promise<void>
}

/**
 * Keeps a process running: when it ends unasked it is started again, at most five times a minute.
 * `started` hears each one. Waits for the first `start`, and refuses as it does.
 */
export async function supervise(
  name: string,
  start: () => Child | Promise<Child>,
  started: (child: Child) => void,
  clock: { now(): number; wait(ms: number): Promise<unknown> } = { now: Date.now, wait },
): Promise<Supervised> {
  let stopped = false
  let child = await start()
  let starting: Promise<unknown> = Promise.resolve()
  started(child)

  async function watch(): Promise<string> {
    const ends: number[] = []
    for (;;) {
      const end = await child.ended
      if (stopped) return new Promise(() => {})
      ends.push(clock.now())
      if (ends.filter((at) => at > clock.now() - 60_000).length > 5) {
        return `The ${name} ended again and again (last: ${end}).`
      }
      await clock.wait(100)
      if (stopped) return new Promise(() => {})
      try {
        const next = Promise.resolve(start())
        starting = next.catch(() => {})
        child = await next
      } catch (error) {
        if (stopped) return new Promise(() => {})
        return `The ${name} ended (${end}) and does not start again. ${sentence(error)}`
      }
      started(child)
    }
  }
  return {
    gaveUp: watch(),
    async stop() {
      stopped = true
      await child.stop()
      await starting
      await child.stop()
    },
  }
}
