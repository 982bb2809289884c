/** The executor's only source of time: what is now, and a wake-up at an instant. */
export interface Clock {
  now(): Date
  /** Calls `wake` once, at or after `at`; returns a function that calls it off. */
  wakeAt(at: Date, wake: () => void): () => void
}

// setTimeout overflows above 2^31 ms and then fires at once; a wake-up too early does no harm.
const longestTimer = 2 ** 31 - 1

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => new Date(),
  wakeAt(at, wake) {
    const timer = setTimeout(wake, Math.min(Math.max(at.getTime() - Date.now(), 0), longestTimer))
    return () => clearTimeout(timer)
  },
}

export interface FakeClock extends Clock {
  /** Moves the clock forward by `ms` milliseconds and fires what falls due. */
  advance(ms: number): void
}

/** A clock that stands still until a test moves it. */
export function fakeClock(start: Date = new Date()): FakeClock {
  let now = start.getTime()
  const timers = new Set<{ at: number; wake: () => void }>()
  return {
    now: () => new Date(now),
    wakeAt(at, wake) {
      const timer = { at: at.getTime(), wake }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    advance(ms) {
      now += ms
      for (const timer of [...timers]) {
        if (timer.at > now) continue
        timers.delete(timer)
        timer.wake()
      }
    },
  }
}
