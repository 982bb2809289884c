import { eq } from 'drizzle-orm'
import { countExpired } from '@/db/queries/patient/retention'
import { clinics } from '@/db/schema'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { type Context, change } from '../change'
import { changedFields } from '../changed-fields'

/**
 * Sets how many years after their last visit patients are erased; null for never. `knownPatients`: how
 * many it was said would be erased now. Refuses (`changed-meanwhile`) when it would be more.
 */
export async function setRetention(
  context: Context,
  { keepYears, knownPatients }: { keepYears: number | null; knownPatients: number },
): Promise<Result<null>> {
  return change(context, async (c) => {
    if (keepYears !== null) {
      const patients = await countExpired(c.tx, c.clinic, { years: keepYears, now: c.now })
      if (patients > knownPatients) return refuse('changed-meanwhile')
    }
    await c.tx.update(clinics).set({ keepYears }).where(eq(clinics.id, c.clinic.id))
    await c.audit('retention.set', { details: changedFields(c.clinic, { keepYears }) })
    return ok(null)
  })
}
