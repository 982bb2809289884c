import type { App } from './app'
import type { Engine } from './engine'
import { type Call, claimJobs, type Job, loadCalls, releaseJobs, releaseOthers } from './jobs'
import { applyOutcome } from './outcomes'
import type { Outcome } from './responses'
import { cancelLateRuns, endDueSteps, fireCrons, horizon } from './timers'

export interface Scheduler {
  /** Something may be due: look. */
  wake(): void
  /** The app is there again: stop waiting for it. */
  resume(): void
  /** Resolves when nothing is due and no call is under way. */
  settled(): Promise<void>
  /** Starts nothing more, and waits up to 5 s for the calls under way; the rest are made again. */
  stop(): Promise<void>
}

const unreachablePauseMs = 1000
// Some 15 s: a database that dies is there again by then.
const writeTries = 10
const stopPatienceMs = 5000
// A safety net under a lost wake-up or a lapsed lease; nothing regular waits for it.
const heartbeatMs = 5000

/**
 * The loop that makes what is due happen: sleeps and waits end, crons fire, calls are claimed and
 * made, up to `concurrency` at a time. It sleeps until the next due instant or a wake-up.
 */
export function startScheduler(engine: Engine, app: App, concurrency: number): Scheduler {
  const ready: Call[] = []
  const underWay = new Set<Promise<void>>()
  /** The jobs that are ready or under way: all that are claimed, unless the database let us down. */
  const held = new Set<string>()
  let mayHaveLostSome = false
  const busySlots = new Map<string, number>()
  const slotLimits = new Map<string, number>()
  let settledCallbacks: (() => void)[] = []
  let stopped = false
  let abandoned = false
  let again = false
  let passing: Promise<void> | null = null
  let callOff = () => {}
  let pausedUntil: Date | null = null
  const heartbeat = setInterval(wake, heartbeatMs)
  heartbeat.unref()

  function wake(): void {
    again = true
    if (!stopped)
      passing ??= passes().finally(() => {
        passing = null
        if (again && !stopped) wake()
      })
  }

  async function passes(): Promise<void> {
    while (again && !stopped) {
      again = false
      try {
        await pass()
      } catch (error) {
        engine.log('error', 'The scheduler met an error and goes on', { error: String(error) })
        // A claim may have been made and its answer lost.
        mayHaveLostSome = true
        await new Promise((resolve) => setTimeout(resolve, 200))
        again = true
      }
    }
  }

  async function pass(): Promise<void> {
    const now = engine.clock.now()
    if (mayHaveLostSome) {
      await releaseOthers(engine.sql, [...held])
      mayHaveLostSome = false
    }
    const next = await horizon(engine)
    if (next.cron && next.cron <= now) await fireCrons(engine)
    if (next.deadline && next.deadline <= now) await cancelLateRuns(engine)
    if (next.step && next.step <= now) {
      await endDueSteps(engine)
      again = true
    }
    if (pausedUntil && pausedUntil <= now) pausedUntil = null
    if (!pausedUntil) await fillReady()
    startCalls()
    planWakeUp([next.step, next.cron, next.deadline, next.job, pausedUntil], now)
    if (!again && ready.length === 0 && underWay.size === 0) {
      for (const callback of settledCallbacks.splice(0)) callback()
    }
  }

  async function fillReady(): Promise<void> {
    // Half as many again as we can make at once, so that a claim serves many calls.
    const room = concurrency * 2 - ready.length - underWay.size
    if (room < concurrency / 2) return
    const claimed = await claimJobs(engine, room, fullSlots())
    if (claimed.length === 0) return
    const accepted = claimed.filter(take)
    const refused = claimed.filter((job) => !accepted.includes(job))
    let calls: Call[] = []
    try {
      await releaseJobs(
        engine.sql,
        refused.map((job) => job.id),
      )
      calls = await loadCalls(engine, accepted)
    } finally {
      const loaded = new Set(calls.map((call) => call.id))
      for (const job of accepted) if (!loaded.has(job.id)) letGo(job)
    }
    ready.push(...calls)
    // The claim may have been too small, or held up by one slot's jobs: look once more.
    if (accepted.length > 0) again = true
  }

  function startCalls(): void {
    while (!stopped && underWay.size < concurrency) {
      const call = ready.shift()
      if (!call) return
      const work = make(call).finally(() => {
        underWay.delete(work)
        letGo(call)
        startCalls()
        wake()
      })
      underWay.add(work)
    }
  }

  async function make(call: Call): Promise<void> {
    const outcome = await app.call(call)
    if (abandoned) return
    if (outcome.kind === 'unreachable') {
      if (!pausedUntil)
        engine.log('warn', 'The app does not answer; its calls wait', { why: outcome.message })
      pausedUntil = new Date(engine.clock.now().getTime() + unreachablePauseMs)
    }
    await write(call, outcome)
  }

  async function write(call: Call, outcome: Outcome): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await applyOutcome(engine, call, outcome)
      } catch (error) {
        engine.log('error', 'A result could not be written', {
          runId: call.runId,
          attempt,
          error: String(error),
        })
        if (attempt === writeTries) {
          // The job is given back, and the step runs again.
          mayHaveLostSome = true
          return
        }
        await new Promise((resolve) => setTimeout(resolve, Math.min(100 * 2 ** attempt, 2000)))
      }
    }
  }

  function limitOf(job: Job, index: number): number {
    return (
      engine.functions.get(job.functionId)?.concurrency[index]?.limit ?? Number.POSITIVE_INFINITY
    )
  }

  function take(job: Job): boolean {
    for (const [index, slot] of job.slots.entries()) slotLimits.set(slot, limitOf(job, index))
    if (job.slots.some((slot) => isFull(slot))) return false
    for (const slot of job.slots) busySlots.set(slot, (busySlots.get(slot) ?? 0) + 1)
    held.add(job.id)
    return true
  }

  function letGo(job: Job): void {
    held.delete(job.id)
    for (const slot of job.slots) {
      const left = (busySlots.get(slot) ?? 1) - 1
      if (left > 0) busySlots.set(slot, left)
      else {
        busySlots.delete(slot)
        slotLimits.delete(slot)
      }
    }
  }

  function isFull(slot: string): boolean {
    return (busySlots.get(slot) ?? 0) >= (slotLimits.get(slot) ?? Number.POSITIVE_INFINITY)
  }

  function fullSlots(): string[] {
    return [...busySlots.keys()].filter(isFull)
  }

  function planWakeUp(instants: (Date | null)[], now: Date): void {
    callOff()
    const future = instants.flatMap((at) => (at && at > now ? [at.getTime()] : []))
    callOff =
      future.length > 0 ? engine.clock.wakeAt(new Date(Math.min(...future)), wake) : () => {}
  }

  return {
    wake,
    resume() {
      pausedUntil = null
      wake()
    },
    settled() {
      if (stopped) return Promise.reject(new Error('The executor is stopped'))
      return new Promise((resolve) => {
        settledCallbacks = [...settledCallbacks, resolve]
        wake()
      })
    },
    async stop() {
      stopped = true
      clearInterval(heartbeat)
      callOff()
      await passing
      await Promise.race([
        Promise.all(underWay),
        new Promise((resolve) => setTimeout(resolve, stopPatienceMs).unref()),
      ])
      abandoned = true
      await releaseJobs(
        engine.sql,
        ready.map((call) => call.id),
      )
      callOff()
    },
  }
}
