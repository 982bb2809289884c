import { Inngest } from 'inngest'

/** The connection to the durable functions' server; which one is chosen by INNGEST_* variables. */
export const inngest = new Inngest({ id: 'medcal' })

/**
 * How many steps of one function may run at once. Inngest's free plan runs five of an account, and
 * takes no function that wants more (inngest.com/docs/durable-execution/limits, November 2026).
 */
export const stepsAtOnce = 5
