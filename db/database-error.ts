import { quotesValues } from '@/lib/quotes-values'
import { stackFrames } from '@/lib/stack-frames'

/**
 * An error of the database without the values that drizzle and PostgreSQL quote in theirs, since
 * it may reach a log, Next.js's own, or a step's stored result. `code` is the SQLSTATE, or the
 * driver's word for a lost connection.
 */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError'
  readonly code: string
  constructor(source: Error) {
    const { code = 'unknown', constraint_name: constraint } = Object(source.cause ?? source)
    super(`The database refused: ${code}${constraint ? ` (${constraint})` : ''}`)
    this.code = String(code)
    this.stack = `${this.name}: ${this.message}\n${stackFrames(source)}`
  }
}

/** The same error, or what of a database's error may be told. */
export function withoutValues(error: unknown): unknown {
  return error instanceof Error && quotesValues(error) ? new DatabaseError(error) : error
}

/** The SQLSTATE of a driver error, which drizzle wraps; undefined for any other error. */
export function sqlState(error: unknown): string | undefined {
  for (let e = error; e instanceof Error; e = e.cause as Error) {
    if ('code' in e && typeof e.code === 'string' && /^[0-9A-Z]{5}$/.test(e.code)) return e.code
  }
  return undefined
}

/**
 * Whether the connection to the database was lost, or could not be made, for a reason that passes:
 * the server ended it (57P01), died (57P02), is starting (57P03), or the network failed.
 */
export function isConnectionLost(error: unknown): boolean {
  for (let e = error; e instanceof Error; e = e.cause as Error) {
    if ('code' in e && typeof e.code === 'string' && lost.test(e.code)) return true
  }
  return false
}

// The driver's CONNECTION_ENDED is not among them: then we have closed the pool ourselves.
const lost =
  /^(57P0[123]|08\w{3}|CONNECTION_(CLOSED|DESTROYED)|CONNECT_TIMEOUT|E(CONNREFUSED|CONNRESET|CONNABORTED|PIPE|TIMEDOUT|HOSTUNREACH|NETUNREACH|AI_AGAIN))$/
