import type { Sweep } from '@/db/queries/clinic/sweep-runs'
import { inngest } from '@/inngest/client'
import { events } from '@/inngest/events'
import { runSweep } from '@/lib/commands/sweep/run'

/** A sweep of one clinic as a durable function; the tick asks for it when its time has come, staff at any time. */
export function sweepFunction(sweep: Sweep) {
  return inngest.createFunction(
    {
      id: sweep,
      triggers: [{ event: 'sweep/requested', if: `event.data.sweep == '${sweep}'` }],
      concurrency: { key: 'event.data.clinicId', limit: 1 },
    },
    // In no step: it is one transaction, which finds what it has done before.
    ({ event }) => {
      const { clinicId, runId } = events['sweep/requested'].parse(event.data)
      return runSweep(clinicId, sweep, runId ? { byHand: true, runId } : { byHand: false })
    },
  )
}
