import type { Sweep } from '@/db/queries/sweep-runs'
import { inngest } from '@/inngest/client'
import { events } from '@/inngest/events'
import { clinicsDue, runSweep } from '@/lib/commands/run-sweep'
import { log } from '@/lib/log'

/** A sweep as a durable function: by the clock for every clinic that is due, or by hand for one. */
export function sweepFunction(sweep: Sweep) {
  return inngest.createFunction(
    {
      id: sweep,
      triggers: [
        // Clinics choose their minute; which of them is due, the rows say.
        { cron: '* * * * *' },
        { event: 'sweep/requested', if: `event.data.sweep == '${sweep}'` },
      ],
      concurrency: { limit: 1 },
    },
    async ({ event, step }) => {
      const asked = events['sweep/requested'].safeParse(event.data)
      const byHand = asked.success
      const clinicIds = asked.success
        ? [asked.data.clinicId]
        : await step.run('due', () => clinicsDue(sweep))
      for (const clinicId of clinicIds) {
        await step
          .run(`sweep-${clinicId}`, () => runSweep(clinicId, sweep, { byHand }))
          .catch((error) =>
            // One clinic's trouble must not stop the others; its own page shows it.
            log.error({ err: error, sweep, clinicId }, 'sweep failed'),
          )
      }
      return { clinics: clinicIds.length }
    },
  )
}
