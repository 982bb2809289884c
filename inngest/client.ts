import { Inngest } from 'inngest'
import { log } from '@/lib/log'

const part = log.child({ part: 'inngest' })

/** What the SDK says, in our log's format: as an error, and with the place, only what is wrong with us. */
const internalLogger = {
  debug: part.debug.bind(part),
  info: part.info.bind(part),
  warn: part.warn.bind(part),
  error(first: unknown, message?: unknown) {
    const { err, method } = Object(first)
    // Anybody may knock without our key.
    if (message === 'Signature validation failed') {
      part.warn({ method, why: String(err?.message) }, 'call refused')
    } else part.error(first, message as string)
  },
}

/** The connection to the durable functions' server; which one is chosen by INNGEST_* variables. */
export const inngest = new Inngest({ id: 'medcal', internalLogger })

/**
 * How many steps of one function may run at once. Inngest's free plan runs five of an account, and
 * takes no function that wants more (inngest.com/docs/durable-execution/limits, November 2026).
 */
export const stepsAtOnce = 5
