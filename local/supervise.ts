import { setTimeout as wait } from 'node:timers/promises'
import type { Child } from './processes'

export interface Supervised {
  /** Resolves with a sentence when the process ended so often that it is not started again. */
  gaveUp: Promise<string>
  stop(): Promise<void>
}

/**
 * Keeps a process running: when it ends unasked it is started again, at most five times a minute.
 * `started` hears each one.
 */
export function supervise(
  name: string,
  start: () => Child,
  started: (child: Child) => void,
  clock: { now(): number; wait(ms: number): Promise<unknown> } = { now: Date.now, wait },
): Supervised {
  let stopped = false
  let child = start()
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
      child = start()
      started(child)
    }
  }
  return {
    gaveUp: watch(),
    async stop() {
      stopped = true
      await child.stop()
    },
  }
}
