import type { Sweep } from '@/db/queries/clinic/sweep-runs'
import { countOnce } from '@/db/queries/limits'
import { sweepRuns } from '@/db/schema'
import { ok, type Result } from '@/lib/domain/result'
import { dayOf } from '@/lib/domain/time'
import { type Context, change } from '../change'

/**
 * Asks for a sweep of this clinic now, whatever its schedule; it runs behind the scenes. The run is
 * a row at once, and asked for until it is done: an event may be lost. Refuses more than
 * `lib/domain/limits.ts` allows within an hour.
 */
export async function requestSweep(
  context: Context,
  { sweep }: { sweep: Sweep },
): Promise<Result<{ requestedAt: Date }>> {
  return change(context, async (c) => {
    const refused = await countOnce(c.tx, c.clinic, 'sweep', sweep)
    if (refused) return refused
    const { id: clinicId, timeZone } = c.clinic
    const runId = crypto.randomUUID()
    await c.tx.insert(sweepRuns).values({
      ...{ id: runId, clinicId, sweep, day: dayOf(c.now, timeZone) },
      ...{ byHand: true, startedAt: c.now },
    })
    await c.audit('sweep.requested', { details: { sweep } })
    await c.emit('sweep/requested', { sweep, runId })
    return ok({ requestedAt: c.now })
  })
}
