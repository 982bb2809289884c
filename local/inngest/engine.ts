import type { Clock } from './clock'
import type { Sql } from './database'
import type { FunctionConfig } from './registration'

/** A line of the executor's log; fields carry ids, never personal data. */
export type Log = (
  level: 'info' | 'warn' | 'error',
  message: string,
  fields?: Record<string, unknown>,
) => void

/** What the parts of the executor share. */
export interface Engine {
  sql: Sql
  clock: Clock
  log: Log
  /** The functions of the latest registration, by id. */
  functions: Map<string, FunctionConfig>
  /** Milliseconds to wait before try number `attempt` (1 is the first retry). */
  backoff: (attempt: number) => number
  /** By how many milliseconds sleeps and waits end too soon. */
  earlyMs: number
}

// Inngest's own schedule of retries (inngest/inngest, pkg/backoff, November 2026).
const backoffSeconds = [15, 30, 60, 120, 300, 600, 1200, 2400, 3600, 7200]
const jitterMs = 30_000

/** The pause before a retry, as Inngest makes it: 15 s first, growing to 2 h, and up to 30 s by chance. */
export function defaultBackoff(attempt: number): number {
  return (backoffSeconds[attempt - 1] ?? 7200) * 1000 + Math.random() * jitterMs
}
