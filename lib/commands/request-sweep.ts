import { countOnce } from '@/db/queries/limits'
import { ok, type Result } from '@/lib/domain/result'
import { type Context, change } from './change'

/**
 * Asks for a sweep of this clinic now, whatever its schedule; it runs behind the scenes. Refuses more
 * than `lib/domain/limits.ts` allows within an hour.
 */
export async function requestSweep(
  context: Context,
  input: { sweep: 'confirm-upcoming' | 'reschedule-cancelled' },
): Promise<Result<{ requestedAt: Date }>> {
  return change(context, async (c) => {
    const refused = await countOnce(c.tx, c.clinic, 'sweep', input.sweep)
    if (refused) return refused
    await c.audit('sweep.requested', { details: { sweep: input.sweep } })
    await c.emit('sweep/requested', { sweep: input.sweep })
    return ok({ requestedAt: c.now })
  })
}
