import { eq } from 'drizzle-orm'
import { clinics } from '@/db/schema'
import { ok, type Result } from '@/lib/domain/result'
import { type Context, change } from '../change'
import { changedFields } from '../changed-fields'

/** Changes who the clinic says it is and how it treats data; each empty, a web address or words. */
export async function editNotices(
  context: Context,
  input: { imprint: string; privacy: string },
): Promise<Result<null>> {
  return change(context, async (c) => {
    await c.tx.update(clinics).set(input).where(eq(clinics.id, c.clinic.id))
    await c.audit('clinic.edited', { details: changedFields(c.clinic, input) })
    return ok(null)
  })
}
