import { inngest } from '@/inngest/client'
import { eraseExpired } from '@/lib/commands/erase-expired'
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

/** Erases the patients whom their clinic has kept long enough; which clinics are due, the rows say. */
export const eraseExpiredFunction = inngest.createFunction(
  { id: 'erase-expired', triggers: [{ cron: '*/10 * * * *' }], concurrency: { limit: 1 } },
  ({ step }) => step.run('erase', () => eraseExpired()),
)
