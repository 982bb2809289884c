import { inngest } from '@/inngest/client'
import { relayOutbox } from '@/lib/commands/relay-outbox'
import { tendOpenings } from '@/lib/commands/tend-openings'

/** Sends events that were committed and did not get out. */
export const relayOutboxFunction = inngest.createFunction(
  { id: 'relay-outbox', triggers: [{ cron: '* * * * *' }], concurrency: { limit: 1 } },
  ({ step }) => step.run('relay', relayOutbox),
)

/** Closes offers past their time, and goes on with openings that nobody works on. */
export const expireOffers = inngest.createFunction(
  { id: 'expire-offers', triggers: [{ cron: '* * * * *' }], concurrency: { limit: 1 } },
  ({ step }) => step.run('tend', tendOpenings),
)
