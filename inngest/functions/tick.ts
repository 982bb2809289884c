import { inngest } from '@/inngest/client'
import { doWhatIsDue } from '@/lib/commands/sweep/do-what-is-due'
import { env } from '@/lib/env'

/**
 * The only thing that runs while nothing happens, every TICK_MINUTES, and once as the app registers.
 * All in its body: a step would count as a second execution and help nothing, since every part of it
 * is safe to run twice. It is not retried; the next one does what this one left.
 */
export const tick = inngest.createFunction(
  {
    id: 'tick',
    triggers: [{ cron: `*/${env().TICK_MINUTES} * * * *` }, { event: 'tick/requested' }],
    concurrency: { limit: 1 },
    retries: 0,
  },
  doWhatIsDue,
)
